"""Who is appointed in the demonstration."""

from collections.abc import Iterator
from datetime import datetime

from competitions.models import Competition
from idarathon.demo.people import DOMAIN, Cast, Identity, serve, with_account
from teams.domain.roles import appoint
from teams.models import User

MENTORS, JURORS = 8, 9
# The last two departments have no contact: there the organiser decides.
WITHOUT_CONTACT = 2
# Places in the list of departments in which some jurors serve; the other jurors come from outside.
DEPARTMENTS_OF_JURORS = (5, 9, 11)
# Not admitted for any department, so that somebody must vouch for who writes from there.
PRIVATE = f"post.{DOMAIN}"
EXPERTS = f"experts.{DOMAIN}"


def appoint_everybody(cast: Cast, competition: Competition, people: Iterator[Identity], *, at: datetime) -> None:
    """Give the accounts their roles, and fill up the mentors, the jury and the focal points."""
    organiser = cast["organiser"]
    for kind, account in {"president": "president", "auditor": "auditor"}.items():
        appoint(person=cast[account], competition=competition, kind=kind, by=organiser, at=at)
    cast.mentors = [cast["mentor"], *(_expert(people, at=at) for _ in range(MENTORS - 1))]
    cast.jurors = [cast["juror"], *(_juror(cast, people, place, at=at) for place in range(JURORS - 1))]
    cast.deputy_president = _expert(people, at=at)
    appoint(person=cast.deputy_president, competition=competition, kind="deputy_president", by=organiser, at=at)
    for kind, group in {"mentor": cast.mentors, "juror": cast.jurors}.items():
        for person in group:
            appoint(person=person, competition=competition, kind=kind, by=organiser, at=at)
    _appoint_focal_points(cast, competition, people, at=at)


def _expert(people: Iterator[Identity], *, at: datetime) -> User:
    identity = next(people)
    return with_account(identity, identity.address(EXPERTS), language="ar", at=at)


def _juror(cast: Cast, people: Iterator[Identity], place: int, *, at: datetime) -> User:
    if place >= len(DEPARTMENTS_OF_JURORS):
        return _expert(people, at=at)
    identity = next(people)
    person = with_account(identity, identity.address(EXPERTS), language="fr" if place else "ar", at=at)
    department = cast.departments[DEPARTMENTS_OF_JURORS[place]]
    return serve(person, department, place, disciplines=cast.disciplines, at=at)


def _appoint_focal_points(cast: Cast, competition: Competition, people: Iterator[Identity], *, at: datetime) -> None:
    contacts = [cast["focalpoint"]]
    for place, _department in enumerate(cast.departments[1:-WITHOUT_CONTACT], start=1):
        identity = next(people)
        contacts.append(with_account(identity, identity.address(PRIVATE), language="ar" if place % 3 else "fr", at=at))
    for department, person in zip(cast.departments, contacts, strict=False):
        appoint(
            person=person,
            competition=competition,
            kind="focal_point",
            department=department,
            by=cast["organiser"],
            at=at,
        )
