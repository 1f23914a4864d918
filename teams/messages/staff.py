"""About staff whom their department invites to the edition."""

from django.utils.translation import gettext_lazy as _

from competitions.registries.message_kinds import MessageKind, register

STAFF_INVITED = register(
    MessageKind(
        key="staff_invited",
        label=_("Invitation of the department’s staff"),
        template="teams/mail/staff_invited.txt",
        variables=("competition", "department", "closes_at"),
    )
)
