"""Every act of a team is held to one window: from the opening to the end, with the grace and the team's own end."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from competitions.domain.calendar import PhaseClosed, PhaseNotOpen
from competitions.models import Phase
from submissions.domain.approving import approve, ask_for_sign_offs
from submissions.domain.attachments import attach, remove_attachment
from submissions.domain.automatic import ask_for_it, ask_no_longer
from submissions.domain.drafting import save_answers
from submissions.domain.submitting import submit
from submissions.domain.withdrawing import withdraw
from submissions.models import Attachment, Project
from teams.models import LateAccess, User
from tests.builders.competitions import NOW
from tests.builders.submissions import (
    WHY_NOT_ALL,
    a_questionnaire,
    a_version,
    an_attachment,
    an_upload,
    the_text_of,
    write,
)
from tests.harness.clock import days, minutes, seconds
from tests.submissions.test_submit_pages import url

SignIn = Callable[[User], Client]
Act = Callable[[Project, Phase, datetime], object]


def _save(project: Project, phase: Phase, at: datetime, restored_from: int | None = None) -> object:
    answer = project.answers.get(question__key="staff")
    return save_answers(
        project=project, section=answer.question.section, values={"staff": f"نص {uuid4()}"},
        revisions={"staff": answer.revision}, by=project.team.captain, received_at=at,
    )  # fmt: skip


def _remove(project: Project, _phase: Phase, at: datetime) -> object:
    file = Attachment.objects.of(project).present().first()
    assert file is not None
    return remove_attachment(attachment=file, by=project.team.captain, received_at=at)


ACTS: dict[str, Act] = {
    "save": _save,
    "attach": lambda project, _phase, at: attach(
        project=project, upload=an_upload(), by=project.team.captain, received_at=at
    ),
    "remove": _remove,
    "sign off": lambda project, phase, at: approve(
        project=project, phase=phase, text_sha256=the_text_of(project), by=project.team.captain, received_at=at
    ),
    "ask for sign-offs": lambda project, phase, at: ask_for_sign_offs(
        project=project, phase=phase, by=project.team.captain, received_at=at
    ),
    "submit": lambda project, phase, at: submit(
        project=project, phase=phase, by=project.team.captain, received_at=at, intent=uuid4(), reason=WHY_NOT_ALL
    ),
    "withdraw": lambda project, phase, at: withdraw(
        project=project, phase=phase, reason="سبب", by=project.team.captain, received_at=at, intent=uuid4()
    ),
    "ask for the deadline": lambda project, phase, at: ask_for_it(
        project=project, phase=phase, by=project.team.captain, received_at=at
    ),
    "ask no longer": lambda project, phase, at: ask_no_longer(
        project=project, phase=phase, by=project.team.captain, received_at=at
    ),
}
GRACE = 20  # seconds


@pytest.fixture
def begun(project: Project) -> Project:
    """With a file, and a version that counts."""
    an_attachment(project)
    a_version(project)
    return project


def in_time(act: str, project: Project, phase: Phase, at: datetime) -> bool:
    """Whether the act is done at that moment; it is refused as too late or too early, or not at all."""
    try:
        ACTS[act](project, Phase.objects.get(pk=phase.pk), at)
    except (PhaseClosed, PhaseNotOpen):
        return False
    return True


@pytest.mark.parametrize("act", ACTS)
def test_from_the_opening_to_the_end_of_the_grace(act: str, begun: Project, phase: Phase) -> None:
    Phase.objects.filter(pk=phase.pk).update(grace_seconds=GRACE)
    late = phase.closes_at + seconds(GRACE)

    assert not in_time(act, begun, phase, phase.opens_at - seconds(1))
    assert not in_time(act, begun, phase, late)
    assert in_time(act, begun, phase, late - seconds(1))


@pytest.mark.parametrize("act", ACTS)
def test_to_the_end_that_the_team_was_given(act: str, begun: Project, phase: Phase, organiser: User) -> None:
    until = phase.closes_at + minutes(60)
    LateAccess.objects.create(
        team=begun.team, phase=phase, until=until, reason_kind="outage", reason="عطل", granted_by=organiser,
        granted_at=NOW,
    )  # fmt: skip

    assert not in_time(act, begun, phase, until)
    assert in_time(act, begun, phase, until - seconds(1))


@pytest.mark.parametrize("act", ACTS)
def test_to_the_end_that_was_moved_for_everybody(act: str, begun: Project, phase: Phase) -> None:
    moved = phase.closes_at + days(1)
    Phase.objects.filter(pk=phase.pk).update(closes_at=moved)

    assert not in_time(act, begun, phase, moved)
    assert in_time(act, begun, phase, moved - seconds(1))


class TestThePageOfAPhaseThatHasClosed:
    FORMS: tuple[tuple[str, dict[str, str]], ...] = (
        ("submit", {"declared": "on", "reason": WHY_NOT_ALL}),
        ("withdraw", {"sure": "on", "reason": "سبب"}),
        ("automatic", {}),
        ("sign", {"text": "0" * 64}),
        ("ask_for_sign_offs", {}),
    )

    @pytest.mark.parametrize(("name", "fields"), FORMS, ids=lambda each: each if isinstance(each, str) else "")
    def test_is_about_its_own_phase_though_another_has_opened(
        self,
        name: str,
        fields: dict[str, str],
        begun: Project,
        phase: Phase,
        captain: User,
        organiser: User,
        signed_in: SignIn,
        time_machine: TimeMachineFixture,
    ) -> None:
        final = Phase.objects.create(
            competition=phase.competition, key="final", kind="submission", name_ar="النهائي",
            opens_at=phase.closes_at, closes_at=phase.closes_at + days(9),
        )  # fmt: skip
        a_questionnaire(final)
        write(begun, phase=final, at=final.opens_at)
        time_machine.move_to(phase.closes_at + seconds(1), tick=False)

        about = {"phase": phase.key, "intent": str(uuid4()), **fields}
        answer = signed_in(captain).post(url(begun, name), about)

        assert answer.templates[0].name == "submissions/late.html"
        assert organiser.email in answer.text
        assert url(begun, "version", number=1) in answer.text
        assert [version.phase for version in begun.versions.all()] == [phase]
