"""While people register: teams that are open, people who show a card, and requests that wait for an answer."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from competitions.models import Competition, Discipline
from idarathon.demo import material
from idarathon.demo.calendar import Calendar, Stage
from idarathon.demo.people import Cast, Identity, give_number, serve, with_account
from idarathon.demo.teams import CAPTAINS, Founded
from teams.domain.matchmaking import invite_seeker, show_card
from teams.domain.requests import open_to_requests, request_to_join
from teams.models import SeekerCard, User

# By what remains of their number divided by eight: the other teams have no seat left, or look for nobody.
OPEN = (0, 2, 5, 7)
# Teams that are asked, by their place among the open ones: that of the account captain@ twice.
ASKED = (0, 0, 1, 2)
HOUR = timedelta(hours=1)


def look_for_each_other(
    cast: Cast, competition: Competition, founded: Sequence[Founded], people: Iterator[Identity], calendar: Calendar
) -> None:
    """Open teams, cards, requests and one invitation by a card; nothing once registration is over."""
    if calendar.stage is not Stage.REGISTRATION:
        return
    looking = [each for each in founded if each.number % 8 in OPEN]
    opened_at = calendar.after("registration", 4, 17)
    for each in looking:
        _open(each, cast.disciplines, at=opened_at)
    cards = [
        _card(cast, competition, next(people), place, card, at=opened_at)
        for place, card in enumerate(material.read("seekers")["cards"])
    ]
    for place, team in enumerate(ASKED):
        _ask(looking[team], cards[place].person, place, at=opened_at + HOUR)
    chosen = next(each for each in looking if each.number != CAPTAINS)
    invite_seeker(card=cards[-1], team=chosen.team, by=chosen.captain, received_at=opened_at + 2 * HOUR)


def _open(each: Founded, disciplines: list[Discipline], *, at: datetime) -> None:
    """The team looks for two disciplines that it has not."""
    present = {person.discipline_id for person in each.people}
    lacking = [discipline for discipline in disciplines if discipline.pk not in present]
    first = each.number % max(len(lacking) - 1, 1)
    notes = material.read("seekers")["notes"][each.project["language"]]
    open_to_requests(
        team=each.team,
        wanted=lacking[first : first + 2],
        note=notes[each.number % len(notes)],
        by=each.captain,
        received_at=at,
    )


def _card(
    cast: Cast, competition: Competition, identity: Identity, place: int, card: dict[str, Any], *, at: datetime
) -> SeekerCard:
    department = cast.departments[(place * 3 + 1) % len(cast.departments)]
    domain = f"{department.code.removeprefix('demo-')}.idarathon.example"
    person = with_account(identity, identity.address(domain), language=card["language"], at=at - 5 * HOUR)
    person = serve(person, department, place + 2, disciplines=cast.disciplines, at=at - 5 * HOUR)
    give_number(person, at=at - 5 * HOUR)
    themes = list(competition.themes.all())
    return show_card(
        competition=competition,
        themes=themes[place % len(themes) :][:2] if place % 4 else [],
        region=person.region,
        brings=card["brings"],
        by=person,
        received_at=at,
    )


def _ask(each: Founded, person: User, place: int, *, at: datetime) -> None:
    words = material.read("seekers")["words"][person.language]
    request_to_join(team=each.team, word=words[place % len(words)], by=person, received_at=at)
