"""The ranking at every size: the same number of queries, six teams without an empty page, thousands in pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from competitions.domain import jobs
from judging.domain import analysing
from judging.domain.rounds import close_round
from judging.models import Entry, Round
from tests.builders.analyses import an_analysis, neighbours_to_talk_about
from tests.builders.competitions import a_competition
from tests.builders.judging import OVER, a_juror, a_president, a_round, an_assignment, an_evaluation
from tests.judging.cast import SignIn

pytestmark = pytest.mark.django_db

LIMIT = 24  # queries, sign-in and rights among them
PARTS = ("ranking", "certainty", "disagreements", "reliability", "jurors_figures")
TWO_JURORS, FIVE_JURORS = 2, 5


def a_judged_round(entries: int, *, jurors: int = TWO_JURORS) -> Round:
    """Every juror has scored every project."""
    competition = a_competition()
    round = a_round(competition=competition, entries=entries)
    people = [a_juror(competition) for _each in range(jurors)]
    for place, entry in enumerate(round.entries.order_by("pk")):
        for number, juror in enumerate(people):
            points = 500 + (37 * place * (number + 3)) % 1400
            an_evaluation(an_assignment(entry=entry, juror=juror), points=points)
    return close_round(round=round, at=OVER)


def addresses(round: Round) -> dict[str, str]:
    address = {"edition": round.phase.competition.slug, "round_id": round.pk}
    found = {part: reverse(f"judging:{part}", kwargs=address) for part in PARTS}
    pair = list(Entry.objects.filter(round=round).order_by("pk").values_list("pk", flat=True)[:2])
    if len(pair) == TWO_JURORS:
        found["why"] = reverse("judging:why", kwargs={**address, "first": pair[0], "second": pair[1]})
    return found


def costs(round: Round, client: Client) -> dict[str, int]:
    counted = {}
    for name, url in addresses(round).items():
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        counted[name] = len(captured)
    return counted


def test_every_part_costs_the_same_for_two_projects_and_for_thirty(signed_in: SignIn, at: Callable[..., Any]) -> None:
    counted = []
    for number in (2, 30):
        round = a_judged_round(number)
        an_analysis(round)
        with at(OVER):
            counted.append(costs(round, signed_in(a_president(round.phase.competition))))

    few, many = counted
    assert few == many
    assert max(many.values()) <= LIMIT, many


def test_six_teams_and_five_jurors_read_one_ranking_and_nothing_empty(
    signed_in: SignIn, at: Callable[..., Any]
) -> None:
    round = a_judged_round(6, jurors=FIVE_JURORS)
    job = analysing.ask_for(round, at=OVER)
    if job is not None:
        jobs.run(job.pk, clock=lambda: OVER)
    else:
        for waiting in jobs.waiting(at=OVER):
            jobs.run(waiting, clock=lambda: OVER)
    client = signed_in(a_president(round.phase.competition))

    with at(OVER):
        pages = {name: client.get(url).content.decode() for name, url in addresses(round).items()}

    assert "removing it can change no rank" in pages["ranking"]
    for name, page in pages.items():
        main = page.split("<main")[1].split("</main>")[0]
        assert "Calibrated score" not in main, name
        assert "nan" not in main.lower().replace("finance", ""), name
        assert "None" not in main, name
    assert pages["jurors_figures"].count('class="plot mirrors"') == FIVE_JURORS
    assert "Concordance of the orders" in pages["reliability"]
    assert "search" not in pages["ranking"].split("<main")[1].split("</main>")[0]


def test_beyond_fifty_projects_the_ranking_has_pages_and_a_search(
    signed_in: SignIn, at: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("ranking", "certainty"):
        monkeypatch.setattr(f"judging.presenters.{module}.PER_PAGE", 3)
    round = a_judged_round(8)
    an_analysis(round, neighbours_to_talk_about)
    client = signed_in(a_president(round.phase.competition))
    last = Entry.objects.filter(round=round).order_by("pk").last()
    assert last is not None

    with at(OVER):
        for part in ("ranking", "certainty"):
            url = addresses(round)[part]
            pages = [client.get(url, {"page": number}).content.decode() for number in (1, 2, 3)]
            found = client.get(url, {"q": last.team.name_latin}).content.decode()
            none = client.get(url, {"q": "xyzzy"}).content.decode()

            assert [page.count('scope="row"') for page in pages] == [3, 3, 2], part
            assert "Page 1 of 3" in pages[0]
            assert found.count('scope="row"') == 1
            assert last.version.title in found
            assert none.count('scope="row"') == 0
