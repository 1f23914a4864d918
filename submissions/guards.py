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

GUARDS = [
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
