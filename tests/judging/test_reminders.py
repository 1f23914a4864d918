"""Whom reminders address for the jury, and what they say is left."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from competitions.registries import audiences
from judging.domain.conflicts import declare
from judging.domain.rounds import exclude_entry
from tests.builders.competitions import a_competition
from tests.builders.judging import (
    JUDGING,
    OPENING,
    OVER,
    a_juror,
    a_round,
    an_assignment,
    an_evaluation,
    an_organiser,
    close_as_it_is,
)
from tests.judging.conftest import Jury

pytestmark = pytest.mark.django_db


def owed(jury_phase: Any, person: Any = None) -> dict[Any, str]:
    rows = audiences.get("judging.evaluations_owed").rows(jury_phase, JUDGING, person)
    return {row.person: str(row.todo) for row in rows}


def test_a_juror_owes_what_is_theirs_and_unfinished_by_the_end_of_the_phase() -> None:
    competition = a_competition()
    round = a_round(competition=competition, entries=4)
    juror, idle, done = (a_juror(competition) for _each in range(3))
    first, second, third, fourth = round.entries.order_by("pk")
    later = OPENING + timedelta(days=2)
    for entry, at in ((first, later), (second, OPENING), (third, later), (fourth, later)):
        an_assignment(entry=entry, juror=juror, at=at)
    an_evaluation(juror.assignments.get(entry=third))
    an_evaluation(juror.assignments.get(entry=second), finished=False)
    exclude_entry(entry=fourth, reason="سبب", by=an_organiser(competition), at=JUDGING)
    an_evaluation(an_assignment(entry=first, juror=done))

    rows = list(audiences.get("judging.evaluations_owed").rows(round.phase, JUDGING, None))

    assert [(row.person, str(row.todo)) for row in rows] == [(juror, "Finish 2 evaluations.")]
    assert rows[0].deadline == round.phase.closes_at
    assert rows[0].since == OPENING
    assert (rows[0].url_name, rows[0].url_kwargs) == ("judging:jury", {"edition": competition.slug})
    assert owed(round.phase, person=juror) == {juror: "Finish 2 evaluations."}
    assert owed(round.phase, person=idle) == {}


def test_nothing_is_owed_after_a_recusal_or_once_the_round_has_closed(jury: Jury) -> None:
    declare(juror=jury.juror, team=jury.assignment.entry.team, reason="سبب", by=jury.juror, at=JUDGING)
    assert owed(jury.round.phase) == {jury.colleague: "Finish 1 evaluation."}

    close_as_it_is(round=jury.round, at=OVER)

    assert owed(jury.round.phase) == {}


def test_what_is_left_is_said_in_the_language_of_the_moment(jury: Jury) -> None:
    rows = list(audiences.get("judging.evaluations_owed").rows(jury.round.phase, JUDGING, jury.juror))

    with translation.override("fr"):
        assert str(rows[0].todo) == "Terminer 1 évaluation."


def test_the_audience_costs_two_queries(jury: Jury, queries: Any) -> None:
    with queries.at_most(2):
        list(audiences.get("judging.evaluations_owed").rows(jury.round.phase, JUDGING, None))
