"""What still keeps a project file from being submitted, each problem with the place where it is mended."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.folding import fold
from competitions.models import Phase
from submissions.domain.drafting import TITLE_LENGTH
from submissions.domain.reading import Draft, DraftQuestion, read_draft
from submissions.models import Project, Question

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Problem:
    """One thing to mend. `section` and `field` are keys; `missing` where nothing has been written at all."""

    section: str
    field: str
    label: str
    message: str
    missing: bool = False


def check(project: Project, phase: Phase) -> list[Problem]:
    """Every problem of the file as it stands, in its own order; [] means that it is complete."""
    return check_draft(read_draft(project, phase))


def check_draft(draft: Draft) -> list[Problem]:
    """As `check`, of a draft that has been read already."""
    return [
        Problem(
            section=section.section.key,
            field=asked.question.key,
            label=str(asked.question.label),
            message=message,
            missing=not asked.text,
        )
        for section in draft.sections
        for asked in section.questions
        for message in faults(asked)
    ]


def faults(asked: DraftQuestion) -> list[str]:
    """What is wrong with one answer, in sentences; an optional answer may be empty."""
    if not asked.text:
        return [_("This question has no answer yet.")] if asked.question.required else []
    return [*_length_faults(asked.question, asked.text), *_form_faults(asked.question, asked.text)]


def count_words(text: str) -> int:
    """Words of a text in any script: what stands between blanks and has a letter or a digit in it."""
    return sum(1 for word in text.split() if any(sign.isalnum() for sign in word))


def number_of(text: str) -> Decimal | None:
    """The number that somebody typed, in whichever digits and with comma or point; None if it is none."""
    plain = re.sub(r"[\s٬]", "", fold(text)).replace("٫", ".").replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _length_faults(question: Question, text: str) -> list[str]:
    words, found = count_words(text), []
    if question.words_max is not None and words > question.words_max:
        too_long = ngettext(
            "%(count)d word written; at most %(limit)d can be submitted. Please shorten the text.",
            "%(count)d words written; at most %(limit)d can be submitted. Please shorten the text.",
            words,
        )
        found.append(too_long % {"count": words, "limit": question.words_max})
    if question.words_min is not None and words < question.words_min:
        too_short = ngettext(
            "%(count)d word written; at least %(limit)d are needed.",
            "%(count)d words written; at least %(limit)d are needed.",
            words,
        )
        found.append(too_short % {"count": words, "limit": question.words_min})
    if question.purpose == Question.Purpose.TITLE and len(text) > TITLE_LENGTH:
        found.append(
            _("The title has %(count)d characters; at most %(limit)d can be submitted.")
            % {"count": len(text), "limit": TITLE_LENGTH}
        )
    return found


def _form_faults(question: Question, text: str) -> list[str]:
    if question.kind == Question.Kind.NUMBER and number_of(text) is None:
        return [_("Write one number in digits, such as 1200 or 12.5.")]
    if question.kind == Question.Kind.LINK:
        try:
            _is_web_address(text)
        except ValidationError:
            return [_("Write a whole web address, beginning with https://.")]
    return []
