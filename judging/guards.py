"""What must hold in judging against every writer: sealed when closed, nobody in conflict, entries that match."""

from competitions.guards import Guard


def _conflict(juror: str, entry: str) -> str:
    """A live conflict between that juror and the team of that entry."""
    return (
        "EXISTS (SELECT 1 FROM judging_conflict c JOIN submissions_project p ON p.team_id = c.team_id "
        f"JOIN judging_entry e ON e.project_id = p.id WHERE e.id = {entry} AND c.juror_id = {juror} "
        "AND c.lifted_at IS NULL)"
    )


def _assignment(column: str, assignment: str) -> str:
    return f"(SELECT {column} FROM judging_assignment WHERE id = {assignment})"


def _round_closed(evaluation: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM judging_evaluation v JOIN judging_assignment a ON a.id = v.assignment_id "
        "JOIN judging_entry e ON e.id = a.entry_id JOIN judging_round r ON r.id = e.round_id "
        f"WHERE v.id = {evaluation} AND r.closed_at IS NOT NULL)"
    )


def _evaluation_barred(assignment: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM judging_assignment a JOIN judging_entry e ON e.id = a.entry_id "
        f"JOIN judging_round r ON r.id = e.round_id WHERE a.id = {assignment} AND r.closed_at IS NOT NULL)"
    )


_EVALUATION_CONFLICT = _conflict(
    _assignment("juror_id", "NEW.assignment_id"), _assignment("entry_id", "NEW.assignment_id")
)
_SCORE_ASSIGNMENT = "(SELECT assignment_id FROM judging_evaluation WHERE id = NEW.evaluation_id)"
_SCORE_CONFLICT = _conflict(_assignment("juror_id", _SCORE_ASSIGNMENT), _assignment("entry_id", _SCORE_ASSIGNMENT))
_SCALE_DRIFT = (
    "NEW.minimum {distinct} (SELECT minimum FROM judging_criterion WHERE id = NEW.criterion_id) "
    "OR NEW.maximum {distinct} (SELECT maximum FROM judging_criterion WHERE id = NEW.criterion_id)"
)

GUARDS = [
    Guard("assignment_conflict_insert", "judging_assignment", "INSERT", _conflict("NEW.juror_id", "NEW.entry_id")),
    Guard(
        "assignment_conflict_update",
        "judging_assignment",
        "UPDATE",
        f"NEW.closed_at IS NULL AND {_conflict('NEW.juror_id', 'NEW.entry_id')}",
    ),
    Guard("evaluation_conflict_insert", "judging_evaluation", "INSERT", _EVALUATION_CONFLICT),
    Guard("evaluation_conflict_update", "judging_evaluation", "UPDATE", _EVALUATION_CONFLICT),
    Guard("evaluation_closed_insert", "judging_evaluation", "INSERT", _evaluation_barred("NEW.assignment_id")),
    Guard("evaluation_closed_update", "judging_evaluation", "UPDATE", _evaluation_barred("OLD.assignment_id")),
    Guard("evaluation_closed_delete", "judging_evaluation", "DELETE", _evaluation_barred("OLD.assignment_id")),
    Guard("score_conflict_insert", "judging_score", "INSERT", _SCORE_CONFLICT),
    Guard("score_conflict_update", "judging_score", "UPDATE", _SCORE_CONFLICT),
    Guard("score_closed_insert", "judging_score", "INSERT", _round_closed("NEW.evaluation_id")),
    Guard("score_closed_update", "judging_score", "UPDATE", _round_closed("OLD.evaluation_id")),
    Guard("score_closed_delete", "judging_score", "DELETE", _round_closed("OLD.evaluation_id")),
    Guard("score_scale_insert", "judging_score", "INSERT", _SCALE_DRIFT),
    Guard("score_scale_update", "judging_score", "UPDATE", _SCALE_DRIFT),
    Guard(
        "criterion_scale_of_scores",
        "judging_criterion",
        "UPDATE OF minimum, maximum",
        "(NEW.minimum {distinct} OLD.minimum OR NEW.maximum {distinct} OLD.maximum) "
        "AND EXISTS (SELECT 1 FROM judging_score WHERE criterion_id = OLD.id)",
    ),
    Guard(
        "entry_version_of_project_insert",
        "judging_entry",
        "INSERT",
        "NEW.project_id {distinct} (SELECT project_id FROM submissions_version WHERE id = NEW.version_id)",
    ),
    Guard(
        "entry_pinned",
        "judging_entry",
        "UPDATE OF round_id, project_id, version_id",
        "NEW.round_id {distinct} OLD.round_id OR NEW.project_id {distinct} OLD.project_id "
        "OR NEW.version_id {distinct} OLD.version_id",
    ),
    Guard("round_stays_closed", "judging_round", "UPDATE", "OLD.closed_at IS NOT NULL AND NEW.closed_at {distinct} OLD.closed_at"),
    Guard("signature_frozen_update", "judging_signature", "UPDATE", "TRUE"),
    Guard("signature_frozen_delete", "judging_signature", "DELETE", "TRUE"),
]
