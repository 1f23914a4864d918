"""How a part of the record is written down: its rows, and a column per question."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from competitions import wording
from judging.models import Round
from judging.presenters.cells import Table, table
from judging.presenters.figures import NOTHING


@dataclass(frozen=True)
class Reader:
    """Who reads: reasons of conflicts are for the auditor, those of challenges for the president besides."""

    round: Round
    conflicts_in_full: bool
    challenges_in_full: bool

    @property
    def zone(self) -> str:
        return self.round.phase.competition.time_zone

    @property
    def is_closed(self) -> bool:
        return self.round.closed_at is not None


Said = str | tuple[str, str]
Asked = Callable[[Any, Reader], Said]


@dataclass(frozen=True)
class Part:
    """`rows` finds them for a round; `columns` are what is asked of each, with its label."""

    label: Promise
    rows: Callable[[Round], Any]
    columns: Sequence[tuple[Promise, Asked]]

    def table(self, rows: Iterable[Any], reader: Reader) -> Table:
        shown = table(str(self.label), [str(label) for label, _ask in self.columns])
        for row in rows:
            shown.add(*(ask(row, reader) or NOTHING for _label, ask in self.columns))
        return shown


def when(name: str) -> Asked:
    """The instant in that field."""
    return lambda row, reader: moment(getattr(row, name), reader)


def who(name: str) -> Asked:
    """The name of the person in that field."""

    def named(row: Any, reader: Reader) -> str:
        person = getattr(row, name)
        return person.display_name if person else ""

    return named


def text(name: str) -> Asked:
    """What stands in that field; a choice in its words."""

    def read(row: Any, reader: Reader) -> str:
        display = getattr(row, f"get_{name}_display", None)
        return str(display() if display else getattr(row, name))

    return read


def moment(at: Any, reader: Reader) -> str:
    return wording.moment(at, zone=reader.zone) if at else ""


def yes_or_no(value: bool | None) -> Said:
    if value is None:
        return ""
    return (_("Yes"), "ok") if value else (_("No"), "off")


def spoken(words: Any) -> str:
    """A text that a row keeps in every language; in the page's, else in Arabic."""
    if not isinstance(words, dict):
        return str(words or "")
    return str(words.get(get_language() or "ar") or words.get("ar") or next(iter(words.values()), ""))


def short(sha256: str) -> str:
    return sha256[:16]
