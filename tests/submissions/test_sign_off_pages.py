"""Signing off, asking, withdrawing and leaving it to the deadline, in the browser; and what stale pages meet."""

from collections.abc import Callable
from itertools import count
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from time_machine import TimeMachineFixture

from competitions.models import Phase
from submissions.domain.automatic import ask_for_it
from submissions.domain.drafting import save_answers
from submissions.models import Approval, AutomaticSubmission, Project, Upload, Version
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.kinds import a_section_of_every_kind, answers
from tests.builders.submissions import (
    WHY_NOT_ALL,
    a_question,
    a_sign_off,
    a_version,
    a_withdrawal,
    an_attachment,
    write,
)
from tests.builders.teams import a_member, a_person, eligible
from tests.harness.clock import minutes, seconds
from tests.harness.queries import Queries
from tests.submissions.test_submit_pages import the_button, url

SignIn = Callable[[User], Client]


def signs(client: Client, project: Project) -> None:
    page = client.get(url(project, "check"))
    client.post(url(project, "sign"), {"phase": page.context["phase_key"], "text": page.context["panel"].text})


def test_one_click_on_the_page_that_shows_the_file(project: Project, member: User, signed_in: SignIn) -> None:
    client = signed_in(member)
    assert url(project, "sign") in client.get(url(project, "check")).text

    signs(client, project)

    assert Approval.objects.get().person == member
    assert url(project, "sign") not in client.get(url(project, "check")).text


def test_what_changed_since_is_listed_with_links_and_whoever_is_older_is_shown(
    project: Project, member: User, captain: User, signed_in: SignIn
) -> None:
    a_sign_off(project, member)
    write(project, at=NOW + minutes(1), by=captain)

    page = signed_in(member).get(url(project, "check"))

    panel = page.context["panel"]
    assert {row.kind for row in panel.people} == {"warn", "todo"}
    assert len(panel.changed) == project.answers.count()
    assert f"{url(project, 'section', key='training')}#id_q-staff" in page.text


def test_a_page_that_is_stale_signs_nothing(project: Project, member: User, signed_in: SignIn) -> None:
    client = signed_in(member)
    shown = client.get(url(project, "check")).context["panel"].text
    write(project, at=NOW + minutes(1))

    answer = client.post(url(project, "sign"), {"phase": "submission", "text": shown}, follow=True)

    assert not Approval.objects.exists()
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_a_member_who_has_not_signed_reads_so_as_the_next_step(
    project: Project, member: User, captain: User, signed_in: SignIn
) -> None:
    step = signed_in(member).get(url(project, "project")).context["next_step"]
    assert step.url == url(project, "check")
    before = step.sentence

    a_sign_off(project, member)

    assert signed_in(member).get(url(project, "project")).context["next_step"].sentence != before


def test_asking_too_often_is_refused(
    project: Project, captain: User, signed_in: SignIn, settings: LazySettings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"ask_for_sign_offs": "1/h/user"}
    client = signed_in(captain)
    cache.clear()

    answers = [client.post(url(project, "ask_for_sign_offs"), {"phase": "submission"}, follow=True) for _ in range(2)]

    levels = [next(iter(answer.context["messages"])).level_tag for answer in answers]
    assert levels == ["success", "error"]


class TestSubmitting:
    def test_without_the_reason_it_is_asked_for_at_its_field_and_nothing_is_lost(
        self, project: Project, captain: User, signed_in: SignIn
    ) -> None:
        client = signed_in(captain)
        fields = the_button(client.get(url(project, "submit")).text)

        answer = client.post(url(project, "submit"), {**fields, "reason": " "})

        assert 'href="#id_reason"' in answer.text
        assert "checked" in answer.text
        assert not project.versions.exists()

    def test_where_all_have_signed_no_reason_is_asked_for(
        self, project: Project, captain: User, deputy: User, member: User, signed_in: SignIn
    ) -> None:
        for person in (deputy, member):
            a_sign_off(project, person)
        client = signed_in(captain)
        page = client.get(url(project, "submit")).text
        assert 'name="reason"' not in page
        fields = the_button(page)
        del fields["reason"]

        client.post(url(project, "submit"), fields)

        assert project.versions.get().reason == ""

    def test_the_reason_typed_is_kept_when_something_else_is_refused(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        client = signed_in(captain)
        fields = the_button(client.get(url(project, "submit")).text)
        a_question(phase.sections.get(key="training"), key="new")  # type: ignore[attr-defined]

        answer = client.post(url(project, "submit"), fields)

        assert answer.context["form"]["reason"].value() == WHY_NOT_ALL
        assert "#id_q-new" in answer.text
        assert not project.versions.exists()

    def test_a_file_on_its_way_is_named_before_and_after(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        Upload.objects.create(
            project=project, phase=phase, name="فيلم النموذج.pdf", size=9, started_by=captain, started_at=NOW,
            last_at=NOW,
        )  # fmt: skip
        client = signed_in(captain)
        for page in ("check", "submit"):
            assert "فيلم النموذج.pdf" in client.get(url(project, page)).text

        answer = client.post(url(project, "submit"), the_button(client.get(url(project, "submit")).text), follow=True)

        assert project.versions.get().missing_files == ["فيلم النموذج.pdf"]
        assert "فيلم النموذج.pdf" in answer.text


class TestWithdrawing:
    def test_with_a_reason_and_a_tick_in_one_press(
        self, project: Project, captain: User, member: User, signed_in: SignIn
    ) -> None:
        a_version(project)
        client = signed_in(captain)
        assert url(project, "withdraw") in client.get(url(project, "project")).text
        fields = the_button(client.get(url(project, "withdraw")).text)

        for _twice in range(2):
            client.post(url(project, "withdraw"), {**fields, "sure": "on", "reason": "خطأ"})

        assert project.withdrawals.count() == 1  # type: ignore[attr-defined]
        assert not Version.objects.counting().exists()
        page = signed_in(member).get(url(project, "project"))
        assert page.context["withdrawn"]["title"] in page.text

    @pytest.mark.parametrize(("field", "value"), [("reason", ""), ("sure", "")])
    def test_without_one_of_them_nothing_happens(
        self, field: str, value: str, project: Project, captain: User, signed_in: SignIn
    ) -> None:
        a_version(project)
        fields = {"phase": "submission", "intent": str(uuid4()), "sure": "on", "reason": "خطأ", field: value}

        answer = signed_in(captain).post(url(project, "withdraw"), fields)

        assert f'href="#id_{field}"' in answer.text
        assert Version.objects.counting().exists()


class TestLate:
    def test_the_page_says_what_counts_what_is_still_to_come_and_whom_to_ask(
        self,
        project: Project,
        phase: Phase,
        captain: User,
        organiser: User,
        signed_in: SignIn,
        time_machine: TimeMachineFixture,
    ) -> None:
        a_version(project)
        a_withdrawal(project, at=NOW + minutes(1))
        ask_for_it(project=project, phase=phase, by=captain, received_at=NOW + minutes(2))
        time_machine.move_to(phase.closes_at + seconds(1), tick=False)

        page = signed_in(captain).post(
            url(project, "submit"),
            {"phase": phase.key, "intent": str(uuid4()), "declared": "on", "reason": WHY_NOT_ALL},
        )

        assert page.context["counts"].kind == "warn"
        assert page.context["at_the_deadline"].title in page.text
        assert f"mailto:{organiser.email}" in page.text
        assert AutomaticSubmission.objects.filter(settled_at=None).exists()


def test_the_pages_cost_the_same_for_one_and_for_thirty(
    project: Project, phase: Phase, captain: User, signed_in: SignIn, queries: Queries
) -> None:
    client = signed_in(captain)
    training = phase.sections.get(key="training")  # type: ignore[attr-defined]

    def grow_to(size: int) -> None:
        for _each in range(size - training.questions.count()):
            a_question(training)
        write(project)

    def visit() -> None:
        for page in ("check", "submit", "withdraw", "automatic"):
            with queries.at_most(16):
                assert client.get(url(project, page)).status_code == 200

    queries.same_at(grow_to=grow_to, visit=visit)


def test_submitting_costs_at_most_twenty_queries_with_every_kind_of_question_and_everything_multiplied(
    project: Project, phase: Phase, captain: User, signed_in: SignIn, queries: Queries
) -> None:
    client, sections = signed_in(captain), count(1)

    def grow_to(size: int) -> None:
        for _each in range(1 if size == 1 else 3):
            suffix = f"-{next(sections)}"
            section = a_section_of_every_kind(phase, suffix=suffix)
            save_answers(
                project=project, section=section, values=answers(captain.pk, suffix=suffix), revisions={}, by=captain,
                received_at=NOW,
            )  # fmt: skip
        for _each in range(max(1, size // 4)):
            a_member(project.team, eligible(a_person(), phase.competition), copied=True)
            an_attachment(project)
            Upload.objects.create(
                project=project, phase=phase, name="x.pdf", size=9, started_by=captain, started_at=NOW, last_at=NOW
            )
            a_sign_off(project, captain)

    def visit() -> None:
        fields = {"phase": phase.key, "intent": str(uuid4()), "declared": "on", "reason": WHY_NOT_ALL}
        with queries.at_most(20):
            assert client.post(url(project, "submit"), fields).status_code == 302

    queries.same_at(grow_to=grow_to, visit=visit)
