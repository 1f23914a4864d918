"""Submitting: the file as it stands becomes a version that nobody can change any more."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.domain.calendar import end_of, require_open
from competitions.domain.outbox import queue_many
from competitions.models import Phase
from competitions.refusals import Refusal
from submissions.domain.canonical import NamedMember, canonical, digest, document
from submissions.domain.checking import Problem, check_draft
from submissions.domain.drafting import begun, require_own
from submissions.domain.reading import Draft, read_draft
from submissions.messages import RECEIPT
from submissions.models import Attachment, Project, Question, Version, VersionAttachment, VersionPerson
from submissions.rules import may_submit
from teams.models import Membership, User


class MayNotSubmit(Refusal):
    """Only the captain or the deputy of an active team submits."""


class TeamNotConfirmed(Refusal):
    """A team submits once it is confirmed."""


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


def submit(*, project: Project, phase: Phase, by: User, received_at: datetime, intent: UUID) -> Version:
    """Freeze the project as it stands and count it as submitted at `received_at`; tell every member.

    The same `intent` returns the same version, so a double click or a replayed form is harmless. Of several versions
    the one received last counts.
    Raises MayNotSubmit, OtherEdition, PhaseNotOpen, PhaseClosed, TeamNotConfirmed, IncompleteProject (which has every
    problem).
    """
    with transaction.atomic():
        key = begun(project, at=received_at)
        project = Project.objects.locked_with_team().with_late_access(phase).get(pk=key)
        if existing := project.versions.filter(intent=intent).select_related("phase").first():
            return existing
        if not may_submit.test(by, project):
            raise MayNotSubmit(_("Only the captain or the deputy of the team submits the project."))
        require_own(phase, project)
        require_open(phase, at=received_at, until=project.late_until)
        if project.team.confirmed_at is None:
            raise TeamNotConfirmed(_("The team must be confirmed before its project is submitted."))
        draft = read_draft(project, phase)
        require_complete(draft)
        memberships = members_of(project)
        version = _freeze(draft, memberships, by=by, received_at=received_at, intent=intent)
        _tell(version, memberships, project)
    return version


def require_complete(draft: Draft) -> None:
    """Return if nothing keeps the draft from being submitted. Raises IncompleteProject."""
    if problems := check_draft(draft):
        raise IncompleteProject(problems)


def members_of(project: Project) -> list[Membership]:
    """The team's members now, with what a version says about them; one query."""
    memberships = Membership.objects.active().filter(team=project.team_id)
    return list(memberships.select_related("person", "department", "discipline"))


def _freeze(
    draft: Draft, memberships: Sequence[Membership], *, by: User, received_at: datetime, intent: UUID
) -> Version:
    project = draft.project
    members = [NamedMember(uuid4(), membership) for membership in memberships]
    attachments = list(Attachment.objects.of(project).present())
    number = (project.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    content = canonical(
        document(draft, members=members, attachments=attachments, number=number, received_at=received_at)
    )
    version = Version.objects.create(
        project=project,
        phase=draft.phase,
        number=number,
        intent=intent,
        title=draft.with_purpose(Question.Purpose.TITLE) or project.team.display_name,
        theme=project.team.theme,
        content=content,
        sha256=digest(content),
        submitted_by=by,
        received_at=received_at,
        # When it was written down, after any queue; no rule reads it.
        frozen_at=timezone.now(),
    )
    VersionPerson.objects.bulk_create(_named(version, member) for member in members)
    VersionAttachment.objects.bulk_create(VersionAttachment(version=version, attachment=file) for file in attachments)
    return version


def _named(version: Version, member: NamedMember) -> VersionPerson:
    person = member.membership.person
    return VersionPerson(
        version=version,
        reference=member.reference,
        person=person,
        name_ar=person.name_ar,
        name_latin=person.name_latin,
    )


def _tell(version: Version, memberships: Sequence[Membership], project: Project) -> None:
    team, phase, by = project.team, version.phase, version.submitted_by
    context = {
        "competition": team.competition,
        "edition": team.competition.slug,
        "team": team,
        "title": version.title,
        "number": version.number,
        "received_at": version.received_at,
        "end": end_of(phase, until=project.late_until),
        "zone": team.competition.time_zone,
        "sha256": version.sha256,
        "submitted_by": by,
    }
    people = [membership.person for membership in memberships]
    queue_many(RECEIPT, to=people, context=context, by=by, at=version.received_at, about={"version": version.pk})
