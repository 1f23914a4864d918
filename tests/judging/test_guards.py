"""What the database itself refuses, whoever writes to it and by whatever way."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from competitions.guards import missing
from judging.domain.conflicts import declare
from judging.domain.publication import schedule
from judging.models import (
    Assignment,
    Award,
    Conflict,
    Criterion,
    Entry,
    Evaluation,
    Level,
    Publication,
    Round,
    Score,
    Signature,
)
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.judging import (
    JUDGING,
    OVER,
    a_closed_round,
    a_juror,
    a_round,
    a_signature,
    an_assignment,
    an_evaluation,
    an_organiser,
    the_entry,
)
from tests.builders.submissions import a_project, a_version
from tests.builders.teams import a_person, a_team

pytestmark = pytest.mark.django_db


def refused(name: str, write: Callable[[], Any]) -> None:
    """Fail unless the database refuses `write` and names the rule (SQLite names columns for unique ones)."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


def by_every_way(name: str, row: models.Model, **changes: Any) -> None:
    """Refused as `save`, as `update`, as `bulk_update` and as SQL by hand."""
    rows = type(row)._base_manager.filter(pk=row.pk)
    columns = ", ".join(f"{type(row)._meta.get_field(field).column} = %s" for field in changes)  # type: ignore[union-attr]
    values = [value.pk if isinstance(value, models.Model) else value for value in changes.values()]
    changed = rows.get()
    for field, value in changes.items():
        setattr(changed, field, value)

    def sql() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {type(row)._meta.db_table} SET {columns} WHERE id = %s", [*values, row.pk])

    refused(name, changed.save)
    refused(name, lambda: rows.update(**changes))
    refused(name, lambda: type(row)._base_manager.bulk_update([changed], list(changes)))
    refused(name, sql)


def deleted(row: models.Model) -> Callable[[], Any]:
    def sql() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {type(row)._meta.db_table} WHERE id = %s", [row.pk])

    return sql


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


# --- Rules, entries --------------------------------------------------------------------------------------------------


def test_once_open_the_rules_of_a_round_stand() -> None:
    round = a_round(levels={"impact": (0, 1000)})
    criterion = round.criteria.get(key="impact")
    level = criterion.levels.first()

    by_every_way("criterion_opened_update", criterion, weight=4999)
    by_every_way("criterion_opened_update", criterion, key="other")
    refused("level_opened_delete", deleted(level))
    refused("criterion_opened_delete", deleted(round.criteria.get(key="training")))
    refused(
        "criterion_opened_insert",
        lambda: Criterion.objects.create(round=round, key="new", name_ar="جديد", weight=1),
    )
    by_every_way("level_opened_update", level, points=500)
    refused("level_opened_insert", lambda: Level.objects.create(criterion=criterion, points=5, words_ar="كلام"))
    by_every_way("round_stays_opened", round, evaluations_minimum=9)
    by_every_way("round_stays_opened", round, opened_at=None, opened_by=None)
    refused("round_opened_delete", deleted(round))


def test_the_words_of_a_criterion_may_still_be_corrected() -> None:
    criterion = a_round().criteria.first()

    assert Criterion.objects.filter(pk=criterion.pk).update(name_ar="الأثر على المرتفقين") == 1


def test_levels_and_scales_agree_before_opening_too() -> None:
    criterion = a_round(opened=False, levels={"impact": (0, 1000)}).criteria.get(key="impact")

    by_every_way("criterion_scale_of_levels", criterion, maximum=900)
    by_every_way("level_within_scale_update", criterion.levels.first(), points=2001)
    refused("level_within_scale_insert", lambda: Level.objects.create(criterion=criterion, points=-1, words_ar="كلام"))


def test_a_round_keeps_to_phases_of_its_edition_and_of_the_right_kind() -> None:
    round, other = a_round(opened=False), a_competition()
    competition = round.competition

    by_every_way("round_phases_update", round, submission_phase=the_phase(other, "submission"))
    by_every_way("round_phases_update", round, submission_phase=the_phase(competition, "mentoring"))
    refused(
        "round_phases_insert",
        lambda: Round.objects.create(
            phase=the_phase(other, "submission"), submission_phase=the_phase(other, "submission"), name_ar="دور"
        ),
    )


def test_an_entry_pins_one_version_of_its_project_from_the_rounds_submission_phase() -> None:
    entry = a_round().entries.get()
    later = a_version(entry.project)
    foreign = a_version(a_project(a_team(competition=entry.round.competition, confirmed=True)))
    elsewhere = a_version(a_project())

    by_every_way("entry_pinned", entry, version=later)
    for version in (foreign, elsewhere):
        wrong = Entry(round=entry.round, project=elsewhere.project, version=version, entered_at=NOW)
        refused("entry_version_of_project_insert", wrong.save)
    refused(
        "entry_once_per_round|judging_entry.round_id",
        lambda: Entry.objects.create(round=entry.round, project=entry.project, version=later, entered_at=NOW),
    )
    by_every_way("entry_excluded_with_a_reason", entry, excluded_at=NOW)


# --- Results ---------------------------------------------------------------------------------------------------------


def test_a_signature_is_of_a_closed_round_and_stands_for_ever() -> None:
    signature, open_round = a_signature(), a_round()

    by_every_way("signature_frozen_update", signature, sha256="0" * 64)
    refused("signature_frozen_delete", deleted(signature))
    refused(
        "signature_of_a_closed_round",
        lambda: Signature.objects.create(round=open_round, signed_by=a_person(), signed_at=NOW, table="{}", sha256="0"),
    )
    by_every_way(
        "entry_signed_update",
        the_entry(signature.round),
        excluded_at=OVER,
        excluded_because="سبب",
        excluded_by=a_person(),
    )


def test_no_award_and_no_publication_before_the_signature() -> None:
    round = a_closed_round(1500)
    competition, entry = round.competition, round.entries.get()

    refused(
        "award_of_a_signed_round_insert",
        lambda: Award.objects.create(competition=competition, prize_ar="جائزة", entry=entry),
    )
    refused(
        "publication_signed_insert",
        lambda: Publication.objects.create(competition=competition, publish_at=OVER, decided_at=OVER),
    )


def test_an_award_is_of_an_entry_of_its_edition_and_says_to_whom_or_why_not() -> None:
    competition, entry = a_competition(), the_entry(a_signature().round)

    refused(
        "award_of_a_signed_round_insert",
        lambda: Award.objects.create(competition=competition, prize_ar="جائزة", entry=entry),
    )
    refused("award_says_to_whom_or_why_not", lambda: Award.objects.create(competition=competition, prize_ar="جائزة"))
    refused(
        "award_given_or_not",
        lambda: Award.objects.create(
            competition=entry.round.competition, prize_ar="جائزة", entry=entry, not_awarded_because_ar="سبب"
        ),
    )


def test_what_was_announced_stays_announced() -> None:
    competition = a_signature().round.competition
    publication = schedule(competition=competition, publish_at=OVER, by=an_organiser(competition), at=OVER)
    Publication.objects.filter(pk=publication.pk).update(announced_at=OVER)

    by_every_way("publication_announced", publication, publish_at=OVER + timedelta(days=1))
    by_every_way("publication_announced", publication, announced_at=None)
