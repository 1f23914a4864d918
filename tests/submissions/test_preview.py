"""An organiser tries a questionnaire as a team of one theme would see it; nothing of it is stored."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Competition, Phase, Theme
from submissions.models import Answer, Project, Section
from teams.models import User
from tests.builders.submissions import a_question

SignIn = Callable[[User], Client]


@pytest.fixture
def url(competition: Competition, phase: Phase) -> str:
    return reverse("submissions:preview", kwargs={"edition": competition.slug, "key": phase.key})


@pytest.fixture
def office(organiser: User, signed_in: SignIn) -> Client:
    return signed_in(organiser)


@pytest.fixture
def section(phase: Phase) -> Section:
    found: Section = phase.sections.get(key="training")  # type: ignore[attr-defined]
    return found


def test_it_shows_every_section_with_fields_in_each_language(
    url: str, phase: Phase, section: Section, office: Client
) -> None:
    for kind in ("choice", "choices", "number", "amount", "date", "link", "table", "roles", "file"):
        a_question(section, kind=kind)

    for language in ("ar", "fr", "en"):
        page = office.get(url.replace("/ar/", f"/{language}/")).text
        assert all(getattr(each, f"name_{language}") in page for each in phase.sections.all())  # type: ignore[attr-defined]
        assert 'name="q-staff"' in page


def test_a_question_of_one_theme_is_seen_by_a_team_of_it(
    url: str, section: Section, competition: Competition, office: Client
) -> None:
    one, other = competition.themes.all()[:2]  # type: ignore[attr-defined]
    a_question(section, key="for-one", theme=one)

    def has_it(theme: Theme) -> bool:
        return 'name="q-for-one"' in office.get(url, {"theme": theme.key}).text

    assert (has_it(one), has_it(other)) == (True, False)


def test_what_is_typed_is_checked_and_kept_on_the_page_but_stored_nowhere(
    url: str, section: Section, project: Project, office: Client
) -> None:
    a_question(section, key="budget", kind="table", columns={"item": "text", "amount": "amount"})
    before = list(Answer.objects.order_by("pk").values())
    typed = {
        "q-title": "شباك بلا طابور",
        "q-people": "كثير",
        "q-budget-0-item": "طابعة",
        "q-budget-0-amount": "غالية",
        **{f"r-{key}": "0" for key in ("title", "people", "budget")},
    }

    answer = office.post(url, typed)

    labels = {problem.label for problem in answer.context["page"].problems}
    assert {"سؤال people", "سؤال staff", "سؤال budget"} <= labels
    assert "سؤال title" not in labels
    assert 'value="غالية"' in answer.text
    assert all(problem.url.startswith("#id_") for problem in answer.context["page"].problems)
    assert list(Answer.objects.order_by("pk").values()) == before


def test_conditions_work_across_sections(url: str, phase: Phase, section: Section, office: Client) -> None:
    solution = phase.sections.get(key="solution")  # type: ignore[attr-defined]
    on = a_question(solution, key="personal", kind="choice", options=("yes", "no"))
    a_question(section, key="which", shown_if=on, shown_if_options=["yes"])

    def asked_if(value: str) -> bool:
        page = office.post(url, {"q-personal": value, "r-personal": "0"}).context["page"]
        return "سؤال which" in {problem.label for problem in page.problems}

    assert (asked_if("yes"), asked_if("no")) == (True, False)


def test_a_row_is_added_to_a_table_without_a_script(url: str, section: Section, office: Client) -> None:
    a_question(section, key="budget", kind="table")
    first = office.get(url).text.count('name="q-budget-')
    filled = {f"q-budget-{row}-what": "طابعة" for row in range(3)}

    more = office.post(url, {**filled, "r-budget": "0", "add-row": "budget"}).text.count('name="q-budget-')

    assert more > first


def test_it_is_found_from_the_administration(url: str, phase: Phase, section: Section, office: Client) -> None:
    pages = [
        reverse("admin:competitions_phase_change", args=[phase.pk]),
        reverse("admin:submissions_section_change", args=[section.pk]),
        reverse("admin:submissions_question_change", args=[section.questions.first().pk]),  # type: ignore[attr-defined]
        reverse("admin:submissions_section_outline", args=[phase.pk]),
    ]

    assert [f'href="{url}"' in office.get(page).text for page in pages] == [True] * len(pages)


def test_members_mentors_and_strangers_find_nothing(
    url: str, captain: User, mentor: User, stranger: User, signed_in: SignIn
) -> None:
    for person in (captain, mentor, stranger):
        assert signed_in(person).get(url).status_code == 404
        assert signed_in(person).post(url).status_code == 404
