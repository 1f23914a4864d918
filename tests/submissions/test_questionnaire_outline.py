"""How an organiser orders, takes over and copies a questionnaire, and reads what has changed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Competition, Phase
from submissions.domain.default_questionnaire import default_questionnaire
from submissions.domain.questionnaire import save_question
from submissions.models import Project, Question, QuestionnaireVersion, Section
from teams.models import User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.submissions import a_question, a_questionnaire
from tests.builders.teams import a_role

SignIn = Callable[[User], Client]


def change_url(row: Any) -> str:
    return reverse(f"admin:submissions_{row._meta.model_name}_change", args=[row.pk])


def outline_url(phase: Phase) -> str:
    return reverse("admin:submissions_section_outline", args=[phase.pk])


@pytest.fixture
def office(organiser: User, signed_in: SignIn) -> Client:
    return signed_in(organiser)


@pytest.fixture
def section(phase: Phase) -> Section:
    found: Section = phase.sections.get(key="training")
    return found


def staff(phase: Phase) -> Question:
    return Question.objects.of_phase(phase).select_related("section").get(key="staff")


class TestOutline:
    def keys(self, phase: Phase) -> list[str]:
        return [question.key for question in Question.objects.of_phase(phase)]

    def test_buttons_move_retire_and_ask_again(self, phase: Phase, office: Client) -> None:
        section = phase.sections.get(key="solution")  # type: ignore[attr-defined]
        question = section.questions.get(key="change")

        office.post(outline_url(phase), {"move": f"up section {section.pk}"})
        office.post(outline_url(phase), {"move": f"down question {question.pk}"})
        moved = self.keys(phase)
        office.post(outline_url(phase), {"move": f"retire section {section.pk}"})
        retired = self.keys(phase)
        office.post(outline_url(phase), {"move": f"restore section {section.pk}"})

        assert moved == ["people", "change", "website", "title", "summary", "staff"]
        assert retired == ["title", "summary", "staff"]
        assert self.keys(phase) == moved

    @pytest.mark.parametrize("move", ["", "up", "up section x", "turn section 1", "up team 1", "up section 999999"])
    def test_anything_else_moves_nothing(self, move: str, phase: Phase, office: Client) -> None:
        before = self.keys(phase)

        assert office.post(outline_url(phase), {"move": move}).status_code in (302, 404)
        assert self.keys(phase) == before

    def test_a_row_of_another_phase_is_not_moved_from_here(self, phase: Phase, office: Client) -> None:
        other = a_questionnaire(the_phase(a_competition(), "submission"))[1]

        assert office.post(outline_url(phase), {"move": f"up section {other.pk}"}).status_code == 404

    def test_another_organiser_finds_nothing_there(self, phase: Phase, signed_in: SignIn) -> None:
        stranger = signed_in(a_role("organiser", competition=a_competition()))

        assert stranger.get(outline_url(phase)).status_code == 404
        assert stranger.post(outline_url(phase), {"move": "up section 1"}).status_code == 404

    def test_what_others_depend_on_is_refused_with_their_names(self, section: Section, office: Client) -> None:
        on = a_question(section, kind="choice")
        a_question(section, label_ar="أي معطيات؟", shown_if=on)

        page = office.post(outline_url(section.phase), {"move": f"retire question {on.pk}"}, follow=True)

        assert "أي معطيات؟" in str([str(message) for message in page.context["messages"]])


class TestTakingOver:
    def test_the_default_in_one_click(self, competition: Competition, office: Client) -> None:
        phase, seed = the_phase(competition, "submission"), reverse("admin:submissions_section_seed")
        assert seed in office.get(reverse("admin:submissions_section_changelist")).text

        first = office.post(seed, {"phase": phase.pk}, follow=True)
        again = office.post(seed, {"phase": phase.pk})

        assert first.status_code == 200
        assert phase.sections.count() == len(default_questionnaire())  # type: ignore[attr-defined]
        assert again.context["form"].errors["phase"]

    def test_another_phase_s_with_options_conditions_and_themes(
        self, phase: Phase, section: Section, organiser: User, office: Client
    ) -> None:
        new = the_phase(a_competition(), "submission")
        a_role("organiser", competition=new.competition, person=organiser)
        theme = phase.competition.themes.earliest("pk")  # type: ignore[attr-defined]
        on = a_question(section, key="personal", kind="choice", options=("yes", "no"))
        a_question(section, key="which", shown_if=on, shown_if_options=["yes"])
        a_question(section, key="of-theme", theme=theme)
        new.competition.themes.exclude(key=theme.key).delete()  # type: ignore[attr-defined]

        answer = office.post(
            reverse("admin:submissions_section_copy"), {"source": phase.pk, "target": new.pk}, follow=True
        )

        assert answer.redirect_chain == [(outline_url(new), 302)]
        copies = {each.key: each for each in Question.objects.of_phase(new)}
        assert copies.keys() == set(Question.objects.of_phase(phase).values_list("key", flat=True))
        assert (copies["which"].shown_if, copies["which"].shown_if_options) == (copies["personal"], ["yes"])
        assert [option.key for option in copies["personal"].options.all()] == ["yes", "no"]
        assert (copies["of-theme"].theme is None) == (
            not new.competition.themes.filter(key=theme.key).exists()  # type: ignore[attr-defined]
        )
        assert copies["which"].label_fr == Question.objects.get(key="which", section=section).label_fr

    def test_nothing_is_copied_from_or_into_an_edition_that_one_does_not_run(
        self, phase: Phase, office: Client
    ) -> None:
        foreign = the_phase(a_competition(), "submission")
        a_questionnaire(foreign)

        url = reverse("admin:submissions_section_copy")
        for source, target in ((foreign, phase), (phase, foreign)):
            answer = office.post(url, {"source": source.pk, "target": target.pk})
            assert answer.context["form"].errors

    def test_not_into_a_phase_that_asks_something_and_not_from_one_that_asks_nothing(
        self, phase: Phase, organiser: User, office: Client
    ) -> None:
        empty = the_phase(a_competition(), "submission")
        a_role("organiser", competition=empty.competition, person=organiser)

        url = reverse("admin:submissions_section_copy")
        full = office.post(url, {"source": phase.pk, "target": phase.pk})
        nothing = office.post(url, {"source": empty.pk, "target": empty.pk})

        assert full.context["form"].errors
        assert list(nothing.context["form"].errors) == ["source"]


class TestChanges:
    def test_each_version_shows_what_is_not_as_before(
        self, project: Project, phase: Phase, organiser: User, office: Client
    ) -> None:
        question = staff(phase)
        question.words_max, question.label_ar = 77, "تكوين الموظفين"
        save_question(question=question, by=organiser, at=NOW, confirmed=True)
        first, second = QuestionnaireVersion.objects.order_by("number")

        pages = [office.get(change_url(version)).text for version in (first, second)]

        assert [("<bdi>77</bdi>" in page, "<bdi>300</bdi>" in page) for page in pages] == [(False, False), (True, True)]
        assert [f"<bdi>{question.label_ar}</bdi>" in page for page in pages] == [False, True]

    def test_an_organiser_of_another_edition_finds_none(
        self, project: Project, phase: Phase, organiser: User, signed_in: SignIn
    ) -> None:
        question = staff(phase)
        question.words_max = 77
        save_question(question=question, by=organiser, at=NOW, confirmed=True)
        client = signed_in(a_role("organiser", competition=a_competition()))

        version = QuestionnaireVersion.objects.first()
        assert client.get(change_url(version)).status_code == 404
        assert client.get(reverse("admin:submissions_questionnaireversion_changelist")).context["cl"].result_count == 0
