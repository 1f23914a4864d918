"""More time in one phase for one team."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions import wording
from competitions.models import Phase
from competitions.refusals import Refusal
from teams import messages
from teams.consequences import late_access_asked
from teams.domain.accompaniment import TeamIsGone
from teams.domain.authority import require_organiser
from teams.domain.telling import tell_about
from teams.models import LateAccess, Team, User

FOR_TEAMS = frozenset({Phase.Kind.REGISTRATION, Phase.Kind.SUBMISSION, Phase.Kind.MENTORING})


class PhaseNotForTeams(Refusal):
    message = gettext_lazy("Choose a phase of this team’s edition in which teams act: registration or submission.")
    field = "phase"


class NotLater(Refusal):
    field = "until"


class JuryAtWork(Refusal):
    field = "until"


class LateReasonMissing(Refusal):
    message = gettext_lazy("Write the reason: it is counted in the minutes of the jury.")
    field = "reason"


def grant_late_access(
    *, team: Team, phase: Phase, until: datetime, reason_kind: str, reason: str, by: User, at: datetime
) -> LateAccess:
    """Let `team` act in `phase` until `until`; its members are told. What was granted before stays in the list.

    Raises OnlyOrganiser, TeamIsGone, PhaseNotForTeams, NotLater, JuryAtWork, LateReasonMissing, or what a receiver of
    `late_access_asked` refuses.
    """
    reason = reason.strip()
    with transaction.atomic():
        team = Team.objects.locked(team.pk)
        require_organiser(by, team.competition)
        if team.dissolved_at is not None:
            raise TeamIsGone
        if phase.competition_id != team.competition_id or phase.kind not in FOR_TEAMS:
            raise PhaseNotForTeams
        _require_useful(phase, until, at=at)
        _require_before_the_jury(phase, until)
        if not reason:
            raise LateReasonMissing
        late_access_asked.send(LateAccess, team=team, phase=phase, until=until, at=at)
        granted = LateAccess(
            team=team, phase=phase, until=until, reason_kind=reason_kind, reason=reason, granted_by=by, granted_at=at
        )
        granted._history_user = by
        granted.save()
        tell_about(team, messages.LATE_ACCESS, people=team.members(), at=at, phase=phase, until=until)
    return granted


def _require_useful(phase: Phase, until: datetime, *, at: datetime) -> None:
    earliest = max(phase.closes_at, at)
    if until <= earliest:
        raise NotLater(
            _("The new end must be after %(moment)s.")
            % {"moment": wording.moment(earliest, zone=phase.competition.time_zone)}
        )


def _require_before_the_jury(phase: Phase, until: datetime) -> None:
    """Late access is over before the jury that reads this phase's work begins."""
    judging = Phase.objects.filter(competition=phase.competition_id).of_kind("judging")
    begins = judging.filter(opens_at__gte=phase.closes_at).order_by("opens_at").first()
    if begins is not None and until > begins.opens_at:
        raise JuryAtWork(
            _("The jury begins on %(moment)s: the new end must not be later.")
            % {"moment": wording.moment(begins.opens_at, zone=phase.competition.time_zone)}
        )
