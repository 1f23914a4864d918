"""What was submitted or saved stays as it was, whoever writes to the database."""

from competitions.guards import Guard
from competitions.registries.personal_data import GONE

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
    "without_captain",
    "automatic",
    "reason",
    "missing_files",
    "questionnaire_id",
    "code",
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
_PHASE_OF_SECTION = "(SELECT s.phase_id FROM submissions_section s WHERE s.id = NEW.section_id)"
_PHASE_OF_CONDITION = (
    "(SELECT s.phase_id FROM submissions_question q JOIN submissions_section s ON s.id = q.section_id "
    "WHERE q.id = NEW.shown_if_id)"
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
    # With what was submitted, who agreed to it is part of the receipt; an account that is merged takes its own along.
    Guard(
        "sign_off_frozen_update",
        "submissions_signoff",
        "UPDATE OF project_id, phase_id, asked_at, signed_at, version_id",
        "OLD.version_id IS NOT NULL",
    ),
    Guard("sign_off_frozen_delete", "submissions_signoff", "DELETE", "OLD.version_id IS NOT NULL"),
    Guard("version_attachment_frozen_update", "submissions_versionattachment", "UPDATE", "TRUE"),
    Guard("version_attachment_frozen_delete", "submissions_versionattachment", "DELETE", "TRUE"),
    Guard(
        "version_person_frozen_update",
        "submissions_versionperson",
        "UPDATE",
        "NEW.id {distinct} OLD.id OR NEW.version_id {distinct} OLD.version_id "
        "OR NEW.reference {distinct} OLD.reference "
        "OR (NEW.name_ar <> OLD.name_ar AND NEW.name_ar <> '') "
        "OR (NEW.name_latin <> OLD.name_latin AND NEW.name_latin <> '') "
        "OR (NEW.discipline_other <> OLD.discipline_other AND NEW.discipline_other <> '') "
        "OR NEW.approved_at {distinct} OLD.approved_at",
    ),
    Guard("version_person_frozen_delete", "submissions_versionperson", "DELETE", "TRUE"),
    Guard(
        "answer_revision_frozen_update",
        "submissions_answerrevision",
        "UPDATE",
        "NEW.answer_id {distinct} OLD.answer_id OR NEW.revision {distinct} OLD.revision "
        "OR NEW.question_edition {distinct} OLD.question_edition OR NEW.restored_from {distinct} OLD.restored_from "
        "OR (NEW.value {distinct} OLD.value AND NEW.value IS NOT NULL)",
    ),
    Guard("answer_revision_frozen_delete", "submissions_answerrevision", "DELETE", "TRUE"),
    Guard(
        "attachment_content_frozen",
        "submissions_attachment",
        "UPDATE",
        "NEW.sha256 {distinct} OLD.sha256 OR NEW.received_sha256 {distinct} OLD.received_sha256 "
        "OR NEW.file {distinct} OLD.file OR NEW.project_id {distinct} OLD.project_id "
        "OR NEW.question_id {distinct} OLD.question_id",
    ),
    Guard(
        "attachment_of_its_edition_insert",
        "submissions_attachment",
        "INSERT",
        f"NEW.question_id IS NOT NULL AND {_EDITION_OF_PROJECT} {{distinct}} {_EDITION_OF_QUESTION}",
    ),
    Guard(
        "note_of_its_edition_insert",
        "submissions_note",
        "INSERT",
        f"{_EDITION_OF_PROJECT} {{distinct}} {_EDITION_OF_SECTION}",
    ),
    Guard(
        "note_text_frozen",
        "submissions_note",
        "UPDATE OF project_id, section_id, text, written_at",
        "NEW.project_id {distinct} OLD.project_id OR NEW.section_id {distinct} OLD.section_id "
        "OR NEW.written_at {distinct} OLD.written_at OR (NEW.text <> OLD.text AND NEW.text <> '" + GONE + "')",
    ),
    Guard(
        "approval_in_submission_phase_insert",
        "submissions_approval",
        "INSERT",
        f"{_NOT_SUBMISSION} OR {_EDITION_OF_PROJECT} {{distinct}} {_EDITION_OF_PHASE}",
    ),
    Guard(
        "upload_in_submission_phase_insert",
        "submissions_upload",
        "INSERT",
        f"{_NOT_SUBMISSION} OR {_EDITION_OF_PROJECT} {{distinct}} {_EDITION_OF_PHASE}",
    ),
    Guard(
        "withdrawal_in_submission_phase_insert",
        "submissions_withdrawal",
        "INSERT",
        f"{_NOT_SUBMISSION} OR {_EDITION_OF_PROJECT} {{distinct}} {_EDITION_OF_PHASE}",
    ),
    Guard(
        "withdrawal_frozen_update",
        "submissions_withdrawal",
        "UPDATE OF id, project_id, phase_id, intent, received_at",
        "TRUE",
    ),
    # It may be emptied and never be another.
    Guard(
        "withdrawal_reason_frozen",
        "submissions_withdrawal",
        "UPDATE OF reason",
        "NEW.reason <> OLD.reason AND NEW.reason <> ''",
    ),
    Guard("withdrawal_frozen_delete", "submissions_withdrawal", "DELETE", "TRUE"),
    Guard(
        "automatic_submission_of_its_edition_insert",
        "submissions_automaticsubmission",
        "INSERT",
        f"{_NOT_SUBMISSION} OR {_EDITION_OF_PROJECT} {{distinct}} {_EDITION_OF_PHASE}",
    ),
    Guard(
        "automatic_submission_settled_update",
        "submissions_automaticsubmission",
        "UPDATE OF project_id, phase_id, asked_at, settled_at, outcome, version_id",
        "OLD.settled_at IS NOT NULL",
    ),
    Guard(
        "automatic_submission_settled_delete",
        "submissions_automaticsubmission",
        "DELETE",
        "OLD.settled_at IS NOT NULL",
    ),
    Guard(
        "questionnaire_version_frozen_update",
        "submissions_questionnaireversion",
        "UPDATE OF phase_id, number, content, sha256, changed_at",
        "TRUE",
    ),
    Guard("questionnaire_version_frozen_delete", "submissions_questionnaireversion", "DELETE", "TRUE"),
    Guard(
        "section_theme_of_its_edition_insert",
        "submissions_section",
        "INSERT",
        f"NEW.theme_id IS NOT NULL AND {_EDITION_OF_THEME} {{distinct}} {_EDITION_OF_PHASE}",
    ),
    Guard(
        "section_theme_of_its_edition_update",
        "submissions_section",
        "UPDATE OF theme_id, phase_id",
        f"NEW.theme_id IS NOT NULL AND {_EDITION_OF_THEME} {{distinct}} {_EDITION_OF_PHASE}",
    ),
    Guard(
        "question_theme_of_its_edition_insert",
        "submissions_question",
        "INSERT",
        f"NEW.theme_id IS NOT NULL AND {_EDITION_OF_THEME} {{distinct}} {_EDITION_OF_SECTION}",
    ),
    Guard(
        "question_theme_of_its_edition_update",
        "submissions_question",
        "UPDATE OF theme_id, section_id",
        f"NEW.theme_id IS NOT NULL AND {_EDITION_OF_THEME} {{distinct}} {_EDITION_OF_SECTION}",
    ),
    # What hangs on a question (conditions, criteria, answers) belongs to its phase, so it stays in it.
    Guard(
        "section_with_questions_keeps_its_phase",
        "submissions_section",
        "UPDATE OF phase_id",
        "NEW.phase_id {distinct} OLD.phase_id "
        "AND EXISTS (SELECT 1 FROM submissions_question WHERE section_id = OLD.id)",
    ),
    Guard(
        "question_keeps_its_phase",
        "submissions_question",
        "UPDATE OF section_id",
        f"{_PHASE_OF_SECTION} {{distinct}} (SELECT s.phase_id FROM submissions_section s WHERE s.id = OLD.section_id)",
    ),
    # A condition looks at a question of the same phase.
    Guard(
        "question_shown_if_same_phase_insert",
        "submissions_question",
        "INSERT",
        f"NEW.shown_if_id IS NOT NULL AND {_PHASE_OF_SECTION} {{distinct}} {_PHASE_OF_CONDITION}",
    ),
    Guard(
        "question_shown_if_same_phase_update",
        "submissions_question",
        "UPDATE OF shown_if_id, section_id",
        f"NEW.shown_if_id IS NOT NULL AND {_PHASE_OF_SECTION} {{distinct}} {_PHASE_OF_CONDITION}",
    ),
]
