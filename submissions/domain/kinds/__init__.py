"""The kinds of question: what each holds as an answer, what is wrong with it, and how it is said in words.

Whoever reads or writes an answer asks `kind_of` its question; the shapes stand in `base`.
"""

from submissions.domain.kinds.base import Kind
from submissions.domain.kinds.choices import Choice, Choices
from submissions.domain.kinds.dates import Date
from submissions.domain.kinds.files import Files
from submissions.domain.kinds.links import Link
from submissions.domain.kinds.numbers import Amount, Number
from submissions.domain.kinds.roles import Roles
from submissions.domain.kinds.tables import Table
from submissions.domain.kinds.texts import LongText, ShortText
from submissions.models import Question

KINDS: dict[str, Kind] = {
    Question.Kind.SHORT_TEXT: ShortText(),
    Question.Kind.LONG_TEXT: LongText(),
    Question.Kind.CHOICE: Choice(),
    Question.Kind.CHOICES: Choices(),
    Question.Kind.NUMBER: Number(),
    Question.Kind.AMOUNT: Amount(),
    Question.Kind.DATE: Date(),
    Question.Kind.LINK: Link(),
    Question.Kind.TABLE: Table(),
    Question.Kind.ROLES: Roles(),
    Question.Kind.FILE: Files(),
}


def kind_of(question: Question) -> Kind:
    """How answers to `question` are held, checked and said."""
    return KINDS[question.kind]


def kind_named(name: str) -> Kind:
    """The same by the name that a frozen text has kept; names that we do not know are read as texts."""
    return KINDS.get(name, KINDS[Question.Kind.LONG_TEXT])


__all__ = ["KINDS", "Kind", "kind_named", "kind_of"]
