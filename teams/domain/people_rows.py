"""What the rows of every list have in common in which each row names one person by an address."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Any, Protocol, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.spreadsheets import Column
from teams.domain.addresses import every_address

EMAIL = Column(
    "email",
    gettext_lazy("E-mail address"),
    (
        *("e-mail", "mail", "e-mail address", "adresse e-mail", "adresse électronique", "adresse mail", "courriel"),
        *("البريد الإلكتروني", "عنوان البريد الإلكتروني", "البريد"),
    ),
    required=True,
)


class Wrong(Exception):
    """A row cannot be taken; the text says why."""


class Line(Protocol):
    """A row of the file."""

    @property
    def line(self) -> int: ...


class Judged(Protocol):
    """A row with what would come of it; a dataclass that has a `reason` besides."""

    @property
    def entry(self) -> Line: ...
    @property
    def outcome(self) -> str: ...
    @property
    def reason(self) -> str: ...


Row = TypeVar("Row", bound=Judged)


def only_address(typed: str) -> str:
    """The one address in a cell. Raises Wrong where there is none, more than one, or something else."""
    found = list(every_address(typed))
    if not found:
        raise Wrong(_("The e-mail address is missing."))
    if len(found) > 1:
        raise Wrong(_("There is more than one address in this cell. Give each its own row."))
    if found[0].fault:
        raise Wrong(_("This is no e-mail address: %(reason)s.") % {"reason": found[0].reason})
    return found[0].email


def refuse_repeated(judged: Iterable[Row], *, key: Callable[[Row], Hashable], wrong: str) -> list[Row]:
    """The rows, of which those are `wrong` that say by `key` the same as an earlier one."""
    first_lines: dict[Hashable, int] = {}
    rows = []
    for row in judged:
        if row.outcome != wrong and (line := first_lines.setdefault(key(row), row.entry.line)) != row.entry.line:
            same = _("It says the same as line %(line)d. Keep one of them.") % {"line": line}
            row = replace(row, outcome=wrong, reason=same)  # type: ignore[type-var]
        rows.append(row)
    return rows


def fingerprint_of(facts: Iterable[Any]) -> str:
    """What is equal as long as the same comes of every row; whoever confirms says by it what they were shown."""
    return sha256(repr(list(facts)).encode()).hexdigest()
