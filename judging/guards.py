"""What must hold in judging against every writer: rules fixed once opened, sealed when closed, nobody in conflict."""

from competitions.guards import Guard

# --- Phrases over an assignment, an evaluation or a round ------------------------------------------------------------


def _conflict(juror: str, entry: str) -> str:
    """A live conflict between that juror and the team of that entry."""
    return (
        "EXISTS (SELECT 1 FROM judging_conflict c JOIN submissions_project p ON p.team_id = c.team_id "
        f"JOIN judging_entry e ON e.project_id = p.id WHERE e.id = {entry} AND c.juror_id = {juror} "
        "AND c.lifted_at IS NULL)"
    )


def _of_assignment(column: str, assignment: str) -> str:
    return f"(SELECT {column} FROM judging_assignment WHERE id = {assignment})"


def _round_of_entry(entry: str) -> str:
    return f"(SELECT round_id FROM judging_entry WHERE id = {entry})"


def _round_of_evaluation(evaluation: str) -> str:
    return (
        "(SELECT e.round_id FROM judging_evaluation v JOIN judging_assignment a ON a.id = v.assignment_id "
        f"JOIN judging_entry e ON e.id = a.entry_id WHERE v.id = {evaluation})"
    )


def _closed(round_id: str) -> str:
    return f"EXISTS (SELECT 1 FROM judging_round r WHERE r.id = {round_id} AND r.closed_at IS NOT NULL)"


def _opened(round_id: str) -> str:
    return f"EXISTS (SELECT 1 FROM judging_round r WHERE r.id = {round_id} AND r.opened_at IS NOT NULL)"


def _signed(round_id: str) -> str:
    return f"EXISTS (SELECT 1 FROM judging_signature s WHERE s.round_id = {round_id})"


def _finished(evaluation: str) -> str:
    return f"EXISTS (SELECT 1 FROM judging_evaluation v WHERE v.id = {evaluation} AND v.finished_at IS NOT NULL)"


def _changed(*columns: str) -> str:
    return " OR ".join(f"NEW.{column} {{distinct}} OLD.{column}" for column in columns)


def _round_of_level(row: str) -> str:
    return f"(SELECT round_id FROM judging_criterion WHERE id = {row}.criterion_id)"


# --- The rules of a round stand once it is open ----------------------------------------------------------------------
_PHASES = (
    "NOT EXISTS (SELECT 1 FROM competitions_phase j JOIN competitions_phase s ON s.competition_id = j.competition_id "
    "WHERE j.id = NEW.phase_id AND j.kind = 'judging' AND s.id = NEW.submission_phase_id AND s.kind = 'submission')"
)
_OUTSIDE_THE_SCALE = (
    "NOT EXISTS (SELECT 1 FROM judging_criterion k WHERE k.id = NEW.criterion_id "
    "AND NEW.points BETWEEN k.minimum AND k.maximum)"
)
_SCALE_MOVES = "(NEW.minimum {distinct} OLD.minimum OR NEW.maximum {distinct} OLD.maximum)"
_RULE = ("round_id", "key", "weight", "minimum", "maximum")
RULES = [
    Guard("round_phases_insert", "judging_round", "INSERT", _PHASES),
    Guard("round_phases_update", "judging_round", "UPDATE OF phase_id, submission_phase_id", _PHASES),
    Guard(
        "round_stays_opened",
        "judging_round",
        "UPDATE",
        "OLD.opened_at IS NOT NULL AND "
        f"({_changed('opened_at', 'phase_id', 'submission_phase_id', 'evaluations_minimum')})",
    ),
    Guard("round_stays_closed", "judging_round", "UPDATE", f"OLD.closed_at IS NOT NULL AND {_changed('closed_at')}"),
    Guard("round_opened_delete", "judging_round", "DELETE", "OLD.opened_at IS NOT NULL"),
    Guard("criterion_opened_insert", "judging_criterion", "INSERT", _opened("NEW.round_id")),
    Guard(
        "criterion_opened_update",
        "judging_criterion",
        "UPDATE",
        f"({_changed(*_RULE)}) AND ({_opened('OLD.round_id')} OR {_opened('NEW.round_id')})",
    ),
    Guard("criterion_opened_delete", "judging_criterion", "DELETE", _opened("OLD.round_id")),
    Guard(
        "criterion_scale_of_scores",
        "judging_criterion",
        "UPDATE OF minimum, maximum",
        f"{_SCALE_MOVES} AND EXISTS (SELECT 1 FROM judging_score WHERE criterion_id = OLD.id)",
    ),
    Guard(
        "criterion_scale_of_levels",
        "judging_criterion",
        "UPDATE OF minimum, maximum",
        "EXISTS (SELECT 1 FROM judging_level WHERE criterion_id = OLD.id "
        "AND points NOT BETWEEN NEW.minimum AND NEW.maximum)",
    ),
    Guard("level_within_scale_insert", "judging_level", "INSERT", _OUTSIDE_THE_SCALE),
    Guard("level_within_scale_update", "judging_level", "UPDATE OF points, criterion_id", _OUTSIDE_THE_SCALE),
    Guard("level_opened_insert", "judging_level", "INSERT", _opened(_round_of_level("NEW"))),
    Guard(
        "level_opened_update",
        "judging_level",
        "UPDATE",
        f"({_changed('points', 'criterion_id')}) "
        f"AND ({_opened(_round_of_level('OLD'))} OR {_opened(_round_of_level('NEW'))})",
    ),
    Guard("level_opened_delete", "judging_level", "DELETE", _opened(_round_of_level("OLD"))),
]

# --- An entry pins one version, and stands as it was signed ----------------------------------------------------------
ENTRIES = [
    Guard(
        "entry_version_of_project_insert",
        "judging_entry",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM submissions_version v JOIN judging_round r ON r.submission_phase_id = v.phase_id "
        "WHERE v.id = NEW.version_id AND v.project_id = NEW.project_id AND r.id = NEW.round_id)",
    ),
    Guard(
        "entry_pinned",
        "judging_entry",
        "UPDATE OF round_id, project_id, version_id",
        _changed("round_id", "project_id", "version_id"),
    ),
    Guard("entry_closed_insert", "judging_entry", "INSERT", _closed("NEW.round_id")),
    Guard("entry_closed_delete", "judging_entry", "DELETE", _closed("OLD.round_id")),
    Guard(
        "entry_signed_update",
        "judging_entry",
        "UPDATE",
        f"({_changed('excluded_at', 'excluded_because', 'excluded_by_id')}) AND {_signed('OLD.round_id')}",
    ),
]

# --- Nobody in conflict judges, and nothing moves once the round has closed ------------------------------------------
_EVALUATION_CONFLICT = _conflict(
    _of_assignment("juror_id", "NEW.assignment_id"), _of_assignment("entry_id", "NEW.assignment_id")
)
_SCORE_ASSIGNMENT = "(SELECT assignment_id FROM judging_evaluation WHERE id = NEW.evaluation_id)"
_SCORE_CONFLICT = _conflict(
    _of_assignment("juror_id", _SCORE_ASSIGNMENT), _of_assignment("entry_id", _SCORE_ASSIGNMENT)
)
_STILL_ASSIGNED = (
    "NEW.lifted_at IS NULL AND EXISTS (SELECT 1 FROM judging_assignment a JOIN judging_entry e ON e.id = a.entry_id "
    "JOIN judging_round r ON r.id = e.round_id JOIN submissions_project p ON p.id = e.project_id "
    "WHERE a.juror_id = NEW.juror_id AND p.team_id = NEW.team_id AND a.closed_at IS NULL AND r.closed_at IS NULL)"
)
CONFLICTS = [
    Guard("assignment_conflict_insert", "judging_assignment", "INSERT", _conflict("NEW.juror_id", "NEW.entry_id")),
    Guard(
        "assignment_conflict_update",
        "judging_assignment",
        "UPDATE",
        f"NEW.closed_at IS NULL AND {_conflict('NEW.juror_id', 'NEW.entry_id')}",
    ),
    # Whoever records a conflict has closed the assignment before.
    Guard("conflict_assignment_insert", "judging_conflict", "INSERT", _STILL_ASSIGNED),
    Guard("conflict_assignment_update", "judging_conflict", "UPDATE OF juror_id, team_id, lifted_at", _STILL_ASSIGNED),
    Guard("evaluation_conflict_insert", "judging_evaluation", "INSERT", _EVALUATION_CONFLICT),
    Guard("evaluation_conflict_update", "judging_evaluation", "UPDATE", _EVALUATION_CONFLICT),
    Guard("score_conflict_insert", "judging_score", "INSERT", _SCORE_CONFLICT),
    Guard("score_conflict_update", "judging_score", "UPDATE", _SCORE_CONFLICT),
]

_ENTRY_OF_NEW, _ENTRY_OF_OLD = (_of_assignment("entry_id", f"{row}.assignment_id") for row in ("NEW", "OLD"))
SEALS = [
    Guard("assignment_closed_insert", "judging_assignment", "INSERT", _closed(_round_of_entry("NEW.entry_id"))),
    Guard("assignment_closed_update", "judging_assignment", "UPDATE", _closed(_round_of_entry("OLD.entry_id"))),
    Guard("assignment_closed_delete", "judging_assignment", "DELETE", _closed(_round_of_entry("OLD.entry_id"))),
    Guard("evaluation_closed_insert", "judging_evaluation", "INSERT", _closed(_round_of_entry(_ENTRY_OF_NEW))),
    Guard("evaluation_closed_update", "judging_evaluation", "UPDATE", _closed(_round_of_entry(_ENTRY_OF_OLD))),
    Guard("evaluation_closed_delete", "judging_evaluation", "DELETE", _closed(_round_of_entry(_ENTRY_OF_OLD))),
    Guard("score_closed_insert", "judging_score", "INSERT", _closed(_round_of_evaluation("NEW.evaluation_id"))),
    Guard("score_closed_update", "judging_score", "UPDATE", _closed(_round_of_evaluation("OLD.evaluation_id"))),
    Guard("score_closed_delete", "judging_score", "DELETE", _closed(_round_of_evaluation("OLD.evaluation_id"))),
]

# --- A score is on the scale of a criterion of its round, and an evaluation is finished when it is whole -------------
_SCALE_DRIFT = (
    "NEW.minimum {distinct} (SELECT minimum FROM judging_criterion WHERE id = NEW.criterion_id) "
    "OR NEW.maximum {distinct} (SELECT maximum FROM judging_criterion WHERE id = NEW.criterion_id)"
)
_OTHER_ROUND = (
    f"{_round_of_evaluation('NEW.evaluation_id')} "
    "{distinct} (SELECT round_id FROM judging_criterion WHERE id = NEW.criterion_id)"
)
_INCOMPLETE = (
    "NEW.finished_at IS NOT NULL AND EXISTS (SELECT 1 FROM judging_criterion k "
    f"WHERE k.round_id = {_round_of_entry(_ENTRY_OF_NEW)} AND NOT EXISTS (SELECT 1 FROM judging_score s "
    "WHERE s.evaluation_id = NEW.id AND s.criterion_id = k.id AND s.points IS NOT NULL))"
)
SCORES = [
    Guard("score_scale_insert", "judging_score", "INSERT", _SCALE_DRIFT),
    Guard("score_scale_update", "judging_score", "UPDATE", _SCALE_DRIFT),
    Guard("score_of_its_round_insert", "judging_score", "INSERT", _OTHER_ROUND),
    Guard("score_of_its_round_update", "judging_score", "UPDATE OF evaluation_id, criterion_id", _OTHER_ROUND),
    Guard("score_finished_insert", "judging_score", "INSERT", _finished("NEW.evaluation_id")),
    Guard("score_finished_update", "judging_score", "UPDATE", _finished("OLD.evaluation_id")),
    Guard("score_finished_delete", "judging_score", "DELETE", _finished("OLD.evaluation_id")),
    Guard("evaluation_finished_insert", "judging_evaluation", "INSERT", _INCOMPLETE),
    Guard("evaluation_finished_update", "judging_evaluation", "UPDATE OF finished_at", _INCOMPLETE),
]

# --- What was signed stays, and nothing is told before it is signed --------------------------------------------------
_ROUNDS_OF_EDITION = (
    "judging_round r JOIN competitions_phase p ON p.id = r.phase_id WHERE p.competition_id = NEW.competition_id"
)
_UNSIGNED_EDITION = (
    f"EXISTS (SELECT 1 FROM {_ROUNDS_OF_EDITION}) "
    f"AND NOT EXISTS (SELECT 1 FROM {_ROUNDS_OF_EDITION} AND {_signed('r.id')})"
)
_UNSIGNED_ENTRY = (
    "NEW.entry_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM judging_entry e JOIN judging_signature s "
    "ON s.round_id = e.round_id JOIN judging_round r ON r.id = e.round_id JOIN competitions_phase p "
    "ON p.id = r.phase_id WHERE e.id = NEW.entry_id AND p.competition_id = NEW.competition_id)"
)
RESULTS = [
    Guard("signature_of_a_closed_round", "judging_signature", "INSERT", f"NOT {_closed('NEW.round_id')}"),
    Guard("signature_frozen_update", "judging_signature", "UPDATE", "TRUE"),
    Guard("signature_frozen_delete", "judging_signature", "DELETE", "TRUE"),
    Guard("award_of_a_signed_round_insert", "judging_award", "INSERT", _UNSIGNED_ENTRY),
    Guard("award_of_a_signed_round_update", "judging_award", "UPDATE OF entry_id, competition_id", _UNSIGNED_ENTRY),
    Guard("publication_signed_insert", "judging_publication", "INSERT", _UNSIGNED_EDITION),
    Guard(
        "publication_signed_update", "judging_publication", "UPDATE OF competition_id, publish_at", _UNSIGNED_EDITION
    ),
    Guard(
        "publication_announced",
        "judging_publication",
        "UPDATE",
        f"OLD.announced_at IS NOT NULL AND ({_changed('publish_at', 'announced_at', 'competition_id')})",
    ),
]

GUARDS = [*RULES, *ENTRIES, *CONFLICTS, *SEALS, *SCORES, *RESULTS]
