"""Phrases over an assignment, an evaluation or a round, for the conditions of guards."""

from competitions.guards import Guard


def conflict(juror: str, entry: str) -> str:
    """A live conflict that bars, between that juror and the team of that entry."""
    return (
        "EXISTS (SELECT 1 FROM judging_conflict c JOIN submissions_project p ON p.team_id = c.team_id "
        f"JOIN judging_entry e ON e.project_id = p.id WHERE e.id = {entry} AND c.juror_id = {juror} "
        "AND c.bars AND c.lifted_at IS NULL)"
    )


def of_assignment(column: str, assignment: str) -> str:
    return f"(SELECT {column} FROM judging_assignment WHERE id = {assignment})"


def round_of_entry(entry: str) -> str:
    return f"(SELECT round_id FROM judging_entry WHERE id = {entry})"


def round_of_evaluation(evaluation: str) -> str:
    return (
        "(SELECT e.round_id FROM judging_evaluation v JOIN judging_assignment a ON a.id = v.assignment_id "
        f"JOIN judging_entry e ON e.id = a.entry_id WHERE v.id = {evaluation})"
    )


def closed(round_id: str) -> str:
    return f"EXISTS (SELECT 1 FROM judging_round r WHERE r.id = {round_id} AND r.closed_at IS NOT NULL)"


def opened(round_id: str) -> str:
    return f"EXISTS (SELECT 1 FROM judging_round r WHERE r.id = {round_id} AND r.opened_at IS NOT NULL)"


def signed(round_id: str) -> str:
    return f"EXISTS (SELECT 1 FROM judging_signature s WHERE s.round_id = {round_id})"


def finished(evaluation: str) -> str:
    return f"EXISTS (SELECT 1 FROM judging_evaluation v WHERE v.id = {evaluation} AND v.finished_at IS NOT NULL)"


def changed(*columns: str) -> str:
    return " OR ".join(f"NEW.{column} {{distinct}} OLD.{column}" for column in columns)


def scored(round_id: str) -> str:
    """Whether somebody has given points in that round."""
    return (
        "EXISTS (SELECT 1 FROM judging_score s JOIN judging_criterion k ON k.id = s.criterion_id "
        f"WHERE k.round_id = {round_id} AND s.points IS NOT NULL)"
    )


def deliberating(round_id: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM judging_deliberation d WHERE d.round_id = {round_id} AND d.closed_at IS NULL "
        f"AND NOT {signed(round_id)})"
    )


def without_new_rule_change(round_id: str) -> str:
    """The row names no change of the rules of its round that it did not name before."""
    return (
        "(NEW.rule_change_id IS NULL OR NOT (NEW.rule_change_id {distinct} OLD.rule_change_id) OR NOT EXISTS "
        f"(SELECT 1 FROM judging_rulechange x WHERE x.id = NEW.rule_change_id AND x.round_id = {round_id}))"
    )


def append_only(name: str, table: str) -> list[Guard]:
    """Rows that are written once."""
    return [Guard(f"{name}_stays", table, "UPDATE", "TRUE"), Guard(f"{name}_stays_delete", table, "DELETE", "TRUE")]
