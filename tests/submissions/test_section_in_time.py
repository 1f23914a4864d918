"""What arrives too early or too late is not saved, and stays on the page to be copied."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from competitions.models import Phase
from submissions.models import Answer, Project
from teams.models import Team, User
from tests.builders.competitions import a_phase
from tests.builders.submissions import a_questionnaire, a_version
from tests.harness.clock import days, minutes, seconds
from tests.submissions.section_form import in_the_form, typed, url

SignIn = Callable[[User], Client]


@pytest.fixture
def blank(team: Team) -> Project:
    """Nothing is written yet, so nothing is stored."""
    return Project(team=team)


class TestTime:
    def test_before_the_phase_opens_the_questions_are_read_only(
        self, blank: Project, phase: Phase, member: User, signed_in: SignIn, time_machine: TimeMachineFixture
    ) -> None:
        time_machine.move_to(phase.opens_at - days(1), tick=False)
        client = signed_in(member)

        page = client.get(url(blank))
        answer = client.post(url(blank), typed(phase, change="نص مبكر"))

        assert "سؤال change" in page.text
        assert "<textarea name" not in page.text
        assert "نص مبكر" in answer.text
        assert not Answer.objects.exists()

    def test_what_arrives_late_is_not_saved_and_stays_on_the_page_to_be_copied(
        self,
        project: Project,
        phase: Phase,
        captain: User,
        member: User,
        organiser: User,
        signed_in: SignIn,
        time_machine: TimeMachineFixture,
    ) -> None:
        a_version(project)
        time_machine.move_to(phase.closes_at + seconds(7), tick=False)

        standing = str(project.answers.get(question__key="people").value)
        fields = typed(phase, 1, change="نص متأخر\nمن سطرين", people=standing)
        page = signed_in(member).post(url(project), fields)

        assert page.status_code == 200
        assert "نص متأخر\nمن سطرين</textarea>" in page.text
        # What is saved already is not said to be lost.
        assert page.text.count('id="typed-') == 1
        assert "10:00:07" in page.text  # when it arrived
        assert "09:59" in page.text  # the last minute that counted
        assert reverse("submissions:version", kwargs={"edition": phase.competition.slug, "number": 1}) in page.text
        assert organiser.email in page.text
        assert "نص متأخر" not in str(list(project.answers.values_list("value")))

    def test_the_last_second_is_in_time_though_the_queue_was_long(
        self, project: Project, phase: Phase, member: User, signed_in: SignIn, settings: object,
        time_machine: TimeMachineFixture,
    ) -> None:  # fmt: skip
        settings.TRUSTED_PROXIES = ["127.0.0.1"]  # type: ignore[attr-defined]
        arrived = phase.closes_at - seconds(1)
        time_machine.move_to(phase.closes_at + seconds(60), tick=False)
        headers = {"x-request-arrived": str(arrived.timestamp())}

        signed_in(member).post(url(project), typed(phase, 1, change="في آخر ثانية"), headers=headers)

        saved = project.answers.get(question__key="change")
        assert (saved.value, saved.saved_at) == ("في آخر ثانية", arrived)

    def test_a_late_form_of_one_phase_is_not_taken_into_the_next(
        self, project: Project, phase: Phase, member: User, signed_in: SignIn, time_machine: TimeMachineFixture
    ) -> None:
        final = a_phase(competition=phase.competition, kind="submission", key="final", opens=16, closes=30)
        a_questionnaire(final)
        time_machine.move_to(phase.closes_at + minutes(1), tick=False)
        client = signed_in(member)

        late = client.post(url(project), typed(phase, 1, change="نص متأخر"))
        page = client.get(url(project))

        assert late.templates[0].name == "submissions/late.html"
        assert "نص متأخر" in late.text
        assert in_the_form(page.text)["q-change"] == ""
        assert not Answer.objects.filter(question__section__phase=final).exists()
