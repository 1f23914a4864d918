"""A questionnaire as a team would have it before it, with what the organiser has typed to try it; nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from competitions.models import Phase, Theme
from submissions.domain.checking import check_draft
from submissions.domain.kinds import kind_of
from submissions.domain.reading import Draft, Written, asked_in, draft_of
from submissions.forms import SectionForm, posted_values
from submissions.forms.names import posted_rows, text_name
from submissions.models import Answer, Project, Question
from submissions.presenters.section import FieldRow, field_rows
from teams.models import Team, User

# One who pretends to be a team has as many members as the smallest team.
MEMBERS = 3


@dataclass(frozen=True)
class ThemeLink:
    name: str
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class TriedSection:
    key: str
    name: str
    introduction: str
    rows: list[FieldRow]
    hidden: list[Any]


@dataclass(frozen=True)
class TriedProblem:
    """As on the page on which a team checks its file; `url` leads to the field on this page."""

    label: str
    message: str
    url: str


@dataclass(frozen=True)
class Preview:
    sections: list[TriedSection]
    themes: list[ThemeLink]
    problems: list[TriedProblem]
    is_tried: bool
    outline_url: str


def preview_page(
    phase: Phase, theme: Theme | None, posted: Mapping[str, Any] | None, *, by: User, at: datetime
) -> Preview:
    """All that `phase` asks of a team of `theme`; what was `posted` is checked as a team's answers are."""
    draft = _draft(phase, theme, posted, by=by, at=at)
    rows = _rows_shown(draft, posted or {})
    sections = []
    targets: dict[str, str] = {}
    for part in draft.sections:
        form = SectionForm(part=part, phase_key=phase.key, rows=rows)
        fields = [_tried(row) for row in field_rows(form, {}, draft=draft, at=at, zone=phase.competition.time_zone)]
        targets |= {row.key: row.target for row in fields}
        hidden = [field for field in form.hidden_fields() if field.name != "phase"]
        section = part.section
        sections.append(TriedSection(section.key, str(section.name), str(section.introduction or ""), fields, hidden))
    problems = [TriedProblem(each.label, each.message, f"#{targets[each.field]}") for each in check_draft(draft)]
    return Preview(
        sections=sections,
        themes=_themes(phase, theme),
        problems=problems if posted is not None else [],
        is_tried=posted is not None,
        outline_url=reverse("admin:submissions_section_outline", args=[phase.pk]),
    )


def _draft(phase: Phase, theme: Theme | None, posted: Mapping[str, Any] | None, *, by: User, at: datetime) -> Draft:
    """The draft of a team that does not exist."""
    questions = asked_in(phase)
    people = {number: _("Member %(number)d") % {"number": number} for number in range(1, MEMBERS + 1)}
    answers: dict[int, Answer] = {}
    if posted is not None:
        values = posted_values(posted, questions)
        answers = {each.pk: _answer(each, values[each.key], by=by, at=at) for each in questions if each.key in values}
    project = Project(team=Team(competition=phase.competition, theme=theme))
    return draft_of(project, phase, questions, Written(answers=answers, people=people))


def _answer(question: Question, value: Any, *, by: User, at: datetime) -> Answer:
    return Answer(
        question=question,
        value=kind_of(question).clean(value, question),
        question_edition=question.edition,
        saved_by=by,
        saved_at=at,
    )


def _tried(row: FieldRow) -> FieldRow:
    """Without what speaks of saving, and without the way to the files, which only teams have."""
    return replace(row, saved=_("Tried only: nothing is saved.") if row.count else "", files_url="")


def _rows_shown(draft: Draft, posted: Mapping[str, Any]) -> dict[str, int]:
    """How many rows each table shows: those that were there, and one more where it was asked for."""
    tables = [each.question.key for each in draft.questions() if each.question.kind == Question.Kind.TABLE]
    shown = {key: len(posted_rows(posted, text_name(key))) for key in tables}
    return {key: count + (posted.get("add-row") == key) for key, count in shown.items()}


def _themes(phase: Phase, chosen: Theme | None) -> list[ThemeLink]:
    address = reverse("submissions:preview", kwargs={"edition": phase.competition.slug, "key": phase.key})
    themes = phase.competition.themes.all()
    return [ThemeLink(str(each.name), f"{address}?theme={each.key}", each == chosen) for each in themes]
