"""One section as a form: each field with when it was saved, its length, and the other text where two were written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from submissions.domain.checking import count_words, faults
from submissions.domain.drafting import SavedSection
from submissions.domain.reading import DraftQuestion, DraftSection
from submissions.forms import SectionForm, revision_name, standing, text_name


@dataclass(frozen=True)
class OtherText:
    """The text that stands beside the field; `take` is the key with which it is put into the field, "" if it is not."""

    heading: str
    text: str
    take: str = ""


@dataclass(frozen=True)
class FieldRow:
    field: BoundField
    saved: str
    count: str
    over: bool
    faults: list[str]
    other: OtherText | None = None


def field_rows(form: SectionForm, others: Mapping[str, OtherText], *, at: datetime, zone: str) -> list[FieldRow]:
    """The fields of the form in their order; `others` are texts to show beside, by key."""
    return [_row(form, asked, others.get(asked.question.key), at=at, zone=zone) for asked in form.part.questions]


def _row(form: SectionForm, asked: DraftQuestion, other: OtherText | None, *, at: datetime, zone: str) -> FieldRow:
    limit, words = asked.question.words_max, count_words(asked.text)
    return FieldRow(
        field=form.text_field(asked.question.key),
        saved=_saved(asked, at=at, zone=zone),
        count=_counted(words, limit),
        over=limit is not None and words > limit,
        faults=faults(asked) if asked.text else [],
        other=other,
    )


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


def _counted(words: int, limit: int | None) -> str:
    if limit is None:
        return ""
    return ngettext("%(count)d of %(limit)d word", "%(count)d of %(limit)d words", limit) % {
        "count": words,
        "limit": limit,
    }


def contested_form(
    part: DraftSection, saved: SavedSection, *, phase_key: str
) -> tuple[SectionForm, dict[str, OtherText]]:
    """The section as it stands now; where another text came first, this person's is in the field and theirs beside it.

    Saved again from there, the field's text is a change of the newest one, made knowingly.
    """
    data = {"phase": phase_key, **standing(part.questions)}
    data |= {text_name(key): conflict.mine for key, conflict in saved.conflicts.items()}
    form, others = SectionForm(data, part=part, phase_key=phase_key), {}
    for key, conflict in saved.conflicts.items():
        form.contest(key, str(conflict))
        heading = _("What %(name)s saved") % {"name": conflict.theirs.saved_by.display_name}
        others[key] = OtherText(heading, str(conflict.theirs.value), take=key)
    return form, others


def taken_form(part: DraftSection, posted: QueryDict) -> tuple[SectionForm, dict[str, OtherText]]:
    """The form as it was typed, with one standing text put into its field, and the typed one beside it."""
    taken, stands = str(posted["take"]), standing(part.questions)
    typed = {**stands, **posted.dict()}
    typed |= {name: stands.get(name, "") for name in (text_name(taken), revision_name(taken))}
    form = SectionForm(typed, part=part, phase_key=posted.get("phase", ""))
    mine = OtherText(_("What you had typed (not saved)"), str(posted.get(text_name(taken), "")))
    return form, {taken: mine}
