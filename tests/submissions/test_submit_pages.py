"""Checking, confirming and submitting, in the browser."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from competitions.models import Phase
from submissions.domain.drafting import save_answers
from submissions.models import Project
from teams.models import Team, User
from tests.builders.competitions import NOW
from tests.builders.submissions import WHY_NOT_ALL, a_project, a_question, a_version, an_attachment, write
from tests.builders.teams import a_team
from tests.harness.clock import minutes, seconds
from tests.harness.mailbox import Mailbox
from tests.harness.queries import Queries

SignIn = Callable[[User], Client]


def url(project: Project, name: str, **kwargs: object) -> str:
    return reverse(f"submissions:{name}", kwargs={"edition": project.team.competition.slug, **kwargs})


def empty(project: Project, phase: Phase, section: str, key: str) -> None:
    stored = phase.sections.get(key=section)  # type: ignore[attr-defined]
    revisions = {key: project.answers.get(question__key=key).revision}
    save_answers(
        project=project,
        section=stored,
        values={key: ""},
        revisions=revisions,
        by=project.team.captain,
        received_at=NOW,
    )


def the_button(page: str) -> dict[str, str]:
    """What a browser posts when the declaration is ticked and the button pressed."""
    hidden = dict(re.findall(r'<input type="hidden" name="(phase|intent)" value="([^"]+)"', page))
    return {**hidden, "declared": "on", "reason": WHY_NOT_ALL}


class TestCheck:
    def test_it_shows_what_the_jury_will_read(self, project: Project, member: User, signed_in: SignIn) -> None:
        an_attachment(project, name="خطة.pdf")

        page = signed_in(member).get(url(project, "check")).text

        for answer in project.answers.all():
            assert str(answer.value) in page
        assert "خطة.pdf" in page
        for person in project.team.members():
            assert person.name_ar in page
        assert url(project, "submit") in page

    def test_each_problem_leads_to_its_field(
        self, project: Project, phase: Phase, member: User, signed_in: SignIn
    ) -> None:
        empty(project, phase, "training", "staff")
        client = signed_in(member)

        page = client.get(url(project, "check")).text

        link = f"{url(project, 'section', key='training')}#id_q-staff"
        assert f'href="{link}"' in page
        assert 'id="id_q-staff"' in client.get(link).text

    def test_a_link_is_one_only_where_a_browser_may_follow_it(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        section = phase.sections.get(key="solution")  # type: ignore[attr-defined]
        script = "javascript:alert(1)"
        save_answers(
            project=project, section=section, values={"website": script}, revisions={"website": 1}, by=captain,
            received_at=NOW,
        )  # fmt: skip

        page = signed_in(captain).get(url(project, "check")).text

        assert script in page
        assert f'href="{script}' not in page


class TestSubmit:
    def test_the_captain_declares_submits_and_gets_the_receipt(
        self, project: Project, captain: User, signed_in: SignIn
    ) -> None:
        client = signed_in(captain)
        page = client.get(url(project, "submit")).text

        answer = client.post(url(project, "submit"), the_button(page), follow=True)

        version = project.versions.get()
        assert answer.redirect_chain == [(url(project, "version", number=1), 302)]
        assert version.sha256 in answer.text
        assert "10:00:00" in answer.text

    def test_without_the_declaration_nothing_is_submitted(
        self, project: Project, captain: User, signed_in: SignIn
    ) -> None:
        client = signed_in(captain)
        fields = the_button(client.get(url(project, "submit")).text)
        del fields["declared"]

        answer = client.post(url(project, "submit"), fields)

        assert answer.status_code == 200
        assert 'href="#id_declared"' in answer.text
        assert the_button(answer.text)["intent"] == fields["intent"]
        assert not project.versions.exists()

    def test_pressed_twice_it_is_one_version(self, project: Project, captain: User, signed_in: SignIn) -> None:
        client = signed_in(captain)
        fields = the_button(client.get(url(project, "submit")).text)

        first, again = (client.post(url(project, "submit"), fields) for _each in range(2))

        assert first["Location"] == again["Location"] == url(project, "version", number=1)
        assert project.versions.count() == 1

    def test_opened_twice_it_has_two_intents(self, project: Project, captain: User, signed_in: SignIn) -> None:
        client = signed_in(captain)

        intents = {the_button(client.get(url(project, "submit")).text)["intent"] for _each in range(2)}

        assert len(intents) == 2

    def test_a_member_reads_who_submits_and_cannot(
        self, project: Project, phase: Phase, captain: User, member: User, signed_in: SignIn
    ) -> None:
        client = signed_in(member)

        page = client.get(url(project, "submit")).text
        answer = client.post(
            url(project, "submit"),
            {"phase": phase.key, "intent": str(uuid4()), "declared": "on", "reason": WHY_NOT_ALL},
        )

        assert captain.display_name in page
        assert 'name="declared"' not in page
        assert answer.status_code == 200
        assert answer.context["form"].errors
        assert not project.versions.exists()

    def test_an_incomplete_file_has_no_button_and_says_what_is_missing(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        empty(project, phase, "presentation", "summary")
        client = signed_in(captain)

        page = client.get(url(project, "submit")).text
        answer = client.post(
            url(project, "submit"),
            {"phase": phase.key, "intent": str(uuid4()), "declared": "on", "reason": WHY_NOT_ALL},
        )

        assert "#id_q-summary" in page
        assert 'name="declared"' not in page
        assert answer.context["form"].errors
        assert not project.versions.exists()

    def test_what_arrives_late_is_told_what_counts(
        self,
        project: Project,
        phase: Phase,
        captain: User,
        organiser: User,
        signed_in: SignIn,
        time_machine: TimeMachineFixture,
    ) -> None:
        a_version(project)
        write(project, at=NOW + minutes(1))
        time_machine.move_to(phase.closes_at + seconds(3), tick=False)
        client = signed_in(captain)

        answer = client.post(
            url(project, "submit"),
            {"phase": phase.key, "intent": str(uuid4()), "declared": "on", "reason": WHY_NOT_ALL},
        )

        assert answer.templates[0].name == "submissions/late.html"
        assert url(project, "version", number=1) in answer.text
        assert organiser.email in answer.text
        assert project.versions.count() == 1

    def test_who_comes_to_submit_too_late_is_told_what_counts_and_whom_to_ask(
        self,
        project: Project,
        phase: Phase,
        captain: User,
        organiser: User,
        signed_in: SignIn,
        time_machine: TimeMachineFixture,
    ) -> None:
        a_version(project)
        time_machine.move_to(phase.closes_at + seconds(3), tick=False)

        page = signed_in(captain).get(url(project, "submit")).text

        assert url(project, "version", number=1) in page
        assert organiser.email in page
        assert "ما أرسلتموه" not in page
        assert 'name="declared"' not in page

    def test_a_team_that_has_written_nothing_reads_what_is_missing(
        self, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        client, blank = signed_in(captain), Project(team=Team.objects.get(captain=captain))

        assert client.get(url(blank, "check")).status_code == 200
        assert client.get(url(blank, "submit")).status_code == 200
        answer = client.post(
            url(blank, "submit"), {"phase": phase.key, "intent": str(uuid4()), "declared": "on", "reason": WHY_NOT_ALL}
        )
        assert answer.context["form"].errors

    def test_submitting_costs_at_most_twenty_queries_for_one_and_for_thirty(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn, queries: Queries
    ) -> None:
        client, page = signed_in(captain), url(project, "submit")
        training = phase.sections.get(key="training")  # type: ignore[attr-defined]

        def grow_to(size: int) -> None:
            for _each in range(size - training.questions.count()):
                a_question(training)
            write(project)

        def visit() -> None:
            fields = {"phase": phase.key, "intent": str(uuid4()), "declared": "on", "reason": WHY_NOT_ALL}
            with queries.at_most(20):
                assert client.post(page, fields).status_code == 302

        queries.same_at(grow_to=grow_to, visit=visit)


class TestConfirmingOnTheWay:
    @pytest.fixture
    def unconfirmed(self, phase: Phase) -> Project:
        """Complete, of a team that may be confirmed and is not."""
        return a_project(a_team(competition=phase.competition, confirmed=False))

    def test_in_one_click_and_then_submitted(self, unconfirmed: Project, signed_in: SignIn, mailbox: Mailbox) -> None:
        captain = unconfirmed.team.captain
        client = signed_in(captain)
        page = client.get(url(unconfirmed, "submit")).text
        assert url(unconfirmed, "confirm_team") in page
        assert 'name="declared"' not in page

        answer = client.post(url(unconfirmed, "confirm_team"), follow=True)
        client.post(url(unconfirmed, "submit"), the_button(answer.text))

        assert Team.objects.get(pk=unconfirmed.team.pk).confirmed_by == captain
        assert unconfirmed.versions.count() == 1
        assert "SHA-256" in str(mailbox.latest(captain.email).body)

    def test_what_stands_in_the_way_is_said(self, unconfirmed: Project, signed_in: SignIn) -> None:
        unconfirmed.team.memberships.update(agreed_at=None)  # type: ignore[attr-defined]
        client = signed_in(unconfirmed.team.captain)

        page = client.get(url(unconfirmed, "submit"))
        answer = client.post(url(unconfirmed, "confirm_team"), follow=True)

        assert page.context["blocks"]
        assert url(unconfirmed, "confirm_team") not in page.text
        assert page.context["blocks"][0] in answer.text
        assert Team.objects.get(pk=unconfirmed.team.pk).confirmed_at is None

    def test_a_member_does_not_confirm(self, unconfirmed: Project, signed_in: SignIn) -> None:
        member = unconfirmed.team.members().exclude(pk=unconfirmed.team.captain_id)[0]
        client = signed_in(member)

        assert url(unconfirmed, "confirm_team") not in client.get(url(unconfirmed, "submit")).text
        client.post(url(unconfirmed, "confirm_team"))

        assert Team.objects.get(pk=unconfirmed.team.pk).confirmed_at is None

    @pytest.mark.parametrize("who", ["stranger", "mentor", "organiser"])
    def test_for_others_it_is_not_there(
        self, who: str, project: Project, signed_in: SignIn, request: pytest.FixtureRequest
    ) -> None:
        assert signed_in(request.getfixturevalue(who)).post(url(project, "confirm_team")).status_code == 404
