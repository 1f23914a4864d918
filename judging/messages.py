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
PITCH_TEAM = register(
    MessageKind(
        key="judging.pitch_team",
        label=_("Hour of a team’s pitch"),
        template="judging/mail/pitch_team.txt",
        variables=("competition", "round", "slot", "person", "at"),
    )
)
PITCH_JURY = register(
    MessageKind(
        key="judging.pitch_jury",
        label=_("Programme of the pitches for the jury"),
        template="judging/mail/pitch_jury.txt",
        variables=("competition", "round", "first", "count", "person", "at"),
    )
)
JURY_INVITATION = register(
    MessageKind(
        key="judging.jury_invitation",
        label=_("Invitation to the jury"),
        template="judging/mail/jury_invitation.txt",
        variables=("invitation", "competition", "url"),
        secret=True,
    )
)
JURY_JOINED = register(
    MessageKind(
        key="judging.jury_joined",
        label=_("Somebody has joined the jury"),
        template="judging/mail/jury_joined.txt",
        variables=("competition", "juror", "role"),
    )
)
JURY_DECLINED = register(
    MessageKind(
        key="judging.jury_declined",
        label=_("An invitation to the jury was declined"),
        template="judging/mail/jury_declined.txt",
        variables=("competition", "invitation"),
    )
)
STEPPED_BACK = register(
    MessageKind(
        key="judging.stepped_back",
        label=_("A juror has stepped back"),
        template="judging/mail/stepped_back.txt",
        variables=("competition", "juror", "number"),
    )
)
RECUSED = register(
    MessageKind(
        key="judging.recused",
        label=_("A juror has declared a conflict of interest"),
        template="judging/mail/recused.txt",
        variables=("competition", "juror", "teams"),
    )
)
CHALLENGE_MADE = register(
    MessageKind(
        key="judging.challenge_made",
        label=_("A team challenges a juror"),
        template="judging/mail/challenge_made.txt",
        variables=("competition", "team", "challenge"),
    )
)
CHALLENGE_DECIDED = register(
    MessageKind(
        key="judging.challenge_decided",
        label=_("The president has decided about a challenge"),
        template="judging/mail/challenge_decided.txt",
        variables=("competition", "team", "challenge"),
    )
)
DELIBERATION = register(
    MessageKind(
        key="judging.deliberation",
        label=_("The deliberation is open"),
        template="judging/mail/deliberation.txt",
        variables=("competition", "round", "person", "at"),
    )
)
MINUTES = register(
    MessageKind(
        key="judging.minutes",
        label=_("Minutes to sign"),
        template="judging/mail/minutes.txt",
        variables=("competition", "round", "person", "at"),
    )
)
SEALED = register(
    MessageKind(
        key="judging.sealed",
        label=_("The ranking is signed and sealed"),
        template="judging/mail/sealed.txt",
        variables=("competition", "round", "sha256", "person", "at"),
    )
)
WORKBOOK_READY = register(
    MessageKind(
        key="judging.workbook_ready",
        label=_("The workbook of a ranking is ready"),
        template="judging/mail/workbook_ready.txt",
        variables=("competition", "round", "job", "expires_at", "person", "at"),
    )
)
OWN_RESULT = register(
    MessageKind(
        key="judging.own_result",
        label=_("The result of your team"),
        template="judging/mail/own_result.txt",
        variables=("competition", "person", "at"),
    )
)
EXCLUDED = register(
    MessageKind(
        key="judging.excluded",
        label=_("Project not admitted to a round"),
        template="judging/mail/excluded.txt",
        variables=("competition", "team", "entry", "until", "person", "at"),
    )
)
APPEAL_MADE = register(
    MessageKind(
        key="judging.appeal_made",
        label=_("Appeal to answer"),
        template="judging/mail/appeal_made.txt",
        variables=("competition", "appeal", "entry", "person", "at"),
    )
)
APPEAL_ANSWERED = register(
    MessageKind(
        key="judging.appeal_answered",
        label=_("Answer to an appeal"),
        template="judging/mail/appeal_answered.txt",
        variables=("competition", "team", "appeal", "entry", "person", "at"),
    )
)
EXTENDED = register(
    MessageKind(
        key="judging.extended",
        label=_("More time for evaluations"),
        template="judging/mail/extended.txt",
        variables=("competition", "round", "until", "person", "at"),
    )
)
ROUND_SHORT = register(
    MessageKind(
        key="judging.round_short",
        label=_("Projects with too few evaluations"),
        template="judging/mail/round_short.txt",
        variables=("competition", "round", "count", "person", "at"),
    )
)
