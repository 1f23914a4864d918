"""What this room tells people by mail. The texts are in `templates/submissions/mail/`."""

from django.utils.translation import gettext_lazy as _

from competitions.registries.message_kinds import MessageKind, register

RECEIPT = register(
    MessageKind(
        key="submissions.receipt",
        label=_("Receipt of a submission"),
        template="submissions/mail/receipt.txt",
        variables=(
            "edition",
            "team",
            "title",
            "number",
            "received_at",
            "end",
            "zone",
            "sha256",
            "code",
            "submitted_by",
            "without_captain",
            "agreed",
            "automatic",
            "reason",
            "not_signed_off",
            "missing_files",
            "person",
        ),
    )
)
FEEDBACK_GIVEN = register(
    MessageKind(
        key="submissions.feedback_given",
        label=_("Feedback on a draft"),
        template="submissions/mail/feedback_given.txt",
        variables=("edition", "section", "section_key", "mentor", "text", "person"),
    )
)
SIGN_OFF_ASKED = register(
    MessageKind(
        key="submissions.sign_off_asked",
        label=_("Asked to agree that a member submits without the captain"),
        template="submissions/mail/sign_off_asked.txt",
        variables=("edition", "team", "submitter", "end", "zone", "person"),
    )
)
SIGN_OFF_COMPLETE = register(
    MessageKind(
        key="submissions.sign_off_complete",
        label=_("All have agreed that you submit without the captain"),
        template="submissions/mail/sign_off_complete.txt",
        variables=("edition", "team", "end", "zone", "person"),
    )
)
APPROVAL_ASKED = register(
    MessageKind(
        key="submissions.approval_asked",
        label=_("Asked to sign off on the project file"),
        template="submissions/mail/approval_asked.txt",
        variables=("edition", "team", "asked_by", "end", "zone", "person"),
    )
)
WITHDRAWN = register(
    MessageKind(
        key="submissions.withdrawn",
        label=_("A submission was withdrawn"),
        template="submissions/mail/withdrawn.txt",
        variables=(
            "edition",
            "team",
            "title",
            "number",
            "withdrawn_by",
            "received_at",
            "reason",
            "turned_off",
            "end",
            "zone",
            "person",
        ),
    )
)
AUTOMATIC_OUTCOME = register(
    MessageKind(
        key="submissions.automatic_outcome",
        label=_("What came of the submission at the deadline"),
        template="submissions/mail/automatic_outcome.txt",
        variables=("edition", "team", "outcome", "problems", "counting", "person"),
    )
)
MENTIONED = register(
    MessageKind(
        key="submissions.mentioned",
        label=_("A teammate names you in a note"),
        template="submissions/mail/mentioned.txt",
        variables=("edition", "section", "section_key", "author", "person"),
    )
)
QUESTIONNAIRE_CHANGED = register(
    MessageKind(
        key="submissions.questionnaire_changed",
        label=_("A question that the team has answered has changed"),
        template="submissions/mail/questionnaire_changed.txt",
        variables=("edition", "phase", "section", "section_key", "person"),
    )
)
FILE_ACCEPTED = register(
    MessageKind(
        key="submissions.file_accepted",
        label=_("A file that waited for the virus scanner is attached"),
        template="submissions/mail/file_accepted.txt",
        variables=("edition", "team", "file", "person"),
    )
)
FILE_INFECTED = register(
    MessageKind(
        key="submissions.file_infected",
        label=_("A file that waited for the virus scanner was removed"),
        template="submissions/mail/file_infected.txt",
        variables=("edition", "team", "file", "person"),
    )
)
