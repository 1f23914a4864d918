"""An entry pins one version, and stands as it was signed; what is drawn by lot stays drawn; an appeal is made once."""

from competitions.guards import Guard
from judging.guards.phrases import changed, closed, signed

_PANEL_ROUND = "NEW.round_id {distinct} (SELECT round_id FROM judging_panel WHERE id = NEW.panel_id)"
_SLOT_ROUND = "NEW.round_id {distinct} (SELECT round_id FROM judging_entry WHERE id = NEW.entry_id)"
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
        changed("round_id", "project_id", "version_id"),
    ),
    Guard("entry_closed_insert", "judging_entry", "INSERT", closed("NEW.round_id")),
    Guard("entry_closed_delete", "judging_entry", "DELETE", closed("OLD.round_id")),
    Guard(
        "entry_signed_update",
        "judging_entry",
        "UPDATE",
        f"({changed('excluded_at', 'excluded_because', 'excluded_by_id')}) AND {signed('OLD.round_id')}",
    ),
    Guard(
        "entry_fewer_closed",
        "judging_entry",
        "UPDATE",
        f"({changed('fewer_accepted_at', 'fewer_accepted_by_id', 'fewer_accepted_because', 'is_left_unranked')}) "
        f"AND {closed('OLD.round_id')}",
    ),
    Guard(
        "entry_panel_of_its_round",
        "judging_entry",
        "UPDATE OF panel_id",
        "NEW.panel_id IS NOT NULL AND NEW.round_id {distinct} "
        "(SELECT round_id FROM judging_panel WHERE id = NEW.panel_id)",
    ),
    Guard("panel_member_of_its_round_insert", "judging_panelmember", "INSERT", _PANEL_ROUND),
    Guard("panel_member_of_its_round_update", "judging_panelmember", "UPDATE", _PANEL_ROUND),
    Guard("slot_of_its_round_insert", "judging_pitchslot", "INSERT", _SLOT_ROUND),
    Guard("slot_of_its_round_update", "judging_pitchslot", "UPDATE", _SLOT_ROUND),
    Guard(
        "draw_seed_stays",
        "judging_draw",
        "UPDATE",
        f"OLD.drawn_at IS NOT NULL OR {changed('round_id', 'purpose', 'seed', 'published_by_id', 'published_at')}",
    ),
    Guard("draw_stays_delete", "judging_draw", "DELETE", "TRUE"),
    Guard(
        "appeal_stays",
        "judging_appeal",
        "UPDATE",
        "OLD.answered_at IS NOT NULL OR "
        + changed("entry_id", "subject", "text", "made_by_id", "made_at", "first_decider_id"),
    ),
    Guard("appeal_stays_delete", "judging_appeal", "DELETE", "TRUE"),
]
