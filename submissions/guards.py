"""What was submitted or saved stays as it was, whoever writes to the database."""

from competitions.guards import Guard

_FROZEN = (
    "id",
    "project_id",
    "phase_id",
    "number",
    "intent",
    "title",
    "theme_id",
    "sha256",
    "submitted_by_id",
    "received_at",
    "frozen_at",
)
_CHANGED = " OR ".join(f"NEW.{column} {{distinct}} OLD.{column}" for column in _FROZEN)

# The edition of a project, and that of what stands in a phase.
_EDITION_OF_PROJECT = (
    "(SELECT t.competition_id FROM submissions_project p JOIN teams_team t ON t.id = p.team_id "
    "WHERE p.id = NEW.project_id)"
)
_EDITION_OF_PHASE = "(SELECT competition_id FROM competitions_phase WHERE id = NEW.phase_id)"
_EDITION_OF_THEME = "(SELECT competition_id FROM competitions_theme WHERE id = NEW.theme_id)"
_EDITION_OF_SECTION = (
    "(SELECT h.competition_id FROM submissions_section s JOIN competitions_phase h ON h.id = s.phase_id "
    "WHERE s.id = NEW.section_id)"
)
_EDITION_OF_QUESTION = (
    "(SELECT h.competition_id FROM submissions_question q JOIN submissions_section s ON s.id = q.section_id "
    "JOIN competitions_phase h ON h.id = s.phase_id WHERE q.id = NEW.question_id)"
)
_NOT_SUBMISSION = "(SELECT kind FROM competitions_phase WHERE id = NEW.phase_id) {distinct} 'submission'"

GUARDS = [
    # Whatever a team writes or hands in belongs to its own edition, and to a phase in which one submits.
    Guard("section_in_submission_phase_insert", "submissions_section", "INSERT", _NOT_SUBMISSION),
    Guard("section_in_submission_phase_update", "submissions_section", "UPDATE OF phase_id", _NOT_SUBMISSION),
    Guard(
        "answer_of_its_edition_insert",
        "submissions_answer",
        "INSERT",
        f"{_EDITION_OF_PROJECT} {{distinct}} {_EDITION_OF_QUESTION}",
    ),
    Guard(
        "answer_stays_where_it_is",
        "submissions_answer",
        "UPDATE OF project_id, question_id",
        "NEW.project_id {distinct} OLD.project_id OR NEW.question_id {distinct} OLD.question_id",
    ),
    Guard(
        "feedback_of_its_edition_insert",
        "submissions_feedback",
        "INSERT",
        f"{_EDITION_OF_PROJECT} {{distinct}} {_EDITION_OF_SECTION}",
    ),
    Guard(
        "version_of_its_edition_insert",
        "submissions_version",
        "INSERT",
        f"{_NOT_SUBMISSION} OR {_EDITION_OF_PROJECT} {{distinct}} {_EDITION_OF_PHASE} "
        f"OR {_EDITION_OF_PROJECT} {{distinct}} {_EDITION_OF_THEME}",
    ),
    # Retention may empty the content; nothing else of a version ever changes.
    Guard(
        "version_frozen_update",
        "submissions_version",
        "UPDATE",
        f"{_CHANGED} OR (NEW.content {{distinct}} OLD.content AND NEW.content IS NOT NULL)",
    ),
    Guard("version_frozen_delete", "submissions_version", "DELETE", "TRUE"),
    Guard("version_attachment_frozen_update", "submissions_versionattachment", "UPDATE", "TRUE"),
    Guard("version_attachment_frozen_delete", "submissions_versionattachment", "DELETE", "TRUE"),
    Guard(
        "version_person_frozen_update",
        "submissions_versionperson",
        "UPDATE",
        "NEW.version_id {distinct} OLD.version_id OR NEW.reference {distinct} OLD.reference "
        "OR (NEW.name_ar <> OLD.name_ar AND NEW.name_ar <> '') "
        "OR (NEW.name_latin <> OLD.name_latin AND NEW.name_latin <> '')",
    ),
    Guard("version_person_frozen_delete", "submissions_versionperson", "DELETE", "TRUE"),
    Guard(
        "answer_revision_frozen_update",
        "submissions_answerrevision",
        "UPDATE",
        "NEW.answer_id {distinct} OLD.answer_id OR NEW.revision {distinct} OLD.revision "
        "OR (NEW.value {distinct} OLD.value AND NEW.value IS NOT NULL)",
    ),
    Guard("answer_revision_frozen_delete", "submissions_answerrevision", "DELETE", "TRUE"),
    Guard(
        "attachment_content_frozen",
        "submissions_attachment",
        "UPDATE",
        "NEW.sha256 {distinct} OLD.sha256 OR NEW.file {distinct} OLD.file OR NEW.project_id {distinct} OLD.project_id",
    ),
]
