"""The rules of a round stand once a score is given: what may still change names its row in the register."""

from competitions.guards import Guard
from judging.guards.phrases import append_only, changed, closed, scored, without_new_rule_change


def _round_of_criterion(row: str) -> str:
    return f"(SELECT round_id FROM judging_criterion WHERE id = {row}.criterion_id)"


# A question of another phase than the one that the criterion's round judges.
_FED_FROM_ELSEWHERE = (
    "NOT EXISTS (SELECT 1 FROM judging_criterion k JOIN judging_round r ON r.id = k.round_id "
    "JOIN submissions_section s ON s.phase_id = r.submission_phase_id "
    "JOIN submissions_question q ON q.section_id = s.id "
    "WHERE k.id = NEW.criterion_id AND q.id = NEW.question_id)"
)

_PHASES = (
    "NOT EXISTS (SELECT 1 FROM competitions_phase j JOIN competitions_phase s ON s.competition_id = j.competition_id "
    "WHERE j.id = NEW.phase_id AND j.kind = 'judging' AND s.id = NEW.submission_phase_id AND s.kind = 'submission')"
)
_OUTSIDE_THE_SCALE = (
    "NOT EXISTS (SELECT 1 FROM judging_criterion k WHERE k.id = NEW.criterion_id "
    "AND NEW.points BETWEEN k.minimum AND k.maximum)"
)
_SCALE_MOVES = "(NEW.minimum {distinct} OLD.minimum OR NEW.maximum {distinct} OLD.maximum)"
_RULE = ("round_id", "key", "weight", "minimum", "maximum", "tie_place")
_WHO_ENTERS = ("submission_phase_id", "entry_rule", "earlier_round_id", "entry_count")
_HOW_IT_JUDGES = (
    *("kind", "evaluations_minimum", "evaluations_wanted", "is_read_by_all"),
    *("is_blind", "president_counts_double", "quorum_percent"),
)
RULES = [
    Guard("round_phases_insert", "judging_round", "INSERT", _PHASES),
    Guard("round_phases_update", "judging_round", "UPDATE OF phase_id, submission_phase_id", _PHASES),
    Guard(
        "round_stays_opened",
        "judging_round",
        "UPDATE",
        f"OLD.opened_at IS NOT NULL AND ({changed('opened_at', 'phase_id', 'submission_phase_id')})",
    ),
    Guard(
        "round_stays_collected",
        "judging_round",
        "UPDATE",
        f"OLD.collected_at IS NOT NULL AND ({changed('collected_at', *_WHO_ENTERS)})",
    ),
    Guard(
        "round_decided_as_before",
        "judging_round",
        "UPDATE OF decided_by",
        f"{changed('decided_by')} AND {scored('OLD.id')}",
    ),
    Guard(
        "round_rules_scored",
        "judging_round",
        "UPDATE",
        f"({changed(*_HOW_IT_JUDGES)}) AND {scored('OLD.id')} "
        f"AND (OLD.closed_at IS NOT NULL OR {without_new_rule_change('NEW.id')})",
    ),
    Guard("round_stays_closed", "judging_round", "UPDATE", f"OLD.closed_at IS NOT NULL AND {changed('closed_at')}"),
    Guard("round_opened_delete", "judging_round", "DELETE", "OLD.opened_at IS NOT NULL"),
    Guard("criterion_scored_insert", "judging_criterion", "INSERT", scored("NEW.round_id")),
    Guard(
        "criterion_scored_update",
        "judging_criterion",
        "UPDATE",
        f"({changed(*_RULE)}) AND (({scored('OLD.round_id')} AND {without_new_rule_change('OLD.round_id')}) "
        f"OR {closed('OLD.round_id')} OR {changed('round_id')})",
    ),
    Guard("criterion_scored_delete", "judging_criterion", "DELETE", scored("OLD.round_id")),
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
    Guard("level_scored_insert", "judging_level", "INSERT", scored(_round_of_criterion("NEW"))),
    Guard(
        "level_scored_update",
        "judging_level",
        "UPDATE",
        f"({changed('points', 'criterion_id')}) "
        f"AND ({scored(_round_of_criterion('OLD'))} OR {scored(_round_of_criterion('NEW'))})",
    ),
    Guard("level_scored_delete", "judging_level", "DELETE", scored(_round_of_criterion("OLD"))),
    Guard("feed_of_its_phase_insert", "judging_criterionquestion", "INSERT", _FED_FROM_ELSEWHERE),
    Guard("feed_of_its_phase_update", "judging_criterionquestion", "UPDATE", _FED_FROM_ELSEWHERE),
    Guard("feed_scored_insert", "judging_criterionquestion", "INSERT", scored(_round_of_criterion("NEW"))),
    Guard("feed_scored_update", "judging_criterionquestion", "UPDATE", scored(_round_of_criterion("OLD"))),
    Guard("feed_scored_delete", "judging_criterionquestion", "DELETE", scored(_round_of_criterion("OLD"))),
    Guard(
        "feeds_keep_the_phase",
        "judging_round",
        "UPDATE OF submission_phase_id",
        f"{changed('submission_phase_id')} AND EXISTS (SELECT 1 FROM judging_criterionquestion f "
        "JOIN judging_criterion k ON k.id = f.criterion_id WHERE k.round_id = OLD.id)",
    ),
    Guard("hidden_question_scored_insert", "judging_hiddenquestion", "INSERT", scored("NEW.round_id")),
    Guard("hidden_question_scored_delete", "judging_hiddenquestion", "DELETE", scored("OLD.round_id")),
    *append_only("rule_change", "judging_rulechange"),
]
