"""A juror saves, finishes and reopens an evaluation, until the judging phase ends."""

from datetime import datetime
from typing import Any

import pytest

from competitions.domain.calendar import PhaseClosed, PhaseNotOpen
from judging.domain import scoring
from judging.domain.authority import NotYourEvaluation
from judging.domain.ranking import ranking
from judging.domain.rounds import close_round, exclude_entry
from judging.domain.scoring import finish, reopen, save_evaluation
from judging.models import Assignment, Conflict, Evaluation, Score
from teams.models import Role
from tests.builders.judging import (
    JUDGING,
    OVER,
    a_juror,
    a_round,
    an_assignment,
    an_evaluation,
    an_organiser,
    close_as_it_is,
)
from tests.harness.clock import seconds

pytestmark = pytest.mark.django_db


def save(assignment: Assignment, **changes: Any) -> Evaluation:
    given: dict[str, Any] = {
        "points": {"impact": 1450},
        "comments": {"impact": "واضح"},
        "comment_for_team": "عمل متقن",
        "comment_for_jury": "",
        "revision": 0,
        "by": assignment.juror,
        "received_at": JUDGING,
    }
    return save_evaluation(assignment=assignment, **{**given, **changes})


def scores_of(evaluation: Evaluation) -> dict[str, tuple[int | None, str]]:
    rows = Score.objects.filter(evaluation=evaluation)
    return {score.criterion.key: (score.points, score.comment) for score in rows.select_related("criterion")}


def test_a_draft_may_lack_scores_and_keeps_each_comment_in_its_place() -> None:
    evaluation = save(an_assignment(), comment_for_jury="للجنة فقط")

    assert scores_of(evaluation) == {"impact": (1450, "واضح"), "feasibility": (None, ""), "training": (None, "")}
    assert (evaluation.comment_for_team, evaluation.comment_for_jury) == ("عمل متقن", "للجنة فقط")
    assert (evaluation.revision, evaluation.finished_at, evaluation.begun_at) == (1, None, JUDGING)


def test_saving_again_replaces_what_was_saved() -> None:
    assignment = an_assignment()
    first = save(assignment)

    blank = {"impact": ""}
    second = save(assignment, points={"impact": None, "training": 900}, comments=blank, revision=first.revision)

    assert second.pk == first.pk
    assert scores_of(second) == {"impact": (None, ""), "feasibility": (None, ""), "training": (900, "")}
    assert second.revision == 2


def test_two_windows_never_overwrite_each_other_in_silence() -> None:
    assignment = an_assignment()
    save(assignment)

    with pytest.raises(scoring.EvaluationChangedMeanwhile) as refusal:
        save(assignment, points={"impact": 800}, revision=0)

    assert refusal.value.stored.revision == 1
    assert scores_of(refusal.value.stored)["impact"] == (1450, "واضح")


def test_a_double_click_is_harmless() -> None:
    assignment = an_assignment()

    assert save(assignment).revision == save(assignment).revision == 1


@pytest.mark.parametrize("points", [2001, -1])
def test_points_lie_on_the_scale(points: int) -> None:
    with pytest.raises(scoring.OffScale, match="from 0 to 20"):
        save(an_assignment(), points={"impact": points})

    assert not Evaluation.objects.exists()


def test_where_there_are_levels_one_of_them_is_chosen() -> None:
    assignment = an_assignment(entry=a_round(levels={"impact": (400, 800, 1200)}).entries.get())

    with pytest.raises(scoring.OffScale, match="one of the levels"):
        save(assignment, points={"impact": 1000})

    assert scores_of(save(assignment, points={"impact": 800}))["impact"][0] == 800


def test_nobody_writes_in_anothers_evaluation() -> None:
    assignment = an_assignment()
    evaluation = an_evaluation(assignment, finished=False)
    competition = assignment.entry.round.competition

    for stranger in (a_juror(competition), an_organiser(competition), assignment.entry.team.captain):
        with pytest.raises(NotYourEvaluation):
            save(assignment, by=stranger)
        with pytest.raises(NotYourEvaluation):
            finish(evaluation=evaluation, by=stranger, received_at=JUDGING)
        with pytest.raises(NotYourEvaluation):
            reopen(evaluation=evaluation, by=stranger, received_at=JUDGING)


def test_what_arrived_before_the_end_counts_and_what_arrived_at_the_end_is_late() -> None:
    assignment = an_assignment()
    end = assignment.entry.round.phase.closes_at

    saved = save(assignment, received_at=end - seconds(0.001))
    with pytest.raises(PhaseClosed):
        save(assignment, points={"impact": 100}, revision=saved.revision, received_at=end)
    with pytest.raises(PhaseClosed):
        finish(evaluation=saved, by=assignment.juror, received_at=end)
    with pytest.raises(PhaseClosed):
        reopen(evaluation=saved, by=assignment.juror, received_at=end)

    assert scores_of(saved)["impact"] == (1450, "واضح")


def test_nothing_is_scored_before_the_phase_opens() -> None:
    assignment = an_assignment()

    with pytest.raises(PhaseNotOpen):
        save(assignment, received_at=assignment.entry.round.phase.opens_at - seconds(1))


def test_the_technical_grace_of_the_phase_counts() -> None:
    assignment = an_assignment()
    phase = assignment.entry.round.phase
    phase.grace_seconds = 60
    phase.save()

    assert save(assignment, received_at=phase.closes_at + seconds(59)).revision == 1


def test_finishing_says_everything_that_is_missing_and_keeps_the_draft() -> None:
    evaluation = save(an_assignment(), comment_for_team="")

    with pytest.raises(scoring.IncompleteEvaluation, match="3 points are missing") as refusal:
        finish(evaluation=evaluation, by=evaluation.assignment.juror, received_at=JUDGING)

    assert [field for field, _sentence in refusal.value.problems] == [
        "points_feasibility",
        "points_training",
        "comment_for_team",
    ]
    evaluation.refresh_from_db()
    assert evaluation.finished_at is None


def test_a_finished_evaluation_changes_only_once_reopened() -> None:
    evaluation = an_evaluation(points=1200)
    assignment, juror = evaluation.assignment, evaluation.assignment.juror

    with pytest.raises(scoring.EvaluationFinished):
        save(assignment, revision=evaluation.revision)
    reopened = reopen(evaluation=evaluation, by=juror, received_at=JUDGING)
    assert reopened.finished_at is None
    with pytest.raises(scoring.EvaluationChangedMeanwhile):
        save(assignment, revision=evaluation.revision)

    saved = save(assignment, points=dict.fromkeys(("impact", "feasibility", "training"), 600), revision=2)
    assert finish(evaluation=saved, by=juror, received_at=JUDGING).finished_at == JUDGING


def test_finishing_and_reopening_twice_changes_nothing() -> None:
    evaluation = an_evaluation()
    juror = evaluation.assignment.juror

    later: datetime = JUDGING + seconds(60)
    assert finish(evaluation=evaluation, by=juror, received_at=later).finished_at == JUDGING
    reopened = reopen(evaluation=evaluation, by=juror, received_at=later)
    assert reopen(evaluation=evaluation, by=juror, received_at=later).revision == reopened.revision


def test_saying_again_what_is_finished_is_no_error() -> None:
    assignment = an_assignment()
    points = dict.fromkeys(("impact", "feasibility", "training"), 1000)
    saved = save(assignment, points=points)
    finish(evaluation=saved, by=assignment.juror, received_at=JUDGING)

    assert save(assignment, points=points).finished_at == JUDGING


def test_an_evaluation_is_closed_to_whom_it_was_taken_from_and_when_its_entry_is_excluded() -> None:
    assignment = an_assignment()
    exclude_entry(entry=assignment.entry, reason="سبب", by=an_organiser(assignment.entry.round.competition), at=JUDGING)

    with pytest.raises(scoring.EvaluationClosed):
        save(assignment)


def test_a_dismissed_juror_writes_nothing_more_and_what_they_finished_counts() -> None:
    evaluation = an_evaluation(points=1200)
    assignment, round = evaluation.assignment, evaluation.assignment.entry.round
    Role.objects.filter(person=assignment.juror).update(until=JUDGING)

    with pytest.raises(scoring.EvaluationClosed):
        reopen(evaluation=evaluation, by=assignment.juror, received_at=JUDGING)

    assert not Assignment.objects.readable().of(assignment.juror).exists()
    close_round(round=round, at=OVER)
    assert [each.evaluations for each in ranking(round)] == [1]


def test_a_conflict_recorded_by_any_hand_closes_the_evaluation() -> None:
    assignment = an_assignment()
    Assignment.objects.filter(pk=assignment.pk).update(closed_at=JUDGING, closed_because="reassigned")
    Conflict.objects.create(
        juror=assignment.juror, team=assignment.entry.team, kind="declared", source="organiser", declared_at=JUDGING
    )

    with pytest.raises(scoring.EvaluationClosed):
        save(assignment)


def test_after_closing_nothing_is_saved_even_if_it_arrived_in_time() -> None:
    assignment = an_assignment()
    close_as_it_is(round=assignment.entry.round, at=OVER)

    with pytest.raises(scoring.EvaluationClosed):
        save(assignment)
