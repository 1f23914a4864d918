"""Teams and people of a furnished edition who look for each other."""

from teams.domain.matchmaking import show_card
from teams.domain.requests import open_to_requests, request_to_join
from teams.models import User
from tests.builders.teams import a_person
from tests.builders.things import Edition, ago


def look_for_each_other(edition: Edition) -> None:
    """The first two teams are open; `asker` has asked the first, and `seeker` shows a card."""
    for name in ("team", "rival_team"):
        team = edition.teams[name]
        wanted = [team.captain.discipline] if team.captain.discipline else []
        open_to_requests(
            team=team, wanted=wanted, note="نبحث عن زميلة أو زميل", by=team.captain, received_at=ago(days=3)
        )
    ask(edition, "asker", _somebody(edition, "asker"), team="team")
    seeker = _somebody(edition, "seeker")
    edition.cards["seeker"] = show_card(
        competition=edition.competition,
        themes=[],
        region="",
        brings="تصميم الخدمات",
        by=seeker,
        received_at=ago(days=2),
    )


def ask(edition: Edition, name: str, person: User, *, team: str) -> None:
    """Let `person` ask one of the teams; the request is called `name`."""
    edition.requests[name] = request_to_join(
        team=edition.teams[team], word="أود الانضمام إليكم", by=person, received_at=ago(days=2)
    )


def _somebody(edition: Edition, name: str) -> User:
    address = f"{name}@mail.{edition.slug}.example"
    edition.people[name] = a_person(email=address, department=edition.departments["justice"])
    return edition.people[name]
