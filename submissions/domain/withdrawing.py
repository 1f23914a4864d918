"""Withdrawing what was submitted: nothing that was received before it counts any more, and all of it is kept."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.domain.calendar import require_open
from competitions.domain.outbox import queue_many
from competitions.models import Phase
from competitions.refusals import Refusal
from submissions.domain.drafting import begun, require_own
from submissions.domain.windows import Window
from submissions.messages import WITHDRAWN
from submissions.models import AutomaticSubmission, Project, Version, Withdrawal
from submissions.rules import answers_for_team
from teams.models import User


class MayNotWithdraw(Refusal):
    """Who answers for the team takes back what it has submitted."""

    message = _("Only the captain or the deputy of the team withdraws what was submitted.")


class NothingToWithdraw(Refusal):
    """Nothing was submitted, or it has been withdrawn already."""

    message = _("Nothing that was submitted counts at the moment, so there is nothing to withdraw.")


class WithdrawalReasonMissing(Refusal):
    """The others read why."""

    message = _("Write why you withdraw it: every member of the team reads it.")
    field = "reason"


def withdraw(
    *, project: Project, phase: Phase, reason: str, by: User, received_at: datetime, intent: UUID
) -> Withdrawal:
    """Take back what the team has submitted in `phase`, while it is open; tell every member.

    No version received before it counts any more, until the project is submitted again. What the team had asked to be
    done at the deadline is no longer asked: who withdraws does not want it submitted. The same `intent` returns the
    same withdrawal.
    Raises MayNotWithdraw, OtherEdition, PhaseNotOpen, PhaseClosed, WithdrawalReasonMissing, NothingToWithdraw.
    """
    reason = reason.strip()
    with transaction.atomic():
        key = begun(project, at=received_at)
        project = Project.objects.locked_with_team().with_late_access(phase).get(pk=key)
        if existing := project.withdrawals.filter(intent=intent).first():
            return existing
        if not answers_for_team.test(by, project):
            raise MayNotWithdraw
        require_own(phase, project)
        require_open(phase, at=received_at, until=project.late_until)
        if not reason:
            raise WithdrawalReasonMissing
        version = _submitted_by_then(project, phase, received_at)
        if version is None:
            raise NothingToWithdraw
        withdrawal = Withdrawal.objects.create(
            project=project, phase=phase, intent=intent, reason=reason, withdrawn_by=by, received_at=received_at
        )
        turned_off, _rows = AutomaticSubmission.objects.filter(project=project, phase=phase, settled_at=None).delete()
        _tell(withdrawal, project, version, turned_off=bool(turned_off))
    return withdrawal


def _submitted_by_then(project: Project, phase: Phase, received_at: datetime) -> Version | None:
    """The newest version that stood when the withdrawal arrived; a later one is not what it is about."""
    standing = Version.objects.of(project).of_phase(phase).standing().filter(received_at__lte=received_at)
    return standing.without_content().order_by("-received_at", "-number").first()


def _tell(withdrawal: Withdrawal, project: Project, version: Version, *, turned_off: bool) -> None:
    competition = project.team.competition
    context = {
        "competition": competition,
        "edition": competition.slug,
        "team": project.team,
        "title": version.title,
        "number": version.number,
        "withdrawn_by": withdrawal.withdrawn_by,
        "received_at": withdrawal.received_at,
        "reason": withdrawal.reason,
        "turned_off": turned_off,
        "end": Window(withdrawal.phase, project.late_until).end,
        "zone": competition.time_zone,
    }
    people = list(project.team.members())
    queue_many(WITHDRAWN, to=people, context=context, by=withdrawal.withdrawn_by, at=withdrawal.received_at)
