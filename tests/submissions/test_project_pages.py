"""The team's own project: every page as each kind of person finds it, and the task list with its next step."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from competitions.models import Competition, Phase
from submissions.domain.drafting import save_answers
from submissions.models import Project
from teams.models import LateAccess, Team, User
from tests.builders.competitions import NOW, a_competition
from tests.builders.submissions import (
    a_feedback,
    a_project,
    a_question,
    a_version,
    an_attachment,
    write,
)
from tests.builders.teams import a_team
from tests.harness.clock import days, minutes
from tests.harness.queries import Queries

SignIn = Callable[[User], Client]


def url(name: str, competition: Competition, **kwargs: object) -> str:
    return reverse(f"submissions:{name}", kwargs={"edition": competition.slug, **kwargs})


def own_pages(project: Project) -> list[str]:
    competition = project.team.competition
    version, attachment = project.versions.get(), project.attachments.get()
    return [
        url("project", competition),
        url("section", competition, key="solution"),
        url("files", competition),
        url("download", competition, pk=attachment.pk),
        url("remove_file", competition, pk=attachment.pk),
        url("check", competition),
        url("submit", competition),
        url("version", competition, number=version.number),
    ]


def status(client: Client, page: str) -> int:
    response = client.get(page)
    response.getvalue()  # a file is closed once it has been read
    return response.status_code


@pytest.fixture
def submitted(project: Project) -> Project:
    """With a file, a note of a mentor and a version."""
    an_attachment(project)
    a_feedback(project)
    a_version(project)
    return project


class TestWhoSeesWhat:
    @pytest.mark.parametrize("who", ["captain", "deputy", "member"])
    @pytest.mark.parametrize("language", ["ar", "fr", "en"])
    def test_members_reach_every_page_of_their_project(
        self, who: str, language: str, submitted: Project, signed_in: SignIn, request: pytest.FixtureRequest
    ) -> None:
        client = signed_in(request.getfixturevalue(who))

        pages = [page.replace("/ar/", f"/{language}/", 1) for page in own_pages(submitted)]
        answers = {page: status(client, page) for page in pages}

        assert set(answers.values()) == {200}, answers

    @pytest.mark.parametrize("who", ["stranger", "mentor", "organiser"])
    def test_who_is_in_no_team_has_no_project_pages(
        self, who: str, submitted: Project, signed_in: SignIn, request: pytest.FixtureRequest
    ) -> None:
        client = signed_in(request.getfixturevalue(who))
        first, *others = own_pages(submitted)
        readers = {url("download", submitted.team.competition, pk=submitted.attachments.get().pk)}

        assert client.get(first)["Location"] == reverse("teams:team", args=[submitted.team.competition.slug])
        hidden = [page for page in others if not (page in readers and who != "stranger")]
        assert {page: status(client, page) for page in hidden} == dict.fromkeys(hidden, 404)

    def test_another_captain_finds_their_own_project_there_and_nothing_of_this_one(
        self, submitted: Project, rival: User, signed_in: SignIn
    ) -> None:
        client, competition = signed_in(rival), submitted.team.competition
        answers = [str(answer.value) for answer in submitted.answers.all()]
        # A number alone may stand anywhere, in a moment for one.
        secrets = [each for each in answers if not each.isdecimal()] + [submitted.team.display_name]

        for page in own_pages(submitted):
            answer = client.get(page)
            body = answer.getvalue().decode(errors="replace")
            assert not [secret for secret in secrets if secret in body], page

        for hidden in (
            url("version", competition, number=1),
            url("download", competition, pk=submitted.attachments.get().pk),
            url("remove_file", competition, pk=submitted.attachments.get().pk),
        ):
            assert client.get(hidden).status_code == 404

    def test_nobody_signed_in_is_led_to_sign_in_everywhere(self, submitted: Project, client: Client) -> None:
        for page in (*own_pages(submitted), url("mentoring", submitted.team.competition)):
            assert client.get(page)["Location"].startswith(reverse("account_login"))

    def test_an_edition_that_does_not_exist_or_is_not_published_is_not_there(
        self, submitted: Project, captain: User, signed_in: SignIn
    ) -> None:
        hidden = a_project(a_team(competition=a_competition(published=False), captain=captain))

        for page in ("/ar/no-such-edition/project/", url("project", hidden.team.competition)):
            assert signed_in(captain).get(page).status_code == 404

    def test_who_has_left_the_team_sees_it_no_more(self, submitted: Project, member: User, signed_in: SignIn) -> None:
        submitted.team.memberships.filter(person=member).update(left_at=NOW)  # type: ignore[attr-defined]

        assert status(signed_in(member), url("check", submitted.team.competition)) == 404


class TestTaskList:
    @pytest.fixture
    def page(self, captain: User, signed_in: SignIn, competition: Competition) -> Callable[[], Any]:
        """Reads the page and gives its values."""

        def read() -> Any:
            answer = signed_in(captain).get(url("project", competition))
            assert answer.status_code == 200
            return answer.context

        return read

    @staticmethod
    def step(page: Callable[[], Any]) -> tuple[str, bool]:
        step = page()["next_step"]
        return (step.url.removeprefix("/ar/").partition("/project/")[2], step.done)  # type: ignore[attr-defined]

    def test_sections_not_started_in_progress_complete(
        self, team: Team, phase: Phase, captain: User, page: Callable[[], Any]
    ) -> None:
        assert [task.kind for task in page()["tasks"]] == ["off", "off", "off"]  # type: ignore[attr-defined]

        project = a_project(team, complete=False)
        for key, values in (("presentation", {"title": "عنوان"}), ("training", {"staff": "مخطط"})):
            section = phase.sections.get(key=key)  # type: ignore[attr-defined]
            save_answers(project=project, section=section, values=values, revisions={}, by=captain, received_at=NOW)

        assert [task.kind for task in page()["tasks"]] == ["todo", "off", "ok"]  # type: ignore[attr-defined]

    def test_the_next_step_follows_the_work(
        self, team: Team, phase: Phase, captain: User, page: Callable[[], Any]
    ) -> None:
        assert self.step(page) == ("sections/presentation/", False)

        project = a_project(team)
        assert self.step(page) == ("check/", False)

        feedback = a_feedback(project, section=phase.sections.get(key="training"))  # type: ignore[attr-defined]
        assert self.step(page) == ("sections/training/", False)
        feedback.addressed_at, feedback.addressed_by = NOW, captain
        feedback.save()

        a_version(project)
        assert self.step(page) == ("versions/1/", True)

        write(project, at=NOW + minutes(1))
        assert self.step(page) == ("check/", False)

        a_version(project, received_at=NOW + minutes(2))
        an_attachment(project, at=NOW + minutes(3))
        assert self.step(page) == ("check/", False)

    def test_before_the_phase_opens_one_may_read(
        self, team: Team, phase: Phase, time_machine: TimeMachineFixture, page: Callable[[], Any]
    ) -> None:
        time_machine.move_to(phase.opens_at - days(1), tick=False)

        assert self.step(page) == ("", False)
        assert len(page()["tasks"]) == 3  # type: ignore[arg-type]

    def test_after_the_end_it_says_what_counts_or_that_nothing_does(
        self, project: Project, phase: Phase, time_machine: TimeMachineFixture, page: Callable[[], Any]
    ) -> None:
        time_machine.move_to(phase.closes_at, tick=False)
        assert self.step(page) == ("", False)

        a_version(project)
        assert self.step(page) == ("versions/1/", True)

    def test_the_panel_shows_the_end_of_this_team(
        self, project: Project, phase: Phase, organiser: User, page: Callable[[], Any]
    ) -> None:
        until = phase.closes_at + days(2)
        assert page()["deadline"].iso == phase.closes_at.isoformat()  # type: ignore[attr-defined]

        LateAccess.objects.create(
            team=project.team, phase=phase, until=until, reason_kind="outage", reason="عطل",
            granted_by=organiser, granted_at=NOW,
        )  # fmt: skip

        assert page()["deadline"].iso == until.isoformat()  # type: ignore[attr-defined]

    def test_versions_are_listed_and_one_counts(self, project: Project, page: Callable[[], Any]) -> None:
        a_version(project)
        a_version(project, received_at=NOW + minutes(1))

        assert [task.kind for task in page()["versions"]] == ["ok", "off"]  # type: ignore[attr-defined]

    def test_an_edition_without_a_submission_phase_says_so(self, db: None, signed_in: SignIn) -> None:
        competition = a_competition(calendar={"registration": (-1, 5)})
        team = a_team(competition=competition)

        answer = signed_in(team.captain).get(url("project", competition))

        assert answer.status_code == 200
        assert answer.templates[0].name == "submissions/no_phase.html"

    def test_it_costs_at_most_fourteen_queries_for_one_and_for_thirty_of_everything(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn, queries: Queries
    ) -> None:
        client, page = signed_in(captain), url("project", phase.competition)
        training = phase.sections.get(key="training")  # type: ignore[attr-defined]

        def grow_to(size: int) -> None:
            for _each in range(size - training.questions.count()):
                a_question(training)
            write(project)
            for each in range(size - project.versions.count()):
                a_version(project, received_at=NOW + minutes(each))
            for _each in range(min(size, 10) - project.attachments.count()):
                an_attachment(project)

        def visit() -> None:
            with queries.at_most(14):  # with sign-offs, what is due at the deadline, and who is writing
                client.get(page)

        queries.same_at(grow_to=grow_to, visit=visit)


class TestTheCardOnTheTeamsPage:
    def test_members_find_the_way_to_the_project_there(self, project: Project, member: User, signed_in: SignIn) -> None:
        competition = project.team.competition

        page = signed_in(member).get(reverse("teams:team", args=[competition.slug]))

        assert url("project", competition) in page.text
        assert project.title in page.text
