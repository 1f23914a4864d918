"""What every kind of question can do."""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from django.utils.translation import gettext as _

from submissions.domain.kinds.labels import Grid, Labels, labels_of
from submissions.models import Attachment, Question

NOBODY: Mapping[Any, str] = {}


class Asked(Protocol):
    """A question with what stands as its answer; `submissions.domain.reading.DraftQuestion` is one."""

    @property
    def question(self) -> Question: ...
    @property
    def value(self) -> Any: ...
    @property
    def files(self) -> Sequence[Attachment]: ...


class Kind(ABC):
    """Values are plain JSON. A draft may hold anything: `clean` shapes and never refuses, `faults` speaks.

    `clean` of what it has cleaned changes nothing. Nothing here fails, whatever JSON it is given: an answer may have
    been given when the question was another one.
    """

    blank: Any = ""

    @abstractmethod
    def clean(self, raw: Any, question: Question) -> Any:
        """What is kept of what was posted."""

    def fits(self, value: Any) -> bool:
        """Whether `value` has the shape of this kind; an answer to an earlier edition of a question may not."""
        return isinstance(value, str)

    def holds(self, value: Any, question: Question) -> bool:
        """Whether the question's field can show `value`: it fits, and names only what was ever offered."""
        return self.fits(value)

    def is_blank(self, value: Any) -> bool:
        """Whether nothing is answered. What does not fit says something all the same, unless it is empty too."""
        return not value or (isinstance(value, str) and not value.strip())

    def faults(self, asked: Asked) -> list[str]:
        """What is wrong with an answer that fits and is not blank, in sentences of the active language."""
        return []

    def words(self, value: Any, question: Question, people: Mapping[Any, str] = NOBODY) -> str:
        """The answer as plain text in the active language, "" if there is none; `people` are names by their keys."""
        return self.say(value, labels_of(question), people)

    def say(self, value: Any, labels: Labels, people: Mapping[Any, str] = NOBODY) -> str:
        """As `words`, with labels that may be those of a frozen version."""
        if self.is_blank(value):
            return ""
        return self._say(value, labels, people) if self.fits(value) else plain(value)

    def grid(self, value: Any, labels: Labels, people: Mapping[Any, str] = NOBODY) -> Grid | None:
        """The answer as rows and columns, where it has some."""
        return None

    def items(self, value: Any, labels: Labels) -> tuple[str, ...]:
        """The answer as the things that were chosen, where it is such."""
        return ()

    def _say(self, value: Any, labels: Labels, people: Mapping[Any, str]) -> str:
        return str(value)


def plain(value: Any) -> str:
    """Any JSON as a line or some lines, for what was answered to a question of another shape."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(text for text in map(plain, value) if text)
    if isinstance(value, dict):
        return " · ".join(text for text in map(plain, value.values()) if text)
    return "" if value is None or isinstance(value, bool) else json.dumps(value)


def does_not_fit() -> str:
    """The fault of an answer that has the shape of another kind."""
    return _("What stands here was answered to another question. Please answer this one.")
