"""Text out of a document: which document, and what becomes of each passage of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from submissions.domain.importing import Coming, How, Passage, joined
from submissions.forms.names import revision_name
from submissions.models import Question

# Passages that name no question; more of them are shown as one.
PASSAGES_MAX = 60
HOW = {
    How.REPLACE: _("Replace what stands"),
    How.APPEND: _("Add it after what stands"),
    How.LEAVE: _("Leave what stands"),
}


class DocumentForm(forms.Form):
    use_required_attribute = False
    phase = forms.CharField(widget=forms.HiddenInput)
    document = forms.FileField(
        label=_("Document"),
        help_text=_("A .docx or .odt of at most 10 MB. Nothing is saved before you have seen it."),
        # Whether it is empty is for the domain to say, as everything else about it.
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx,.odt"}),
        error_messages={"required": _("Choose the document whose text you want to bring in.")},
    )


class ChoiceForm(forms.Form):
    """What stands, what would come, and what is to be done, for each question; `rest` passages can be given to one."""

    use_required_attribute = False
    phase = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, questions: Sequence[Question], rest: int, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.questions = questions
        self.rest = range(1, rest + 1)
        for question in questions:
            self.fields[revision_name(question.key)] = forms.CharField(widget=forms.HiddenInput, required=False)
            self.fields[how_name(question.key)] = forms.ChoiceField(
                label=_("What to do"), choices=list(HOW.items()), widget=forms.RadioSelect
            )
            self.fields[coming_name(question.key)] = _text(_("What comes"))
        targets = [("", _("Nowhere")), *((question.key, question.label) for question in questions)]
        for number in self.rest:
            self.fields[passage_name(number)] = _text(_("Passage %(number)d") % {"number": number}, rows=4)
            self.fields[target_name(number)] = AnyTarget(label=_("Where to"), choices=targets, widget=forms.Select)

    def coming(self) -> dict[str, Coming]:
        """What was chosen, by key of the question, as `bring_in` takes it."""
        given = [(self.cleaned_data[target_name(each)], self.cleaned_data[passage_name(each)]) for each in self.rest]
        return {
            question.key: Coming(
                How(self.cleaned_data[how_name(question.key)]),
                self.cleaned_data[coming_name(question.key)],
                tuple(text for target, text in given if target == question.key),
            )
            for question in self.questions
        }


def how_name(key: str) -> str:
    return f"how-{key}"


def coming_name(key: str) -> str:
    return f"new-{key}"


def passage_name(number: int) -> str:
    return f"rest-{number}"


def target_name(number: int) -> str:
    return f"to-{number}"


def is_choice(data: Mapping[str, Any], questions: Iterable[Question]) -> bool:
    """Whether the choices were posted, and not a document."""
    return any(how_name(question.key) in data for question in questions)


def passages_posted(data: Mapping[str, Any]) -> int:
    """How many passages that name no question the page had."""
    return next((each for each in range(PASSAGES_MAX + 1) if passage_name(each + 1) not in data), PASSAGES_MAX)


def passages_as_data(passages: Sequence[Passage]) -> dict[str, str]:
    """Passages that name no question as fields, with their headings; very many of them as one."""
    texts = [joined(f"### {each.heading}" if each.heading else "", each.text) for each in passages]
    if len(texts) > PASSAGES_MAX:
        texts = [*texts[: PASSAGES_MAX - 1], joined(*texts[PASSAGES_MAX - 1 :])]
    return {passage_name(number): text for number, text in enumerate(texts, 1)}


class AnyText(forms.CharField):
    """A text that may be empty, and is not called optional: it stands there, and is changed or not."""

    def validate(self, value: str) -> None:
        """Nothing is wrong with it."""


class AnyTarget(forms.ChoiceField):
    """One of the questions, or none."""

    def validate(self, value: str) -> None:
        if value:
            super().validate(value)


def _text(label: Any, rows: int = 8) -> forms.CharField:
    return AnyText(label=label, strip=False, widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}))
