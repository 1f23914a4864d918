"""Asking, agreeing and submitting without the captain, in the browser."""

from collections.abc import Callable

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from competitions.models import Phase
from submissions.models import Project
from teams.models import Team, User
from tests.builders.teams import a_member, a_participant
from tests.harness.clock import minutes
from tests.harness.mailbox import Mailbox
from tests.submissions.test_submit_pages import the_button, url

SignIn = Callable[[User], Client]


class TestWithoutTheCaptain:
    @pytest.fixture
    def last_hour(self, phase: Phase, time_machine: TimeMachineFixture) -> None:
        time_machine.move_to(phase.closes_at - minutes(60), tick=False)

    @pytest.fixture
    def colleague(self, team: Team) -> User:
        person = a_participant(team.competition)
        a_member(team, person, copied=True)
        return person

    def test_before_the_last_hours_a_member_reads_when_it_would_be_possible(
        self, project: Project, member: User, captain: User, signed_in: SignIn
    ) -> None:
        card = signed_in(member).get(url(project, "submit")).context["last_resort"]

        assert (card.is_on, card.ready) == (False, False)
        assert signed_in(captain).get(url(project, "submit")).context["last_resort"] is None

    @pytest.mark.usefixtures("last_hour")
    def test_one_asks_the_others_agree_and_the_receipt_says_so(
        self, project: Project, member: User, colleague: User, signed_in: SignIn, mailbox: Mailbox
    ) -> None:
        client, other = signed_in(member), signed_in(colleague)
        other.get(url(project, "project"))
        page = client.get(url(project, "submit")).text
        assert colleague.display_name in page
        assert 'name="declared"' not in page

        asked = client.post(url(project, "ask"), follow=True)
        request = other.get(url(project, "submit")).text
        assert url(project, "ask") not in asked.text
        assert url(project, "submit") in str(mailbox.latest(colleague.email).body)
        assert url(project, "agree", person_id=member.pk) in request
        other.post(url(project, "agree", person_id=member.pk))
        answer = client.post(url(project, "submit"), the_button(client.get(url(project, "submit")).text), follow=True)

        assert project.versions.get().without_captain
        assert colleague.display_name in answer.text

    @pytest.mark.usefixtures("last_hour")
    def test_an_agreement_is_taken_back_and_the_button_goes(
        self, project: Project, member: User, colleague: User, signed_in: SignIn
    ) -> None:
        client, other = signed_in(member), signed_in(colleague)
        other.get(url(project, "project"))
        client.post(url(project, "ask"))
        other.post(url(project, "agree", person_id=member.pk))
        assert 'name="declared"' in client.get(url(project, "submit")).text

        other.post(url(project, "disagree", person_id=member.pk))

        assert 'name="declared"' not in client.get(url(project, "submit")).text

    @pytest.mark.usefixtures("last_hour")
    def test_a_captain_who_opens_a_page_ends_it(
        self, project: Project, member: User, captain: User, signed_in: SignIn
    ) -> None:
        client = signed_in(member)
        fields = the_button(client.get(url(project, "submit")).text)
        signed_in(captain).get(url(project, "project"))

        answer = client.post(url(project, "submit"), fields)

        assert answer.context["form"].errors
        assert not project.versions.exists()

    @pytest.mark.usefixtures("last_hour")
    def test_of_others_and_about_others_it_is_not_there(
        self, project: Project, rival: User, member: User, stranger: User, signed_in: SignIn
    ) -> None:
        for person in (stranger, rival):
            answer = signed_in(person).post(url(project, "agree", person_id=member.pk))
            assert answer.status_code == 404
        assert signed_in(member).post(url(project, "agree", person_id=rival.pk)).status_code == 404
        assert signed_in(stranger).post(url(project, "ask")).status_code == 404
