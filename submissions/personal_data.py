"""What this room keeps about people: their team's work, and under which name a version knows them."""

from django.utils.translation import gettext_lazy as _

from competitions.registries.personal_data import GONE, Merge, PersonalData, declare, declare_acts
from submissions.models import (
    Answer,
    AnswerRevision,
    Approval,
    Attachment,
    AutomaticSubmission,
    Feedback,
    Note,
    Presence,
    QuestionnaireVersion,
    SignOff,
    Upload,
    Version,
    VersionPerson,
    Withdrawal,
)

_WORK = _("It is the team’s work, which the others keep; it holds no name but the one of whoever saved it.")
_FACT = _("It says who did it and when; it holds no name.")
_OF_TEAM = "project__team__competition"

declare(
    PersonalData(
        Answer,
        "saved_by",
        ("question", "value", "saved_at"),
        kept_because=_WORK,
        merge=Merge.MOVED,
        edition=_OF_TEAM,
        blanked_at_end={"value": ""},
    )
)
declare(
    PersonalData(
        AnswerRevision,
        "saved_by",
        ("answer", "revision", "value", "saved_at"),
        kept_because=_WORK,
        merge=Merge.MOVED,
        edition=f"answer__{_OF_TEAM}",
        blanked_at_end={"value": None},
    )
)
declare(
    PersonalData(
        Attachment,
        "uploaded_by",
        ("name", "size", "sha256", "uploaded_at", "removed_at"),
        kept_because=_WORK,
        merge=Merge.MOVED,
        edition=_OF_TEAM,
        blanked_at_end={"name": GONE, "caption": ""},
    )
)
declare(
    PersonalData(
        Feedback,
        "mentor",
        ("section", "text", "given_at"),
        kept_because=_WORK,
        merge=Merge.MOVED,
        edition=_OF_TEAM,
        blanked_at_end={"text": GONE},
    ),
)
declare(
    PersonalData(
        Version,
        "submitted_by",
        ("title", "number", "sha256", "received_at"),
        kept_because=_("A version is never changed; its content names nobody, and the names beside it are emptied."),
        merge=Merge.STAYS,
        edition=_OF_TEAM,
        blanked_at_end={"content": None},
    )
)
declare(
    PersonalData(
        VersionPerson,
        "person",
        ("version", "reference", "name_ar", "name_latin", "discipline_other"),
        blanked={"name_ar": "", "name_latin": "", "discipline_other": "", "person": None},
        merge=Merge.MOVED,
        edition=f"version__{_OF_TEAM}",
    )
)
declare(
    PersonalData(
        SignOff,
        "person",
        ("project", "asked_at", "signed_at"),
        kept_because=_FACT,
        # Nobody signs off for themselves, as they would if the other account was the one who submitted.
        merge=Merge.STAYS,
    )
)
declare(
    PersonalData(
        Approval,
        "person",
        ("project", "phase", "text_sha256", "approved_at"),
        kept_because=_FACT,
        merge=Merge.MOVED,
        unless=("project", "phase"),
    )
)
declare(
    PersonalData(
        Note,
        "author",
        ("section", "text", "written_at"),
        kept_because=_WORK,
        merge=Merge.MOVED,
        edition=_OF_TEAM,
        blanked_at_end={"text": GONE},
    )
)
declare(PersonalData(Presence, "person", ("section", "seen_at"), delete=True, merge=Merge.DELETED))
declare(
    PersonalData(
        Upload,
        "started_by",
        ("name", "size", "started_at", "finished_at"),
        kept_because=_WORK,
        merge=Merge.MOVED,
        edition=_OF_TEAM,
        blanked_at_end={"name": GONE, "caption": ""},
    )
)
declare(
    PersonalData(
        Withdrawal,
        "withdrawn_by",
        ("pk", "received_at"),
        kept_because=_FACT,
        merge=Merge.STAYS,
        edition=_OF_TEAM,
        blanked_at_end={"reason": ""},
    )
)
declare_acts(Note, _FACT, resolved_by="resolved_at")
declare_acts(AutomaticSubmission, _FACT, asked_by="asked_at")
declare_acts(QuestionnaireVersion, _FACT, changed_by="changed_at")
declare_acts(Feedback, _FACT, addressed_by="addressed_at")
declare_acts(SignOff, _FACT, submitter="asked_at")
