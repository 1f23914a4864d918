"""The page of an answer's history: who changed what and when, and an earlier text taken back by one press."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from competitions.models import Phase
from submissions.domain.drafting import save_answers
from submissions.models import Answer, AnswerRevision, Project, Section
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.submissions import a_question
from tests.harness.clock import minutes, seconds
from tests.harness.queries import Queries

SignIn = Callable[[User], Client]


@pytest.fixture
def solution(phase: Phase) -> Section:
    return phase.sections.get(key="solution")  # type: ignore[attr-defined, no-any-return]


def page_of(project: Project, question: str = "change", section: str = "solution") -> str:
    edition = project.team.competition.slug
    return reverse("submissions:history", kwargs={"edition": edition, "key": section, "question": question})


def the_answer(project: Project) -> Answer:
    return Answer.objects.of(project).get(question__key="change")


def save(project: Project, section: Section, by: User, text: str, *, after: int = 0) -> int:
    """Save the text knowingly, so many minutes from now; its number."""
    revision = the_answer(project).revision
    save_answers(
        project=project,
        section=section,
        values={"change": text},
        revisions={"change": revision},
        by=by,
        received_at=NOW + minutes(after),
    )
    return revision + 1


def rows(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'id="save-(\d+)"', page)]


def take_back(client: Client, project: Project, phase: Phase, revision: object, started_from: object) -> str:
    form = {"phase": phase.key, "revision": revision, "started_from": started_from}
    return client.post(page_of(project), form, follow=True).text


class TestReading:
    def test_each_change_says_who_and_shows_what_against_the_one_before(
        self, project: Project, solution: Section, captain: User, deputy: User, signed_in: SignIn
    ) -> None:
        save(project, solution, captain, "ينتظر المرتفق 47 دقيقة", after=20)
        save(project, solution, deputy, "ينتظر المرتفق 12 دقيقة", after=40)

        page = signed_in(captain).get(page_of(project)).text

        assert rows(page) == [3, 2, 1]
        newest = page[page.index('id="save-3"') : page.index('id="save-2"')]
        assert deputy.display_name in newest
        assert re.search(r"<del>.*47.*</del><ins>.*12.*</ins>", newest)

    def test_a_sitting_is_one_entry_that_can_be_unfolded(
        self, project: Project, solution: Section, captain: User, signed_in: SignIn
    ) -> None:
        for place in range(3):
            save(project, solution, captain, f"نص {place}", after=20)
        client = signed_in(captain)

        assert rows(client.get(page_of(project)).text) == [4, 1]
        assert "?sitting=4" in client.get(page_of(project)).text
        assert rows(client.get(page_of(project), {"sitting": 4}).text) == [4, 3, 2]

    @pytest.mark.parametrize("sitting", ["", "99", "x", "3", "²", "1" * 20])
    def test_a_sitting_that_is_none_shows_the_whole(
        self, project: Project, solution: Section, captain: User, signed_in: SignIn, sitting: str
    ) -> None:
        assert rows(signed_in(captain).get(page_of(project), {"sitting": sitting}).text) == [1]

    def test_an_answer_that_was_never_given_says_so(
        self, project: Project, solution: Section, captain: User, signed_in: SignIn
    ) -> None:
        a_question(solution, key="later", required=False)

        assert signed_in(captain).get(page_of(project, "later")).status_code == 200

    def test_whoever_was_erased_has_no_name_any_more(
        self, project: Project, solution: Section, captain: User, deputy: User, signed_in: SignIn
    ) -> None:
        save(project, solution, deputy, "نص", after=20)
        name = deputy.name_ar
        User.objects.filter(pk=deputy.pk).update(name_ar="", name_latin="", is_active=False)

        page = signed_in(captain).get(page_of(project)).text

        assert name not in page
        assert rows(page) == [2, 1]

    def test_typed_markup_is_text(self, project: Project, solution: Section, captain: User, signed_in: SignIn) -> None:
        save(project, solution, captain, "<script>alert(1)</script>", after=20)

        assert "<script>alert" not in signed_in(captain).get(page_of(project)).text

    def test_the_section_leads_to_it(self, project: Project, captain: User, signed_in: SignIn) -> None:
        section = reverse("submissions:section", kwargs={"edition": project.team.competition.slug, "key": "solution"})

        assert f'href="{page_of(project)}"' in signed_in(captain).get(section).text

    def test_three_hundred_saves_cost_as_many_queries_as_one_and_come_in_pages(
        self, project: Project, solution: Section, captain: User, deputy: User, signed_in: SignIn, queries: Queries
    ) -> None:
        client, answer = signed_in(captain), the_answer(project)

        def grow_to(size: int) -> None:
            wanted = range(answer.revision + 1, size * 10 + 1 if size > 1 else 2)
            AnswerRevision.objects.bulk_create(
                AnswerRevision(
                    answer=answer,
                    revision=number,
                    value=f"نص {number}",
                    saved_by=(captain, deputy)[number % 2],
                    saved_at=NOW + seconds(number),
                )
                for number in wanted
            )

        queries.same_at(grow_to=grow_to, visit=lambda: client.get(page_of(project)))
        with queries.at_most(12):
            page = client.get(page_of(project), {"page": 2}).text
        assert rows(page) == list(range(280, 260, -1))


class TestTakingBack:
    def test_one_press_makes_an_earlier_text_the_answer_again(
        self, project: Project, phase: Phase, solution: Section, captain: User, signed_in: SignIn
    ) -> None:
        first = the_answer(project).value
        save(project, solution, captain, "أسوأ", after=20)

        page = take_back(signed_in(captain), project, phase, 1, 2)

        assert the_answer(project).value == first
        assert rows(page) == [3, 2, 1]
        assert AnswerRevision.objects.get(answer=the_answer(project), revision=3).restored_from == 1

    def test_a_text_that_came_since_is_left_alone_and_told(
        self, project: Project, phase: Phase, solution: Section, captain: User, deputy: User, signed_in: SignIn
    ) -> None:
        save(project, solution, captain, "ثان", after=20)
        save(project, solution, deputy, "ثالث", after=40)

        page = take_back(signed_in(captain), project, phase, 1, 2)

        assert the_answer(project).value == "ثالث"
        assert deputy.display_name in page

    def test_after_the_end_nothing_is_taken_back_and_the_page_says_so(
        self,
        project: Project,
        phase: Phase,
        solution: Section,
        captain: User,
        signed_in: SignIn,
        time_machine: TimeMachineFixture,
    ) -> None:
        save(project, solution, captain, "ثان", after=20)
        time_machine.move_to(phase.closes_at, tick=False)

        page = take_back(signed_in(captain), project, phase, 1, 2)

        assert the_answer(project).value == "ثان"
        assert 'name="revision"' not in page

    @pytest.mark.parametrize(("revision", "started_from"), [("", "1"), ("x", "1"), ("1", "-1"), ("1" * 12, "1")])
    def test_numbers_that_are_none_find_nothing(
        self,
        project: Project,
        phase: Phase,
        captain: User,
        signed_in: SignIn,
        revision: str,
        started_from: str,
    ) -> None:
        form = {"phase": phase.key, "revision": revision, "started_from": started_from}

        assert signed_in(captain).post(page_of(project), form).status_code == 404


@pytest.mark.parametrize("who", ["stranger", "mentor", "organiser"])
def test_for_others_there_is_no_history(
    who: str, project: Project, phase: Phase, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(who))

    assert client.get(page_of(project)).status_code == 404
    assert client.post(page_of(project), {"phase": phase.key, "revision": 1, "started_from": 1}).status_code == 404


def test_a_rival_sees_their_own_history(
    project: Project, solution: Section, captain: User, rival: User, signed_in: SignIn
) -> None:
    save(project, solution, captain, "سر الفريق", after=20)

    assert "سر الفريق" not in signed_in(rival).get(page_of(project)).text


def test_a_question_that_is_not_asked_has_no_history(project: Project, captain: User, signed_in: SignIn) -> None:
    for question, section in (("nothing", "solution"), ("change", "training")):
        assert signed_in(captain).get(page_of(project, question, section)).status_code == 404
