from submissions.models.answer import Answer, AnswerRevision
from submissions.models.approval import Approval
from submissions.models.attachment import Attachment, PageImage
from submissions.models.automatic_submission import AutomaticSubmission
from submissions.models.feedback import Feedback
from submissions.models.note import Note
from submissions.models.presence import Presence
from submissions.models.project import Project, late_until
from submissions.models.question_parts import Column, Option
from submissions.models.questionnaire import Question, Section
from submissions.models.questionnaire_version import QuestionnaireVersion
from submissions.models.sign_off import SignOff
from submissions.models.upload import Upload, UploadChunk
from submissions.models.version import Version, VersionAttachment, VersionPerson, Withdrawal, last_of, newest

__all__ = [
    "Answer",
    "AnswerRevision",
    "Approval",
    "Attachment",
    "AutomaticSubmission",
    "Column",
    "Feedback",
    "Note",
    "Option",
    "PageImage",
    "Presence",
    "Project",
    "Question",
    "QuestionnaireVersion",
    "Section",
    "SignOff",
    "Upload",
    "UploadChunk",
    "Version",
    "VersionAttachment",
    "VersionPerson",
    "Withdrawal",
    "last_of",
    "late_until",
    "newest",
]
