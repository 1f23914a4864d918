"""Taking over the questionnaire of another phase, of the same edition or of an earlier one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from competitions.models import Phase, Theme
from submissions.domain.questionnaire.refused import NothingToCopy, QuestionnaireExists
from submissions.domain.questionnaire.sense import live
from submissions.domain.questionnaire.writing import save_question, save_section
from submissions.models import Column, Option, Question, Section
from teams.domain.authority import require_organiser
from teams.models import User

# What a copy has of its own.
_OWN = frozenset({"id", "phase", "section", "question", "theme", "shown_if", "edition", "retired_at"})


@dataclass(frozen=True)
class Copied:
    """The sections that were made, and what had been asked of a theme that the new edition does not have."""

    sections: list[Section]
    asked_of_all: list[str]


def copy_questionnaire(*, source: Phase, target: Phase, by: User, at: datetime) -> Copied:
    """Ask in `target` what `source` asks; retired questions stay behind.

    Themes are found again by their key. What was asked of a theme that is not there is asked of every team now.
    Raises OnlyOrganiser (of both editions), QuestionnaireExists, NothingToCopy, NotASubmissionPhase.
    """
    require_organiser(by, source.competition)
    require_organiser(by, target.competition)
    with transaction.atomic():
        target = Phase.objects.select_for_update(no_key=True).select_related("competition").get(pk=target.pk)
        if Section.objects.filter(phase=target).exists():
            raise QuestionnaireExists
        asked = list(
            Question.objects.of_phase(source)
            .select_related("section__theme", "theme")
            .prefetch_related("options", "columns")
        )
        if not asked:
            raise NothingToCopy
        return _Copying(target, by=by, at=at).of(asked)


class _Copying:
    """One run of it: what has become of what."""

    def __init__(self, target: Phase, *, by: User, at: datetime) -> None:
        self.target, self.by, self.at = target, by, at
        self.themes = {theme.key: theme for theme in target.competition.themes.all()}
        self.sections: dict[int, Section] = {}
        self.questions: dict[int, Question] = {}
        self.asked_of_all: list[str] = []

    def of(self, asked: list[Question]) -> Copied:
        for question in asked:
            self.questions[question.pk] = self._question(question)
        # Conditions last: a question may depend on one that comes after it.
        for question in asked:
            if question.shown_if_id in self.questions:
                copy = self.questions[question.pk]
                copy.shown_if = self.questions[question.shown_if_id]
                copy.shown_if_options = list(question.shown_if_options)
                save_question(question=copy, by=self.by, at=self.at)
        return Copied(list(self.sections.values()), self.asked_of_all)

    def _question(self, question: Question) -> Question:
        values = _values(question) | {"shown_if_options": []}
        return save_question(
            question=Question(section=self._section(question.section), theme=self._theme(question), **values),
            options=[Option(**_values(option)) for option in live(question.options.all())],
            columns=[Column(**_values(column)) for column in live(question.columns.all())],
            by=self.by,
            at=self.at,
        )

    def _section(self, section: Section) -> Section:
        if section.pk not in self.sections:
            copy = Section(phase=self.target, theme=self._theme(section), **_values(section))
            self.sections[section.pk] = save_section(section=copy, by=self.by, at=self.at)
        return self.sections[section.pk]

    def _theme(self, row: Section | Question) -> Theme | None:
        if row.theme is None:
            return None
        found: Theme | None = self.themes.get(row.theme.key)
        if found is None:
            self.asked_of_all.append(str(row))
        return found


def _values(row: Any) -> dict[str, Any]:
    """The columns of a row that its copy has too; of a translated field its columns by language."""
    fields = row._meta.concrete_fields
    translated = {field.translated_field.name for field in fields if hasattr(field, "translated_field")}
    return {
        field.name: getattr(row, field.name)
        for field in fields
        if field.name not in _OWN and field.name not in translated
    }
