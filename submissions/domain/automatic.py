"""Submitting by itself at the deadline, for a team that has asked for it: what was received in time, if it is complete.

Done after the end, when no request can still be on its way in. What is read is what had been received before the end;
the version stands under the last instant that counted, so that it is in time and the newest of its phase.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from competitions.domain.calendar import may_settle, require_open
from competitions.domain.outbox import queue_many
from competitions.models import Phase
from competitions.refusals import Refusal
from submissions.domain.approving import members_with_approvals
from submissions.domain.as_received import draft_as_of, says_the_same
from submissions.domain.checking import check_draft
from submissions.domain.drafting import begun, require_own
from submissions.domain.freezing import Act, freeze
from submissions.domain.on_the_way import on_the_way_at
from submissions.domain.reading import Draft
from submissions.domain.submitting import after, not_signed_off, tell
from submissions.domain.uploads import finish_arrived
from submissions.domain.windows import Window
from submissions.messages import AUTOMATIC_OUTCOME
from submissions.models import AutomaticSubmission, Project, Version, late_until, newest
from submissions.rules import answers_for_team
from teams.models import Membership, User

logger = logging.getLogger(__name__)

Outcome = AutomaticSubmission.Outcome
# The shortest time that a moment can be earlier than another.
INSTANT = timedelta(microseconds=1)
# Of the points that keep a file from being submitted, so many are written out in the message.
POINTS_TOLD = 10


class MayNotAskForIt(Refusal):
    """Who submits is who has it submitted."""

    message = _("Only the captain or the deputy decides whether the draft is submitted at the deadline.")


class AlreadySettled(Refusal):
    """The deadline has passed and what was asked has been done; a later end that was given does not repeat it."""

    message = _(
        "This was done once, at the deadline that the team had then. With more time given, submit it yourselves."
    )


def ask_for_it(*, project: Project, phase: Phase, by: User, received_at: datetime) -> AutomaticSubmission:
    """Ask that the draft be submitted as it is when `phase` ends for the team, if it is complete then.

    Asking again changes nothing. Raises MayNotAskForIt, OtherEdition, PhaseNotOpen, PhaseClosed, AlreadySettled.
    """
    with transaction.atomic():
        project = _locked(project, phase, by=by, received_at=received_at)
        row, _made = AutomaticSubmission.objects.get_or_create(
            project=project, phase=phase, defaults={"asked_by": by, "asked_at": received_at}
        )
        if row.settled_at is not None:
            raise AlreadySettled
    return row


def ask_no_longer(*, project: Project, phase: Phase, by: User, received_at: datetime) -> None:
    """Take it back: nothing is submitted but what people submit. Again: nothing happens.

    Raises MayNotAskForIt, OtherEdition, PhaseNotOpen, PhaseClosed, AlreadySettled.
    """
    with transaction.atomic():
        project = _locked(project, phase, by=by, received_at=received_at)
        asked = AutomaticSubmission.objects.filter(project=project, phase=phase)
        if asked.filter(settled_at__isnull=False).exists():
            raise AlreadySettled
        asked.delete()


def settle_due(*, at: datetime) -> int:
    """Do what was asked wherever the end has passed; return for how many teams it was done.

    Files that had arrived whole are finished first, should the request that brought them have died: they are in time.
    Each team is done by itself: a fault with one is written to the log and tried again at the next look, and the
    others are done.
    """
    waiting: Any = AutomaticSubmission.objects.waiting().annotate(
        late_until=late_until(team="project__team", phase="phase")
    )
    due = waiting.filter(phase__closes_at__lte=at).select_related("phase__competition").order_by("pk")
    rows = [row for row in due if may_settle(row.phase, at=at, until=row.late_until)]
    finish_arrived(projects={row.project_id for row in rows}, at=at)
    settled = 0
    for row in rows:
        try:
            settled += settle(project=row.project_id, phase=row.phase_id, at=at) is not None
        except Exception:
            logger.exception("A project could not be submitted at the deadline.", extra={"automatic": row.pk})
    return settled


def settle(*, project: int, phase: int, at: datetime) -> AutomaticSubmission | None:
    """Do what the team of that project asked to be done at the end of that phase; None where there is nothing to do.

    Two workers that come at once do it once, and an end that has been moved meanwhile is waited for.
    """
    with transaction.atomic():
        asked_in: Any = Phase.objects.select_related("competition").get(pk=phase)
        locked = Project.objects.locked_with_team().with_late_access(asked_in).get(pk=project)
        row = AutomaticSubmission.objects.waiting().filter(project=locked, phase=asked_in).first()
        if row is None or not may_settle(asked_in, at=at, until=locked.late_until):
            return None
        return _settled(row, locked, Window(asked_in, locked.late_until), at=at)


def last_instant(window: Window) -> datetime:
    """The last instant that counts, grace included: whatever was received in time was received then or before."""
    return window.end + timedelta(seconds=window.phase.grace_seconds) - INSTANT


def _settled(row: AutomaticSubmission, project: Project, window: Window, *, at: datetime) -> AutomaticSubmission:
    received_at = last_instant(window)
    late = received_at + INSTANT
    memberships, approvals = members_with_approvals(project, window.phase)
    draft = draft_as_of(project, window.phase, before=late, memberships=memberships)
    versions = list(Version.objects.of(project).with_withdrawal().without_content())
    counting = newest(version for version in versions if version.phase_id == window.phase.pk)
    problems = check_draft(draft)
    if project.team.confirmed_at is None:
        row.outcome = Outcome.NOT_CONFIRMED
    elif problems:
        row.outcome = Outcome.INCOMPLETE
    elif counting is not None and says_the_same(counting, draft, memberships):
        row.outcome, row.version = Outcome.UNCHANGED, counting
    else:
        act = Act(by=row.asked_by, received_at=received_at, intent=_intent(row), automatic=True)
        files = on_the_way_at(project, window.phase, before=late).names
        row.version = freeze(
            draft, number=after(versions), memberships=memberships, missing_files=files, approvals=approvals, act=act
        )
        row.outcome = Outcome.SUBMITTED
    row.settled_at = at
    row.save(update_fields=["outcome", "version", "settled_at"])
    if row.outcome == Outcome.SUBMITTED and row.version is not None:
        unsigned = not_signed_off(draft, memberships, approvals, by=None)
        tell(row.version, memberships, project, not_signed_off=unsigned)
    else:
        _tell(row, project, memberships, draft, counting)
    return row


def _tell(
    row: AutomaticSubmission,
    project: Project,
    memberships: Sequence[Membership],
    draft: Draft,
    counting: Version | None,
) -> None:
    assert row.settled_at is not None
    competition = project.team.competition
    context = {
        "competition": competition,
        "edition": competition.slug,
        "team": project.team,
        "outcome": row.outcome,
        "problems": _in_every_language(draft),
        "counting": counting.number if counting else None,
    }
    people = [membership.person for membership in memberships]
    queue_many(AUTOMATIC_OUTCOME, to=people, context=context, by=row.asked_by, at=row.settled_at)


def _in_every_language(draft: Draft) -> Any:
    """What keeps the draft from being submitted, one point a line, in the language in which it is then read."""
    lines = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            points = [f"- {each.label} · {each.message}" for each in check_draft(draft)]
            rest = len(points) - POINTS_TOLD
            more = ngettext("- and %(count)d more point", "- and %(count)d more points", rest) % {"count": rest}
            lines[language] = "\n".join([*points[:POINTS_TOLD], more] if rest > 0 else points)
    return lazy(lambda: lines[get_language() or settings.LANGUAGE_CODE], str)()


def _intent(row: AutomaticSubmission) -> UUID:
    """One request is one version, however often it is carried out."""
    return uuid5(NAMESPACE_URL, f"idarathon:automatic-submission:{row.pk}")


def _locked(project: Project, phase: Phase, *, by: User, received_at: datetime) -> Project:
    """The project with its row locked, if `by` may decide for it and the phase is open to its team."""
    key = begun(project, at=received_at)
    project = Project.objects.locked_with_team().with_late_access(phase).get(pk=key)
    if not answers_for_team.test(by, project):
        raise MayNotAskForIt
    require_own(phase, project)
    require_open(phase, at=received_at, until=project.late_until)
    return project
