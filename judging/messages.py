"""What this room tells people by mail. The texts are in `templates/judging/mail/`."""

from django.utils.translation import gettext_lazy as _

from competitions.registries.message_kinds import MessageKind, register

ASSIGNED = register(
    MessageKind(
        key="judging.assigned",
        label=_("Projects to evaluate"),
        template="judging/mail/assigned.txt",
        variables=("competition", "round", "person", "at"),
    )
)
RESULTS = register(
    MessageKind(
        key="judging.results",
        label=_("Results published"),
        template="judging/mail/results.txt",
        variables=("competition", "person", "at"),
    )
)
