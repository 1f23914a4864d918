"""What this room keeps about people: their team's work, and under which name a version knows them."""

from django.utils.translation import gettext_lazy as _

from competitions.registries.personal_data import PersonalData, declare
from submissions.models import Answer, AnswerRevision, Attachment, Feedback, Version, VersionPerson

_WORK = _("It is the team’s work, which the others keep; it holds no name but the one of whoever saved it.")
_FACT = _("It says who did it and when; it holds no name.")

declare(PersonalData(model=Answer, owner="saved_by", exported=("question", "value", "saved_at"), kept_because=_WORK))
declare(
    PersonalData(
        model=AnswerRevision, owner="saved_by", exported=("answer", "revision", "value", "saved_at"), kept_because=_WORK
    )
)
declare(
    PersonalData(
        model=Attachment,
        owner="uploaded_by",
        exported=("name", "size", "sha256", "uploaded_at", "removed_at"),
        kept_because=_WORK,
    )
)
declare(
    PersonalData(model=Feedback, owner="mentor", exported=("section", "text", "given_at"), kept_because=_WORK),
)
declare(
    PersonalData(model=Feedback, owner="addressed_by", exported=("section", "addressed_at"), kept_because=_FACT),
)
declare(
    PersonalData(
        model=Version,
        owner="submitted_by",
        exported=("title", "number", "sha256", "received_at"),
        kept_because=_("A version is never changed; its content names nobody, and the names beside it are emptied."),
    )
)
declare(
    PersonalData(
        model=VersionPerson,
        owner="person",
        exported=("version", "reference", "name_ar", "name_latin"),
        blanked={"name_ar": "", "name_latin": "", "person": None},
    )
)
