"""Answering questions of every kind in the browser, without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Phase
from submissions.domain.drafting import save_answers
from submissions.models import Answer, AnswerRevision, Project, Question, Section
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.kinds import a_question_of, a_section_of_every_kind, answers
from tests.builders.submissions import an_attachment
from tests.harness.queries import Queries
from tests.submissions.section_form import url
from tests.submissions.section_kinds import ids, posted

SignIn = Callable[[User], Client]


@pytest.fixture
def every(phase: Phase) -> Section:
    return a_section_of_every_kind(phase)


def values(project: Project) -> dict[str, Any]:
    return {answer.question.key: answer.value for answer in project.answers.select_related("question")}


def typed(person: User) -> dict[str, Any]:
    """The answers as a browser posts them."""
    given = answers(person.pk)
    table, roles = given.pop("table"), given.pop("roles")
    fields = {f"q-{key}": value for key, value in given.items()}
    for row, cells in enumerate(table):
        fields |= {f"q-table-{row}-{column}": cell for column, cell in cells.items()}
    fields |= {f"q-roles-{key}": parts for key, parts in roles.items()}
    return {**fields, **{f"r-{key}": "0" for key in answers(person.pk)}}


class TestEveryKind:
    def test_what_is_posted_is_kept_in_its_own_shape(
        self, blank: Project, every: Section, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        answer = signed_in(captain).post(url(blank, "every"), {"phase": phase.key, **typed(captain)})

        assert answer.status_code == 302
        assert values(blank) == answers(captain.pk)

    def test_the_page_shows_it_again_and_posting_it_unchanged_changes_nothing(
        self, blank: Project, every: Section, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        client, page = signed_in(captain), url(blank, "every")
        client.post(page, {"phase": phase.key, **typed(captain)})

        fields = posted(client.get(page).text)
        client.post(page, {"phase": phase.key, **fields})

        assert set(Answer.objects.values_list("revision", flat=True)) == {1}
        assert values(blank) == answers(captain.pk)

    def test_everything_can_be_emptied_again(
        self, blank: Project, every: Section, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        client, page = signed_in(captain), url(blank, "every")
        client.post(page, {"phase": phase.key, **typed(captain)})

        fields = posted(client.get(page).text)
        emptied = {
            name: "" for name in fields if name.startswith("q-") and not name.startswith(("q-choice", "q-roles"))
        }
        client.post(page, {"phase": phase.key, **emptied, **{n: v for n, v in fields.items() if n.startswith("r-")}})

        assert not any(values(blank).values())
        assert AnswerRevision.objects.count() == 2 * len(answers(captain.pk))

    def test_what_a_page_did_not_have_is_left_alone(
        self, blank: Project, every: Section, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        client, page = signed_in(captain), url(blank, "every")
        client.post(page, {"phase": phase.key, **typed(captain)})

        client.post(page, {"phase": phase.key, "q-short-text": "آخر", "r-short-text": "1"})

        assert values(blank) == {**answers(captain.pk), "short-text": "آخر"}

    @pytest.mark.parametrize(
        "field", ["q-table-0-", "q-table-99999-line", "q-table-x-line", "q-roles-x", "q-roles-" + "9" * 40, "q-choices"]
    )
    @pytest.mark.parametrize("value", ["\x00", "<script>", "غ" * 5000])
    def test_whatever_is_posted_breaks_nothing(
        self, field: str, value: str, blank: Project, every: Section, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        revisions = {f"r-{key}": "0" for key in ("table", "roles", "choices")}

        answer = signed_in(captain).post(url(blank, "every"), {"phase": phase.key, field: value, **revisions})

        assert answer.status_code == 302
        assert not any(values(blank).values())

    def test_parts_of_others_are_not_named(
        self, rival: User, blank: Project, every: Section, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        client, page = signed_in(captain), url(blank, "every")

        client.post(page, {"phase": phase.key, f"q-roles-{rival.pk}": "yes", "r-roles": "0"})

        for shown in (page, reverse("submissions:check", kwargs={"edition": phase.competition.slug})):
            assert rival.display_name not in client.get(shown).text


class TestTable:
    def test_it_has_blank_rows_and_one_more_for_the_asking_with_what_was_typed(
        self, blank: Project, every: Section, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        client, page = signed_in(captain), url(blank, "every")
        before = posted(client.get(page).text)
        rows = {name.split("-")[2] for name in before if name.startswith("q-table-")}

        answer = client.post(
            page, {"phase": phase.key, **before, "q-table-0-line": "شاشة", "add-row": "table"}, follow=True
        )

        after = posted(answer.text)
        assert len({name.split("-")[2] for name in after if name.startswith("q-table-")}) == len(rows) + 1
        assert after["q-table-0-line"] == ["شاشة"]
        assert values(blank)["table"][0]["line"] == "شاشة"

    @pytest.mark.parametrize(
        "asked", ["?table=table&rows=x", "?table=table&rows=99999999", "?rows=7", "?table=%00&rows=3"]
    )
    def test_no_other_number_of_rows_is_taken(
        self, asked: str, blank: Project, every: Section, captain: User, signed_in: SignIn
    ) -> None:
        page = signed_in(captain).get(url(blank, "every") + asked)

        assert len([name for name in posted(page.text) if name.endswith("-line")]) == 3

    def test_there_are_never_more_rows_than_can_be_submitted(
        self, blank: Project, every: Section, captain: User, signed_in: SignIn
    ) -> None:
        every.questions.filter(key="table").update(rows_max=2)  # type: ignore[attr-defined]

        page = signed_in(captain).get(url(blank, "every") + "?table=table&rows=9").text

        assert len([name for name in posted(page) if name.endswith("-line")]) == 2
        assert 'name="add-row"' not in page


class TestWhereItIsMended:
    def test_each_problem_links_to_the_first_thing_that_one_types_into_or_presses(
        self, blank: Project, every: Section, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        every.questions.update(required=True)  # type: ignore[attr-defined]
        client = signed_in(captain)

        page = client.get(reverse("submissions:check", kwargs={"edition": phase.competition.slug}))
        links = [row.url for row in page.context["problems"] if "/every/" in row.url]

        there = ids(client.get(url(blank, "every")).text)
        assert len(links) == len(Question.Kind)
        assert {link.split("#")[1] for link in links} <= there

    def test_files_of_a_question_are_listed_in_it_and_attached_from_it(
        self, blank: Project, every: Section, captain: User, signed_in: SignIn
    ) -> None:
        of = every.questions.get(key="file")  # type: ignore[attr-defined]
        an_attachment(blank, name="مخطط.pdf", question=of)
        an_attachment(blank, name="ملحق.pdf")

        page = signed_in(captain).get(url(blank, "every")).text

        assert "مخطط.pdf" in page
        assert "ملحق.pdf" not in page
        assert f"{reverse('submissions:files', kwargs={'edition': blank.team.competition.slug})}?question=file" in page


class TestCost:
    def test_the_page_costs_the_same_for_one_of_each_and_for_thirty_with_options_rows_and_files(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn, queries: Queries
    ) -> None:
        section = a_section_of_every_kind(phase)
        client, made, page = signed_in(captain), [1], url(project, "every")

        def grow_to(size: int) -> None:
            while len(made) < size // 3:
                for kind in ("table", "file"):
                    a_question_of(section, kind)
                for kind in ("choices", "roles"):
                    a_question_of(section, kind, options=[f"o{n}" for n in range(len(made) + 1)])
                made.append(1)
            files = section.questions.filter(kind="file")  # type: ignore[attr-defined]
            for question in files.filter(attachments=None):
                an_attachment(project, question=question) if project.attachments.count() < 9 else None
            given = {"table": [answers(captain.pk)["table"][0]] * size}
            revisions = {each.question.key: each.revision for each in project.answers.select_related("question")}
            save_answers(
                project=project, section=section, values=given, revisions=revisions, by=captain, received_at=NOW
            )

        def visit() -> None:
            with queries.at_most(12):
                assert client.get(page).status_code == 200

        queries.same_at(grow_to=grow_to, visit=visit)
