"""The pages of a proposal in a browser: what axe finds, and what does not fit a phone."""

import os
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from judging.domain.conflicts import declare
from judging.domain.plans.proposal import Proposal
from tests.builders.competitions import a_competition
from tests.builders.judging import JUDGING, OPENING, an_organiser
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage
from tests.judging.planning_cast import a_collected_round, a_plan, jurors_of, with_profile

pytestmark = [pytest.mark.browser, pytest.mark.indifferent, pytest.mark.django_db(transaction=True)]

SHOWN = os.environ.get("SCREENSHOTS", "")  # a folder, for whoever wants to look at the pages
FITS = "document.documentElement.scrollWidth <= window.innerWidth"


@pytest.fixture
def addresses() -> Any:
    """A proposal in which somebody is lacking; its pages, and whose they are."""
    round = a_collected_round(entries=4, jurors=4, wanted=3, competition=a_competition(slug="demo"))
    first, second, *_others = jurors_of(round)
    with_profile(first, themes=[round.entries.first().version.theme], languages=["ar"], expertise="الطابور والشباك")
    with_profile(second, maximum_load=2)
    declare(juror=first, team=round.entries.order_by("pk")[0].team, reason="قرابة", by=first, at=OPENING)
    plan = a_plan(round)
    proposal = Proposal.of(plan)
    reading = proposal.read_by[1]
    out, into = (proposal.people[seat]["id"] for seat in (reading[0], next(iter({0, 1, 2, 3} - set(reading)))))
    at = {"edition": "demo", "plan_id": plan.pk}
    swap = reverse("judging:plan_swap", kwargs={**at, "key": proposal.projects[1]["id"]})
    listed = [reverse(f"judging:{name}", kwargs=at) for name in ("plan", "plan_people", "plan_changes")]
    listed += [f"{swap}?out={out}&into={into}", reverse("judging:mentor_plans", kwargs={"edition": "demo"})]
    listed.append(reverse("judging:assignment", kwargs={"edition": "demo", "round_id": round.pk}))
    return an_organiser(round.competition), [address.split("/", 2)[2] for address in listed]


@pytest.mark.parametrize(("language", "phone"), [("ar", True), ("fr", False)])
def test_the_pages_of_a_proposal_are_accessible_and_fit(
    addresses: Any, open_page: OpenPage, language: str, phone: bool
) -> None:
    organiser, listed = addresses

    with time_machine.travel(JUDGING):
        page = open_page(language, person=organiser, phone=phone)
        for number, address in enumerate(listed):
            page.goto(f"/{language}/{address}")
            assert_accessible(page)
            assert page.evaluate(FITS), address
            if SHOWN:
                page.screenshot(path=str(Path(SHOWN) / f"plan-{number}-{language}.png"), full_page=True)
