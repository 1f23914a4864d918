"""The people of the demonstration whose address says nothing: they wait for a word, and one got another than hoped."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from competitions.models import Competition
from idarathon.demo.calendar import Calendar, Stage
from idarathon.demo.people import Cast, Identity, give_number, serve, with_account
from idarathon.demo.roles import PRIVATE
from idarathon.demo.teams import Founded
from teams.domain.eligibility import decline, raise_overdue, settle, vouch
from teams.domain.invitations import accept, invite
from teams.models import User

# Places of departments in the list. The first one's contact is the account focalpoint@, who has a full desk while
# people register; the twelfth has no contact, so the organiser is asked.
WHILE_REGISTERING = (0,) * 13 + (12,)
LATER = (0, 0, 0, 12)
# Of those who wait while people register: who has joined a team, which cannot be confirmed before they are vouched for.
JOINED, TEAM = 3, 4
WITHOUT_NUMBER = (5, 8)
DECLINED_BECAUSE = (
    "غادرت القطاع في شهر يناير الماضي حسب مصلحة الموارد البشرية. إذا كان ذلك خطأ، فالمرجو الاتصال بنقطة الاتصال."
)


def let_some_wait(
    cast: Cast,
    competition: Competition,
    founded: Sequence[Founded],
    people: Iterator[Identity],
    calendar: Calendar,
    *,
    at: datetime,
) -> None:
    """Some wait since yesterday or the day before, whom nobody has forgotten yet; who waits longer is raised."""
    registering = calendar.stage is Stage.REGISTRATION
    for place, department in enumerate(WHILE_REGISTERING if registering else LATER):
        since = _begins(calendar, place)
        person = _somebody(cast, competition, next(people), department, place, at=since)
        if place not in WITHOUT_NUMBER:
            give_number(person, at=since)
        if registering and place == JOINED:
            team, captain = founded[TEAM].team, founded[TEAM].captain
            invitation = invite(team=team, email=person.email, by=captain, received_at=since)
            accept(invitation=invitation, by=person, received_at=since + timedelta(minutes=40))
    _decline_one(cast, competition, next(people), calendar)
    # Nobody vouches for themselves: for the contact, the organiser does.
    vouched_at = calendar.after("registration", 2, 12)
    vouch(person=cast["focalpoint"], competition=competition, by=cast["organiser"], at=vouched_at)
    raise_overdue(at=at)


def _begins(calendar: Calendar, place: int) -> datetime:
    if calendar.stage is Stage.REGISTRATION:
        return calendar.yesterday(8 + place % 9) - timedelta(days=place % 2)
    return calendar.after("registration", 1, 11)


def _somebody(
    cast: Cast, competition: Competition, identity: Identity, department: int, place: int, *, at: datetime
) -> User:
    person = with_account(identity, identity.address(PRIVATE), language="fr" if place % 4 == 3 else "ar", at=at)
    person = serve(person, cast.departments[department], place, disciplines=cast.disciplines, at=at)
    # Whom an earlier demonstration has left a whole profile begins to wait in this one all the same.
    settle(person=person, competition=competition, at=at)
    return person


def _decline_one(cast: Cast, competition: Competition, identity: Identity, calendar: Calendar) -> None:
    person = _somebody(cast, competition, identity, 0, 1, at=calendar.after("registration", 1, 11))
    decline(
        person=person,
        competition=competition,
        reason=DECLINED_BECAUSE,
        by=cast["focalpoint"],
        at=calendar.after("registration", 2, 15),
    )
