"""Nothing moves once the round has closed; a score is on its scale, and an evaluation is finished when it is whole."""

from competitions.guards import Guard
from judging.guards.phrases import (
    append_only,
    changed,
    closed,
    deliberating,
    finished,
    of_assignment,
    round_of_entry,
    round_of_evaluation,
)

_ENTRY_OF_NEW, _ENTRY_OF_OLD = (of_assignment("entry_id", f"{row}.assignment_id") for row in ("NEW", "OLD"))
_ROUND_OF_SCORE = round_of_evaluation("OLD.evaluation_id")
_ROUND_OF_CHANGE = round_of_evaluation("(SELECT evaluation_id FROM judging_score WHERE id = NEW.score_id)")
_GIVEN = ("evaluation_id", "criterion_id", "points", "comment", "minimum", "maximum")
# In the deliberation a score changes beside what was given, and only as a row says that its juror changed it.
_CHANGED_BY_A_ROW = (
    "EXISTS (SELECT 1 FROM judging_scorechange c WHERE c.score_id = NEW.id AND c.new_points = NEW.revised_points "
    "AND c.old_points = COALESCE(OLD.revised_points, OLD.points))"
)
SEALS = [
    Guard("assignment_closed_insert", "judging_assignment", "INSERT", closed(round_of_entry("NEW.entry_id"))),
    Guard("assignment_closed_update", "judging_assignment", "UPDATE", closed(round_of_entry("OLD.entry_id"))),
    Guard("assignment_closed_delete", "judging_assignment", "DELETE", closed(round_of_entry("OLD.entry_id"))),
    Guard("evaluation_closed_insert", "judging_evaluation", "INSERT", closed(round_of_entry(_ENTRY_OF_NEW))),
    Guard("evaluation_closed_update", "judging_evaluation", "UPDATE", closed(round_of_entry(_ENTRY_OF_OLD))),
    Guard("evaluation_closed_delete", "judging_evaluation", "DELETE", closed(round_of_entry(_ENTRY_OF_OLD))),
    Guard("score_closed_insert", "judging_score", "INSERT", closed(round_of_evaluation("NEW.evaluation_id"))),
    Guard(
        "score_closed_update",
        "judging_score",
        "UPDATE",
        f"{closed(_ROUND_OF_SCORE)} "
        f"AND ({changed(*_GIVEN)} OR NOT {deliberating(_ROUND_OF_SCORE)} OR NOT {_CHANGED_BY_A_ROW})",
    ),
    Guard("score_revised_insert", "judging_score", "INSERT", "NEW.revised_points IS NOT NULL"),
    Guard(
        "score_revised_early",
        "judging_score",
        "UPDATE OF revised_points",
        f"{changed('revised_points')} AND NOT {closed(_ROUND_OF_SCORE)}",
    ),
    Guard("score_change_deliberated", "judging_scorechange", "INSERT", f"NOT {deliberating(_ROUND_OF_CHANGE)}"),
    *append_only("score_change", "judging_scorechange"),
    Guard("score_closed_delete", "judging_score", "DELETE", closed(round_of_evaluation("OLD.evaluation_id"))),
]


_SCALE_DRIFT = (
    "NEW.minimum {distinct} (SELECT minimum FROM judging_criterion WHERE id = NEW.criterion_id) "
    "OR NEW.maximum {distinct} (SELECT maximum FROM judging_criterion WHERE id = NEW.criterion_id)"
)
_OTHER_ROUND = (
    f"{round_of_evaluation('NEW.evaluation_id')} "
    "{distinct} (SELECT round_id FROM judging_criterion WHERE id = NEW.criterion_id)"
)
_INCOMPLETE = (
    "NEW.finished_at IS NOT NULL AND EXISTS (SELECT 1 FROM judging_criterion k "
    f"WHERE k.round_id = {round_of_entry(_ENTRY_OF_NEW)} AND NOT EXISTS (SELECT 1 FROM judging_score s "
    "WHERE s.evaluation_id = NEW.id AND s.criterion_id = k.id AND s.points IS NOT NULL))"
)
SCORES = [
    Guard("score_scale_insert", "judging_score", "INSERT", _SCALE_DRIFT),
    Guard("score_scale_update", "judging_score", "UPDATE", _SCALE_DRIFT),
    Guard("score_of_its_round_insert", "judging_score", "INSERT", _OTHER_ROUND),
    Guard("score_of_its_round_update", "judging_score", "UPDATE OF evaluation_id, criterion_id", _OTHER_ROUND),
    Guard("score_finished_insert", "judging_score", "INSERT", finished("NEW.evaluation_id")),
    Guard(
        "score_finished_update",
        "judging_score",
        "UPDATE",
        f"{finished('OLD.evaluation_id')} AND NOT {closed(_ROUND_OF_SCORE)}",
    ),
    Guard("score_finished_delete", "judging_score", "DELETE", finished("OLD.evaluation_id")),
    Guard("evaluation_finished_insert", "judging_evaluation", "INSERT", _INCOMPLETE),
    Guard("evaluation_finished_update", "judging_evaluation", "UPDATE OF finished_at", _INCOMPLETE),
]
