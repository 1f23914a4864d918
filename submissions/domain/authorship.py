"""Under whose name submitted work stands."""

from submissions.models import VersionPerson
from teams.models import User


def keep_name(person: User) -> None:
    """Leave the name of `person`, who wishes it, on what their team submitted; it no longer leads to an account."""
    VersionPerson.objects.filter(person=person).update(person=None, discipline_other="")


def has_a_name_on_work(person: User) -> bool:
    """Whether submitted work bears the name of `person`."""
    return VersionPerson.objects.filter(person=person).exclude(name_ar="", name_latin="").exists()
