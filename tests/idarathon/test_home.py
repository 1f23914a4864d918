"""The front page: the current edition, in three languages, for visitors and for people at work."""

import gzip
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings

from competitions.models import Competition, KeyFigure, Partner
from idarathon.editions import Editions
from judging.models import Publication
from tests.builders.competitions import NOW, a_competition
from tests.builders.teams import a_person
from tests.harness.queries import Queries
from tests.idarathon.conftest import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_now")]

LANGUAGES = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
FIRST_VISIT = 100_000  # bytes, as transferred
# Days from NOW: the stages of an edition, each with its registration and submission phases.
REGISTRATION_CLOSED = {"registration": (-20, -5), "submission": (-20, 10), "judging": (12, 20), "results": (22, 40)}
JUDGING = {"registration": (-40, -30), "submission": (-40, -10), "judging": (-5, 5), "results": (10, 40)}


@pytest.mark.parametrize(("language", "direction"), LANGUAGES.items())
def test_home_shows_the_current_edition_in_each_language(visit: Visit, language: str, direction: str):
    a_competition(name_ar="دورة الاختبار", name_fr="Édition d’essai", name_en="Trial edition")

    page = visit(f"/{language}/").content.decode()

    assert f'<html lang="{language}" dir="{direction}">' in page
    assert {"ar": "دورة الاختبار", "fr": "Édition d’essai", "en": "Trial edition"}[language] in page


def test_home_costs_a_visitor_at_most_five_queries_however_much_it_shows(visit: Visit, queries: Queries):
    for number in range(3):
        past = a_competition(calendar={"submission": (-400 - number, -300)})
        Publication.objects.create(competition=past, publish_at=NOW - timedelta(days=200), decided_at=NOW)
    edition = a_competition()
    for number in range(5):
        Partner.objects.create(competition=edition, name_ar=f"شريك {number}")
        KeyFigure.objects.create(competition=edition, value=str(number), label_ar="رقم")

    with queries.at_most(5):
        page = visit("/ar/")

    assert len(page.context["past"]) == 3


def test_a_first_visit_to_home_transfers_at_most_a_hundred_kilobytes(visit: Visit):
    a_competition()

    page = visit("/ar/").content

    assert len(page) + sum(map(_transferred, _files_of(page.decode()))) <= FIRST_VISIT


@pytest.mark.parametrize(
    ("calendar", "first", "second"),
    [
        (None, "/ar/accounts/signup/", "/ar/accounts/login/"),
        (REGISTRATION_CLOSED, "/ar/accounts/login/", None),
        (JUDGING, "/ar/trial/calendar/", None),
    ],
)
def test_a_visitor_is_offered_what_the_phase_allows(
    visit: Visit, calendar: dict[str, tuple[int, int]] | None, first: str, second: str | None
):
    a_competition(slug="trial", calendar=calendar)

    page = visit("/ar/").context["page"]

    assert page.main_action.url == first
    assert (page.second_action.url if page.second_action else None) == second


def test_results_come_first_once_they_are_public(visit: Visit):
    edition = a_competition(slug="trial", calendar=JUDGING)
    Publication.objects.create(competition=edition, publish_at=NOW - timedelta(hours=1), decided_at=NOW)

    page = visit("/ar/").context["page"]

    assert page.main_action.url == "/ar/trial/results/"


def test_somebody_signed_in_goes_to_their_own_space(visit: Visit):
    a_competition()

    page = visit("/ar/", a_person()).context["page"]

    assert page.main_action.url == "/ar/me/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_is_calm_when_no_edition_is_published(visit: Visit, language: str):
    a_competition(published=False)

    page = visit(f"/{language}/")

    assert page.status_code == 200
    assert "idarathon/home_without_edition.html" in [template.name for template in page.templates]


@pytest.mark.parametrize("days", [-500, -20, 0, 45])
def test_the_current_edition_is_the_one_that_the_room_of_editions_names(days: int):
    a_competition(calendar={"submission": (-400, -300)})
    a_competition(calendar={"submission": (-10, 10)})
    a_competition(calendar={"submission": (40, 50)})
    at = NOW + timedelta(days=days)

    published = tuple(Competition.objects.published().with_opening())

    assert Editions(published, at).current == Competition.objects.current(at=at)


def test_an_edition_is_announced_before_it_opens(visit: Visit):
    a_competition(calendar={"registration": (5, 10)})

    with time_machine.travel(NOW, tick=False):
        page = visit("/en/").context["page"]

    assert page.edition.deadline.left == "in 5 days"


def _files_of(page: str) -> set[Path]:
    """The stylesheets, fonts and images that the page loads; fonts as the stylesheet names them."""
    linked = set(re.findall(r'href="/static/([^"]+)"', page))
    fonts = {f"fonts/{name}" for name in ("readex-pro-arabic.woff2", "readex-pro-latin.woff2")}
    return {settings.BASE_DIR / "static" / name for name in linked | fonts | {"img/pattern.svg"}}


def _transferred(file: Path) -> int:
    """Its size on the wire: stylesheets and drawings go compressed, fonts are so already."""
    content: Any = file.read_bytes()
    return len(content) if file.suffix == ".woff2" else len(gzip.compress(content))
