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
            "submitted_by",
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
