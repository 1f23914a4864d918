"""What keeps a project file from being submitted, each problem with its place."""

import pytest

from competitions.models import Phase
from submissions.domain.checking import check
from submissions.domain.drafting import save_answers
from submissions.domain.kinds.numbers import number_of
from submissions.domain.kinds.texts import count_words
from submissions.models import Project, Question
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.submissions import a_question


def answer(project: Project, phase: Phase, section: str, by: User, **values: str) -> None:
    stored = phase.sections.get(key=section)  # type: ignore[attr-defined]
    revisions = {each.question.key: each.revision for each in project.answers.select_related("question")}
    save_answers(project=project, section=stored, values=values, revisions=revisions, by=by, received_at=NOW)


def found(project: Project, phase: Phase) -> list[tuple[str, str]]:
    return [(problem.section, problem.field) for problem in check(project, phase)]


def test_a_complete_file_has_no_problem(project: Project, phase: Phase) -> None:
    assert check(project, phase) == []


def test_what_is_required_and_missing_is_named_in_the_order_of_the_file(
    project: Project, phase: Phase, captain: User
) -> None:
    answer(project, phase, "training", captain, staff="")
    answer(project, phase, "presentation", captain, title="", summary="")

    problems = check(project, phase)

    assert [(each.section, each.field, each.missing) for each in problems] == [
        ("presentation", "title", True),
        ("presentation", "summary", True),
        ("training", "staff", True),
    ]
    assert problems[0].label == Question.objects.get(key="title").label


def test_optional_questions_may_stay_empty(project: Project, phase: Phase, captain: User) -> None:
    answer(project, phase, "solution", captain, people="", website="")

    assert check(project, phase) == []


def test_words_are_counted_on_the_server_and_the_limit_is_the_last_that_counts(
    project: Project, phase: Phase, captain: User
) -> None:
    answer(project, phase, "solution", captain, change="كلمة " * 300)
    assert found(project, phase) == []

    answer(project, phase, "solution", captain, change="كلمة " * 301)

    [problem] = check(project, phase)
    assert (problem.section, problem.field) == ("solution", "change")
    assert "301" in problem.message
    assert "300" in problem.message


def test_too_few_words_are_a_problem_too(project: Project, phase: Phase, captain: User) -> None:
    a_question(phase.sections.get(key="training"), key="citizens", words_min=3)  # type: ignore[attr-defined]

    answer(project, phase, "training", captain, citizens="كلمتان فقط")
    assert found(project, phase) == [("training", "citizens")]

    answer(project, phase, "training", captain, citizens="ثلاث كلمات هنا")
    assert found(project, phase) == []


@pytest.mark.parametrize("typed", ["1200", "12.5", "12,5", "١٤٫٥", "1 200", "1\u202f200", "-3", "١٬٢٠٠"])
def test_a_number_may_be_typed_in_any_digits(typed: str, project: Project, phase: Phase, captain: User) -> None:
    answer(project, phase, "solution", captain, people=typed)

    assert found(project, phase) == []


@pytest.mark.parametrize("typed", ["كثير", "12 دقيقة", "1.2.3", "NaN", "1e5", "--2", "½"])
def test_what_is_no_number_is_a_problem(typed: str, project: Project, phase: Phase, captain: User) -> None:
    answer(project, phase, "solution", captain, people=typed)

    assert found(project, phase) == [("solution", "people")]


@pytest.mark.parametrize(
    "typed", ["project.example", "javascript:alert(1)", "ftp://files.example/", "https://", "https://a b.example/"]
)
def test_a_link_must_be_a_whole_web_address(typed: str, project: Project, phase: Phase, captain: User) -> None:
    answer(project, phase, "solution", captain, website=typed)

    assert found(project, phase) == [("solution", "website")]


def test_a_title_too_long_for_a_title_is_a_problem(project: Project, phase: Phase, captain: User) -> None:
    answer(project, phase, "presentation", captain, title="ع" * 251)

    [problem] = check(project, phase)
    assert problem.field == "title"
    assert "251" in problem.message


def test_retired_questions_are_not_asked_any_more(project: Project, phase: Phase, captain: User) -> None:
    answer(project, phase, "training", captain, staff="")

    Question.objects.filter(key="staff").update(retired_at=NOW)

    assert check(project, phase) == []


def test_a_phase_that_asks_nothing_finds_nothing_to_mend(project: Project) -> None:
    judging = project.team.competition.phases.get(kind="results")

    assert check(project, judging) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("كلمة", 1), ("  كلمة  أخرى\nثالثة ", 3), ("l’eau, — c’est - bon !", 3), ("74% 12,5", 2), ("… ؟ !", 0)],
)
def test_a_word_is_what_has_a_letter_or_a_digit_in_it(text: str, words: int) -> None:
    assert count_words(text) == words


def test_numbers_are_read_exactly() -> None:
    assert str(number_of("١٤٫٥٠")) == "14.50"
    assert number_of("") is None


def test_checking_costs_three_queries_whatever_is_asked(
    project: Project, phase: Phase, django_assert_num_queries: object
) -> None:
    for _each in range(30):
        a_question(phase.sections.get(key="training"))  # type: ignore[attr-defined]

    known = Project.objects.select_related("team").get(pk=project.pk)

    with django_assert_num_queries(3):  # type: ignore[operator]
        problems = check(known, phase)

    assert len(problems) == 30
