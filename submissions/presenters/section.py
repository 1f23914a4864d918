"""One section as a form: each field with when it was saved, its length, and the other text where two were written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from submissions.domain.checking import faults
from submissions.domain.kinds import kind_of
from submissions.domain.kinds.labels import options_of
from submissions.domain.kinds.texts import count_words
from submissions.domain.reading import Draft, DraftQuestion
from submissions.forms import (
    SectionForm,
    first_control,
    hint_of,
    initial_value,
    limit_of,
    text_name,
)
from submissions.models import Question
from submissions.presenters.answers import AnswerRow, draft_row
from submissions.presenters.conflicts import Conflict
from submissions.presenters.files import FileRow, file_rows
from submissions.presenters.histories import HistoryLink, history_link


@dataclass(frozen=True)
class Condition:
    """When a question is asked: the name of the field it hangs on, the options with which it is, and a sentence."""

    field: str
    options: str
    sentence: str


@dataclass(frozen=True)
class FieldRow:
    """One question. `field` is None where files answer it: then there are `files` and where they are attached.

    `count_pattern` is the count with `{n}` for what a script counts. `unsaved`: the field shows another text than the
    saved one. `contested`: because somebody else's came first.
    """

    key: str
    kind: str
    label: str
    required: bool
    field: BoundField | None
    saved: str
    count: str
    count_pattern: str
    over: bool
    faults: list[str]
    target: str
    answer: AnswerRow | None = None
    example: str = ""
    earlier: str = ""
    condition: Condition | None = None
    other: Conflict | None = None
    files: Sequence[FileRow] = ()
    files_url: str = ""
    hint: Any = ""
    unsaved: bool = False
    contested: bool = False
    history: HistoryLink | None = None


def field_rows(
    form: SectionForm, others: Mapping[str, Conflict], *, draft: Draft, at: datetime, zone: str
) -> list[FieldRow]:
    """The questions of the section in their order; `others` are texts to show beside, by key."""
    asked = {each.question.pk: each for each in draft.questions()}
    return [
        _row(form, each, others.get(each.question.key), asked, draft, at=at, zone=zone) for each in form.part.questions
    ]


def _row(
    form: SectionForm,
    asked: DraftQuestion,
    other: Conflict | None,
    everything: Mapping[int, DraftQuestion],
    draft: Draft,
    *,
    at: datetime,
    zone: str,
) -> FieldRow:
    question, edition = asked.question, draft.project.team.competition.slug
    is_files = question.kind == Question.Kind.FILE
    count, count_pattern, over = _counted(asked)
    return FieldRow(
        key=question.key,
        kind=question.kind,
        label=str(question.label),
        required=question.required,
        field=None if is_files else form.text_field(question.key),
        saved="" if is_files else _saved(asked, at=at, zone=zone),
        count=count,
        count_pattern=count_pattern,
        over=over,
        faults=faults(asked) if asked.is_answered else [],
        target=first_control(asked),
        answer=draft_row(asked, edition=edition),
        example=str(question.example or ""),
        earlier=_earlier(asked),
        condition=_condition(asked, everything),
        other=other,
        files=file_rows(asked.files, edition=edition),
        files_url=_files_url(question, edition) if is_files else "",
        hint=hint_of(question),
        unsaved=not is_files and _is_unsaved(form, asked),
        contested=other is not None,
        history=None if is_files else history_link(draft.project.team, question, asked.answer),
    )


def _is_unsaved(form: SectionForm, asked: DraftQuestion) -> bool:
    """Whether the field shows another text than the one that is saved, or than the blank for one it cannot show."""
    kind, question = kind_of(asked.question), asked.question
    shown = kind.clean(form.text_field(question.key).value(), question)
    saved = kind.clean(initial_value(asked), question)
    return shown != saved and not (kind.is_blank(shown) and kind.is_blank(saved))


def _files_url(question: Question, edition: str) -> str:
    return f"{reverse('submissions:files', kwargs={'edition': edition})}?question={question.key}"


def _earlier(asked: DraftQuestion) -> str:
    """What was answered when the question was another one, where the field cannot show it."""
    fits = kind_of(asked.question).holds(asked.value, asked.question)
    return "" if fits or not asked.is_answered else asked.text


def _condition(asked: DraftQuestion, everything: Mapping[int, DraftQuestion]) -> Condition | None:
    question = asked.question
    other = everything.get(question.shown_if_id or 0)
    if other is None:
        return None
    options = question.shown_if_options if isinstance(question.shown_if_options, list) else []
    names = [str(option.label) for option in options_of(other.question) if option.key in options]
    if names:
        sentence = _("Answer only if you have answered “%(question)s” with: %(options)s.")
    else:
        sentence = _("Answer only if you have answered “%(question)s”.")
    said = sentence % {"question": other.question.label, "options": " · ".join(names)}
    return Condition(text_name(other.question.key), ",".join(str(each) for each in options), said)


def _saved(asked: DraftQuestion, *, at: datetime, zone: str) -> str:
    """The hour alone speaks of today."""
    answer = asked.answer
    if answer is None:
        return _("Not saved yet")
    day = wording.day(answer.saved_at, zone=zone)
    today = day == wording.day(at, zone=zone)
    said = _("Saved at %(time)s by %(name)s") if today else _("Saved on %(day)s at %(time)s by %(name)s")
    time = wording.clock(answer.saved_at, zone)
    return said % {"time": time, "day": day, "name": answer.saved_by.display_name}


def _counted(asked: DraftQuestion) -> tuple[str, str, bool]:
    """How much is written of how much there may be, the same as a pattern, and whether it is too much."""
    limit = limit_of(asked.question)
    if limit is None or not isinstance(asked.value, str):
        return "", "", False
    what, most = limit
    if what == "words":
        count = count_words(asked.value)
        said = ngettext("%(count)d of %(limit)d word", "%(count)d of %(limit)d words", most)
    else:
        count = len(asked.value)
        said = ngettext("%(count)d of %(limit)d character", "%(count)d of %(limit)d characters", most)
    pattern = said.replace("%(count)d", "{n}") % {"limit": most}
    return pattern.replace("{n}", str(count)), pattern, count > most
