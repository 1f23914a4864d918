"""How an organiser writes a questionnaire: forms with their options, order, copies, and what has changed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Competition, Phase
from submissions.models import Option, Project, Question, Section
from teams.models import User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.submissions import a_project, a_question, a_section
from tests.builders.teams import a_team
from tests.harness.queries import Queries

SignIn = Callable[[User], Client]
TEXTS = tuple(f"{name}_{language}" for name in ("label", "help", "example", "unit") for language in ("ar", "fr", "en"))
SETTINGS = (
    *("key", "kind", "purpose", "words_min", "words_max", "characters_max", "minimum", "maximum"),
    *("rows_min", "rows_max", "hosts", "file_size_max", "files_max"),
)
FLAGS = ("required", "always_required", "for_jury")


def change_url(row: Any) -> str:
    return reverse(f"admin:submissions_{row._meta.model_name}_change", args=[row.pk])


def outline_url(phase: Phase) -> str:
    return reverse("admin:submissions_section_outline", args=[phase.pk])


def typed(question: Question, *, options: list[dict[str, Any]] | None = None, **changed: Any) -> dict[str, Any]:
    """The form of a question as it is, with these changes; new options after those that it has."""
    values = {name: value if (value := getattr(question, name)) is not None else "" for name in (*TEXTS, *SETTINGS)}
    values |= {name: "on" for name in FLAGS if getattr(question, name)}
    values |= {"section": question.section.pk, "shown_if": question.shown_if_id or "", **changed}
    stored = list(question.options.all()) if question.pk else []
    rows = [
        {"id": each.pk, "key": each.key, "label_ar": each.label_ar, "label_fr": each.label_fr, "order": each.order}
        for each in stored
    ]
    rows += [{"id": "", "key": "", "order": "", **each} for each in options or []]
    values |= {f"options-{place}-{name}": value for place, row in enumerate(rows) for name, value in row.items()}
    values |= {f"options-{place}-question": question.pk or "" for place in range(len(rows))}
    for prefix, count, first in (("options", len(rows), len(stored)), ("columns", 0, 0)):
        values |= {f"{prefix}-TOTAL_FORMS": count, f"{prefix}-INITIAL_FORMS": first}
    return {name: value for name, value in values.items() if value is not False}


@pytest.fixture
def office(organiser: User, signed_in: SignIn) -> Client:
    return signed_in(organiser)


@pytest.fixture
def section(phase: Phase) -> Section:
    found: Section = phase.sections.get(key="training")  # type: ignore[attr-defined]
    return found


def staff(phase: Phase) -> Question:
    return Question.objects.of_phase(phase).select_related("section").get(key="staff")


class TestQuestion:
    def test_one_is_added_at_the_end_with_its_options_and_keys_that_nobody_typed(
        self, section: Section, organiser: User, office: Client
    ) -> None:
        question = Question(section=section, label_ar="هل؟", label_en="Are personal data processed?", kind="choice")
        options = [{"label_ar": "نعم", "label_en": "Yes"}, {"label_ar": "لا", "label_en": "No"}]

        answer = office.post(reverse("admin:submissions_question_add"), typed(question, options=options))

        assert answer.status_code == 302, answer.context["adminform"].errors
        made = Question.objects.get(key="are-personal-data-processed")
        assert [option.key for option in made.options.all()] == ["yes", "no"]
        assert made.order > staff(section.phase).order
        assert made.history.get().history_user == organiser

    def test_what_the_verb_refuses_is_said_beside_what_was_typed(self, section: Section, office: Client) -> None:
        question = Question(section=section, label_ar="هل؟", label_en="Which?", kind="choice")

        answer = office.post(
            reverse("admin:submissions_question_add"),
            typed(question, options=[{"label_ar": "واحد", "label_en": "One"}]),
        )

        assert list(answer.context["adminform"].errors) == ["kind"]
        assert 'value="Which?"' in answer.text
        assert "واحد" in answer.text
        assert not Question.objects.filter(label_en="Which?").exists()

    def test_a_limit_is_refused_by_a_sentence_and_not_by_the_name_of_a_rule(self, phase: Phase, office: Client) -> None:
        answer = office.post(change_url(staff(phase)), typed(staff(phase), words_min=400))

        assert list(answer.context["adminform"].errors) == ["words_max"]
        assert "question_word_limits" not in answer.text

    def test_after_answers_it_says_how_many_and_waits_for_a_tick(
        self, project: Project, rival: User, phase: Phase, office: Client
    ) -> None:
        page = office.get(change_url(staff(phase)))
        first = office.post(change_url(staff(phase)), typed(staff(phase), words_max=77))
        stored = staff(phase).words_max
        second = office.post(change_url(staff(phase)), typed(staff(phase), words_max=77, confirmed="on"))

        assert 'name="confirmed"' in page.text
        assert list(first.context["adminform"].errors) == ["confirmed"]
        assert "أجاب فريقان" in str(first.context["adminform"].errors["confirmed"])
        assert 'value="77"' in first.text
        assert (stored, second.status_code) == (300, 302)
        assert (staff(phase).words_max, staff(phase).edition) == (77, 2)

    def test_words_change_without_a_tick(self, project: Project, phase: Phase, office: Client) -> None:
        answer = office.post(change_url(staff(phase)), typed(staff(phase), label_fr="Former le personnel"))

        assert answer.status_code == 302, answer.context["adminform"].errors
        assert staff(phase).label_fr == "Former le personnel"

    def test_a_condition_takes_options_of_the_question_it_hangs_on(self, section: Section, office: Client) -> None:
        on = a_question(section, kind="choice", key="personal", options=("yes", "no"))
        other = a_question(section, kind="choice", key="other")
        which = a_question(section, key="which")

        wrong = office.post(change_url(which), typed(which, shown_if=on.pk, shown_if_options=[f"{other.pk}:yes"]))
        right = office.post(change_url(which), typed(which, shown_if=on.pk, shown_if_options=[f"{on.pk}:yes"]))

        assert list(wrong.context["adminform"].errors) == ["shown_if_options"]
        assert right.status_code == 302, right.context["adminform"].errors
        which.refresh_from_db()
        assert (which.shown_if, which.shown_if_options) == (on, ["yes"])
        assert f'value="{on.pk}:yes"' in office.get(change_url(which)).text

    def test_types_of_file_are_ticked(self, section: Section, office: Client) -> None:
        question = a_question(section, kind="file", words_max=None)

        answer = office.post(change_url(question), typed(question, file_types=["pdf", "png"], files_max=2))

        assert answer.status_code == 302, answer.context["adminform"].errors
        question.refresh_from_db()
        assert (question.file_types, question.files_max) == (["pdf", "png"], 2)

    def test_questions_are_retired_and_asked_again_by_actions(self, project: Project, office: Client) -> None:
        question, url = Question.objects.get(key="staff"), reverse("admin:submissions_question_changelist")
        chosen = {"_selected_action": [question.pk]}

        office.post(url, {"action": "retire", **chosen})
        retired = Question.objects.get(pk=question.pk).retired_at
        office.post(url, {"action": "restore", **chosen})

        assert retired == NOW
        assert Question.objects.get(pk=question.pk).retired_at is None

    def test_nothing_is_deleted(self, phase: Phase, office: Client) -> None:
        answer = office.post(reverse("admin:submissions_question_delete", args=[staff(phase).pk]), {"post": "yes"})

        assert answer.status_code == 404


class TestSection:
    def test_one_is_added_at_the_end_of_an_own_phase(
        self, phase: Phase, competition: Competition, office: Client
    ) -> None:
        foreign = the_phase(a_competition(), "submission")
        url = reverse("admin:submissions_section_add")
        fields = {"name_ar": "الميزانية", "name_en": "The budget", "theme": "", "key": ""}

        offered = office.get(url).context["adminform"].form.fields["phase"].queryset
        refused = office.post(url, {**fields, "phase": foreign.pk})
        answer = office.post(url, {**fields, "phase": phase.pk})

        assert list(offered) == [phase]
        assert refused.status_code == 200
        assert answer.status_code == 302, answer.context["adminform"].errors
        assert list(phase.sections.values_list("key", flat=True))[-1] == "the-budget"  # type: ignore[attr-defined]

    def test_another_theme_waits_for_a_tick_once_answered(
        self, project: Project, section: Section, office: Client
    ) -> None:
        fields = {name: getattr(section, name) or "" for name in ("name_ar", "name_fr", "name_en", "key")}
        fields |= {"phase": section.phase_id, "theme": project.team.theme_id}

        first = office.post(change_url(section), fields)
        second = office.post(change_url(section), {**fields, "confirmed": "on"})

        assert list(first.context["adminform"].errors) == ["confirmed"]
        assert second.status_code == 302, second.context["adminform"].errors


def test_the_pages_cost_the_same_for_one_question_and_for_thirty(
    phase: Phase, section: Section, competition: Competition, office: Client, queries: Queries
) -> None:
    a_project(a_team(competition=competition, confirmed=True))
    preview = reverse("submissions:preview", kwargs={"edition": competition.slug, "key": phase.key})

    def grow_to(size: int) -> None:
        for number in range(size - Option.objects.count() // 2):
            a_question(section, kind="choice", theme=competition.themes.earliest("pk"))  # type: ignore[attr-defined]
            a_question(a_section(phase), kind="table" if number % 2 else "roles")

    def visit() -> None:
        for url in (outline_url(phase), change_url(staff(phase)), change_url(section), preview):
            assert office.get(url).status_code == 200

    queries.same_at(grow_to=grow_to, visit=visit)
