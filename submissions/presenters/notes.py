"""Notes among teammates, with the names in them marked; those that are settled apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from submissions.domain.notes import mentions
from submissions.models import Note, Section
from submissions.presenters.histories import name_of
from teams.models import Team, User

IN_THE_ASIDE = 3


@dataclass(frozen=True)
class Words:
    """A stretch of a note; a name that stands for a teammate `is_name`."""

    text: str
    is_name: bool = False


@dataclass(frozen=True)
class NoteRow:
    """`act_url` is where it is settled, or reopened."""

    pk: int
    author: str
    when: str
    words: tuple[Words, ...]
    act_url: str
    settled: str = ""


@dataclass(frozen=True)
class Discussion:
    open: tuple[NoteRow, ...]
    settled: tuple[NoteRow, ...]
    settled_label: str
    # Those who can be named: what is written after the @.
    names: tuple[str, ...]


@dataclass(frozen=True)
class NotesAside:
    """The newest open notes beside a section; `count` says how many there are."""

    url: str
    count: str
    newest: tuple[NoteRow, ...]


def discussion(notes: Iterable[Note], people: Sequence[User], *, of: Team, reader: User, at: datetime) -> Discussion:
    """What a team has said about a section, oldest first as one reads; `people` are its members now."""
    rows = [(note, _row(note, people, of, at=at)) for note in notes]
    settled = tuple(row for note, row in reversed(rows) if note.resolved_at is not None)
    return Discussion(
        open=tuple(row for note, row in rows if note.resolved_at is None),
        settled=settled,
        settled_label=ngettext("%(count)d settled note", "%(count)d settled notes", len(settled))
        % {"count": len(settled)},
        names=tuple(person.display_name for person in people if person.pk != reader.pk),
    )


def notes_aside(notes: Sequence[Note], section: Section, *, of: Team, at: datetime) -> NotesAside:
    """The card beside a section; `notes` are those that are open."""
    newest = list(notes)[-IN_THE_ASIDE:]
    return NotesAside(
        url=notes_url(of, section.key),
        count=open_notes(len(notes)),
        newest=tuple(_row(note, (), of, at=at) for note in newest),
    )


def open_notes(count: int) -> str:
    """How many are open, in words; "" for none."""
    if not count:
        return ""
    return ngettext("%(count)d open note", "%(count)d open notes", count) % {"count": count}


def notes_url(team: Team, key: str) -> str:
    return reverse("submissions:notes", kwargs={"edition": team.competition.slug, "key": key})


def _row(note: Note, people: Iterable[User], team: Team, *, at: datetime) -> NoteRow:
    is_open = note.resolved_at is None
    act = "submissions:resolve_note" if is_open else "submissions:reopen_note"
    return NoteRow(
        pk=note.pk,
        author=name_of(note.author),
        when=wording.distance(note.written_at, at=at),
        words=tuple(_words(note.text, people)),
        act_url=reverse(act, kwargs={"edition": team.competition.slug, "pk": note.pk}),
        settled="" if is_open else _settled(note, at=at),
    )


def _words(text: str, people: Iterable[User]) -> Iterable[Words]:
    place = 0
    for mention in mentions(text, people):
        if mention.start > place:
            yield Words(text[place : mention.start])
        yield Words(text[mention.start : mention.end], is_name=True)
        place = mention.end
    if place < len(text):
        yield Words(text[place:])


def _settled(note: Note, *, at: datetime) -> str:
    assert note.resolved_by is not None
    assert note.resolved_at is not None
    words = {"name": name_of(note.resolved_by), "when": wording.distance(note.resolved_at, at=at)}
    return _("Settled by %(name)s, %(when)s") % words
