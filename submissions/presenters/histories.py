"""The history of one answer: who changed what and when, each change against what stood before it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from submissions.domain.histories import Entry
from submissions.domain.kinds import kind_of
from submissions.models import Answer, AnswerRevision, Question
from submissions.presenters.diff import Run, difference, shortened
from teams.models import Team, User


@dataclass(frozen=True)
class HistoryLink:
    url: str
    label: str


@dataclass(frozen=True)
class HistoryRow:
    """One change. `saves_label` and `saves_url` lead to the single saves that it is made of, if it is of several.

    `take_back` is the save that can be made the answer again, 0 for what stands, and for what is no longer kept.
    """

    number: int
    who: str
    when: str
    ago: str
    what: str
    kind: str
    summary: str
    changes: tuple[Run, ...]
    text: str
    take_back: int
    saves_label: str = ""
    saves_url: str = ""


@dataclass(frozen=True)
class Texts:
    """What the rows of a page are made of: the saves with their texts, by number; how they are said.

    `stands` is the number of the save that is the answer now.
    """

    question: Question
    answer: Answer
    stands: int
    saves: Mapping[int, AnswerRevision]
    people: Mapping[int, str]

    def words(self, number: int) -> str:
        """The text of that save; "" where there was none, or where it is no longer kept."""
        save = self.saves.get(number)
        if save is None or save.value is None:
            return ""
        return kind_of(self.question).words(save.value, self.question, self.people)


def history_url(team: Team, section_key: str, key: str) -> str:
    kwargs = {"edition": team.competition.slug, "key": section_key, "question": key}
    return reverse("submissions:history", kwargs=kwargs)


def history_link(team: Team, question: Question, answer: Answer | None) -> HistoryLink | None:
    """The way from a field to its history; None where nothing was saved yet."""
    if answer is None:
        return None
    label = ngettext("History, %(count)d save", "History, %(count)d saves", answer.revision)
    return HistoryLink(history_url(team, question.section.key, question.key), label % {"count": answer.revision})


def numbers_of(entries: Iterable[Entry]) -> set[int]:
    """The saves whose texts are needed to show these entries."""
    return {number for entry in entries for number in (entry.last.revision, entry.first.revision - 1)}


def name_of(person: User) -> str:
    """Who it was; whoever had their account erased has no name any more."""
    return person.display_name if person.name_ar or person.name_latin else _("Erased person")


def history_rows(entries: Sequence[Entry], texts: Texts, *, at: datetime, zone: str) -> list[HistoryRow]:
    """The entries in their order."""
    return [_row(entry, texts, at=at, zone=zone) for entry in entries]


def _row(entry: Entry, texts: Texts, *, at: datetime, zone: str) -> HistoryRow:
    save = texts.saves[entry.last.revision]
    text = texts.words(save.revision)
    change = difference(texts.words(entry.first.revision - 1), text)
    what, kind = _what(entry, save, texts.stands)
    count = len(entry.saves)
    can_be_taken_back = save.value is not None and save.value != texts.answer.value
    return HistoryRow(
        number=save.revision,
        who=name_of(save.saved_by),
        when=wording.moment(save.saved_at, zone=zone),
        ago=wording.distance(save.saved_at, at=at),
        what=what,
        kind=kind,
        summary=change.summary,
        changes=shortened(change.together),
        text=text,
        take_back=save.revision if can_be_taken_back else 0,
        saves_label=ngettext("Made of %(count)d save", "Made of %(count)d saves", count) % {"count": count},
        saves_url=f"?sitting={save.revision}" if count > 1 else "",
    )


def _what(entry: Entry, save: AnswerRevision, stands: int) -> tuple[str, str]:
    """What the entry is, and the look of its tag."""
    if save.value is None:
        return _("No longer kept"), "off"
    if entry.is_beside:
        return _("Kept beside: another text came first"), "warn"
    if save.revision == stands:
        return _("Stands now"), "ok"
    if save.restored_from is not None:
        return _("Taken back from save %(number)d") % {"number": save.restored_from}, "todo"
    return (_("First text"), "todo") if entry.first.revision == 1 else (_("Changed"), "off")


def names_of(people: Iterable[Any]) -> dict[int, str]:
    """Names by the keys of people, for answers that name members."""
    return {person.pk: name_of(person) for person in people}
