"""The pages around rounds in a browser: what axe finds and what does not fit, on a phone and on a desk."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from judging.domain import weighing
from judging.domain.appeals import make_appeal
from judging.domain.planning import RoundRules, plan_round
from judging.domain.screening import exclude_entry
from judging.models import Round
from submissions.models import Project
from teams.models import User
from tests.builders.competitions import NOW, a_competition, a_phase
from tests.builders.judging import (
    JUDGING,
    OVER,
    a_criterion,
    a_juror,
    a_president,
    a_round,
    an_assignment,
    an_evaluation,
    an_organiser,
    the_entry,
)
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage
from tests.judging.test_accessible_pages import assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.indifferent, pytest.mark.django_db(transaction=True)]
Shown = Iterator[tuple[str, User | None]]


@pytest.fixture
def round() -> Round:
    """Three projects: one finished, one that lacks its evaluation, one excluded and under appeal; weights changed."""
    round = a_round(competition=a_competition(slug="demo"), entries=3)
    by, juror = an_organiser(round.competition), a_juror(round.competition)
    an_evaluation(an_assignment(entry=the_entry(round, 0), juror=juror))
    an_assignment(entry=the_entry(round, 1), juror=juror)
    weights = {"impact": 4000, "feasibility": 4000, "training": 2000}
    weighing.change_weights(round=round, weights=weights, reason="خطأ في الطباعة", by=by, at=JUDGING)
    out = exclude_entry(entry=the_entry(round, 2), reason="الملف غير كامل", by=by, at=JUDGING)
    make_appeal(entry=out, subject="screening", text="الملف كامل، وهذه الأدلة.", by=out.team.captain, at=JUDGING)
    return round


@pytest.fixture
def named(round: Round) -> Round:
    """A later round whose projects the president names."""
    competition = round.competition
    later = plan_round(
        phase=a_phase(competition=competition, kind="judging", key="final", opens=28, closes=35),
        submission_phase=round.submission_phase,
        name={"ar": "الدور النهائي", "fr": "Finale", "en": "Final"},
        rules=RoundRules(entry_rule="named"),
        by=an_organiser(competition),
        at=NOW,
    )
    for key in ("impact", "training"):
        a_criterion(later, key=key, weight=5000)
    return later


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"judging:{name}", kwargs={"edition": "demo", **kwargs})


def pages(round: Round, named: Round) -> Shown:
    office, chair = an_organiser(round.competition), a_president(round.competition)
    out, of_round = the_entry(round, 2), {"round_id": round.pk}
    project = Project.objects.order_by("pk")[0]
    yield address("rounds"), office
    yield address("round_setup", **of_round), office
    yield address("criteria", **of_round), office
    for each in (round, named):
        criterion = each.criteria.order_by("pk")[0]
        yield address("remove_criterion", round_id=each.pk, criterion_id=criterion.pk), office
    yield address("screening", **of_round), office
    yield f"{address('screening', **of_round)}?show=reserve", office
    yield address("screen", entry_id=out.pk, **of_round), office
    yield address("appeals"), chair
    yield address("appeal", appeal_id=out.appeals.get().pk), chair  # type: ignore[attr-defined]
    yield address("appeal_exclusion", entry_id=out.pk), out.team.captain
    yield reverse("teams:team", kwargs={"edition": "demo"}), out.team.captain
    yield address("short", **of_round), chair
    yield address("short_entry", entry_id=the_entry(round, 1).pk, **of_round), chair
    yield address("give_late", entry_id=the_entry(round, 1).pk, **of_round), chair
    yield address("naming", round_id=named.pk), chair
    yield address("name_one", round_id=named.pk, project_id=project.pk), chair
    yield address("rule_changes"), None
    yield reverse("competitions:rules", kwargs={"edition": "demo"}), None


@pytest.mark.parametrize(("language", "phone"), [("ar", True), ("fr", False)])
def test_every_page_around_rounds_is_accessible_and_fits(
    round: Round, named: Round, open_page: OpenPage, language: str, phone: bool
) -> None:
    a_juror(round.competition)
    with translation.override(language):
        shown = list(pages(round, named))

    with time_machine.travel(OVER + timedelta(hours=1)):
        for url, person in shown:
            page = open_page(language, person=person, phone=phone)
            answer = page.goto(url)
            assert answer is not None
            assert answer.status == 200, url
            assert_accessible(page)
            assert_fits(page)
            page.context.close()
