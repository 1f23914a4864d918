"""What the platform knows of a juror in an edition, and what they have accepted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Department, Discipline, Theme
from competitions.refusals import Refusal
from judging.countries import countries
from judging.domain.authority import NotYourEvaluation
from judging.domain.records import keep
from judging.models import JurorProfile, JuryInvitation, JuryRules
from teams.domain.authority import require_organiser
from teams.domain.names import plain_words
from teams.domain.registration import introduce
from teams.models import Role, User

ORGANISATION_LONGEST, EXPERTISE_LONGEST = 200, 1000


class NotInTheJury(Refusal):
    message = _("This person does not sit in the jury of this edition.")


class NotAcceptedWhole(Refusal):
    message = _("Accept both the charter and the confidentiality: without them no project can be opened.")


class WrongPeriod(Refusal):
    message = _("The last day cannot be before the first.")
    field = "available_until"


class LoadTooSmall(Refusal):
    message = _("The largest number of projects is at least 1. Leave it empty for no limit of your own.")
    field = "maximum_load"


class NotOffered(Refusal):
    """Something that was chosen is not on the list."""

    message = _("Choose from the list.")


@dataclass(frozen=True)
class Said:
    """What a juror, or an organiser for them, says. Empty languages, themes or disciplines are not said."""

    organisation: str = ""
    country: str = ""
    expertise: str = ""
    disciplines: Sequence[Discipline] = ()
    themes: Sequence[Theme] = ()
    languages: Sequence[str] = ()
    maximum_load: int | None = None
    available_from: date | None = None
    available_until: date | None = None
    # Who they are and where they serve, as their account says it; blanks leave that as it is.
    name_ar: str = ""
    name_latin: str = ""
    department: Department | None = None


def profiles_of(person: User, competition: Competition, *, at: datetime) -> list[JurorProfile]:
    """The profile of each seat that `person` has in the jury today, the juror's first; missing ones unsaved."""
    roles = Role.objects.held_by(person, competition).active(at=at).filter(kind__in=Role.JURY)
    seats = sorted(roles.select_related("juror_profile", "person__department"), key=_jurors_first)
    return [getattr(role, "juror_profile", None) or JurorProfile(role=role) for role in seats]


def begin(role: Role, *, by: User, at: datetime) -> None:
    """A seat in the jury comes with a profile; what was accepted or said for another seat holds for it too."""
    if role.kind not in Role.JURY or JurorProfile.objects.filter(role=role).exists():
        return
    earlier = JurorProfile.objects.filter(role__person=role.person_id, role__competition=role.competition_id)
    other = earlier.filter(role__until=None).exclude(role=role).order_by("-pk").first()
    profile = JurorProfile(role=role)
    if other is None:
        keep(profile, by=by, at=at)
        return
    _copy(other, profile)
    profile.charter_accepted_at = other.charter_accepted_at
    profile.confidentiality_accepted_at = other.confidentiality_accepted_at
    keep(profile, by=by, at=at)
    profile.themes.set(other.themes.all())
    profile.disciplines.set(other.disciplines.all())


def begin_as_invited(role: Role, invitation: JuryInvitation, *, by: User, at: datetime) -> None:
    """The profile of a new seat says what the organiser knew when they invited."""
    _name_as_invited(role.person, invitation, by=by, at=at)
    begin(role, by=by, at=at)
    profile = JurorProfile.objects.get(role=role)
    profile.organisation = profile.organisation or invitation.organisation
    profile.languages = profile.languages or invitation.languages
    profile.maximum_load = profile.maximum_load or invitation.maximum_load
    keep(profile, by=by, at=at)
    profile.themes.add(*invitation.themes.all())


def save_profile(*, person: User, competition: Competition, said: Said, by: User, at: datetime) -> list[JurorProfile]:
    """Store what is said of somebody in the jury, for every seat they have there; they say it, or an organiser.

    Raises NotYourEvaluation, NotInTheJury, WrongPeriod, LoadTooSmall, NotOffered, NotPlainText, TooLong.
    """
    if by.pk != person.pk and not by.has_perm("competitions.organise", competition):
        raise NotYourEvaluation
    said = _tidied(said, competition)
    with transaction.atomic():
        person = User.objects.locked(person.pk)
        profiles = profiles_of(person, competition, at=at)
        if not profiles:
            raise NotInTheJury
        names = {"name_ar": said.name_ar, "name_latin": said.name_latin}
        if said.department is not None or any(names.values()):
            introduce(person=person, **names, department=said.department, by=by, at=at)
        for profile in profiles:
            _copy(said, profile)
            keep(profile, by=by, at=at)
            profile.disciplines.set(said.disciplines)
            profile.themes.set(said.themes)
    return profiles


def accept_charter(
    *, person: User, competition: Competition, charter: bool = True, confidentiality: bool = True, at: datetime
) -> None:
    """`person`, of the jury, accepts the charter and the confidentiality at `at`; the first date stays.

    Raises NotInTheJury, NotAcceptedWhole.
    """
    if not (charter and confidentiality):
        raise NotAcceptedWhole
    with transaction.atomic():
        person = User.objects.locked(person.pk)
        profiles = profiles_of(person, competition, at=at)
        if not profiles:
            raise NotInTheJury
        for profile in profiles:
            profile.charter_accepted_at = profile.charter_accepted_at or at
            profile.confidentiality_accepted_at = profile.confidentiality_accepted_at or at
            keep(profile, by=person, at=at)


def has_accepted(person: User, competition: Competition, *, at: datetime) -> bool:
    """Whether `person` has accepted both for every seat they have."""
    profiles = profiles_of(person, competition, at=at)
    return all(each.charter_accepted_at and each.confidentiality_accepted_at for each in profiles)


def save_jury_rules(rules: JuryRules, *, values: dict[str, object], by: User, at: datetime) -> JuryRules:
    """What the edition asks of its jury: `values` are columns of the rules. Raises OnlyOrganiser."""
    require_organiser(by, rules.competition)
    for name, value in values.items():
        setattr(rules, name, value)
    keep(rules, by=by, at=at)
    return rules


def _name_as_invited(person: User, invitation: JuryInvitation, *, by: User, at: datetime) -> None:
    """An account that was made for the invitation bears the name by which the organiser knows the person."""
    if person.name_ar or person.name_latin or not invitation.name:
        return
    for script in ("name_ar", "name_latin"):
        try:
            introduce(person=person, **{script: invitation.name}, by=by, at=at)  # type: ignore[arg-type]
        except Refusal:
            continue  # the name is in the other script, or in none that a name has here: the person writes it
        return


def _jurors_first(role: Role) -> tuple[bool, int]:
    return role.kind != Role.Kind.JUROR, role.pk


def _copy(source: Said | JurorProfile, profile: JurorProfile) -> None:
    profile.organisation, profile.country = source.organisation, source.country
    profile.expertise, profile.languages = source.expertise, list(source.languages)
    profile.maximum_load = source.maximum_load
    profile.available_from, profile.available_until = source.available_from, source.available_until


def _tidied(said: Said, competition: Competition) -> Said:
    _require_offered(said, competition)
    if said.available_from and said.available_until and said.available_until < said.available_from:
        raise WrongPeriod
    if said.maximum_load is not None and said.maximum_load < 1:
        raise LoadTooSmall
    return replace(
        said,
        organisation=plain_words(said.organisation, longest=ORGANISATION_LONGEST, field="organisation"),
        # Its lines stay lines.
        expertise=said.expertise.strip()[:EXPERTISE_LONGEST],
        languages=[code for code, _name in settings.LANGUAGES if code in said.languages],
    )


def _require_offered(said: Said, competition: Competition) -> None:
    if said.country and said.country not in dict(countries("en")):
        raise NotOffered(field="country")
    if not set(said.languages) <= set(dict(settings.LANGUAGES)):
        raise NotOffered(field="languages")
    if any(theme.competition_id != competition.pk for theme in said.themes):
        raise NotOffered(field="themes")
