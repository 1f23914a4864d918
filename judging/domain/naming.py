"""Where the text of a dossier says whose it is: an answer that names a member, the team or a department."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from competitions.folding import fold
from competitions.models import Department
from judging.domain.blinding import is_seen_blind
from judging.models import Entry, Round
from submissions.frozen import Dossier, ReadAnswer, read
from submissions.models import Question
from teams.models import Team

# Letters around a name, so that whoever checks sees the place at once.
AROUND = 40
SHORTEST = 4  # letters of a name that is looked for
# Arabic writes small words onto the next one.
JOINED = "[وفبكل]{0,2}"
# The words of an answer in its grid or its choices come from the organiser; these are what a team types.
TYPED = frozenset({Question.Kind.SHORT_TEXT, Question.Kind.LONG_TEXT, Question.Kind.LINK, Question.Kind.TABLE})


class Named(models.TextChoices):
    MEMBER = "member", _("a member")
    TEAM = "team", _("the team")
    DEPARTMENT = "department", _("a department")
    FILE = "file", _("cannot be shown to the jury")


@dataclass(frozen=True)
class Naming:
    """`place` is the question, or the file; `excerpt` the words around the name, as they are compared.

    `section` is the key of the section in which it stands, "" for an annex.
    """

    what: Named
    name: str
    place: str
    excerpt: str = ""
    section: str = ""


@dataclass(frozen=True)
class Name:
    what: Named
    name: str

    @property
    def pattern(self) -> "re.Pattern[str]":
        return _pattern(fold(self.name))


def in_entry(entry: Entry, departments: Sequence[Name], language: str) -> list[Naming]:
    """What in the entry would tell the jury of its blind round whose it is; three queries.

    `departments` are `names_of_departments`, read once for many entries.
    """
    dossier = read(entry.version, language, for_jury=True)
    people = [name for each in entry.version.people.all() for name in (each.name_ar, each.name_latin)]
    return in_file(dossier, entry.team, people=people, departments=departments, hidden=_hidden(entry.round))


def in_file(
    dossier: Dossier,
    team: Team,
    *,
    people: Iterable[str],
    departments: Sequence[Name],
    hidden: frozenset[tuple[str, str]] = frozenset(),
) -> list[Naming]:
    """What in the file of that team, submitted or not, would tell the jury of a blind round whose it is.

    `people` are the names of its members, in either script; `hidden` the questions that the round hides, each after
    its section.
    """
    members = [Name(Named.MEMBER, name) for name in people]
    own = [Name(Named.TEAM, name) for name in (team.name_ar, team.name_latin)]
    named = in_dossier(dossier, [*members, *own, *departments], hidden=hidden)
    return [*named, *_unshown(dossier, hidden)]


def in_dossier(
    dossier: Dossier, names: Iterable[Name], *, hidden: frozenset[tuple[str, str]] = frozenset()
) -> Iterator[Naming]:
    """Every answer that the team typed in which one of the names stands, once per name and answer."""
    looked_for = [name for name in dict.fromkeys(names) if len(fold(name.name)) >= SHORTEST]
    for section, answer in _read(dossier, hidden):
        if answer.kind in TYPED:
            yield from _in_answer(answer, looked_for, section)


def names_of_departments() -> list[Name]:
    """What the departments are called, in every language."""
    rows: Any = Department.objects.values_list("name_ar", "name_fr", "name_en")
    return [Name(Named.DEPARTMENT, name) for row in rows for name in row if name]


def _read(dossier: Dossier, hidden: frozenset[tuple[str, str]]) -> Iterator[tuple[str, ReadAnswer]]:
    """The answers that the jury reads, each after the key of its section."""
    for section in dossier.sections:
        for answer in section.answers:
            if answer.for_jury and (section.key, answer.key) not in hidden:
                yield section.key, answer


def _in_answer(answer: ReadAnswer, names: Sequence[Name], section: str) -> Iterator[Naming]:
    text = fold(answer.text)
    for name in names:
        if found := name.pattern.search(text):
            first, last = max(found.start() - AROUND, 0), found.end() + AROUND
            ends = ("… " if first else "", " …" if last < len(text) else "")
            excerpt = f"{ends[0]}{text[first:last]}{ends[1]}"
            yield Naming(name.what, name.name, answer.question, excerpt, section)


@cache
def _pattern(folded: str) -> "re.Pattern[str]":
    return re.compile(rf"(?<!\w){JOINED}{re.escape(folded)}(?!\w)")


def _hidden(round: Round) -> frozenset[tuple[str, str]]:
    return frozenset(round.hides.values_list("question__section__key", "question__key"))


def _unshown(dossier: Dossier, hidden: frozenset[tuple[str, str]]) -> Iterator[Naming]:
    """Files that the jury can neither download nor look at."""
    attached = [(file, section) for section, answer in _read(dossier, hidden) for file in answer.files]
    for file, section in (*attached, *((file, "") for file in dossier.annexes)):
        if not is_seen_blind(file):
            yield Naming(Named.FILE, file.name, file.name, section=section)
