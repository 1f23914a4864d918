"""Panels of a round: made by hand or drawn, balanced, conflicts kept apart where possible and said where not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from judging.domain import drawing, panels
from judging.domain.conflicts import declare
from judging.models import Entry, PanelMember, Round
from teams.domain.authority import OnlyOrganiser
from teams.models import User
from tests.builders.competitions import NOW, a_competition
from tests.builders.judging import JUDGING, OPENING, a_juror, a_round, an_assignment, an_evaluation, an_organiser
from tests.harness.kept import kept
from tests.harness.queries import Queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]
SignIn = Callable[[User], Client]


@kept
def kept_round_of_panels() -> Round:
    """Six entries and four jurors."""
    competition = a_competition()
    round = a_round(competition=competition, entries=6)
    for _each in range(4):
        a_juror(competition)
    return round


@pytest.fixture
def round(kept_round_of_panels: Round) -> Round:
    return kept_round_of_panels


@pytest.fixture
def by(round: Round) -> User:
    return an_organiser(round.competition)


def drawn(round: Round, by: User, *, number: int = 2, seed: str = "seed") -> panels.Overview:
    panels.make_panels(round=round, number=number, by=by, at=OPENING)
    drawing.publish_seed(round=round, purpose="panels", by=by, at=OPENING, seed=seed)
    panels.draw(round=round, by=by, at=OPENING + timedelta(minutes=5))
    return panels.overview(round, at=OPENING)


def test_panels_that_are_drawn_are_balanced(round: Round, by: User) -> None:
    found = drawn(round, by)

    assert [(len(each.jurors), each.entries) for each in found.panels] == [(2, 3), (2, 3)]
    assert found.is_balanced
    assert (found.jurors_without, found.entries_without, found.outside) == (0, 0, 0)


def test_a_conflict_is_kept_apart(round: Round, by: User) -> None:
    for juror, entry in zip(panels.jurors_of(round, at=OPENING), Entry.objects.filter(round=round), strict=False):
        person = User.objects.get(pk=juror)
        declare(juror=person, team=entry.team, reason="عملنا معا", by=person, at=OPENING)

    found = drawn(round, by)

    assert [each.met for each in found.panels] == [[], []]


def test_a_conflict_that_cannot_be_kept_apart_is_said(round: Round, by: User, signed_in: SignIn) -> None:
    juror = User.objects.get(pk=panels.jurors_of(round, at=OPENING)[0])
    entry = Entry.objects.filter(round=round).with_names()[0]
    declare(juror=juror, team=entry.team, reason="عملنا معا", by=juror, at=OPENING)

    found = drawn(round, by, number=1)
    page = signed_in(by).get(_url(round, "panels")).content.decode()

    assert [each.met for each in found.panels] == [[(juror.pk, entry.pk)]]
    assert f"{juror.display_name} is in conflict with “{entry.version.title}”" in page


def test_panels_are_put_together_by_hand(round: Round, by: User, signed_in: SignIn) -> None:
    panels.make_panels(round=round, number=2, by=by, at=OPENING)
    jurors, entries = panels.jurors_of(round, at=OPENING), list(Entry.objects.filter(round=round))
    client = signed_in(by)

    client.post(_url(round, "panel_jurors"), {f"place-{jurors[0]}": 1, f"place-{jurors[1]}": 2})
    client.post(_url(round, "panel_entries"), {f"place-{each.pk}": 1 + place % 2 for place, each in enumerate(entries)})

    assert dict(PanelMember.objects.values_list("juror", "panel__number")) == {jurors[0]: 1, jurors[1]: 2}
    assert [each.panel.number for each in Entry.objects.filter(round=round).select_related("panel") if each.panel] == [
        *(1, 2, 1, 2, 1, 2)
    ]
    page = client.get(_url(round, "panels")).content.decode()
    assert "2 jurors sit in no panel." in page


def test_fewer_panels_leave_nobody_in_one_that_is_gone(round: Round, by: User) -> None:
    drawn(round, by)

    panels.make_panels(round=round, number=1, by=by, at=OPENING)
    found = panels.overview(round, at=OPENING)

    assert [(len(each.jurors), each.entries) for each in found.panels] == [(2, 3)]
    assert (found.jurors_without, found.entries_without) == (2, 3)


def test_an_assignment_outside_its_panel_is_counted(round: Round, by: User) -> None:
    found = drawn(round, by)
    entry = Entry.objects.filter(round=round, panel=found.panels[0].panel)[0]
    an_assignment(entry=entry, juror=User.objects.get(pk=found.panels[1].jurors[0]))

    assert panels.overview(round, at=OPENING).outside == 1


def test_a_juror_appointed_later_and_an_entry_of_another_round_are_refused(round: Round, by: User) -> None:
    panels.make_panels(round=round, number=1, by=by, at=OPENING)
    stranger, foreign = an_organiser(a_competition()), a_round().entries.get()

    with pytest.raises(panels.NotOfTheRound):
        panels.place_jurors(round=round, panels={stranger.pk: 1}, by=by, at=OPENING)
    with pytest.raises(panels.NotOfTheRound):
        panels.place_entries(round=round, panels={foreign.pk: 1}, by=by, at=OPENING)
    with pytest.raises(panels.NotOfTheRound):
        panels.place_jurors(round=round, panels={panels.jurors_of(round, at=OPENING)[0]: 7}, by=by, at=OPENING)


def test_panels_stand_once_a_score_is_given(round: Round, by: User) -> None:
    panels.make_panels(round=round, number=2, by=by, at=OPENING)
    an_evaluation(an_assignment(entry=Entry.objects.filter(round=round)[0]), finished=False)

    with pytest.raises(panels.PanelsStand):
        panels.make_panels(round=round, number=3, by=by, at=OPENING)
    with pytest.raises(panels.PanelsStand):
        panels.draw(round=round, by=by, at=OPENING)


def test_only_the_organiser_makes_panels_and_not_more_than_there_are_jurors(round: Round, by: User) -> None:
    with pytest.raises(panels.TooManyPanels):
        panels.make_panels(round=round, number=5, by=by, at=OPENING)
    with pytest.raises(OnlyOrganiser):
        panels.make_panels(round=round, number=2, by=a_juror(round.competition), at=NOW)
    with pytest.raises(panels.NoPanels):
        panels.draw(round=round, by=by, at=OPENING)


def test_what_the_page_costs_does_not_depend_on_how_many_there_are(signed_in: SignIn, queries: Queries) -> None:
    competition = a_competition()
    round = a_round(competition=competition, entries=31)
    by = an_organiser(competition)
    client = signed_in(by)

    def grow_to(number: int) -> None:
        for _each in range(number):
            a_juror(competition)
        panels.make_panels(round=round, number=number, by=by, at=OPENING)

    for name in ("panels", "panel_jurors", "panel_entries"):
        queries.same_at(grow_to=grow_to, visit=lambda name=name: client.get(_url(round, name)))  # type: ignore[misc]


def _url(round: Round, name: str) -> str:
    return reverse(f"judging:{name}", kwargs={"edition": round.competition.slug, "round_id": round.pk})


def test_a_seed_is_published_and_drawn_from_on_the_page(round: Round, by: User) -> None:
    """With the tokens that a browser sends, which a part of a page loses easily."""
    panels.make_panels(round=round, number=2, by=by, at=OPENING)
    client = Client(enforce_csrf_checks=True)
    client.force_login(by)

    for act in ("publish", "draw"):
        page = client.get(_url(round, "panels")).content.decode()
        form = page[page.index(_url(round, "panels_act")) :]
        token = form.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        with time_machine.travel(JUDGING + timedelta(minutes=10 - len(act)), tick=False):
            client.post(_url(round, "panels_act"), {"act": act, "seed": "1 2 3", "csrfmiddlewaretoken": token})

    assert PanelMember.objects.filter(round=round).count() == 4
