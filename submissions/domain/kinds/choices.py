"""One choice, or several, among the organiser's options; kept by their keys."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from submissions.domain.kinds.base import Asked, Kind, does_not_fit
from submissions.domain.kinds.labels import Labels, open_options, options_of
from submissions.models import Question


class Choice(Kind):
    def clean(self, raw: Any, question: Question) -> str:
        return raw if isinstance(raw, str) and raw in _keys(question) else ""

    def holds(self, value: Any, question: Question) -> bool:
        return self.fits(value) and (not value or value in _keys(question))

    def faults(self, asked: Asked) -> list[str]:
        return _faults([asked.value], asked.question)

    def items(self, value: Any, labels: Labels) -> tuple[str, ...]:
        return (labels.options.get(value, value),) if self.fits(value) and value else ()

    def _say(self, value: Any, labels: Labels, people: Mapping[Any, str]) -> str:
        return labels.options.get(value, str(value))


class Choices(Kind):
    blank: Any = []

    def clean(self, raw: Any, question: Question) -> list[str]:
        """In the organiser's order, each once."""
        chosen = raw if isinstance(raw, list) else [raw]
        return [key for key in _keys(question) if key in chosen]

    def fits(self, value: Any) -> bool:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)

    def holds(self, value: Any, question: Question) -> bool:
        return self.fits(value) and set(value).issubset(_keys(question))

    def faults(self, asked: Asked) -> list[str]:
        return _faults(asked.value, asked.question)

    def items(self, value: Any, labels: Labels) -> tuple[str, ...]:
        return tuple(labels.options.get(each, each) for each in value) if self.fits(value) else ()

    def _say(self, value: Any, labels: Labels, people: Mapping[Any, str]) -> str:
        return " · ".join(self.items(value, labels))


def _keys(question: Question) -> list[str]:
    return [option.key for option in options_of(question)]


def _faults(chosen: list[str], question: Question) -> list[str]:
    retired = [option.label for option in options_of(question) if option.key in chosen and option.retired_at]
    offered = {option.key for option in open_options(question)}
    if retired:
        names = " · ".join(str(label) for label in retired)
        return [_("“%(names)s” is no longer offered. Please choose again.") % {"names": names}]
    return [] if offered.issuperset(chosen) else [does_not_fit()]
