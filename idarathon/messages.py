"""The kinds of message that the root sends: about people's own data."""

from django.utils.translation import gettext_lazy as _

from competitions.registries.message_kinds import MessageKind, register

EXPORT_READY = register(
    MessageKind(
        key="export_ready",
        label=_("Your data is ready"),
        template="idarathon/mail/export_ready.txt",
        variables=("expires_at",),
    )
)
RETENTION_ENDS = register(
    MessageKind(
        key="retention_ends",
        label=_("Your data will be erased"),
        template="idarathon/mail/retention_ends.txt",
        variables=("competition", "ends_at"),
    )
)
RETENTION_ENDS_FOR_ORGANISERS = register(
    MessageKind(
        key="retention_ends_for_organisers",
        label=_("The data of an edition will be erased"),
        template="idarathon/mail/retention_ends_for_organisers.txt",
        variables=("competition", "ends_at", "number"),
    )
)
