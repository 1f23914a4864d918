"""Who a person is: the profile that the rules of the teams look at."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.models import Competition, Department, Discipline, Enrolment, Region
from competitions.refusals import Refusal
from teams.consequences import eligibility_lost
from teams.domain import names
from teams.domain.eligibility import decide_by_domain, is_eligible, settle
from teams.domain.windows import open_editions
from teams.models import Gender, ServiceLevel, User


class DepartmentNotOffered(Refusal):
    message = gettext_lazy("Choose one of the departments that take part in the edition.")
    field = "department"


class ServiceMissing(Refusal):
    message = gettext_lazy("Choose whether you serve in the central administration or in the deconcentrated services.")
    field = "service_level"


class RegionMissing(Refusal):
    message = gettext_lazy("Choose the region in which your service is.")
    field = "region"


class GenderMissing(Refusal):
    message = gettext_lazy("Choose one of the answers; you need not say it.")
    field = "gender"


class LanguageMissing(Refusal):
    message = gettext_lazy("Choose the language in which we write to you.")
    field = "language"


def complete_profile(
    *,
    person: User,
    name_ar: str,
    name_latin: str,
    department: Department,
    service_level: str,
    region: str,
    discipline: Discipline,
    gender: str,
    language: str,
    at: datetime,
) -> User:
    """Store who `person` is, and settle in every edition under way whether they may take part.

    With another department, what was decided about them in the one before counts no more.
    Raises NameNotArabic, NameNotLatin, DepartmentNotOffered, ServiceMissing, RegionMissing, GenderMissing,
    LanguageMissing, or what a receiver of `eligibility_lost` refuses.
    """
    with transaction.atomic():
        person = User.objects.locked(person.pk)
        editions = list(open_editions(at=at))
        before = [edition for edition in editions if is_eligible(person, edition)]
        person.name_ar, person.name_latin = names.person_name_ar(name_ar), names.person_name_latin(name_latin)
        _place(person, department, service_level, region, at=at)
        person.discipline = discipline
        _speak(person, gender, language)
        person._history_user = person
        person.save()
        for edition in editions:
            settle(person=person, competition=edition, at=at)
        for edition in before:
            if not is_eligible(person, edition):
                eligibility_lost.send(sender=User, person=person, competition=edition, by=person, at=at)
    return person


def what_is_missing(person: User) -> list[str]:
    """The parts of the profile that have not been given, in words."""
    parts: list[tuple[str, Any]] = [
        (_("name in Arabic script"), person.name_ar),
        (_("name in Latin script"), person.name_latin),
        (_("department"), person.department_id),
        (_("service"), person.service_level),
        (_("region"), person.region or person.service_level != ServiceLevel.DECONCENTRATED),
        (_("discipline"), person.discipline_id),
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


def _place(person: User, department: Department, service_level: str, region: str, *, at: datetime) -> None:
    if not departments_offered(person, at=at).filter(pk=department.pk).exists():
        raise DepartmentNotOffered
    if service_level not in ServiceLevel.values:
        raise ServiceMissing
    if service_level == ServiceLevel.DECONCENTRATED and region not in Region.values:
        raise RegionMissing
    person.department, person.service_level = department, service_level
    # The central administration is in one place: only the others are counted by region.
    person.region = region if service_level == ServiceLevel.DECONCENTRATED else ""


def _speak(person: User, gender: str, language: str) -> None:
    if gender not in Gender.values:
        raise GenderMissing
    if language not in dict(settings.LANGUAGES):
        raise LanguageMissing
    person.gender, person.language = gender, language
