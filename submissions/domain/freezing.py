"""Freezing: what a team says now becomes a version that nobody can change any more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from submissions.domain.approving import text_digest
from submissions.domain.canonical import NamedMember, canonical, digest, document
from submissions.domain.questionnaire.versions import current_version
from submissions.domain.reading import Draft
from submissions.models import (
    Approval,
    Question,
    Version,
    VersionAttachment,
    VersionPerson,
)
from teams.models import Membership, User


@dataclass(frozen=True)
class Act:
    """How a version comes about: who submits, when it was received, and what is said of it."""

    by: User
    received_at: datetime
    intent: UUID
    reason: str = ""
    automatic: bool = False
    without_captain: bool = False


def freeze(
    draft: Draft,
    *,
    number: int,
    memberships: Sequence[Membership],
    missing_files: Sequence[str],
    approvals: Mapping[int, Approval],
    act: Act,
) -> Version:
    """The version of that number, of that draft and team. Call it with the project's row locked."""
    project, missing, text = draft.project, list(missing_files), text_digest(draft)
    members = [
        NamedMember(uuid4(), each, _approved_at(approvals.get(each.person_id), text, each, act)) for each in memberships
    ]
    questionnaire = current_version(draft.phase)
    said: dict[str, Any] = {"automatic": act.automatic, "reason": act.reason, "missing_files": missing}
    content = canonical(
        document(
            draft, members=members, number=number, received_at=act.received_at, questionnaire=questionnaire, **said
        )
    )
    version = Version.objects.create(
        project=project,
        phase=draft.phase,
        number=number,
        intent=act.intent,
        title=draft.with_purpose(Question.Purpose.TITLE) or project.team.display_name,
        theme=project.team.theme,
        content=content,
        sha256=digest(content),
        submitted_by=act.by,
        without_captain=act.without_captain,
        automatic=act.automatic,
        reason=act.reason,
        missing_files=missing,
        questionnaire=questionnaire,
        received_at=act.received_at,
        # When it was written down, after any queue; no rule reads it.
        frozen_at=timezone.now(),
    )
    VersionPerson.objects.bulk_create(_named(version, member) for member in members)
    VersionAttachment.objects.bulk_create(VersionAttachment(version=version, attachment=file) for file in draft.files())
    return version


def _approved_at(approval: Approval | None, text: str, membership: Membership, act: Act) -> datetime | None:
    """When a member signed off on exactly this text; who submits it themselves does so by that."""
    if approval is not None and approval.text_sha256 == text:
        return approval.approved_at
    return act.received_at if membership.person_id == act.by.pk and not act.automatic else None


def _named(version: Version, member: NamedMember) -> VersionPerson:
    person = member.membership.person
    return VersionPerson(
        version=version,
        reference=member.reference,
        person=person,
        name_ar=person.name_ar,
        name_latin=person.name_latin,
        discipline_other=member.membership.discipline_other,
        approved_at=member.approved_at,
    )
