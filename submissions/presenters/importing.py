"""What would come out of a document into each answer, beside what stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.urls import reverse

from submissions.domain.importing import How
from submissions.domain.reading import DraftQuestion, DraftSection
from submissions.forms.importing import ChoiceForm, coming_name, how_name, passage_name, target_name
from submissions.forms.names import revision_name
from submissions.models import Question
from teams.models import Team


@dataclass(frozen=True)
class ComingRow:
    """One question: what stands, and the fields with what comes and what to do."""

    key: str
    label: str
    stands: str
    how: BoundField
    text: BoundField
    comes: bool


@dataclass(frozen=True)
class PassageRow:
    text: BoundField
    target: BoundField


def import_url(team: Team, part: DraftSection) -> str:
    """Where text is brought into the section; "" where it asks for no long text."""
    if not any(each.question.kind == Question.Kind.LONG_TEXT for each in part.shown()):
        return ""
    return reverse("submissions:import_text", kwargs={"edition": team.competition.slug, "key": part.section.key})


def coming_rows(form: ChoiceForm, asked: list[DraftQuestion]) -> list[ComingRow]:
    """The questions in their order; those for which something comes are open."""
    return [
        ComingRow(
            key=each.question.key,
            label=str(each.question.label),
            stands=each.text,
            how=form[how_name(each.question.key)],
            text=form[coming_name(each.question.key)],
            comes=bool(form[coming_name(each.question.key)].value()),
        )
        for each in asked
    ]


def passage_rows(form: ChoiceForm) -> list[PassageRow]:
    """The passages that name no question."""
    return [PassageRow(form[passage_name(number)], form[target_name(number)]) for number in form.rest]


def first_choices(asked: list[DraftQuestion], texts: Mapping[str, str]) -> dict[str, Any]:
    """The fields as the page first shows them: what comes into an empty answer fills it, else it is added."""
    fields: dict[str, Any] = {}
    for each in asked:
        key = each.question.key
        comes = texts.get(key, "")
        empty = How.REPLACE if comes else How.LEAVE
        fields[revision_name(key)] = str(each.revision)
        fields[coming_name(key)] = comes
        fields[how_name(key)] = How.APPEND if comes and each.is_answered else empty
    return fields
