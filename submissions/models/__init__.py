from submissions.models.answer import Answer, AnswerRevision
from submissions.models.attachment import Attachment
from submissions.models.feedback import Feedback
from submissions.models.project import Project, late_until
from submissions.models.questionnaire import Question, Section
from submissions.models.version import Version, VersionAttachment, VersionPerson, newest

__all__ = [
    "Answer",
    "AnswerRevision",
    "Attachment",
    "Feedback",
    "Project",
    "Question",
    "Section",
    "Version",
    "VersionAttachment",
    "VersionPerson",
    "late_until",
    "newest",
]
