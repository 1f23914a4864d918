"""What the account pages send: confirmations, resets, codes, notices. Their words are allauth’s."""

from django.utils.translation import gettext_lazy as _

from competitions.registries.message_kinds import MessageKind, register

ACCOUNT = register(MessageKind(key="account", label=_("Message about the account"), template="", secret=True))
SECOND_FACTOR_TAKEN_AWAY = register(
    MessageKind(
        key="second_factor_taken_away",
        label=_("A second factor was taken away"),
        template="teams/mail/second_factor_taken_away.txt",
        variables=("owner", "by", "reason"),
    )
)
# The code itself is in no message: it is handed in person.
CODE_HANDED = register(
    MessageKind(
        key="code_handed",
        label=_("A sign-in code was made"),
        template="teams/mail/code_handed.txt",
        variables=("competition", "by"),
    )
)
