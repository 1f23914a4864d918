"""Versions side by side: what was answered, asked and attached, and who was in the team."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from competitions.models import Phase
from submissions.domain.comparing import in_one_order
from submissions.domain.drafting import save_answers
from submissions.models import Project, Question, Version
from teams.models import Membership, User
from tests.builders.competitions import NOW
from tests.builders.submissions import a_question, a_version, an_attachment, write
from tests.harness.clock import minutes
from tests.harness.queries import Queries

SignIn = Callable[[User], Client]


def compare(client: Client, project: Project, a: object = None, b: object = None, language: str = "fr") -> Any:
    with translation.override(language):
        address = reverse("submissions:compare", kwargs={"edition": project.team.competition.slug})
    return client.get(address, {} if a is None else {"a": str(a), "b": str(b)})


def rewrite(project: Project, key: str, text: str) -> None:
    answer = project.answers.select_related("question__section").get(question__key=key)  # type: ignore[attr-defined]
    save_answers(
        project=project,
        section=answer.question.section,
        values={key: text},
        revisions={key: answer.revision},
        by=project.team.captain,
        received_at=NOW,
    )


def differing(page: Any) -> dict[str, Any]:
    sections = page.context["comparison"].sections
    return {answer.question: answer for section in sections for answer in section.answers}


def test_words_that_differ_are_marked_on_both_sides(project: Project, member: User, signed_in: SignIn) -> None:
    rewrite(project, "change", "On attend 47 minutes au guichet.")
    a_version(project)
    rewrite(project, "change", "On attend 12 minutes au guichet.")
    a_version(project, received_at=NOW + minutes(1))

    page = compare(signed_in(member), project, 1, 2)

    answer = differing(page)["Question change"]
    assert [run.text for run in answer.older if run.kind == "gone"] == ["47"]
    assert [run.text for run in answer.newer if run.kind == "new"] == ["12"]
    assert "".join(run.text for run in answer.older) == "On attend 47 minutes au guichet."
    assert "".join(run.text for run in answer.newer) == "On attend 12 minutes au guichet."
    assert list(differing(page)) == ["Question change"]
    assert "<ins>" in page.text
    assert "<del>" in page.text


def test_questions_without_a_difference_are_folded_away(project: Project, member: User, signed_in: SignIn) -> None:
    a_version(project)
    a_version(project, received_at=NOW + minutes(1))

    page = compare(signed_in(member), project, 1, 2)

    assert differing(page) == {}
    assert sum(len(section.same) for section in page.context["comparison"].sections) == 6
    assert page.text.count("<details") >= 3


def test_the_draft_is_compared_with_what_was_submitted(project: Project, member: User, signed_in: SignIn) -> None:
    a_version(project)
    rewrite(project, "title", "Un autre titre")

    page = compare(signed_in(member), project)

    assert page.context["form"].data == {"a": "1", "b": "draft"}
    assert list(differing(page)) == ["Question title"]


def test_files_are_told_apart_by_their_bytes(project: Project, member: User, signed_in: SignIn) -> None:
    kept, gone = an_attachment(project, name="même.pdf"), an_attachment(project, name="ancien.pdf")
    a_version(project)
    gone.removed_at = NOW
    gone.save()
    an_attachment(project, name="nouveau.pdf")
    a_version(project, received_at=NOW + minutes(1))

    files = compare(signed_in(member), project, 1, 2).context["comparison"].files

    assert [(change.kind, change.name) for change in files] == [("ok", "nouveau.pdf"), ("missing", "ancien.pdf")]
    assert kept.name not in [change.name for change in files]


def test_who_joined_and_who_left_is_told(
    project: Project, member: User, captain: User, rival: User, signed_in: SignIn
) -> None:
    a_version(project)
    Membership.objects.filter(person=member).update(left_at=NOW)

    people = compare(signed_in(captain), project, 1, "draft").context["comparison"].people

    assert [(change.kind, change.name) for change in people] == [("missing", member.name_latin)]
    assert compare(signed_in(captain), project, "draft", 1).context["comparison"].people[0].kind == "ok"


def test_a_question_is_shown_as_it_was_asked_then_and_now(
    project: Project, phase: Phase, member: User, signed_in: SignIn
) -> None:
    a_version(project)
    Question.objects.filter(key="title").update(label_fr="Comment s’appelle le projet ?")
    a_question(phase.sections.first(), key="more", required=False)  # type: ignore[attr-defined]
    Question.objects.filter(key="website").update(retired_at=NOW)

    answers = differing(compare(signed_in(member), project, 1, "draft"))

    assert answers["Comment s’appelle le projet ?"].asked_before == "Question title"
    assert answers["Question more"].kind == "ok"
    assert answers["Question website"].kind == "missing"


def test_nothing_can_be_compared_with_what_was_erased(project: Project, member: User, signed_in: SignIn) -> None:
    a_version(project)
    Version.objects.update(content=None)

    page = compare(signed_in(member), project, 1, "draft")

    assert page.status_code == 200
    assert page.context["comparison"].is_erased


@pytest.mark.parametrize(("a", "b"), [("7", "1"), ("1", ""), ("x", "draft"), ("1", "-1"), ("1'", "draft")])
def test_what_does_not_exist_is_said_beside_the_choice(
    a: str, b: str, project: Project, member: User, signed_in: SignIn
) -> None:
    a_version(project)

    page = compare(signed_in(member), project, a, b)

    assert page.status_code == 200
    assert page.context["form"].errors
    assert "comparison" not in page.context


def test_without_a_version_there_is_nothing_to_compare(project: Project, member: User, signed_in: SignIn) -> None:
    page = compare(signed_in(member), project)

    assert page.status_code == 200
    assert "form" not in page.context


def test_a_rival_compares_only_their_own(project: Project, rival: User, signed_in: SignIn) -> None:
    a_version(project)

    page = compare(signed_in(rival), project, 1, "draft")

    assert project.title not in page.text


def test_it_costs_the_same_for_one_question_and_for_thirty(
    project: Project, phase: Phase, member: User, signed_in: SignIn, queries: Queries
) -> None:
    client = signed_in(member)

    def grow(size: int) -> None:
        for _each in range(size):
            a_question(phase.sections.first(), required=False)  # type: ignore[attr-defined]
        for _each in range(min(size, 9)):  # a project has room for twenty
            an_attachment(project)
        write(project)
        for _each in range(2):
            a_version(project, received_at=NOW + minutes(project.versions.count() + 1))

    def visit() -> None:
        compare(client, project, 1, 2)
        compare(client, project, 1, "draft")

    queries.same_at(grow_to=grow, visit=visit)
    for a, b in ((1, 2), (1, "draft")):
        with queries.at_most(14):
            compare(client, project, a, b)


def test_what_both_have_stands_in_one_order() -> None:
    assert in_one_order(["a", "b", "c"], ["a", "c", "d"]) == ["a", "b", "c", "d"]
    assert in_one_order(["x", "a"], ["a"]) == ["x", "a"]
    assert in_one_order([], ["a"]) == ["a"]
