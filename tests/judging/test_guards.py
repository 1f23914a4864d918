"""What the database itself refuses, whoever writes to it and by whatever way."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from competitions.guards import missing
from judging.domain.conflicts import declare
from judging.models import (
    Assignment,
    Conflict,
    Entry,
    Evaluation,
    Round,
    Score,
)
from tests.builders.competitions import NOW
from tests.builders.judging import (
    JUDGING,
    OVER,
    a_closed_round,
    a_juror,
    a_round,
    an_assignment,
    an_evaluation,
)
from tests.builders.submissions import a_project, a_version
from tests.builders.teams import a_person, a_team
from tests.judging.around_the_code import by_every_way, deleted, refused

pytestmark = pytest.mark.django_db


def test_every_guard_is_in_the_database() -> None:
    assert missing(connection) == []


# --- Scores are sealed once the round has closed ---------------------------------------------------------------------


def test_after_closing_no_score_changes_by_any_way() -> None:
    a_closed_round(1500)
    score = Score.objects.first()
    assert score is not None

    by_every_way("score_(closed|finished)_update", score, points=2000)
    refused("score_(closed|finished)_delete", deleted(score))
    refused(
        "score_(closed|finished)_insert",
        lambda: Score.objects.create(
            evaluation=score.evaluation, criterion=score.criterion, points=1, minimum=0, maximum=2000
        ),
    )


def test_after_closing_no_unfinished_score_changes_either() -> None:
    evaluation = an_evaluation(finished=False)
    Round.objects.update(closed_at=OVER)
    score = evaluation.scores.first()

    by_every_way("score_closed_update", score, points=100)
    refused("score_closed_delete", deleted(score))


def test_after_closing_no_evaluation_and_no_assignment_changes() -> None:
    evaluation = an_evaluation(finished=False)
    assignment = evaluation.assignment
    unbegun = an_assignment(entry=assignment.entry)
    Round.objects.update(closed_at=OVER)

    by_every_way("evaluation_closed_update", evaluation, comment_for_team="بعد الإغلاق")
    refused("evaluation_closed_delete", deleted(evaluation))
    refused(
        "evaluation_closed_insert",
        lambda: Evaluation.objects.create(assignment=unbegun, begun_at=OVER, saved_at=OVER),
    )
    by_every_way("assignment_closed_update", assignment, closed_at=OVER, closed_because="conflict")
    refused("assignment_closed_delete", deleted(unbegun))
    refused(
        "assignment_closed_insert",
        lambda: Assignment.objects.create(
            entry=assignment.entry, juror=a_person(), assigned_by=a_person(), assigned_at=OVER
        ),
    )


def test_a_closed_round_is_never_opened_again_and_gets_no_entry() -> None:
    round = a_closed_round(1500)
    version = a_version(a_project(a_team(competition=round.competition, confirmed=True)))

    by_every_way("round_stays_closed", round, closed_at=None)
    by_every_way("round_stays_closed", round, closed_at=OVER + timedelta(days=1))
    refused(
        "entry_closed_insert",
        lambda: Entry.objects.create(round=round, project=version.project, version=version, entered_at=OVER),
    )


# --- A score is on the scale; an evaluation is whole when it is finished ---------------------------------------------


def test_points_stay_between_the_lowest_and_the_highest() -> None:
    score = an_evaluation(finished=False).scores.first()

    by_every_way("score_within_the_scale", score, points=2001)
    by_every_way("score_within_the_scale", score, points=-1)
    by_every_way("score_scale_update", score, points=2001, maximum=3000)


def test_a_score_belongs_to_a_criterion_of_its_round_and_there_is_one() -> None:
    score, other = an_evaluation(finished=False).scores.first(), a_round(opened=False).criteria.first()

    by_every_way("score_of_its_round_update", score, criterion=other)
    refused(
        "score_once_per_criterion|judging_score.evaluation_id",
        lambda: Score.objects.create(
            evaluation=score.evaluation, criterion=score.criterion, points=1, minimum=0, maximum=2000
        ),
    )


def test_an_evaluation_without_a_score_or_a_comment_is_not_finished() -> None:
    incomplete = an_evaluation(points={"impact": 100}, finished=False)
    silent = an_evaluation(comment="", finished=False)

    by_every_way("evaluation_finished_update", incomplete, finished_at=JUDGING)
    by_every_way("evaluation_finished_with_a_comment", silent, finished_at=JUDGING)
    refused(
        "evaluation_finished_insert",
        lambda: Evaluation.objects.create(
            assignment=an_assignment(), comment_for_team="نعم", begun_at=NOW, saved_at=NOW, finished_at=NOW
        ),
    )


def test_scores_of_a_finished_evaluation_stand_until_it_is_reopened() -> None:
    score = an_evaluation().scores.first()

    by_every_way("score_finished_update", score, points=None)
    refused("score_finished_delete", deleted(score))


def test_there_is_one_assignment_per_entry_and_juror_and_one_evaluation_of_it() -> None:
    evaluation = an_evaluation(finished=False)
    assignment = evaluation.assignment

    refused(
        "assignment_once|judging_assignment.entry_id",
        lambda: Assignment.objects.create(
            entry=assignment.entry, juror=assignment.juror, assigned_by=a_person(), assigned_at=NOW
        ),
    )
    refused(
        "assignment_id",
        lambda: Evaluation.objects.create(assignment=assignment, begun_at=NOW, saved_at=NOW),
    )
    by_every_way("assignment_closed_with_a_reason", assignment, closed_at=NOW)


# --- Conflicts of interest -------------------------------------------------------------------------------------------


def a_conflict(assignment: Assignment, **fields: Any) -> Conflict:
    return Conflict.objects.create(
        juror=assignment.juror,
        team=assignment.entry.team,
        kind="declared",
        source="organiser",
        declared_at=NOW,
        **fields,
    )


def test_no_conflict_lives_beside_a_live_assignment() -> None:
    assignment = an_assignment()
    lifted = a_conflict(assignment, lifted_at=NOW, lifted_by=a_person(), lifted_because="سبب")

    refused("conflict_assignment_insert", lambda: a_conflict(assignment))
    by_every_way("conflict_assignment_update", lifted, lifted_at=None, lifted_by=None, lifted_because="")


def test_a_juror_in_conflict_is_not_assigned_evaluates_nothing_and_scores_nothing() -> None:
    evaluation = an_evaluation(finished=False)
    assignment, score = evaluation.assignment, evaluation.scores.first()
    entry, juror = assignment.entry, assignment.juror
    bystander = a_juror(entry.round.competition)
    declare(juror=juror, team=entry.team, reason="سبب", by=juror, at=JUDGING)
    declare(juror=bystander, team=entry.team, reason="سبب", by=bystander, at=JUDGING)

    by_every_way("assignment_conflict_update", assignment, closed_at=None, closed_because="")
    refused(
        "assignment_conflict_insert",
        lambda: Assignment.objects.create(entry=entry, juror=bystander, assigned_by=a_person(), assigned_at=NOW),
    )
    by_every_way("evaluation_conflict_update", evaluation, comment_for_jury="رغم ذلك")
    by_every_way("score_conflict_update", score, points=2000)


def test_a_conflict_is_recorded_once_per_kind_and_lifted_with_a_reason() -> None:
    assignment = an_assignment()
    conflict = declare(
        juror=assignment.juror, team=assignment.entry.team, reason="سبب", by=assignment.juror, at=JUDGING
    )

    refused("conflict_once_per_kind|judging_conflict.juror_id", lambda: a_conflict(assignment))
    by_every_way("conflict_lifted_with_a_reason", conflict, lifted_at=NOW)
