"""What was signed, voted, computed and proposed stays, and nothing is told before it is signed."""

from competitions.guards import Guard
from judging.guards.phrases import append_only, changed, closed, signed

_ROUNDS_OF_EDITION = (
    "judging_round r JOIN competitions_phase p ON p.id = r.phase_id WHERE p.competition_id = NEW.competition_id"
)
_UNSIGNED_EDITION = (
    f"EXISTS (SELECT 1 FROM {_ROUNDS_OF_EDITION}) "
    f"AND NOT EXISTS (SELECT 1 FROM {_ROUNDS_OF_EDITION} AND {signed('r.id')})"
)
_UNSIGNED_ENTRY = (
    "NEW.entry_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM judging_entry e JOIN judging_signature s "
    "ON s.round_id = e.round_id JOIN judging_round r ON r.id = e.round_id JOIN competitions_phase p "
    "ON p.id = r.phase_id WHERE e.id = NEW.entry_id AND p.competition_id = NEW.competition_id)"
)
_DELIBERATION_OVER = (
    "EXISTS (SELECT 1 FROM judging_deliberation d WHERE d.id = NEW.deliberation_id AND d.closed_at IS NOT NULL)"
)
# Who is in conflict with one of the candidates has no voice in the vote.
_BALLOT_CONFLICT = (
    "EXISTS (SELECT 1 FROM judging_vote_candidates n JOIN judging_entry e ON e.id = n.entry_id "
    "JOIN submissions_project p ON p.id = e.project_id JOIN judging_conflict c ON c.team_id = p.team_id "
    "WHERE n.vote_id = NEW.vote_id AND c.juror_id = NEW.juror_id AND c.bars AND c.lifted_at IS NULL)"
)
_VOTED = (
    "EXISTS (SELECT 1 FROM judging_ballot b WHERE b.vote_id = NEW.vote_id) "
    "OR EXISTS (SELECT 1 FROM judging_vote v WHERE v.id = NEW.vote_id AND v.closed_at IS NOT NULL)"
)
RESULTS = [
    Guard("signature_of_a_closed_round", "judging_signature", "INSERT", f"NOT {closed('NEW.round_id')}"),
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
        f"OLD.announced_at IS NOT NULL AND ({changed('publish_at', 'announced_at', 'competition_id')})",
    ),
    Guard("deliberation_of_a_closed_round", "judging_deliberation", "INSERT", f"NOT {closed('NEW.round_id')}"),
    Guard(
        "deliberation_stays",
        "judging_deliberation",
        "UPDATE",
        f"OLD.closed_at IS NOT NULL OR {changed('round_id', 'opened_by_id', 'opened_at')}",
    ),
    Guard("deliberation_stays_delete", "judging_deliberation", "DELETE", "TRUE"),
    Guard("attendance_while_open", "judging_attendance", "INSERT", _DELIBERATION_OVER),
    *append_only("attendance", "judging_attendance"),
    Guard("deliberation_note_while_open", "judging_deliberationnote", "INSERT", _DELIBERATION_OVER),
    *append_only("deliberation_note", "judging_deliberationnote"),
    Guard("vote_while_open", "judging_vote", "INSERT", _DELIBERATION_OVER),
    Guard(
        "vote_stays",
        "judging_vote",
        "UPDATE",
        "OLD.closed_at IS NOT NULL OR "
        + changed("deliberation_id", "kind", "prize_id", "president_counts_double", "opened_by_id", "opened_at"),
    ),
    Guard("vote_stays_delete", "judging_vote", "DELETE", "TRUE"),
    Guard(
        "ballot_while_open",
        "judging_ballot",
        "INSERT",
        "EXISTS (SELECT 1 FROM judging_vote v WHERE v.id = NEW.vote_id AND v.closed_at IS NOT NULL)",
    ),
    Guard(
        "ballot_for_a_candidate",
        "judging_ballot",
        "INSERT",
        "NEW.entry_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM judging_vote_candidates c "
        "WHERE c.vote_id = NEW.vote_id AND c.entry_id = NEW.entry_id)",
    ),
    Guard("ballot_conflict", "judging_ballot", "INSERT", _BALLOT_CONFLICT),
    *append_only("ballot", "judging_ballot"),
    # Who can be voted for stands from the first ballot on.
    Guard("vote_candidate_voted", "judging_vote_candidates", "INSERT", _VOTED),
    *append_only("vote_candidate", "judging_vote_candidates"),
    Guard(
        "juror_signature_stays",
        "judging_jurorsignature",
        "UPDATE",
        f"OLD.withdrawn_at IS NOT NULL OR {changed('round_id', 'juror_id', 'kind', 'signed_at', 'sha256')}",
    ),
    Guard("juror_signature_stays_delete", "judging_jurorsignature", "DELETE", "TRUE"),
    *append_only("analysis", "judging_analysis"),
    *append_only("audience_voter", "judging_audiencevoter"),
    *append_only("audience_vote", "judging_audiencevote"),
    Guard(
        "audience_vote_for_an_entry",
        "judging_audiencevote",
        "INSERT",
        "NEW.round_id {distinct} (SELECT round_id FROM judging_entry WHERE id = NEW.entry_id)",
    ),
    Guard(
        "plan_inputs_stay",
        "judging_plan",
        "UPDATE",
        "OLD.accepted_at IS NOT NULL OR "
        + changed("competition_id", "purpose", "round_id", "seed", "inputs_sha256", "made_by_id", "made_at"),
    ),
    Guard("plan_stays_delete", "judging_plan", "DELETE", "TRUE"),
]
