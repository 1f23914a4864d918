"""The teams of the demonstration: founded, filled, agreed, confirmed, and a few that are not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from competitions.models import Competition
from idarathon.demo import material
from idarathon.demo.calendar import Calendar, Stage
from idarathon.demo.people import Cast, Identity, give_number, serve, with_account
from idarathon.demo.roles import PRIVATE
from teams.domain.accompaniment import assign_mentor
from teams.domain.confirmation import confirm
from teams.domain.eligibility import vouch
from teams.domain.founding import found_team
from teams.domain.invitations import accept, invite
from teams.domain.membership import agree, name_deputy
from teams.domain.payroll import attest_no_payroll_number
from teams.domain.profiles import Profile
from teams.domain.registration import complete_profile
from teams.models import Membership, Team, User

SIZES = (4, 5, 3, 6, 4, 4, 5, 3)
CAPTAINS = 0  # the team of the accounts captain@ and participant@
# Never confirmed: a member has not agreed, a member waits to be recognised, nobody pressed the button.
SILENT, UNRECOGNISED, FORGOTTEN = 2, 5, 20
# Number and seat of people whose profile is not like the others': in a discipline that is not on the list, without a
# payroll number as the organiser attests, and without one because they have not given it.
OTHERWISE_LEARNED, NUMBERLESS, FORGETFUL = (1, 2), (3, 2), (UNRECOGNISED, 2)
UNCONFIRMED = {SILENT, UNRECOGNISED, FORGOTTEN}
# Teams of the account mentor@ besides its share, so that a small demonstration has them too.
OF_THE_MENTOR = (0, 4)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Founded:
    """A team with what it is about to write, its people and its number."""

    number: int
    team: Team
    project: dict[str, Any]
    people: Sequence[User]

    @property
    def captain(self) -> User:
        return self.people[0]


def found_teams(
    cast: Cast,
    competition: Competition,
    projects: Sequence[dict[str, Any]],
    people: Iterator[Identity],
    calendar: Calendar,
) -> list[Founded]:
    """One team per project, each as far as its stage and its story go."""
    themes = {theme.key: theme for theme in competition.themes.all()}
    founded = []
    for number, project in enumerate(projects):
        at = calendar.after("registration", number % 3, 9 + number % 8)
        members = _people(cast, project, number, people, at=calendar.after("registration", 0, 8))
        team = found_team(
            competition=competition,
            by=members[0],
            name_ar=project["team"]["ar"],
            name_latin=project["team"]["latin"],
            motto=_motto(number, project["language"]),
            theme=themes[project["theme"]],
            received_at=at,
        )
        each = Founded(number, team, project, members)
        _fill(each, at=at)
        founded.append(each)
    _vouch_for_accounts(cast, competition, calendar)
    for each in founded:
        _complete(each, calendar, organiser=cast["organiser"])
    return founded


def _motto(number: int, language: str) -> str:
    mottos: list[str] = material.read("mottos")[language]
    return mottos[number % len(mottos)]


def accompany(cast: Cast, founded: Sequence[Founded], calendar: Calendar) -> dict[int, User]:
    """Give mentors to the teams, by number; a few confirmed teams have none yet. The mentors, by the team's number."""
    mentors: dict[int, User] = {}
    for each in founded:
        if not _has_mentor(each.number, calendar.stage):
            continue
        place = 0 if each.number in OF_THE_MENTOR else each.number % len(cast.mentors)
        mentor = cast.mentors[place]
        at = calendar.after("registration", 4, 10 + each.number % 6)
        assign_mentor(team=each.team, mentor=mentor, by=cast["organiser"], at=at)
        mentors[each.number] = mentor
    return mentors


def _has_mentor(number: int, stage: Stage) -> bool:
    if stage is Stage.REGISTRATION:
        return number < 8
    return number not in UNCONFIRMED and number % 11 != 10


def _people(
    cast: Cast, project: dict[str, Any], number: int, people: Iterator[Identity], *, at: datetime
) -> list[User]:
    """The captain first, then the other members, from two or three departments and as many disciplines as people."""
    known = [cast["captain"], cast["participant"]] if number == CAPTAINS else []
    size = SIZES[number % len(SIZES)]
    return known + [_member(cast, project, number, seat, next(people), at=at) for seat in range(len(known), size)]


def _member(cast: Cast, project: dict[str, Any], number: int, seat: int, identity: Identity, *, at: datetime) -> User:
    place = (number + seat % 3 * 4) % len(cast.departments)
    domain = f"{cast.departments[place].code.removeprefix('demo-')}.idarathon.example"
    if (number, seat) == (UNRECOGNISED, 2):
        place, domain = 0, PRIVATE
    person = with_account(identity, identity.address(domain), language=project["language"], at=at)
    person = serve(person, cast.departments[place], number + seat * 3, disciplines=cast.disciplines, at=at)
    if (number, seat) == OTHERWISE_LEARNED:
        _say_more(person, at=at)
    if (number, seat) not in (NUMBERLESS, FORGETFUL):
        give_number(person, at=at)
    return person


def _say_more(person: User, *, at: datetime) -> None:
    """Somebody whose discipline is not on the list, and who says what they need at a workshop."""
    services = material.read("services")
    other = {"discipline_other": services["other_discipline"], "accessibility_needs": services["accessibility_needs"]}
    complete_profile(person=person, profile=replace(Profile.of(person), discipline=None, **other), at=at)


def _fill(each: Founded, *, at: datetime) -> None:
    """Invite the others, who accept a few hours later."""
    for seat, person in enumerate(each.people[1:], start=1):
        sent = at + seat * timedelta(minutes=7)
        invitation = invite(team=each.team, email=person.email, by=each.captain, received_at=sent)
        accept(invitation=invitation, by=person, received_at=sent + 3 * HOUR)


def _vouch_for_accounts(cast: Cast, competition: Competition, calendar: Calendar) -> None:
    for account in ("captain", "participant"):
        vouch(
            person=cast[account],
            competition=competition,
            by=cast["focalpoint"],
            at=calendar.after("registration", 2, 10),
        )


def _complete(each: Founded, calendar: Calendar, *, organiser: User) -> None:
    """Agreements, a deputy, the confirmation; what is open in the story stays open."""
    number, seat = NUMBERLESS
    if each.number == number:
        at = calendar.after("registration", 3, 9)
        competition = each.team.competition
        attest_no_payroll_number(person=each.people[seat], competition=competition, by=organiser, at=at)
    early = calendar.stage is Stage.REGISTRATION
    for seat, membership in enumerate(_memberships(each.team)):
        if _agrees(each.number, seat, early=early):
            agree(membership=membership, by=membership.person, at=calendar.after("registration", 3, 10 + seat))
    if early and each.number == CAPTAINS:
        colleague = "colleague@water.idarathon.example"
        at = calendar.after("registration", 4, 16)
        invite(team=each.team, email=colleague, by=each.captain, received_at=at)
        return
    name_deputy(team=each.team, deputy=each.people[-1], by=each.captain, at=calendar.after("registration", 4, 9))
    if each.number not in UNCONFIRMED and not (early and each.number % 2 == 0):
        at = calendar.after("registration", 4, 11 + each.number % 8)
        confirm(team=each.team, by=each.captain, received_at=at)


def _agrees(number: int, seat: int, *, early: bool) -> bool:
    if number == SILENT:
        return seat != 1
    # The account participant@ still has to agree while teams are forming.
    return not (early and number == CAPTAINS and seat == 1)


def _memberships(team: Team) -> list[Membership]:
    return list(Membership.objects.active().filter(team=team).select_related("person").order_by("pk"))
