"""What an edition asks. Organisers may change it at any time: answers are kept, and what was asked stays on record."""

from submissions.domain.questionnaire.copying import copy_questionnaire
from submissions.domain.questionnaire.ordering import last_place, move_question, move_section
from submissions.domain.questionnaire.versions import current_version
from submissions.domain.questionnaire.writing import (
    restore_question,
    restore_section,
    retire_question,
    retire_section,
    save_question,
    save_section,
)

__all__ = [
    "copy_questionnaire",
    "current_version",
    "last_place",
    "move_question",
    "move_section",
    "restore_question",
    "restore_section",
    "retire_question",
    "retire_section",
    "save_question",
    "save_section",
]
