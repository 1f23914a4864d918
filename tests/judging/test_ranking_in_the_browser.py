"""The ranking and what explains it in a browser: what axe finds, and what does not fit."""

from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from judging.domain.rounds import close_round
from judging.models import Entry, Round
from judging.presenters.audit import PARTS
from tests.builders.analyses import an_analysis, neighbours_to_talk_about
from tests.builders.competitions import a_competition
from tests.builders.judging import OVER, a_juror, a_president, a_round, a_signature, an_assignment, an_evaluation
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage
from tests.judging.test_accessible_pages import assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.indifferent, pytest.mark.django_db(transaction=True)]

NAMES = {
    "Fatima Zahra El Idrissi": ("فاطمة الزهراء الإدريسي", "ar"),
    "Youssef Benjelloun": ("يوسف بنجلون", "fr"),
    "Khadija Aït Lahcen": ("خديجة آيت لحسن", "fr"),
}


@pytest.fixture
def closed() -> Round:
    """Eight projects, three jurors, two of whom read each."""
    competition = a_competition(slug="demo")
    round = a_round(competition=competition, entries=8)
    jurors = [a_juror(competition, name_latin=latin, name_ar=arabic) for latin, (arabic, _read) in NAMES.items()]
    for place, entry in enumerate(round.entries.order_by("pk")):
        for juror in (jurors[place % 3], jurors[(place + 1) % 3]):
            points = 1850 - 130 * place + (90 if juror is jurors[0] else -40)
            given = {"impact": points, "feasibility": points - 100, "training": points + 50 * (place % 2)}
            an_evaluation(an_assignment(entry=entry, juror=juror), points=given)
    round = close_round(round=round, at=OVER)
    an_analysis(round, neighbours_to_talk_about)
    return round


def pages(round: Round) -> list[str]:
    address = {"edition": "demo", "round_id": round.pk}
    names = ("ranking", "certainty", "disagreements", "reliability", "jurors_figures")
    first, second = Entry.objects.filter(round=round).order_by("pk").values_list("pk", flat=True)[:2]
    why = reverse("judging:why", kwargs={**address, "first": first, "second": second})
    audit = reverse("judging:audit", kwargs={"edition": "demo"})
    return [
        *(reverse(f"judging:{name}", kwargs=address) for name in names),
        why,
        *(f"{audit}?part={part}" for part in ("assignments", "analyses")),
    ]


@pytest.mark.parametrize(("language", "phone"), [("ar", True), ("fr", False)])
def test_every_part_of_the_ranking_is_accessible_and_fits(
    closed: Round, open_page: OpenPage, language: str, phone: bool
) -> None:
    president: Any = a_president(closed.competition)
    with time_machine.travel(OVER):
        with translation.override(language):
            addresses = pages(closed)
        page = open_page(language, person=president, phone=phone)
        for address in addresses:
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            assert_accessible(page)
            assert_fits(page)


MANY = {f"criterion-{number}": 1250 for number in range(8)}


@pytest.fixture
def wide() -> Round:
    """An edition whose round has eight criteria, signed by its president."""
    round = a_round(competition=a_competition(slug="wide"), entries=3, criteria=MANY)
    jurors = [a_juror(round.competition, name_latin=latin, name_ar=arabic) for latin, (arabic, _read) in NAMES.items()]
    for place, entry in enumerate(round.entries.order_by("pk")):
        for juror in jurors:
            an_evaluation(an_assignment(entry=entry, juror=juror), points=1500 - 100 * place)
    round = close_round(round=round, at=OVER)
    an_analysis(round)
    a_signature(round)
    return round


def scrolls_sideways(page: Any) -> list[str]:
    """The frames of tables that hide a part of what they hold."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll(".table-wrap")]
            .filter(frame => frame.scrollWidth > frame.clientWidth + 1).map(frame => frame.innerText.slice(0, 60))"""
        )
    )


def test_on_a_phone_no_table_of_the_ranking_or_of_the_record_scrolls_sideways(wide: Round, open_page: OpenPage) -> None:
    president: Any = a_president(wide.competition)
    parts = ("ranking", "certainty", "disagreements", "reliability", "jurors_figures")
    first, second = wide.entries.order_by("pk").values_list("pk", flat=True)[:2]
    address = {"edition": "wide", "round_id": wide.pk}
    with time_machine.travel(OVER):
        with translation.override("ar"):
            addresses = [reverse(f"judging:{name}", kwargs=address) for name in parts]
            addresses.append(reverse("judging:why", kwargs={**address, "first": first, "second": second}))
            audit = reverse("judging:audit", kwargs={"edition": "wide"})
            addresses += [f"{audit}?part={part}" for part in PARTS]
        page = open_page("ar", person=president, phone=True)
        found = {}
        for each in addresses:
            page.goto(each)
            assert_accessible(page)
            assert_fits(page)
            if hidden := scrolls_sideways(page):
                found[each] = hidden

    assert found == {}


def test_on_a_desktop_the_title_of_a_project_has_room_beside_many_criteria(wide: Round, open_page: OpenPage) -> None:
    president: Any = a_president(wide.competition)
    with time_machine.travel(OVER):
        page = open_page("fr", person=president)
        with translation.override("fr"):
            page.goto(reverse("judging:ranking", kwargs={"edition": "wide", "round_id": wide.pk}))

        assert page.evaluate("document.querySelector('.ranking tbody th').offsetWidth") >= 200
        assert_fits(page)
