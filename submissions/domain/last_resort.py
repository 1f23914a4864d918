"""The last resort: a member submits in the last hours, when neither captain nor deputy is to be reached.

All the other members who have been here in these hours agree first. When the captain or the deputy comes back before
it has happened, the ordinary rule holds again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.domain.outbox import queue_many
from competitions.models import Phase
from competitions.refusals import Refusal
from submissions.domain.drafting import begun, require_own
from submissions.domain.windows import Window
from submissions.messages import SIGN_OFF_ASKED, SIGN_OFF_COMPLETE
from submissions.models import Project, SignOff, Version
from teams.domain.visits import EXACT_TO
from teams.models import Team, User
from teams.typed import isolated

LAST_HOURS = timedelta(hours=24)
ONLY_THEY = gettext_lazy("Only the captain or the deputy of the team submits the project.")


class NotLastResort(Refusal):
    message = gettext_lazy(
        "This is possible only in the last 24 hours, and only while neither the captain nor the deputy has been here."
    )


class NotAsMember(Refusal):
    message = gettext_lazy("This is between members of the team who are neither captain nor deputy.")


@dataclass(frozen=True)
class LastResort:
    """How things stand: `members` are those of the team but captain and deputy, `sign_offs` who asked and who agreed.

    Visits are noted to within some minutes, so whoever was here just before the last hours began counts as seen in
    them: nobody is passed over who may have been here.
    """

    since: datetime
    is_on: bool
    members: tuple[User, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()

    def others(self, submitter: User) -> list[User]:
        """Who has to agree before `submitter` submits: whoever else was here in these hours."""
        return [person for person in self.members if person != submitter and _seen(person, self.since)]

    def agreed(self, submitter: User) -> set[int]:
        """The keys of those who have agreed."""
        return {each.person_id for each in self._for(submitter) if each.signed_at is not None}

    def asked(self, submitter: User) -> set[int]:
        """The keys of those whom `submitter` has asked."""
        return {each.person_id for each in self._for(submitter)}

    def missing(self, submitter: User) -> list[User]:
        """Who still has to agree."""
        agreed = self.agreed(submitter)
        return [person for person in self.others(submitter) if person.pk not in agreed]

    def lets(self, person: User) -> bool:
        """Whether `person` may submit now."""
        return self.is_on and person in self.members and not self.missing(person)

    def _for(self, submitter: User) -> list[SignOff]:
        return [each for each in self.sign_offs if each.submitter_id == submitter.pk]


def last_resort_state(project: Project, window: Window, *, at: datetime) -> LastResort:
    """How things stand at `at` in the window, as it ends for this team; two queries, none before its last hours."""
    since = max(window.opens_at, window.end - LAST_HOURS)
    if at < since or not window.is_open(at=at):
        return LastResort(since, is_on=False)
    people = list(project.team.members())
    leaders = {project.team.captain_id, project.team.deputy_id}
    if any(_seen(person, since) for person in people if person.pk in leaders):
        return LastResort(since, is_on=False)
    sign_offs = SignOff.objects.open(project, window.phase).select_related("submitter")
    members = tuple(person for person in people if person.pk not in leaders)
    return LastResort(since, is_on=True, members=members, sign_offs=tuple(sign_offs))


@dataclass
class Attempt:
    """Somebody is about to submit `project` at `at`: what the rule `may_submit` is asked about."""

    project: Project
    window: Window
    at: datetime

    @property
    def team(self) -> Team:
        return self.project.team

    @cached_property
    def state(self) -> LastResort:
        """Read only when it comes to it: captain and deputy need no last resort."""
        return last_resort_state(self.project, self.window, at=self.at)

    def lets(self, person: Any) -> bool:
        return self.state.lets(person)


def why_not_in_their_place(attempt: Attempt, person: User) -> str:
    """Why `person`, who is neither captain nor deputy, does not submit."""
    if not attempt.state.is_on or person not in attempt.state.members:
        return str(ONLY_THEY)
    names = _(", ").join(isolated(one.display_name) for one in attempt.state.missing(person))
    return _("These members were here in the last 24 hours and have to agree first: %(names)s.") % {"names": names}


def ask(*, project: Project, phase: Phase, by: User, at: datetime) -> list[SignOff]:
    """Ask every other member who was here in these hours to agree that `by` submits; those asked now are told.

    Asking again asks whoever has come since. Raises OtherEdition, NotLastResort, NotAsMember.
    """
    with transaction.atomic():
        project, state, end = _state(project, phase, at=at)
        _require_members(state, by)
        asked = state.asked(by)
        people = [person for person in state.others(by) if person.pk not in asked]
        about: dict[str, Any] = {"project": project, "phase": phase, "submitter": by, "asked_at": at}
        rows = [SignOff.objects.create(person=person, **about) for person in people]
        context = {**_context(project, end), "submitter": by}
        queue_many(SIGN_OFF_ASKED, to=people, context=context, by=by, at=at)
    return rows


def sign_off(*, project: Project, phase: Phase, submitter: User, by: User, at: datetime) -> SignOff:
    """Agree that `submitter` submits; who agrees last tells them that they can. Agreeing twice keeps the first date.

    Raises OtherEdition, NotLastResort, NotAsMember.
    """
    with transaction.atomic():
        project, state, end = _state(project, phase, at=at)
        _require_members(state, by, submitter)
        row = _between(project, phase, submitter, by) or SignOff(
            project=project, phase=phase, submitter=submitter, person=by, asked_at=at
        )
        if row.signed_at is None:
            row.signed_at = at
            row.save()
            if [person for person in state.missing(submitter) if person != by] == []:
                queue_many(SIGN_OFF_COMPLETE, to=[submitter], context=_context(project, end), by=by, at=at)
    return row


def withdraw_sign_off(*, project: Project, phase: Phase, submitter: User, by: User, at: datetime) -> None:
    """Agree no longer, as long as nothing was submitted with it. Raises OtherEdition, NotLastResort, NotAsMember."""
    with transaction.atomic():
        project, state, _end = _state(project, phase, at=at)
        _require_members(state, by, submitter)
        SignOff.objects.open(project, phase).filter(submitter=submitter, person=by).update(signed_at=None)


def bind_sign_offs(version: Version) -> list[User]:
    """Make what was agreed part of `version`, which has just been submitted without the captain; who agreed."""
    mine = SignOff.objects.open(version.project, version.phase).filter(submitter=version.submitted_by)
    agreed = list(mine.filter(signed_at__isnull=False).select_related("person").order_by("pk"))
    mine.filter(signed_at=None).delete()
    mine.filter(pk__in=[each.pk for each in agreed]).update(version=version)
    return [each.person for each in agreed]


def _seen(person: User, since: datetime) -> bool:
    return person.seen_at is not None and person.seen_at > since - EXACT_TO


def _state(project: Project, phase: Phase, *, at: datetime) -> tuple[Project, LastResort, datetime]:
    """The project, locked with its team, and how things stand. Raises OtherEdition, NotLastResort."""
    key = begun(project, at=at)
    project = Project.objects.locked_with_team().with_late_access(phase).get(pk=key)
    require_own(phase, project)
    window = Window(phase, project.late_until)
    state = last_resort_state(project, window, at=at)
    if not state.is_on:
        raise NotLastResort
    return project, state, window.end


def _require_members(state: LastResort, *people: User) -> None:
    """Return if all are members, each another one, and neither captain nor deputy. Raises NotAsMember."""
    if len(set(people)) < len(people) or not all(person in state.members for person in people):
        raise NotAsMember


def _between(project: Project, phase: Phase, submitter: User, person: User) -> SignOff | None:
    return SignOff.objects.open(project, phase).filter(submitter=submitter, person=person).first()


def _context(project: Project, end: datetime) -> dict[str, Any]:
    competition = project.team.competition
    return {
        "competition": competition,
        "edition": competition.slug,
        "team": project.team,
        "end": end,
        "zone": competition.time_zone,
    }
