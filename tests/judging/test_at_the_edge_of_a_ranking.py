"""Rounds so small or so odd that figures fail: whatever cannot be said, every page says something, and no nonsense."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.domain import jobs
from judging.domain.publication import schedule
from judging.domain.signing import sign
from judging.models import Analysis, Round
from tests.builders.competitions import a_competition
from tests.builders.judging import (
    OVER,
    a_deliberation,
    a_juror,
    a_president,
    a_round,
    an_assignment,
    an_evaluation,
    an_organiser,
    close_as_it_is,
    has_deliberated,
)
from tests.judging.cast import SignIn
from tests.judging.sitting import a_sitting
from tests.judging.soundness import what_is_amiss

pytestmark = pytest.mark.django_db

At = Callable[[datetime], Any]
Pairs = Collection[tuple[int, int]]
TEAMS, JURORS = 6, 5
EVERY = {(entry, juror) for entry in range(TEAMS) for juror in range(JURORS)}
PUBLIC = OVER + timedelta(days=1)
RANKING = ("ranking", "certainty", "disagreements", "reliability", "jurors_figures")
DELIBERATION = ("deliberation", "attendance", "deliberation_projects", "ties", "prizes", "minutes", "winners")


def varied(entry: int, juror: int) -> int:
    return 1700 - 150 * entry - 100 * juror + 50 * ((entry * 7 + juror * 5) % 4)


def equal(_entry: int, _juror: int) -> int:
    return 1400


# Who scored what and how, and what the ranking says of it.
ODD: dict[str, tuple[Pairs, Callable[[int, int], int], str]] = {
    "one conflict of interest": (EVERY - {(0, 0)}, varied, "Severity is not removed from the scores"),
    "two read each": ({(e, j) for e, j in EVERY if (e - j) % 5 < 2}, varied, "Severity is not removed from the scores"),
    "one reads each": ({(e, e % JURORS) for e in range(TEAMS)}, varied, "Each project was read by one juror only"),
    "one juror": ({(e, 0) for e in range(TEAMS)}, varied, "One juror scored all projects"),
    "all the same": (EVERY, equal, "All evaluations gave the same total"),
    "one project": ({(0, juror) for juror in range(JURORS)}, varied, "Severity is not removed from the scores"),
    "one evaluation": ({(0, 0)}, varied, "Severity is not removed from the scores"),
    "nobody finished": (set(), varied, "No project has enough finished evaluations to be ranked"),
}


def judged(pairs: Pairs, points: Callable[[int, int], int]) -> Round:
    """A closed and analysed round; what nobody has evaluated is left unranked."""
    competition = a_competition()
    round = a_round(competition=competition, entries=TEAMS)
    people = [a_juror(competition) for _each in range(JURORS)]
    entries = list(round.entries.order_by("pk"))
    for entry, juror in sorted(pairs):
        given = an_assignment(entry=entries[entry], juror=people[juror])
        an_evaluation(given, points=points(entry, juror))
    return close_as_it_is(round=round)


def amiss(client: Client, url: str) -> list[str]:
    answer = client.get(url)
    return what_is_amiss(answer.text) if answer.status_code == 200 else [f"it answers {answer.status_code}"]


@pytest.mark.parametrize("case", sorted(ODD))
def test_every_page_from_the_ranking_to_a_teams_own_result_says_something_and_no_nonsense(
    case: str, signed_in: SignIn, at: At
) -> None:
    pairs, points, sentence = ODD[case]
    round = judged(pairs, points)
    competition = round.competition
    address = {"edition": competition.slug, "round_id": round.pk}
    urls = {name: reverse(f"judging:{name}", kwargs=address) for name in (*RANKING, *DELIBERATION)}
    chair = signed_in(a_president(competition))
    found: dict[str, list[str]] = {}

    with at(OVER):
        found |= {f"{name} before the figures": amiss(chair, urls[name]) for name in RANKING}
        for job in jobs.waiting(at=OVER):
            jobs.run(job, clock=lambda: OVER)
        found |= {name: amiss(chair, urls[name]) for name in RANKING}
        ranking = chair.get(urls["ranking"]).text
        a_deliberation(round)
        found |= {name: amiss(chair, urls[name]) for name in DELIBERATION}
    assert Analysis.objects.filter(round=round).exists()
    assert {name: what for name, what in found.items() if what} == {}
    assert sentence in ranking
    assert "Calibrated score" not in ranking


@pytest.mark.parametrize("case", ["one evaluation", "all the same", "one juror"])
def test_what_is_published_of_it_says_something_to_every_team(case: str, signed_in: SignIn, at: At) -> None:
    pairs, points, _sentence = ODD[case]
    round = judged(pairs, points)
    competition = round.competition
    has_deliberated(round)
    sign(round=round, by=a_president(competition), at=OVER)
    schedule(competition=competition, publish_at=PUBLIC, by=an_organiser(competition), at=OVER)
    own = reverse("judging:team_result", kwargs={"edition": competition.slug})

    with at(PUBLIC):
        found = [amiss(signed_in(entry.team.captain), own) for entry in round.entries.order_by("pk")]
        public = amiss(Client(), reverse("judging:results", kwargs={"edition": competition.slug}))

    assert found == [[]] * TEAMS
    assert public == []


def test_of_many_equals_the_first_are_named_the_others_counted_and_the_vote_is_on_all(
    signed_in: SignIn, at: At
) -> None:
    here = a_sitting(*[1400] * 23, jurors=1)
    ties = reverse("judging:ties", kwargs={"edition": here.competition.slug, "round_id": here.round.pk})

    with at(OVER):
        page = signed_in(here.president).get(ties).text

    assert [page.count("<li>1. <bdi>"), page.count('name="entry"')] == [20, 23]
    assert "and 3 other projects" in page
