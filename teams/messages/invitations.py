"""About invitations to a team."""

from django.utils.translation import gettext_lazy as _

from competitions.registries.message_kinds import MessageKind, register

INVITATION = register(
    MessageKind(
        key="invitation",
        label=_("Invitation to a team"),
        template="teams/mail/invitation.txt",
        variables=("invitation", "team", "competition", "url"),
        secret=True,
    )
)
INVITATION_ACCEPTED = register(
    MessageKind(
        key="invitation_accepted",
        label=_("An invitation was accepted"),
        template="teams/mail/invitation_accepted.txt",
        variables=("team", "competition", "member"),
    )
)
INVITATION_DECLINED = register(
    MessageKind(
        key="invitation_declined",
        label=_("An invitation was declined"),
        template="teams/mail/invitation_declined.txt",
        variables=("team", "competition", "invitation"),
    )
)
