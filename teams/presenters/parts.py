"""The values that the parts of the look place."""

from dataclasses import dataclass

from teams.domain.windows import Windows
from teams.models import Team


@dataclass(frozen=True)
class NextStep:
    """What somebody has to do now; `done` when it is nothing."""

    sentence: str
    url: str = ""
    action: str = ""
    when: str = ""
    done: bool = False


@dataclass(frozen=True)
class PersonRow:
    """A person in a list: a tag says how far they are."""

    name: str
    role: str = ""
    detail: str = ""
    kind: str = ""
    state: str = ""


@dataclass(frozen=True)
class Row:
    """A line of a summary: what it is and what it says."""

    term: str
    value: str


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class Tab:
    """One of the parts of a page that is too long for one."""

    label: str
    url: str
    count: str = ""
    current: bool = False


@dataclass(frozen=True)
class Column:
    label: str
    amount: bool = False


@dataclass(frozen=True)
class Cell:
    text: str
    column: str = ""
    url: str = ""
    kind: str = ""
    amount: bool = False


@dataclass(frozen=True)
class Note:
    """Something to be told; `kind` as in the look: "", ok, warn, missing."""

    text: str
    kind: str = ""
    title: str = ""
    url: str = ""
    action: str = ""


@dataclass(frozen=True)
class OwnTeam:
    """What the cards on a team's page are about: the team of whoever looks at it, with what the page has read."""

    team: Team
    windows: Windows
