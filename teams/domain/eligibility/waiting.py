"""How somebody begins to wait for a word, and who is told of it."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from competitions.domain.outbox import queue
from competitions.models import Competition, Department
from teams import messages
from teams.domain.eligibility.domains import decide_by_domain
from teams.domain.eligibility.standing import standing_decision
from teams.models import Role, User, VouchingRequest


def settle(*, person: User, competition: Competition, at: datetime) -> None:
    """Decide by the domain, or else write down that `person` waits since `at` and tell those who can vouch.

    Once per department: who waits there already keeps waiting since then, and nobody is told a second time.
    """
    with transaction.atomic():
        person = User.objects.locked(person.pk)
        if decide_by_domain(person=person, competition=competition, at=at) is not None:
            return
        requests = VouchingRequest.objects.filter(person=person, competition=competition)
        # Whoever has changed department waits there no longer.
        requests.exclude(department=person.department_id).delete()
        waits = person.profile_is_complete and standing_decision(person, competition) is None
        if waits and Department.objects.enrolled(competition, at=at).filter(staff=person).exists():
            requests.get_or_create(department=person.department, defaults=_asked(person, competition, at=at))
            _tell_who_can_vouch(person, competition, at=at)


def who_can_vouch(person: User, competition: Competition, *, at: datetime) -> QuerySet[User]:
    """The focal points of the person's department; where it has none but the person, the organisers."""
    roles = Role.objects.filter(competition=competition).active(at=at).exclude(person=person)
    contacts = roles.filter(kind=Role.Kind.FOCAL_POINT, department=person.department_id)
    asked = contacts if contacts.exists() else roles.filter(kind=Role.Kind.ORGANISER)
    return User.objects.filter(is_active=True, pk__in=asked.values("person")).order_by("pk")


def _asked(person: User, competition: Competition, *, at: datetime) -> dict[str, object]:
    return {"person": person, "competition": competition, "asked_at": at}


def _tell_who_can_vouch(person: User, competition: Competition, *, at: datetime) -> None:
    about = {"candidate": person.pk, "competition": competition.pk, "department": person.department_id}
    for one in who_can_vouch(person, competition, at=at):
        queue(
            messages.ELIGIBILITY_WAITING,
            to=one,
            context={"candidate": person, "competition": competition},
            about=about,
            at=at,
            dedupe_key="waiting:{competition}:{candidate}:{department}:".format(**about) + str(one.pk),
        )
