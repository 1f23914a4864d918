"""Nobody in conflict judges, and nobody before they have declared their conflicts."""

from competitions.guards import Guard
from judging.guards.phrases import append_only, changed, conflict, of_assignment

_EVALUATION_CONFLICT = conflict(
    of_assignment("juror_id", "NEW.assignment_id"), of_assignment("entry_id", "NEW.assignment_id")
)
_SCORE_ASSIGNMENT = "(SELECT assignment_id FROM judging_evaluation WHERE id = NEW.evaluation_id)"
_SCORE_CONFLICT = conflict(of_assignment("juror_id", _SCORE_ASSIGNMENT), of_assignment("entry_id", _SCORE_ASSIGNMENT))
_STILL_ASSIGNED = (
    "NEW.lifted_at IS NULL AND NEW.bars AND EXISTS (SELECT 1 FROM judging_assignment a "
    "JOIN judging_entry e ON e.id = a.entry_id "
    "JOIN judging_round r ON r.id = e.round_id JOIN submissions_project p ON p.id = e.project_id "
    "WHERE a.juror_id = NEW.juror_id AND p.team_id = NEW.team_id AND a.closed_at IS NULL AND r.closed_at IS NULL)"
)
# Nobody looks at a project before they have said where they are in conflict.
_UNDECLARED = (
    "NOT EXISTS (SELECT 1 FROM judging_conflictdeclaration d JOIN judging_assignment a ON a.juror_id = d.juror_id "
    "JOIN judging_entry e ON e.id = a.entry_id JOIN judging_round r ON r.id = e.round_id "
    "JOIN competitions_phase p ON p.id = r.phase_id AND p.competition_id = d.competition_id "
    "WHERE a.id = NEW.assignment_id)"
)
CONFLICTS = [
    Guard("assignment_conflict_insert", "judging_assignment", "INSERT", conflict("NEW.juror_id", "NEW.entry_id")),
    Guard(
        "assignment_conflict_update",
        "judging_assignment",
        "UPDATE",
        f"NEW.closed_at IS NULL AND {conflict('NEW.juror_id', 'NEW.entry_id')}",
    ),
    # Whoever records a conflict has closed the assignment before.
    Guard("conflict_assignment_insert", "judging_conflict", "INSERT", _STILL_ASSIGNED),
    Guard(
        "conflict_assignment_update",
        "judging_conflict",
        "UPDATE OF juror_id, team_id, lifted_at, bars",
        _STILL_ASSIGNED,
    ),
    Guard("evaluation_conflict_insert", "judging_evaluation", "INSERT", _EVALUATION_CONFLICT),
    Guard("evaluation_conflict_update", "judging_evaluation", "UPDATE", _EVALUATION_CONFLICT),
    Guard("score_conflict_insert", "judging_score", "INSERT", _SCORE_CONFLICT),
    Guard("score_conflict_update", "judging_score", "UPDATE", _SCORE_CONFLICT),
    Guard("evaluation_declared_insert", "judging_evaluation", "INSERT", _UNDECLARED),
    *append_only("conflict_declaration", "judging_conflictdeclaration"),
    Guard(
        "challenge_stays",
        "judging_challenge",
        "UPDATE",
        f"OLD.decided_at IS NOT NULL OR {changed('team_id', 'juror_id', 'reason', 'made_by_id', 'made_at')}",
    ),
    Guard("challenge_stays_delete", "judging_challenge", "DELETE", "TRUE"),
]
