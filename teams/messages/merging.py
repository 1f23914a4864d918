"""About two accounts that are one person's."""

from django.utils.translation import gettext_lazy as _

from competitions.registries.message_kinds import MessageKind, register

MERGE_ASKED = register(
    MessageKind(
        key="merge_asked",
        label=_("Somebody asks to join another account to yours"),
        template="teams/mail/merge_asked.txt",
        variables=("second_address", "url", "expires_at"),
        secret=True,
    )
)
MERGE_DONE = register(
    MessageKind(
        key="merge_done",
        label=_("Two accounts are one"),
        template="teams/mail/merge_done.txt",
        variables=("second_address",),
    )
)
