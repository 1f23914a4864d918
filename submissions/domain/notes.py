"""What teammates say to each other about a section, with the names of those whom it concerns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.domain.outbox import queue
from competitions.folding import fold
from competitions.refusals import Refusal
from submissions.domain.drafting import begun, require_own
from submissions.messages import MENTIONED
from submissions.models import Note, Project, Section
from teams.models import User

LONGEST = 4000  # characters
# A name is looked for in so much of what follows the sign.
REACH = 250
# Not the one inside an address; an Arabic particle may well stand before it.
AT_SIGN = re.compile(r"(?<![A-Za-z0-9._-])[@＠]")
PARTS = r"\s,;:!?،؛؟()«»\"'’"
WORD = re.compile(rf"[^{PARTS}]+?(?=[.…]*(?:[{PARTS}]|$))")


class NotOfTheTeam(Refusal):
    message = _("Only members of the team write notes about its project and answer for them.")


class NothingNoted(Refusal):
    message = _("Write what your teammates should read.")
    field = "text"


class NoteTooLong(Refusal):
    message = _("A note has at most 4,000 characters. Write longer texts into the section itself.")
    field = "text"


@dataclass(frozen=True)
class Mention:
    """`text[start:end]` is the sign and the name of `person`, as it was typed."""

    start: int
    end: int
    person: User


def write_note(*, project: Project, section: Section, text: str, by: User, at: datetime) -> Note:
    """Keep a note for the team and tell the members whom it names, each once; in a closed phase too.

    Raises NotOfTheTeam, OtherEdition, NothingNoted, NoteTooLong.
    """
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    with transaction.atomic():
        key = begun(project, at=at)
        locked = Project.objects.of(by).select_related("team__competition").filter(pk=key).first()
        if locked is None:
            raise NotOfTheTeam
        require_own(section.phase, locked)
        if not text:
            raise NothingNoted
        if len(text) > LONGEST:
            raise NoteTooLong
        note = Note.objects.create(project=locked, section=section, author=by, text=text, written_at=at)
        _tell(note, locked, at=at)
    return note


def resolve_note(*, note: Note, by: User, at: datetime) -> Note:
    """Say that it is settled; who said so first is kept. Raises NotOfTheTeam."""
    with transaction.atomic():
        locked = _locked(note, by)
        if locked.resolved_at is None:
            locked.resolved_at, locked.resolved_by = at, by
            locked.save(update_fields=["resolved_at", "resolved_by"])
    return locked


def reopen_note(*, note: Note, by: User) -> Note:
    """Say that it is not settled after all. Raises NotOfTheTeam."""
    with transaction.atomic():
        locked = _locked(note, by)
        if locked.resolved_at is not None:
            locked.resolved_at, locked.resolved_by = None, None
            locked.save(update_fields=["resolved_at", "resolved_by"])
    return locked


def mentions(text: str, people: Iterable[User]) -> list[Mention]:
    """Where `text` names one of `people` after an @, in either script, however it is spelled.

    The longest name that fits is meant. A first name alone is enough where only one of them bears it.
    """
    named = _by_name(people)
    found = []
    for sign in AT_SIGN.finditer(text):
        ends = _ends_of_words(text, sign.end())
        # The longest first: it says whom the shorter one leaves open.
        meant = ((end, named.get(fold(text[sign.end() : end]))) for end in reversed(ends))
        if hit := next(((end, person) for end, person in meant if person), None):
            found.append(Mention(sign.start(), *hit))
    return found


def _ends_of_words(text: str, start: int) -> list[int]:
    """Where the words end that follow on the same line, within reach."""
    line = text[start : start + REACH].split("\n", 1)[0]
    if line[:1].isspace():
        return []
    return [start + word.end() for word in WORD.finditer(line)]


def _by_name(people: Iterable[User]) -> dict[str, User]:
    """People by their folded names; a first name that two of them bear names nobody."""
    full: dict[str, User | None] = {}
    first: dict[str, User | None] = {}
    for person in people:
        for name in {fold(each) for each in (person.name_ar, person.name_latin)} - {""}:
            full[name] = None if full.get(name, person) != person else person
            alone = name.split(" ")[0]
            first[alone] = None if first.get(alone, person) != person else person
    return {name: person for name, person in {**first, **full}.items() if person is not None}


def _tell(note: Note, project: Project, *, at: datetime) -> None:
    others = project.team.members().exclude(pk=note.author_id)
    # Not the text: organisers see the messages of their edition, and notes are the team's own.
    context = {
        "competition": project.team.competition,
        "edition": project.team.competition.slug,
        "section": note.section,
        "section_key": note.section.key,
        "author": note.author,
    }
    for person in {mention.person for mention in mentions(note.text, others)}:
        key = f"note:{note.pk}:{person.pk}"
        queue(MENTIONED, to=person, context=context, at=at, dedupe_key=key, about={"note": note.pk})


def _locked(note: Note, by: User) -> Note:
    """The note with its row locked, if `by` is in its team now."""
    locked = Note.objects.select_for_update(of=("self",)).filter(pk=note.pk, project__in=Project.objects.of(by)).first()
    if locked is None:
        raise NotOfTheTeam
    return locked
