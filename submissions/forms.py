"""What people type in this room, and how it is put back before them."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import slug_re
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from submissions.domain.reading import DraftQuestion, DraftSection
from submissions.models import Question

REVISION_DIGITS = 9
LINE_BREAK = mark_safe("<br>")
ONE_LINE = {Question.Kind.NUMBER: "decimal", Question.Kind.LINK: "url", Question.Kind.SHORT_TEXT: "text"}


class AnswerField(forms.CharField):
    """A draft may hold anything, also nothing: what is wrong with it is said by the check, not by refusing to save."""

    default_validators: list[Any] = []

    def __init__(self, question: Question) -> None:
        super().__init__(
            label=question.label,
            help_text=_hint(question),
            required=question.required,
            strip=False,
            widget=_widget(question),
        )
        self.validators = []

    def validate(self, value: str) -> None:
        """Required is what must be there to submit; a page can be saved without it."""


class SectionForm(forms.Form):
    """The questions of one section, each with the save that its text starts from."""

    use_required_attribute = False
    phase = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, part: DraftSection, phase_key: str) -> None:
        self.part = part
        super().__init__(data, initial={"phase": phase_key, **standing(part.questions)})
        for asked in part.questions:
            key = asked.question.key
            self.fields[text_name(key)] = AnswerField(asked.question)
            self.fields[revision_name(key)] = forms.CharField(widget=forms.HiddenInput, required=False)

    def text_field(self, key: str) -> forms.BoundField:
        return self[text_name(key)]

    def contest(self, key: str, message: str) -> None:
        """Say at a field that another text came first."""
        self.add_error(text_name(key), message)


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("PDF file"),
        help_text=_("One PDF of at most 10 MB. You can attach up to 10 files."),
        # Whether it is empty is for the domain to say, as everything else about it.
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )


class DeclarationForm(forms.Form):
    """The captain's word, and one intent for one press of the button, however often it arrives."""

    phase = forms.CharField(widget=forms.HiddenInput)
    intent = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    declared = forms.BooleanField(
        label=_("I declare that this project is the work of our team, and that every member agrees to submit it."),
        error_messages={"required": _("Tick the declaration to submit the project.")},
    )


class FeedbackForm(forms.Form):
    """A mentor's note on one section; the page has one such form per section, told apart by their prefixes."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("Your feedback to the team"),
        help_text=_("Every member gets it by mail and reads it beside this section."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        error_messages={"required": _("Write what the team should read.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, part: DraftSection) -> None:
        self.part = part
        super().__init__(data, prefix=part.section.key)


def text_name(key: str) -> str:
    """Name of the field that holds the answer to the question `key`."""
    return f"q-{key}"


def revision_name(key: str) -> str:
    return f"r-{key}"


def posted_texts(data: Mapping[str, Any], keys: Iterable[str]) -> dict[str, str]:
    """What was typed, by key of the question; a field that the page did not have is left out."""
    return {key: data[text_name(key)] for key in keys if text_name(key) in data}


def posted_revisions(data: Mapping[str, Any], keys: Iterable[str]) -> dict[str, int]:
    """The saves that the texts started from; 0 for what no page of ours has posted."""
    posted = {key: data.get(revision_name(key), "") for key in keys}
    return {key: int(text) if text.isdecimal() and len(text) <= REVISION_DIGITS else 0 for key, text in posted.items()}


def posted_slug(data: Mapping[str, Any], name: str) -> str:
    """The key that a page of ours has posted; "" for anything that is none."""
    text = str(data.get(name, ""))
    return text if slug_re.fullmatch(text) else ""


def standing(questions: Iterable[DraftQuestion]) -> dict[str, str]:
    """What is saved now, as the fields of a form."""
    values: dict[str, str] = {}
    for asked in questions:
        values[text_name(asked.question.key)] = asked.text
        values[revision_name(asked.question.key)] = str(asked.revision)
    return values


def _widget(question: Question) -> forms.Widget:
    if question.kind == Question.Kind.LONG_TEXT:
        return forms.Textarea(attrs={"rows": 8, "dir": "auto"})
    direction = "auto" if question.kind == Question.Kind.SHORT_TEXT else "ltr"
    attributes = {"dir": direction, "inputmode": ONE_LINE[Question.Kind(question.kind)]}
    if question.kind == Question.Kind.NUMBER:
        attributes["class"] = "short"
    return forms.TextInput(attrs=attributes)


def _hint(question: Question) -> Any:
    """The organiser's help and the limits, as HTML in which nothing that was typed is markup."""
    lines = [line for line in (question.help or "").splitlines() if line.strip()]
    if question.words_max is not None:
        most = ngettext("At most %(count)d word.", "At most %(count)d words.", question.words_max)
        lines.append(most % {"count": question.words_max})
    if question.words_min:
        least = ngettext("At least %(count)d word.", "At least %(count)d words.", question.words_min)
        lines.append(least % {"count": question.words_min})
    return format_html_join(LINE_BREAK, "{}", ((line,) for line in lines))
