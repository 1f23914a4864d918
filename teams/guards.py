"""Rules among people that only the database can hold against every writer."""

from competitions.guards import Guard

# The composite foreign key that SQLite cannot add to a table, kept by the same three triggers on both databases.
_OTHER_EDITION = "NEW.competition_id {distinct} (SELECT competition_id FROM teams_team WHERE id = NEW.team_id)"

GUARDS = [
    Guard("membership_same_edition_insert", "teams_membership", "INSERT", _OTHER_EDITION),
    Guard("membership_same_edition_update", "teams_membership", "UPDATE OF team_id, competition_id", _OTHER_EDITION),
    Guard(
        "team_keeps_its_edition",
        "teams_team",
        "UPDATE OF competition_id",
        "NEW.competition_id {distinct} OLD.competition_id",
    ),
    Guard(
        "team_theme_of_its_edition_insert",
        "teams_team",
        "INSERT",
        "NEW.competition_id {distinct} (SELECT competition_id FROM competitions_theme WHERE id = NEW.theme_id)",
    ),
    Guard(
        "team_theme_of_its_edition_update",
        "teams_team",
        "UPDATE OF theme_id",
        "NEW.competition_id {distinct} (SELECT competition_id FROM competitions_theme WHERE id = NEW.theme_id)",
    ),
    Guard(
        "eligibility_decision_stands",
        "teams_eligibilitydecision",
        "UPDATE OF competition_id, department_id, outcome, basis, decided_by_id, decided_at",
        "TRUE",
    ),
    # It goes with the person when two accounts turn out to be theirs, and nowhere else.
    Guard(
        "eligibility_decision_of_the_same_person",
        "teams_eligibilitydecision",
        "UPDATE OF person_id",
        "NEW.person_id {distinct} OLD.person_id "
        "AND NEW.person_id {distinct} (SELECT merged_into_id FROM teams_user WHERE id = OLD.person_id)",
    ),
    # Whose it is may change: two accounts of one person become one.
    Guard("consent_stands", "teams_consent", "UPDATE OF notice_id, given_at", "TRUE"),
    Guard("eligibility_decision_kept", "teams_eligibilitydecision", "DELETE", "TRUE"),
]
