"""What a profile says and how each part of it must be: the parts one by one, and all of them together."""

from dataclasses import dataclass, fields, replace

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from competitions.models import Department, Discipline, Region
from competitions.refusals import Refusal
from teams.domain import names
from teams.domain.phones import phone_number
from teams.models import Gender, ServiceLevel, User

ENTITY_LONGEST, SERVICE_ROLE_LONGEST, DISCIPLINE_LONGEST, NEEDS_LONGEST = 200, 120, 80, 500


class DepartmentNotOffered(Refusal):
    message = _("Choose one of the departments that take part in the edition.")
    field = "department"


class EntityMissing(Refusal):
    message = _("Write the direction, the division or the delegation in which you serve.")
    field = "entity"


class ServiceMissing(Refusal):
    message = _("Choose whether you serve in the central administration or in the deconcentrated services.")
    field = "service_level"


class RegionMissing(Refusal):
    message = _("Choose the region in which your service is.")
    field = "region"


class ServiceRoleMissing(Refusal):
    message = _("Write what you do in your service.")
    field = "service_role"


class DisciplineMissing(Refusal):
    message = _("Choose your discipline, or choose “another one” and write it.")
    field = "discipline"


class GenderMissing(Refusal):
    message = _("Choose one of the answers; you need not say it.")
    field = "gender"


class LanguageMissing(Refusal):
    message = _("Choose the language in which we write to you.")
    field = "language"


@dataclass(frozen=True)
class Profile:
    """What a person says about themselves; a blank is what they have not said."""

    name_ar: str = ""
    name_latin: str = ""
    department: Department | None = None
    entity: str = ""
    service_level: str = ""
    region: str = ""
    discipline: Discipline | None = None
    discipline_other: str = ""
    service_role: str = ""
    gender: str = ""
    accessibility_needs: str = ""
    phone: str = ""
    language: str = ""

    @classmethod
    def of(cls, person: User) -> "Profile":
        """What `person` has said until now."""
        return cls(**{part.name: getattr(person, part.name) for part in fields(cls)})


def tidied(profile: Profile) -> Profile:
    """The profile as it is kept; what is blank stays so.

    Raises NameNotArabic, NameNotLatin, NotPlainText, TooLong, RegionMissing, ServiceMissing, GenderMissing,
    LanguageMissing, NotAPhoneNumber for what is not as it must be.
    """
    _require_known(profile)
    words = names.plain_words
    return replace(
        profile,
        name_ar=names.person_name_ar(profile.name_ar) if profile.name_ar else "",
        name_latin=names.person_name_latin(profile.name_latin) if profile.name_latin else "",
        entity=words(profile.entity, longest=ENTITY_LONGEST, field="entity"),
        service_role=words(profile.service_role, longest=SERVICE_ROLE_LONGEST, field="service_role"),
        # A discipline of the organiser's list needs no words of one's own.
        discipline_other=""
        if profile.discipline
        else words(profile.discipline_other, longest=DISCIPLINE_LONGEST, field="discipline_other"),
        accessibility_needs=words(profile.accessibility_needs, longest=NEEDS_LONGEST, field="accessibility_needs"),
        phone=phone_number(profile.phone),
    )


def placed(profile: Profile) -> Profile:
    """The profile with a service and a region that go together.

    The central administration is in one place: only the deconcentrated services are counted by region, and without
    one they are not known yet.
    """
    if profile.service_level == ServiceLevel.CENTRAL:
        return replace(profile, region="")
    if profile.service_level == ServiceLevel.DECONCENTRATED and not profile.region:
        return replace(profile, service_level="")
    return profile


def require_complete(profile: Profile) -> None:
    """Return if everything is said that must be.

    Raises NameNotArabic, NameNotLatin, DepartmentNotOffered, EntityMissing, ServiceMissing, RegionMissing,
    ServiceRoleMissing, DisciplineMissing, GenderMissing, LanguageMissing.
    """
    needed: list[tuple[object, Refusal]] = [
        (profile.name_ar, names.NameNotArabic(field="name_ar")),
        (profile.name_latin, names.NameNotLatin(field="name_latin")),
        (profile.department, DepartmentNotOffered()),
        (profile.entity, EntityMissing()),
        (profile.service_level, ServiceMissing()),
        (profile.region or profile.service_level == ServiceLevel.CENTRAL, RegionMissing()),
        (profile.service_role, ServiceRoleMissing()),
        (profile.discipline or profile.discipline_other, DisciplineMissing()),
        (profile.gender, GenderMissing()),
        (profile.language, LanguageMissing()),
    ]
    for given, refusal in needed:
        if not given:
            raise refusal


def _require_known(profile: Profile) -> None:
    """Raises ServiceMissing, RegionMissing, GenderMissing, LanguageMissing for an answer that is not offered."""
    choices: list[tuple[str, object, type[Refusal]]] = [
        (profile.service_level, ServiceLevel.values, ServiceMissing),
        (profile.region, Region.values, RegionMissing),
        (profile.gender, Gender.values, GenderMissing),
        (profile.language, dict(settings.LANGUAGES), LanguageMissing),
    ]
    for given, offered, refusal in choices:
        if given and given not in offered:  # type: ignore[operator]
            raise refusal
