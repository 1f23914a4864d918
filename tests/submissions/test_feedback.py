"""Mentors' notes: who writes them, who is told, and how the team answers."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from competitions.domain.calendar import PhaseClosed
from competitions.models import Message, Phase
from submissions.domain.drafting import OtherEdition, project_of
from submissions.domain.feedback import (
    MayNotGiveFeedback,
    MayNotMarkFeedback,
    NothingSaid,
    give_feedback,
    mark_addressed,
)
from submissions.models import Feedback, Project, Section
from teams.models import LateAccess, Mentorship, Team, User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.submissions import a_feedback, a_mentor_of, a_project, a_questionnaire, a_version, an_attachment
from tests.builders.teams import a_team
from tests.harness.clock import minutes, seconds
from tests.harness.mailbox import Mailbox
from tests.harness.queries import Queries

SignIn = Callable[[User], Client]


@pytest.fixture
def section(phase: Phase) -> Section:
    return phase.sections.get(key="solution")  # type: ignore[attr-defined]


def test_every_member_is_told_and_reads_it_beside_the_section(
    project: Project, section: Section, mentor: User, member: User, mailbox: Mailbox, signed_in: SignIn
) -> None:
    feedback = a_feedback(project, section=section, mentor=mentor)

    for person in project.team.members():
        assert feedback.text in str(mailbox.latest(person.email).body)
    page = signed_in(member).get(mailbox.link(member.email, containing="/project/sections/solution/")).text
    assert feedback.text in page
    assert mentor.display_name in page


def test_only_those_who_accompany_the_team_write_to_it(
    project: Project, section: Section, captain: User, rival: User, organiser: User, stranger: User
) -> None:
    colleague = a_mentor_of(Team.objects.get(captain=rival))

    for person in (captain, rival, organiser, stranger, colleague):
        with pytest.raises(MayNotGiveFeedback):
            a_feedback(project, section=section, mentor=person)

    assert not Message.objects.filter(kind="submissions.feedback_given").exists()


def test_a_mentor_who_has_stopped_writes_no_more(project: Project, section: Section, mentor: User) -> None:
    Mentorship.objects.update(ended_at=NOW + seconds(1))

    with pytest.raises(MayNotGiveFeedback):
        a_feedback(project, section=section, mentor=mentor)


def test_empty_words_are_not_sent(project: Project, section: Section, mentor: User) -> None:
    with pytest.raises(NothingSaid):
        give_feedback(project=project, section=section, mentor=mentor, text=" \n ", at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.create(project=project, section=section, mentor=mentor, text="", given_at=NOW)


def test_a_section_of_another_edition_is_not_commented(project: Project, mentor: User) -> None:
    other = a_questionnaire(the_phase(a_competition(), "submission"))[0]

    with pytest.raises(OtherEdition):
        a_feedback(project, section=other, mentor=mentor)


def test_once_the_team_can_change_nothing_any_more_no_note_is_taken(
    project: Project, section: Section, phase: Phase, mentor: User, organiser: User
) -> None:
    a_feedback(project, section=section, mentor=mentor, at=phase.closes_at - seconds(1))

    with pytest.raises(PhaseClosed):
        a_feedback(project, section=section, mentor=mentor, at=phase.closes_at)

    LateAccess.objects.create(
        team=project.team, phase=phase, until=phase.closes_at + minutes(60), reason_kind="other", reason="سبب",
        granted_by=organiser, granted_at=NOW,
    )  # fmt: skip
    a_feedback(project, section=section, mentor=mentor, at=phase.closes_at)
    assert project.feedback.count() == 2


def test_the_first_member_to_mark_a_note_is_remembered(project: Project, member: User, captain: User) -> None:
    feedback = a_feedback(project)

    mark_addressed(feedback=feedback, by=member, at=NOW + minutes(1))
    again = mark_addressed(feedback=feedback, by=captain, at=NOW + minutes(2))

    assert (again.addressed_by, again.addressed_at) == (member, NOW + minutes(1))
    assert not Feedback.objects.of(project).unaddressed().exists()


def test_nobody_else_marks_a_note(project: Project, mentor: User, rival: User, organiser: User) -> None:
    feedback = a_feedback(project, mentor=mentor)

    for person in (mentor, rival, organiser):
        with pytest.raises(MayNotMarkFeedback):
            mark_addressed(feedback=feedback, by=person, at=NOW)


class TestTheTeamsPage:
    @staticmethod
    def mark(feedback: Feedback) -> str:
        edition = feedback.project.team.competition.slug
        return reverse("submissions:addressed", kwargs={"edition": edition, "pk": feedback.pk})

    def test_a_member_marks_a_note_with_its_button(
        self, project: Project, section: Section, member: User, signed_in: SignIn
    ) -> None:
        feedback = a_feedback(project, section=section)
        client = signed_in(member)
        page = reverse("submissions:section", kwargs={"edition": project.team.competition.slug, "key": section.key})
        assert self.mark(feedback) in client.get(page).text

        answer = client.post(self.mark(feedback), follow=True)

        assert answer.redirect_chain == [(page, 302)]
        assert feedback.text in answer.text
        assert self.mark(feedback) not in answer.text

    def test_anothers_note_is_not_there_to_be_marked(
        self, project: Project, rival: User, mentor: User, signed_in: SignIn
    ) -> None:
        feedback = a_feedback(project, mentor=mentor)

        for person in (rival, mentor):
            assert signed_in(person).post(self.mark(feedback)).status_code == 404
        assert Feedback.objects.of(project).unaddressed().count() == 1

    def test_it_is_marked_by_post_only(self, project: Project, member: User, signed_in: SignIn) -> None:
        signed_in(member).get(self.mark(a_feedback(project)))

        assert Feedback.objects.of(project).unaddressed().count() == 1

    def test_notes_are_louder_than_what_is_unfinished(
        self, project: Project, section: Section, captain: User, signed_in: SignIn
    ) -> None:
        a_feedback(project, section=section)

        page = signed_in(captain).get(reverse("submissions:project", kwargs={"edition": project.team.competition.slug}))

        assert [task.kind for task in page.context["tasks"]] == ["ok", "warn", "ok"]
        assert page.context["next_step"].url.endswith("/project/sections/solution/")


class TestTheMentorsPages:
    @staticmethod
    def list_url(project: Project) -> str:
        return reverse("submissions:mentoring", kwargs={"edition": project.team.competition.slug})

    @staticmethod
    def url(project: Project) -> str:
        kwargs = {"edition": project.team.competition.slug, "team_id": project.team.pk}
        return reverse("submissions:mentored", kwargs=kwargs)

    def test_the_list_has_the_teams_of_the_mentor_and_no_other(
        self, project: Project, mentor: User, rival: User, signed_in: SignIn
    ) -> None:
        a_version(project)

        page = signed_in(mentor).get(self.list_url(project)).text

        assert project.team.display_name in page
        assert self.url(project) in page
        assert Team.objects.get(captain=rival).display_name not in page

    def test_the_draft_is_read_and_not_written(
        self, project: Project, mentor: User, signed_in: SignIn, captain: User
    ) -> None:
        attachment = an_attachment(project, name="خطة.pdf")

        page = signed_in(mentor).get(self.url(project)).text

        for answer in project.answers.all():
            assert str(answer.value) in page
        assert attachment.name in page
        assert 'name="q-' not in page

    def test_a_note_is_sent_from_under_its_section(self, project: Project, mentor: User, signed_in: SignIn) -> None:
        answer = signed_in(mentor).post(
            self.url(project), {"section": "training", "training-text": "من يؤطر التكوين؟"}, follow=True
        )

        assert answer.status_code == 200
        assert "من يؤطر التكوين؟" in answer.text
        assert project.feedback.get().section.key == "training"

    def test_an_empty_note_is_refused_beside_its_field(self, project: Project, mentor: User, signed_in: SignIn) -> None:
        answer = signed_in(mentor).post(self.url(project), {"section": "training", "training-text": "  "})

        assert answer.status_code == 200
        assert 'href="#id_training-text"' in answer.text
        assert not project.feedback.exists()

    def test_a_team_that_has_written_nothing_can_be_accompanied(self, phase: Phase, signed_in: SignIn) -> None:
        team = a_team(competition=phase.competition)
        mentor, project = a_mentor_of(team), Project(team=team)
        client = signed_in(mentor)
        assert client.get(self.list_url(project)).status_code == client.get(self.url(project)).status_code == 200

        client.post(self.url(project), {"section": "training", "training-text": "ابدؤوا من هنا"})

        assert project_of(team, at=NOW).feedback.count() == 1

    def test_after_the_end_the_draft_is_read_without_a_form(
        self, project: Project, phase: Phase, mentor: User, signed_in: SignIn, time_machine: object
    ) -> None:
        time_machine.move_to(phase.closes_at, tick=False)  # type: ignore[attr-defined]

        page = signed_in(mentor).get(self.url(project))

        assert page.status_code == 200
        assert "<textarea" not in page.text

    @pytest.mark.parametrize("who", ["captain", "member", "rival", "organiser", "stranger"])
    def test_for_others_the_mentors_pages_are_not_there(
        self, who: str, project: Project, signed_in: SignIn, request: pytest.FixtureRequest
    ) -> None:
        client = signed_in(request.getfixturevalue(who))

        assert client.get(self.list_url(project)).status_code == 404
        assert client.get(self.url(project)).status_code == 404
        assert client.post(self.url(project), {"section": "training", "training-text": "x"}).status_code == 404

    def test_the_mentor_does_not_see_the_teams_own_pages(
        self, project: Project, mentor: User, signed_in: SignIn
    ) -> None:
        a_version(project)
        client, edition = signed_in(mentor), project.team.competition.slug

        pages: dict[str, dict[str, object]] = {"section": {"key": "solution"}, "check": {}, "version": {"number": 1}}

        for name, kwargs in pages.items():
            page = reverse(f"submissions:{name}", kwargs={"edition": edition, **kwargs})
            assert client.get(page).status_code == 404

    def test_the_list_costs_the_same_for_one_team_and_for_thirty(
        self, phase: Phase, signed_in: SignIn, queries: Queries, stranger: User
    ) -> None:
        client = signed_in(stranger)
        projects: list[Project] = []

        def grow_to(size: int) -> None:
            while len(projects) < size:
                project = a_project(a_team(competition=phase.competition, confirmed=True))
                a_mentor_of(project.team, stranger)
                a_feedback(project, mentor=stranger)
                a_version(project)
                projects.append(project)

        queries.same_at(grow_to=grow_to, visit=lambda: client.get(self.list_url(projects[0])))
