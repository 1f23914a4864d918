"""Submitting, signing off, withdrawing and the worker at the same instant, with real threads on PostgreSQL."""

from typing import Any
from uuid import uuid4

import pytest

from competitions.domain.calendar import SETTLING
from competitions.models import Message, Phase
from submissions.domain.approving import approve
from submissions.domain.automatic import ask_for_it, settle_due
from submissions.domain.submitting import submit
from submissions.domain.withdrawing import withdraw
from submissions.models import Approval, Project, Version
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.submissions import WHY_NOT_ALL, a_version, the_text_of
from tests.harness.clock import seconds
from tests.harness.threads import at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_two_workers_at_once_submit_a_draft_once(
    transactional_db: None, project: Project, phase: Phase, captain: User
) -> None:
    ask_for_it(project=project, phase=phase, by=captain, received_at=NOW)

    settled = at_once(*[lambda: settle_due(at=phase.closes_at + SETTLING)] * 4)

    assert sorted(settled) == [0, 0, 0, 1]
    assert project.versions.count() == 1
    assert Message.objects.filter(kind="submissions.receipt").count() == project.team.members().count()


def test_signed_twice_at_once_is_one_row(transactional_db: None, project: Project, phase: Phase, member: User) -> None:
    text = the_text_of(project)

    approvals = at_once(
        *[lambda: approve(project=project, phase=phase, text_sha256=text, by=member, received_at=NOW)] * 4
    )

    assert len({each.pk for each in approvals}) == Approval.objects.count() == 1


def test_withdrawn_twice_with_one_intent_is_one_withdrawal(
    transactional_db: None, project: Project, phase: Phase, captain: User
) -> None:
    a_version(project)
    intent = uuid4()

    found = at_once(
        *[
            lambda: withdraw(
                project=project, phase=phase, reason="سبب", by=captain, received_at=NOW + seconds(1), intent=intent
            )
        ]
        * 4
    )

    assert len({each.pk for each in found}) == project.withdrawals.count() == 1  # type: ignore[attr-defined]


def test_a_withdrawal_beside_a_submission_goes_by_when_each_was_received(
    transactional_db: None, project: Project, phase: Phase, captain: User, deputy: User
) -> None:
    a_version(project)
    about: dict[str, Any] = {"project": project, "phase": phase}

    at_once(
        lambda: withdraw(**about, reason="سبب", by=captain, received_at=NOW + seconds(1), intent=uuid4()),
        lambda: submit(**about, by=deputy, received_at=NOW + seconds(2), intent=uuid4(), reason=WHY_NOT_ALL),
    )

    assert Version.objects.counting().get().number == 2


def test_captain_and_deputy_press_at_once_in_two_tabs_each(
    transactional_db: None, project: Project, phase: Phase, captain: User, deputy: User
) -> None:
    intents = {captain: uuid4(), deputy: uuid4()}

    versions = at_once(
        *[
            lambda person=person: submit(
                project=project, phase=phase, by=person, received_at=NOW, intent=intents[person], reason=WHY_NOT_ALL
            )
            for person in (captain, deputy) * 2
        ]
    )

    assert {(version.intent, version.number) for version in versions} == {
        (version.intent, version.number) for version in project.versions.all()
    }
    assert sorted(project.versions.values_list("number", flat=True)) == [1, 2]
