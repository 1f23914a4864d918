"""How far the jury is, without a point: a grid for a small round, two lists with pages and a search for a large one."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client

from judging.models import Assignment, Entry, Round
from judging.presenters import progress as presenter
from tests.builders.judging import JUDGING, OPENING, an_evaluation, an_organiser
from tests.harness.queries import Queries
from tests.judging.cast import SignIn
from tests.judging.conftest import Jury
from tests.judging.crowd import Crowd

pytestmark = pytest.mark.django_db


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts as large is made small."""
    monkeypatch.setattr(presenter, "MOST_ENTRIES", 0)
    monkeypatch.setattr(presenter, "PER_PAGE", 2)


def page(client: Client, jury: Any, at: Callable[..., Any], **asked: Any) -> str:
    with at(JUDGING):
        return client.get(jury.url("ranking", round_id=jury.round.pk), asked).content.decode()


def test_a_small_round_is_one_grid(jury: Jury, signed_in: SignIn, at: Callable[..., Any]) -> None:
    an_evaluation(jury.assignment)

    shown = page(signed_in(jury.president), jury, at)

    assert "1 of 2 evaluations finished" in shown
    assert "Who has begun and finished what" in shown
    assert "By juror" not in shown


@pytest.mark.usefixtures("large")
def test_a_large_round_is_two_lists_in_pages(crowd: Crowd, signed_in: SignIn, at: Callable[..., Any]) -> None:
    with at(JUDGING):
        crowd.grow_to(3)
    client = signed_in(an_organiser(crowd.competition))

    projects, jurors = page(client, crowd, at), page(client, crowd, at, by="jurors")
    theirs = page(client, crowd, at, by="jurors", juror=crowd.juror.pk)

    assert ["Project by project" in projects, "Page 1 of 15" in projects] == [True, True]
    assert ["Juror by juror" in jurors, "Page 1 of 2" in jurors] == [True, True]
    assert ["Page 1 of 2" in theirs, "Begun" in theirs] == [True, True]


@pytest.mark.usefixtures("large")
def test_a_project_and_a_juror_are_found_by_what_they_are_called(
    crowd: Crowd, signed_in: SignIn, at: Callable[..., Any]
) -> None:
    with at(JUDGING):
        crowd.grow_to(3)
    client = signed_in(an_organiser(crowd.competition))
    entry = crowd.entries[2]

    found = page(client, crowd, at, q=entry.team.name_ar)
    juror = page(client, crowd, at, by="jurors", q=crowd.others[0].name_latin)

    assert f"<bdi>{entry.version.title}</bdi></th>" in found
    assert f"<bdi>{crowd.entries[0].version.title}</bdi></th>" not in found
    assert crowd.others[0].display_name in juror
    assert crowd.others[1].display_name not in juror


@pytest.mark.usefixtures("large")
def test_the_lists_cost_the_same_for_one_row_and_for_thirty(
    crowd: Crowd, signed_in: SignIn, at: Callable[..., Any], queries: Queries
) -> None:
    client = signed_in(an_organiser(crowd.competition))
    visits = {by: partial(page, client, crowd, at, by=by) for by in ("projects", "jurors")}

    with at(JUDGING):
        queries.all_same_at(grow_to=crowd.grow_to, visits=visits)


def test_an_entry_that_is_left_unranked_by_decision_lacks_no_juror(
    jury: Jury, signed_in: SignIn, at: Callable[..., Any]
) -> None:
    Round.objects.filter(pk=jury.round.pk).update(evaluations_minimum=3)
    lacks = page(signed_in(jury.president), jury, at)
    decided = {"fewer_accepted_at": OPENING, "fewer_accepted_by": jury.president, "fewer_accepted_because": "انسحاب"}
    Entry.objects.filter(round=jury.round).update(is_left_unranked=True, **decided)

    decided_page = page(signed_in(jury.president), jury, at)

    assert "These projects have too few jurors to be ranked" in lacks
    assert "These projects have too few jurors to be ranked" not in decided_page
    assert Assignment.objects.filter(entry__round=jury.round).count() == 2
