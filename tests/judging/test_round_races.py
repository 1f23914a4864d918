"""What is contested while a round is screened and closed is tried by two at once, on a database that lets them."""

from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.db import transaction

from competitions.domain.editions import move_phase
from competitions.models import Phase
from judging.domain import appeals, closing, extensions, weighing
from judging.domain.ranking import ranking
from judging.domain.rule_changes import RuleReasonMissing
from judging.domain.screening import exclude_entry
from judging.models import Appeal, Assignment, Entry, Evaluation, Extension, Round, RuleChange
from tests.builders.judging import (
    JUDGING,
    OVER,
    a_juror,
    a_president,
    a_round,
    an_assignment,
    an_evaluation,
    an_organiser,
)
from tests.harness.threads import at_once, until_somebody_waits

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
LATER = OVER + timedelta(days=1)


@pytest.mark.parametrize("attempt", range(3))
def test_an_entry_that_is_excluded_while_it_is_being_finished_is_not_ranked(attempt: int) -> None:
    evaluation = an_evaluation(finished=False)
    assignment = evaluation.assignment
    entry, by = assignment.entry, an_organiser(assignment.entry.round.competition)

    at_once(
        lambda: an_evaluation(Assignment.objects.with_work().get(), points=900),
        lambda: exclude_entry(entry=entry, reason="سبب", by=by, at=JUDGING),
    )

    assert closing.close_due(at=OVER) == 1
    assert ranking(Round.objects.get()) == []


@pytest.mark.parametrize("attempt", range(3))
def test_more_time_is_given_or_the_round_closes_and_never_both(attempt: int) -> None:
    round = a_round(entries=2, evaluations_minimum=1)
    juror = a_juror(round.competition)
    first, second = (an_assignment(entry=entry, juror=juror) for entry in round.entries.all())
    an_evaluation(first)
    president = a_president(round.competition)
    about: dict[str, Any] = {"by": president, "at": OVER}

    at_once(
        lambda: extensions.extend(round=round, juror=juror, until=LATER, reason="مرض", **about),
        lambda: (
            closing.leave_unranked(entry=second.entry, reason="سبب", **about)
            and closing.close_due(at=OVER + timedelta(minutes=1))
        ),
    )

    round.refresh_from_db()
    assert (round.closed_at is None) == Extension.objects.exists()


@pytest.mark.parametrize("attempt", range(3))
def test_a_round_whose_phase_is_moved_while_it_closes_stays_open_until_the_new_end(attempt: int) -> None:
    phase = an_evaluation().assignment.entry.round.phase
    by, moving = an_organiser(phase.competition), Event()

    def move() -> Phase:
        with transaction.atomic():
            moved = move_phase(phase, opens_at=phase.opens_at, closes_at=LATER, reason="عطل", by=by, at=OVER)
            moving.set()
            until_somebody_waits()
        return moved

    at_once(move, lambda: moving.wait(10) and closing.close_due(at=OVER))

    phase.refresh_from_db()
    assert phase.closes_at == LATER
    assert Round.objects.get().closed_at is None


@pytest.mark.parametrize("attempt", range(3))
def test_a_weight_changes_before_the_first_score_or_with_a_reason(attempt: int) -> None:
    assignment = an_assignment()
    round, by = assignment.entry.round, an_organiser(assignment.entry.round.competition)
    weights = {"impact": 4000, "feasibility": 4000, "training": 2000}

    _saved, changed = at_once(
        lambda: an_evaluation(assignment, finished=False),
        lambda: weighing.change_weights(round=round, weights=weights, by=by, at=JUDGING),
    )

    refused = isinstance(changed, RuleReasonMissing)
    assert Evaluation.objects.count() == 1
    assert (dict(round.criteria.values_list("key", "weight")) == weights) != refused
    assert not RuleChange.objects.exists()


def test_an_appeal_is_made_once_and_answered_once() -> None:
    entry = a_round().entries.get()
    competition = entry.round.competition
    exclude_entry(entry=entry, reason="سبب", by=an_organiser(competition), at=JUDGING)
    captain, president = entry.team.captain, a_president(competition)
    made: dict[str, Any] = {"entry": entry, "subject": "screening", "by": captain, "at": JUDGING}

    at_once(*[lambda: appeals.make_appeal(text="لا نقبل", **made)] * 3)
    appeal = Appeal.objects.get()
    results = at_once(
        *[
            lambda upheld=upheld: appeals.answer_appeal(
                appeal=appeal, is_upheld=upheld, answer="جواب", by=president, at=JUDGING
            )
            for upheld in (True, False)
        ]
    )

    assert sorted(type(each).__name__ for each in results) == ["AnsweredAlready", "Appeal"]
    appeal.refresh_from_db()
    assert Entry.objects.get().is_admitted is appeal.is_upheld


def test_the_beat_closes_a_round_once_however_many_look() -> None:
    an_evaluation()

    closed = at_once(*[lambda: closing.close_due(at=OVER)] * 3)

    assert Round.objects.get().closed_at == OVER
    assert sum(closed) >= 1
