"""One section as a form."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from submissions.domain.reading import DraftQuestion, DraftSection
from submissions.forms.answers import AnswerField, initial_value
from submissions.forms.names import as_posted, revision_name, text_name
from submissions.models import Question


class SectionForm(forms.Form):
    """The questions of one section, each with the save that its answer starts from; files have no field."""

    use_required_attribute = False
    phase = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        part: DraftSection,
        phase_key: str,
        rows: Mapping[str, int] | None = None,
    ) -> None:
        """`rows`: how many rows the tables of those questions show at least."""
        self.part = part
        super().__init__(data, initial={"phase": phase_key})
        for asked in typed_in(part):
            key = asked.question.key
            self.fields[text_name(key)] = AnswerField(asked, rows=(rows or {}).get(key, 0))
            self.fields[revision_name(key)] = forms.CharField(widget=forms.HiddenInput, required=False)
            self.initial[text_name(key)] = initial_value(asked)
            self.initial[revision_name(key)] = str(asked.revision)

    def begin_with(self, values: Mapping[str, Any], revisions: Mapping[str, int]) -> None:
        """Show these answers instead of the saved ones; both by key."""
        for key, value in values.items():
            self.initial[text_name(key)] = value
            self.initial[revision_name(key)] = str(revisions.get(key, 0))

    def text_field(self, key: str) -> forms.BoundField:
        return self[text_name(key)]

    def contest(self, key: str, message: str) -> None:
        """Say at a field that another answer came first, or that this one was not taken."""
        self.add_error(text_name(key), message)


def typed_in(part: DraftSection) -> list[DraftQuestion]:
    """The questions of the section that are answered in fields."""
    return [asked for asked in part.questions if asked.question.kind != Question.Kind.FILE]


def standing(questions: Iterable[DraftQuestion]) -> dict[str, Any]:
    """What is saved now, as the fields of a form."""
    return form_data(questions, {}, {})


def form_data(
    questions: Iterable[DraftQuestion], values: Mapping[str, Any], revisions: Mapping[str, int]
) -> dict[str, Any]:
    """What is saved now, with other answers and saves to start from in the place of some; as it would be posted."""
    fields: dict[str, Any] = {}
    for asked in questions:
        key = asked.question.key
        fields |= as_posted(asked.question, values.get(key, initial_value(asked)))
        fields[revision_name(key)] = str(revisions.get(key, asked.revision))
    return fields
