"""Submitting: the file as it stands becomes a version that nobody can change any more."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy, ngettext

from competitions.domain.calendar import require_open
from competitions.domain.outbox import queue_many
from competitions.models import Phase
from competitions.refusals import Refusal
from submissions.domain.approving import Standing, members_with_approvals, sign_offs, text_digest
from submissions.domain.checking import Problem, check_draft
from submissions.domain.drafting import begun, require_own
from submissions.domain.freezing import Act, freeze
from submissions.domain.last_resort import Attempt, bind_sign_offs, why_not_in_their_place
from submissions.domain.on_the_way import on_the_way
from submissions.domain.reading import Draft, read_draft
from submissions.domain.windows import Window
from submissions.messages import RECEIPT
from submissions.models import Approval, Project, Version
from submissions.rules import answers_for_team, may_submit
from teams.models import Membership, User


class MayNotSubmit(Refusal):
    """Only the captain or the deputy of an active team submits, or a member as the last resort."""


class TeamNotConfirmed(Refusal):
    """A team submits once it is confirmed."""

    message = gettext_lazy("The team must be confirmed before its project is submitted.")


class IncompleteProject(Refusal):
    """Something is still missing; `problems` says what and where."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        message = ngettext(
            "The project file is not complete: %(count)d point is still to be mended.",
            "The project file is not complete: %(count)d points are still to be mended.",
            len(self.problems),
        )
        super().__init__(message % {"count": len(self.problems)})


class SignOffReasonMissing(Refusal):
    """A member has not signed off on the text as it stands, and nobody says why it is submitted all the same."""

    message = gettext_lazy("A member has not signed off on this text. Write why you submit it all the same.")
    field = "reason"


def submit(
    *, project: Project, phase: Phase, by: User, received_at: datetime, intent: UUID, reason: str = ""
) -> Version:
    """Freeze the project as it stands and count it as submitted at `received_at`; tell every member.

    The same `intent` returns the same version, so a double click or a replayed form is harmless. Of several versions
    the one received last counts. `reason` says why it is submitted though a member has not signed off on this text; it
    is kept only where one has not. Files still on their way are not in the version, which names them. In the last hours
    a member may, where captain and deputy are not to be reached and the others agree (`last_resort`): the version then
    says so, with who agreed.
    Raises MayNotSubmit, OtherEdition, PhaseNotOpen, PhaseClosed, TeamNotConfirmed, IncompleteProject (which has every
    problem), SignOffReasonMissing.
    """
    with transaction.atomic():
        key = begun(project, at=received_at)
        project = Project.objects.locked_with_team().with_late_access(phase).get(pk=key)
        versions = {each.intent: each for each in project.versions.select_related("phase").without_content()}
        if intent in versions:
            return versions[intent]
        attempt = Attempt(project, Window(phase, project.late_until), at=received_at)
        if not may_submit.test(by, attempt):
            raise MayNotSubmit(why_not_in_their_place(attempt, by))
        require_own(phase, project)
        require_open(phase, at=received_at, until=project.late_until)
        if project.team.confirmed_at is None:
            raise TeamNotConfirmed
        draft = read_draft(project, phase)
        require_complete(draft)
        memberships, approvals = members_with_approvals(project, phase)
        missing = not_signed_off(draft, memberships, approvals, by=by)
        act = Act(
            by=by,
            received_at=received_at,
            intent=intent,
            reason=_stated(reason) if missing else "",
            without_captain=not answers_for_team.test(by, project),
        )
        files = on_the_way(project, phase).names
        version = freeze(
            draft,
            number=after(versions.values()),
            memberships=memberships,
            missing_files=files,
            approvals=approvals,
            act=act,
        )
        agreed = bind_sign_offs(version) if version.without_captain else []
        tell(version, memberships, project, agreed=agreed, not_signed_off=missing)
    return version


def after(versions: Iterable[Version]) -> int:
    """The number of the version that comes after all those of a project."""
    return max((version.number for version in versions), default=0) + 1


def require_complete(draft: Draft) -> None:
    """Return if nothing keeps the draft from being submitted. Raises IncompleteProject."""
    if problems := check_draft(draft):
        raise IncompleteProject(problems)


def not_signed_off(
    draft: Draft, memberships: Sequence[Membership], approvals: Mapping[int, Approval], *, by: User | None
) -> list[User]:
    """The members other than `by`, who does so by submitting, that have not signed off on the text as it stands."""
    people = [membership.person for membership in memberships if membership.person != by]
    signed = sign_offs(people, approvals, text_sha256=text_digest(draft))
    return [each.person for each in signed if each.standing is not Standing.GIVEN]


def tell(
    version: Version,
    memberships: Sequence[Membership],
    project: Project,
    *,
    agreed: Sequence[User] = (),
    not_signed_off: Sequence[User] = (),
) -> None:
    """Send every member the receipt of `version`."""
    team = project.team
    context: dict[str, Any] = {
        "competition": team.competition,
        "edition": team.competition.slug,
        "team": team,
        "title": version.title,
        "number": version.number,
        "received_at": version.received_at,
        "end": Window(version.phase, project.late_until).end,
        "zone": team.competition.time_zone,
        "sha256": version.sha256,
        "code": version.code,
        "submitted_by": version.submitted_by,
        "without_captain": version.without_captain,
        "agreed": list(agreed),
        "automatic": version.automatic,
        "reason": version.reason,
        "not_signed_off": list(not_signed_off),
        "missing_files": version.missing_files,
    }
    people = [membership.person for membership in memberships]
    at, by = version.received_at, version.submitted_by
    queue_many(RECEIPT, to=people, context=context, by=by, at=at, about={"version": version.pk})


def _stated(reason: str) -> str:
    """The reason as it is kept. Raises SignOffReasonMissing."""
    stated = reason.strip()
    if not stated:
        raise SignOffReasonMissing
    return stated
