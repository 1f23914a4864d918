"""What cannot be asked is refused to the organiser, beside the field that it belongs to."""

from collections.abc import Callable
from typing import Any

import pytest

from competitions.models import Competition, Phase, Theme
from submissions.domain.questionnaire import (
    restore_section,
    retire_question,
    retire_section,
    save_question,
    save_section,
)
from submissions.domain.questionnaire.refused import OthersDepend, PartUnfit
from submissions.models import Column, Option, Question, Section
from teams.models import User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.submissions import a_question, a_questionnaire, a_section

Refused = Callable[..., str | None]


@pytest.fixture
def section(phase: Phase) -> Section:
    found: Section = phase.sections.get(key="training")  # type: ignore[attr-defined]
    return found


@pytest.fixture
def theme(competition: Competition) -> Theme:
    found: Theme = competition.themes.earliest("pk")  # type: ignore[attr-defined]
    return found


@pytest.fixture
def other_theme(competition: Competition, theme: Theme) -> Theme:
    found: Theme = competition.themes.exclude(pk=theme.pk).earliest("pk")  # type: ignore[attr-defined]
    return found


@pytest.fixture
def choice(section: Section) -> Question:
    """Are personal data processed?"""
    return a_question(section, key="personal", kind="choice", options=("yes", "no"))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"label_ar": ""}, "label_ar"),
        ({"key": "staff"}, "key"),
        ({"kind": "choice", "options": ()}, "kind"),
        ({"kind": "choices", "options": ("one",)}, "kind"),
        ({"kind": "roles", "options": ()}, "kind"),
        ({"kind": "table", "columns": {}}, "kind"),
        ({"words_min": 20, "words_max": 10}, "words_max"),
        ({"words_max": 0}, "words_max"),
        ({"kind": "number", "minimum": 5, "maximum": 4}, "maximum"),
        ({"kind": "table", "rows_min": 3, "rows_max": 2}, "rows_max"),
        ({"kind": "file", "files_max": 0}, "files_max"),
        ({"kind": "file", "file_size_max": 0}, "file_size_max"),
        ({"kind": "file", "file_size_max": 60_000}, "file_size_max"),
        ({"kind": "file", "file_types": ["exe"]}, "file_types"),
        ({"kind": "link", "hosts": "https://youtube.com/watch"}, "hosts"),
        ({"required": False, "always_required": True}, "always_required"),
        ({"kind": "short_text", "purpose": "title"}, "purpose"),
    ],
    ids=str,
)
def test_what_nobody_could_answer_is_refused_beside_its_field(
    fields: dict[str, Any], field: str, section: Section, organiser: User, refused: Refused
) -> None:
    assert refused(lambda: a_question(section, by=organiser, **fields)) == field


def test_settings_of_another_kind_are_emptied_and_hosts_are_tidied(section: Section) -> None:
    number = a_question(section, kind="number", words_max=100, unit_ar="jours", hosts="x.example", files_max=3)
    link = a_question(section, kind="link", hosts=" YouTube.com \n\nvimeo.com", unit_ar="jours")

    assert (number.words_max, str(number.unit), number.hosts, number.files_max) == (None, "jours", "", None)
    assert (link.hosts, str(link.unit)) == ("youtube.com\nvimeo.com", "")


def test_a_theme_is_one_of_the_edition_and_fits_the_section(
    section: Section, theme: Theme, other_theme: Theme, organiser: User, refused: Refused
) -> None:
    foreign = a_competition().themes.earliest("pk")  # type: ignore[attr-defined]
    of_theme = a_section(section.phase, theme=theme)

    assert refused(lambda: a_question(section, theme=foreign)) == "theme"
    assert refused(lambda: a_section(section.phase, theme=foreign)) == "theme"
    assert refused(lambda: a_question(of_theme, theme=other_theme)) == "theme"
    asked = a_question(of_theme, theme=theme)
    of_theme.theme = other_theme
    assert refused(lambda: save_section(section=of_theme, by=organiser, at=NOW)) == "theme"
    assert asked.theme == theme


def test_the_title_is_asked_of_every_team(phase: Phase, theme: Theme, organiser: User, refused: Refused) -> None:
    title = Question.objects.of_phase(phase).get(key="title")
    title.theme = theme
    assert refused(lambda: save_question(question=title, by=organiser, at=NOW)) == "purpose"

    section = phase.sections.get(key="presentation")  # type: ignore[attr-defined]
    section.theme = theme
    assert refused(lambda: save_section(section=section, by=organiser, at=NOW)) == "theme"


class TestConditions:
    def test_on_itself_in_a_circle_elsewhere_or_on_no_option(
        self, choice: Question, section: Section, organiser: User, refused: Refused
    ) -> None:
        def depends(question: Question, on: Question, *options: str) -> str | None:
            question.shown_if, question.shown_if_options = on, list(options)
            return refused(lambda: save_question(question=question, by=organiser, at=NOW))

        which = a_question(section, shown_if=choice, shown_if_options=["yes"])
        why = a_question(section, shown_if=which)
        elsewhere = a_questionnaire(the_phase(a_competition(), "submission"))[0].questions.first()
        gone = retire_question(question=a_question(section), by=organiser, at=NOW)

        assert depends(which, which) == "shown_if"
        assert depends(choice, why) == "shown_if"
        assert depends(which, elsewhere) == "shown_if"
        assert depends(which, gone) == "shown_if"
        assert depends(which, choice, "perhaps") == "shown_if_options"
        assert depends(which, why.section.questions.get(key="staff"), "yes") == "shown_if_options"

    def test_on_a_question_of_another_theme(
        self, section: Section, theme: Theme, other_theme: Theme, refused: Refused
    ) -> None:
        here = a_question(section, kind="choice", theme=theme)

        assert refused(lambda: a_question(section, theme=other_theme, shown_if=here)) == "shown_if"
        assert a_question(section, shown_if=here).shown_if == here

    def test_what_others_depend_on_is_neither_retired_nor_turned_away(
        self, choice: Question, section: Section, theme: Theme, other_theme: Theme, organiser: User
    ) -> None:
        a_question(section, label_fr="Lesquelles ?", theme=theme, shown_if=choice, shown_if_options=["yes"])
        others = [Option(key="no", label_ar="لا"), Option(key="unsure", label_ar="لا ندري")]

        with pytest.raises(OthersDepend):
            retire_question(question=choice, by=organiser, at=NOW)
        with pytest.raises(OthersDepend):
            save_question(question=choice, options=others, by=organiser, at=NOW)
        choice.theme = other_theme
        with pytest.raises(OthersDepend):
            save_question(question=choice, by=organiser, at=NOW)

    def test_a_section_is_retired_and_asked_again_as_a_whole(
        self, choice: Question, section: Section, organiser: User
    ) -> None:
        a_question(section, shown_if=choice, shown_if_options=["yes"])
        asked = set(section.questions.values_list("pk", flat=True))

        retire_section(section=section, by=organiser, at=NOW)
        assert not Question.objects.of_phase(section.phase).filter(section=section).exists()
        restore_section(section=section, by=organiser, at=NOW)

        assert (
            set(Question.objects.of_phase(section.phase).filter(section=section).values_list("pk", flat=True)) == asked
        )

    def test_a_section_on_which_others_depend_is_not_retired(
        self, choice: Question, phase: Phase, organiser: User
    ) -> None:
        solution = phase.sections.get(key="solution")  # type: ignore[attr-defined]
        a_question(solution, shown_if=choice)

        with pytest.raises(OthersDepend):
            retire_section(section=choice.section, by=organiser, at=NOW)
        assert not Question.objects.filter(section=choice.section).exclude(retired_at=None).exists()


@pytest.mark.parametrize(
    "options",
    [
        [Option(key="a", label_ar="أ"), Option(key="a", label_ar="ب")],
        [Option(key="a", label_ar="أ"), Option(key="b c", label_ar="ب")],
        [Option(key="a", label_ar="أ"), Option(key="b", label_ar="")],
    ],
    ids=["twice", "no key", "no name"],
)
def test_options_have_keys_of_their_own_and_names(options: list[Option], section: Section, organiser: User) -> None:
    question = Question(section=section, key="which", label_ar="أيها؟", kind="choice")

    with pytest.raises(PartUnfit):
        save_question(question=question, options=options, by=organiser, at=NOW)
    assert not Question.objects.filter(key="which").exists()


def test_options_and_columns_that_nobody_needs_go_and_the_rest_keep_their_order(
    section: Section, organiser: User
) -> None:
    table = a_question(section, kind="table", columns={"what": "text", "when": "date", "who": "text"})
    what, when, who = table.columns.all()

    save_question(question=table, columns=[who, what], by=organiser, at=NOW)

    assert [column.key for column in table.columns.all()] == ["who", "what"]
    assert not Column.objects.filter(pk=when.pk).exists()
