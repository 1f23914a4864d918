"""Who a person is: the profile that the rules of the teams look at, given at once or piece by piece."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from competitions.models import Competition, Department, Enrolment, PrivacyNotice
from teams.consequences import eligibility_lost, person_moved
from teams.domain.consent import give_consent, require_consent
from teams.domain.eligibility import decide_by_domain, is_eligible, settle
from teams.domain.names import person_name_ar, person_name_latin
from teams.domain.profiles import DepartmentNotOffered, Profile, placed, require_complete, tidied
from teams.domain.windows import open_editions
from teams.models import ServiceLevel, User

# May be taken back: nobody has to say them.
OPTIONAL = frozenset({"accessibility_needs", "phone"})


def complete_profile(*, person: User, profile: Profile, at: datetime, agrees_to: PrivacyNotice | None = None) -> User:
    """Store who `person` is, and settle in every edition under way whether they may take part.

    `agrees_to` is the notice about personal data to which they agree with it, where they owe that.
    With another department, what was decided about them in the one before counts no more.
    Raises what `tidied` and `require_complete` raise, DepartmentNotOffered, ConsentMissing, NoticeNotInForce, or what
    a receiver of `eligibility_lost` refuses.
    """
    profile = tidied(profile)
    require_complete(profile)
    with transaction.atomic():
        person = User.objects.locked(person.pk)
        if agrees_to is not None:
            give_consent(person=person, notice=agrees_to, at=at)
        require_consent(person, at=at)
        with _settled_anew(person, at=at):
            _store(person, profile, at=at)
    return person


def save_profile_so_far(
    *, person: User, profile: Profile, at: datetime, agrees_to: PrivacyNotice | None = None
) -> User:
    """Keep what `person` has said until now; what they leave blank stays as it was, but for what nobody has to say.

    Raises what `tidied` raises, DepartmentNotOffered, NoticeNotInForce, or what a receiver of `eligibility_lost`
    refuses.
    """
    profile = tidied(profile)
    with transaction.atomic():
        person = User.objects.locked(person.pk)
        if agrees_to is not None:
            give_consent(person=person, notice=agrees_to, at=at)
        with _settled_anew(person, at=at):
            _store(person, _with_what_is_known(profile, person), at=at)
    return person


def introduce(
    *,
    person: User,
    name_ar: str = "",
    name_latin: str = "",
    department: Department | None = None,
    by: User,
    at: datetime,
) -> User:
    """Say how `person` is called and in which department, of all there are, they serve; blanks change nothing.

    For whoever has a role and no need of a profile. What it means for their eligibility is settled.
    Raises NameNotArabic, NameNotLatin, or what a receiver of `eligibility_lost` or `person_moved` refuses.
    """
    with transaction.atomic():
        person = User.objects.locked(person.pk)
        moves = department is not None and person.department_id != department.pk
        with _settled_anew(person, at=at):
            person.name_ar = person_name_ar(name_ar) if name_ar else person.name_ar
            person.name_latin = person_name_latin(name_latin) if name_latin else person.name_latin
            person.department = department or person.department
            person._history_user = by
            person.save()
            if moves:
                person_moved.send(sender=User, person=person, at=at)
    return person


def what_is_missing(person: User) -> list[str]:
    """The parts of the profile that have not been given, in words."""
    parts: list[tuple[str, Any]] = [
        (_("name in Arabic script"), person.name_ar),
        (_("name in Latin script"), person.name_latin),
        (_("department"), person.department_id),
        (_("entity"), person.entity),
        (_("service"), person.service_level),
        (_("region"), person.region or person.service_level != ServiceLevel.DECONCENTRATED),
        (_("role in the service"), person.service_role),
        (_("discipline"), person.discipline_key),
        (_("gender"), person.gender),
    ]
    return [words for words, given in parts if not given]


def departments_offered(person: User, *, at: datetime) -> Any:
    """The departments enrolled in the editions under way, else in the current one; and where the person already is."""
    editions = list(open_editions(at=at)) or [Competition.objects.current(at=at)]
    enrolments = Enrolment.objects.filter(competition__in=[edition for edition in editions if edition]).current(at=at)
    return Department.objects.filter(Q(pk__in=enrolments.values("department")) | Q(pk=person.department_id))


def address_confirmed(*, person: User, at: datetime) -> None:
    """An address of `person` has just been verified: it may make them eligible in the editions under way."""
    for edition in open_editions(at=at):
        decide_by_domain(person=person, competition=edition, at=at)


def mailbox_read(*, person: User, at: datetime) -> None:
    """`person` has followed a link that went to their only address, which is thereby verified.

    With several addresses nobody can tell to which of them it went, so nothing is concluded.
    """
    addresses = list(EmailAddress.objects.filter(user=person))
    if len(addresses) == 1 and not addresses[0].verified:
        addresses[0].verified = True
        addresses[0].save(update_fields=["verified"])
        address_confirmed(person=person, at=at)


@contextmanager
def _settled_anew(person: User, *, at: datetime) -> Iterator[None]:
    """What changes inside is followed by its consequences for the eligibility of `person`."""
    editions = list(open_editions(at=at))
    before = [edition for edition in editions if is_eligible(person, edition)]
    yield
    for edition in editions:
        settle(person=person, competition=edition, at=at)
    for edition in before:
        if not is_eligible(person, edition):
            eligibility_lost.send(sender=User, person=person, competition=edition, by=person, at=at)


def _store(person: User, profile: Profile, *, at: datetime) -> None:
    chosen = profile.department
    if chosen is not None and not departments_offered(person, at=at).filter(pk=chosen.pk).exists():
        raise DepartmentNotOffered
    before = person.department_id
    for name, value in vars(placed(profile)).items():
        setattr(person, name, value)
    person._history_user = person
    person.save()
    if person.department_id != before:
        person_moved.send(sender=User, person=person, at=at)


def _with_what_is_known(profile: Profile, person: User) -> Profile:
    """`profile`, its blanks filled with what `person` has said before, as far as the parts go together."""
    said = {name: value for name, value in vars(profile).items() if value or name in OPTIONAL}
    if profile.discipline or profile.discipline_other:
        said |= {"discipline": profile.discipline, "discipline_other": profile.discipline_other}
    return replace(Profile.of(person), **said)
