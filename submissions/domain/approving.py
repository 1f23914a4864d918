"""Signing off: each member says that the text as it stands may be submitted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from competitions.domain.outbox import queue
from competitions.models import Phase
from competitions.refusals import Refusal
from submissions.domain.canonical import canonical, digest
from submissions.domain.drafting import lock_for_writing
from submissions.domain.reading import Draft, read_draft
from submissions.domain.windows import Window
from submissions.messages import APPROVAL_ASKED
from submissions.models import Approval, Project
from submissions.rules import answers_for_team
from teams.models import Membership, User


class TextChanged(Refusal):
    """Somebody has written or attached something since the page was opened."""

    message = _("The file has changed since you opened this page. Read what is new, then sign off.")


class MayNotAsk(Refusal):
    """Who submits is who asks."""

    message = _("Only the captain or the deputy asks the members to sign off.")


class NobodyToAsk(Refusal):
    """Nobody is left who has not signed off."""

    message = _("Every member has signed off on the text as it stands.")


class Standing(StrEnum):
    """What a member's sign-off says about the text as it stands."""

    GIVEN = "given"
    OLDER = "older"
    MISSING = "missing"


@dataclass(frozen=True)
class SignedOff:
    """A member, and when they signed off: on this text (GIVEN), on another one (OLDER), never (MISSING)."""

    person: User
    standing: Standing
    approved_at: datetime | None = None


def text_digest(draft: Draft) -> str:
    """SHA-256 over all that a version of the draft would say: its answers and files, whoever wrote them and when.

    Going back to an earlier text gives its digest again, and so does a file that is removed and attached once more.
    """
    answers = {
        f"{asked.question.section_id}/{asked.question.key}": asked.value
        for asked in draft.questions()
        if asked.is_shown and asked.answer and asked.is_answered
    }
    files = sorted([file.question_id or 0, file.sha256, file.caption] for file in draft.files())
    return digest(canonical({"answers": answers, "attachments": files}))


def approvals_of(project: Project, phase: Phase) -> dict[int, Approval]:
    """The last sign-off of each who gave one, by person; one query."""
    return {each.person_id: each for each in Approval.objects.of(project, phase)}


def members_with_approvals(project: Project, phase: Phase) -> tuple[list[Membership], dict[int, Approval]]:
    """The team's members now, with what a version says about them, and their last sign-offs; one query."""
    own = Approval.objects.of(project, phase).filter(person=OuterRef("person"))
    memberships: Any = members_of(project).annotate(
        approved_text=Subquery(own.values("text_sha256")[:1]), approved_at=Subquery(own.values("approved_at")[:1])
    )
    approvals = {
        each.person_id: Approval(text_sha256=each.approved_text, approved_at=each.approved_at)
        for each in memberships
        if each.approved_at is not None
    }
    return list(memberships), approvals


def members_of(project: Project) -> "QuerySet[Membership]":
    """The team's members now, with what a version says about them."""
    memberships = Membership.objects.active().filter(team=project.team_id)
    return memberships.select_related("person", "department", "discipline")


def sign_offs(people: Sequence[User], approvals: Mapping[int, Approval], *, text_sha256: str) -> list[SignedOff]:
    """How each of `people` stands towards the text of that digest."""
    return [_of(person, approvals.get(person.pk), text_sha256) for person in people]


def approve(*, project: Project, phase: Phase, text_sha256: str, by: User, received_at: datetime) -> Approval:
    """Record that `by`, a member, signs off on the text of that digest, which is the one that they have read.

    Signing the same text again keeps the first date; signing another one takes the place of the earlier sign-off.
    Raises TextChanged where that text is no longer what stands, and what `lock_for_writing` raises.
    """
    with transaction.atomic():
        project = lock_for_writing(project, phase=phase, by=by, received_at=received_at)
        if text_sha256 != _standing_text(project, phase):
            raise TextChanged
        given = Approval.objects.of(project, phase).filter(person=by).first()
        if given is not None and given.text_sha256 == text_sha256:
            return given
        approval, _made = Approval.objects.update_or_create(
            project=project,
            phase=phase,
            person=by,
            defaults={"text_sha256": text_sha256, "approved_at": received_at},
        )
    return approval


def ask_for_sign_offs(*, project: Project, phase: Phase, by: User, received_at: datetime) -> list[User]:
    """Ask by mail whoever has not signed off on the text as it stands; each is asked once about one text.

    Returns whom it has asked now. Raises MayNotAsk, NobodyToAsk, and what `lock_for_writing` raises.
    """
    with transaction.atomic():
        project = lock_for_writing(project, phase=phase, by=by, received_at=received_at)
        if not answers_for_team.test(by, project):
            raise MayNotAsk
        text = _standing_text(project, phase)
        people = [person for person in project.team.members() if person != by]
        owing = [
            each.person for each in sign_offs(people, approvals_of(project, phase), text_sha256=text) if _owes(each)
        ]
        if not owing:
            raise NobodyToAsk
        competition = project.team.competition
        context = {
            "competition": competition,
            "edition": competition.slug,
            "team": project.team,
            "asked_by": by,
            "end": Window(phase, project.late_until).end,
            "zone": competition.time_zone,
        }
        about = f"sign-off/{project.pk}/{phase.pk}/{text}"
        return [
            person
            for person in owing
            if queue(APPROVAL_ASKED, to=person, context=context, at=received_at, dedupe_key=f"{about}/{person.pk}")
        ]


def _of(person: User, approval: Approval | None, text_sha256: str) -> SignedOff:
    if approval is None:
        return SignedOff(person, Standing.MISSING)
    standing = Standing.GIVEN if approval.text_sha256 == text_sha256 else Standing.OLDER
    return SignedOff(person, standing, approval.approved_at)


def _owes(each: SignedOff) -> bool:
    return each.standing is not Standing.GIVEN


def _standing_text(project: Project, phase: Phase) -> str:
    return text_digest(read_draft(project, phase))
