"""The field of one question: what it is typed into, and the hint above it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions.domain.kinds import kind_of
from submissions.domain.kinds.labels import options_of
from submissions.domain.kinds.links import hosts_of
from submissions.domain.kinds.numbers import dirhams, number_words
from submissions.domain.reading import DraftQuestion
from submissions.forms.names import text_name
from submissions.forms.widgets import RolesWidget, TableWidget, date_type
from submissions.models import Question

LINE_BREAK = mark_safe("<br>")


class AnswerField(forms.Field):
    """A draft may hold anything, also nothing: what is wrong with it is said by the check, not by refusing to save."""

    def __init__(self, asked: DraftQuestion, *, rows: int = 0) -> None:
        question = asked.question
        super().__init__(
            label=question.label,
            help_text=hint_of(question),
            required=question.required,
            widget=widget_for(asked, rows=rows),
        )
        self.validators = []

    def validate(self, value: Any) -> None:
        """Required is what must be there to submit; a page can be saved without it."""


def widget_for(asked: DraftQuestion, *, rows: int = 0) -> forms.Widget:
    """What the answer is typed into; a table shows at least `rows` rows."""
    question = asked.question
    if question.kind == Question.Kind.TABLE:
        return TableWidget(question, rows=rows)
    if question.kind == Question.Kind.ROLES:
        return RolesWidget(question, asked.people)
    return _PLAIN[Question.Kind(question.kind)](asked)


def first_control(asked: DraftQuestion) -> str:
    """The id of what one jumps to in order to answer."""
    id_ = f"id_{text_name(asked.question.key)}"
    if asked.question.kind == Question.Kind.FILE:
        return id_
    return widget_for(asked).id_for_label(id_) or f"{id_}_0"


def initial_value(asked: DraftQuestion) -> Any:
    """What stands, in a shape that the field can show."""
    kind = kind_of(asked.question)
    return asked.value if kind.holds(asked.value, asked.question) else kind.blank


def limit_of(question: Question) -> tuple[str, int] | None:
    """What is counted while one writes, `words` or `characters`, and how many there may be."""
    if question.words_max is not None:
        return "words", question.words_max
    return None if question.characters_max is None else ("characters", question.characters_max)


def _long_text(asked: DraftQuestion) -> forms.Widget:
    return forms.Textarea(attrs={"rows": 8, "dir": "auto", **_count(asked.question)})


def _short_text(asked: DraftQuestion) -> forms.Widget:
    return forms.TextInput(attrs={"dir": "auto", "inputmode": "text", **_count(asked.question)})


def _number(asked: DraftQuestion) -> forms.Widget:
    return forms.TextInput(attrs={"dir": "ltr", "inputmode": "decimal", "class": "short"})


def _link(asked: DraftQuestion) -> forms.Widget:
    return forms.TextInput(attrs={"dir": "ltr", "inputmode": "url"})


class DateInput(forms.TextInput):
    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["type"] = date_type(value)
        return context


def _date(asked: DraftQuestion) -> forms.Widget:
    return DateInput(attrs={"dir": "ltr", "class": "short"})


def _choice(asked: DraftQuestion) -> forms.Widget:
    none = [] if asked.question.required else [("", _("No answer"))]
    return forms.RadioSelect(choices=[*none, *_choices(asked)])


def _several(asked: DraftQuestion) -> forms.Widget:
    return forms.CheckboxSelectMultiple(choices=_choices(asked))


def _choices(asked: DraftQuestion) -> list[tuple[str, Any]]:
    """What is offered, and what was chosen before it was retired, so that nothing chosen is out of sight."""
    value = initial_value(asked)
    chosen = value if isinstance(value, list) else [value]
    return [
        (
            option.key,
            option.label if option.retired_at is None else _("%(name)s (no longer offered)") % {"name": option.label},
        )
        for option in options_of(asked.question)
        if option.retired_at is None or option.key in chosen
    ]


def _count(question: Question) -> dict[str, str]:
    limit = limit_of(question)
    return {} if limit is None else {"data-count": limit[0], "data-limit": str(limit[1])}


_PLAIN: dict[Question.Kind, Callable[[DraftQuestion], forms.Widget]] = {
    Question.Kind.SHORT_TEXT: _short_text,
    Question.Kind.LONG_TEXT: _long_text,
    Question.Kind.NUMBER: _number,
    Question.Kind.AMOUNT: _number,
    Question.Kind.DATE: _date,
    Question.Kind.LINK: _link,
    Question.Kind.CHOICE: _choice,
    Question.Kind.CHOICES: _several,
}


def hint_of(question: Question) -> Any:
    """The organiser's help and the limits, as HTML in which nothing that was typed is markup."""
    lines = [line for line in (question.help or "").splitlines() if line.strip()]
    return format_html_join(LINE_BREAK, "{}", ((line,) for line in [*lines, *limits_in_words(question)]))


def limits_in_words(question: Question) -> list[str]:
    """What an answer must keep to, in sentences of the active language."""
    lines = []
    if question.words_max is not None:
        most = ngettext("At most %(count)d word.", "At most %(count)d words.", question.words_max)
        lines.append(most % {"count": question.words_max})
    if question.words_min:
        least = ngettext("At least %(count)d word.", "At least %(count)d words.", question.words_min)
        lines.append(least % {"count": question.words_min})
    if question.characters_max is not None:
        most = ngettext("At most %(count)d character.", "At most %(count)d characters.", question.characters_max)
        lines.append(most % {"count": question.characters_max})
    if question.kind in (Question.Kind.NUMBER, Question.Kind.AMOUNT):
        lines += _range_in_words(question)
    if question.kind == Question.Kind.LINK and (hosts := hosts_of(question)):
        lines.append(_("An address on one of these sites: %(hosts)s.") % {"hosts": " · ".join(hosts)})
    return [*lines, *_rows_in_words(question)] if question.kind == Question.Kind.TABLE else lines


def _range_in_words(question: Question) -> list[str]:
    is_amount = question.kind == Question.Kind.AMOUNT
    unit = question.unit or (_("MAD") if is_amount else "")
    lines = [_("In %(unit)s.") % {"unit": unit}] if unit else []
    say = dirhams if is_amount else lambda number: number_words(number.normalize() + 0, grouped=False)
    if question.minimum is not None:
        lines.append(_("At least %(limit)s.") % {"limit": say(question.minimum)})
    if question.maximum is not None:
        lines.append(_("At most %(limit)s.") % {"limit": say(question.maximum)})
    return lines


def _rows_in_words(question: Question) -> list[str]:
    lines = []
    if question.rows_min:
        least = ngettext("At least %(count)d row.", "At least %(count)d rows.", question.rows_min)
        lines.append(least % {"count": question.rows_min})
    if question.rows_max is not None:
        most = ngettext("At most %(count)d row.", "At most %(count)d rows.", question.rows_max)
        lines.append(most % {"count": question.rows_max})
    return lines
