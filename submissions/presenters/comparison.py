"""Two states of a project file side by side, in finished values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions.domain.comparing import in_one_order, moves
from submissions.frozen import Dossier, ReadAnswer, ReadSection
from submissions.models import Question
from submissions.presenters.diff import GONE, NEW, Run, difference

Part = TypeVar("Part", ReadSection, ReadAnswer)


@dataclass(frozen=True)
class ComparedAnswer:
    """A question on which the two differ: as the newer one asks it, and as the older one did where that was otherwise.

    `older` and `newer` are the two answers, each with what only it has marked.
    """

    question: str
    asked_before: str
    kind: str
    state: str
    older: tuple[Run, ...]
    newer: tuple[Run, ...]
    summary: str


@dataclass(frozen=True)
class SameAnswer:
    question: str
    text: str


@dataclass(frozen=True)
class ComparedSection:
    """`same_label` counts the questions that are folded away."""

    name: str
    answers: list[ComparedAnswer]
    same: list[SameAnswer]
    same_label: str


@dataclass(frozen=True)
class Change:
    """Something that one of the two has and the other has not."""

    kind: str
    state: str
    name: str
    detail: str = ""


@dataclass(frozen=True)
class Comparison:
    """`is_erased`: of one of the two nothing is left but its fingerprint, so there is nothing to compare."""

    sections: list[ComparedSection]
    files: list[Change]
    people: list[Change]
    summary: str
    is_erased: bool = False


def comparison(older: Dossier, newer: Dossier) -> Comparison:
    """What has become of `older` in `newer`."""
    if older.is_erased or newer.is_erased:
        return Comparison([], [], [], "", is_erased=True)
    sections = [_section(*pair) for pair in _pairs(older.sections, newer.sections)]
    changed = sum(len(section.answers) for section in sections)
    counted = ngettext("%(count)d question differs.", "%(count)d questions differ.", changed) % {"count": changed}
    return Comparison(
        sections=sections,
        files=_files(older, newer),
        people=_people(older, newer),
        summary=counted if changed else _("No answer differs."),
    )


def _pairs(older: Sequence[Part], newer: Sequence[Part]) -> Iterable[tuple[Part | None, Part | None]]:
    before, after = ({each.key: each for each in side} for side in (older, newer))
    for key in in_one_order(list(before), list(after)):
        yield before.get(key), after.get(key)


def _section(older: ReadSection | None, newer: ReadSection | None) -> ComparedSection:
    shown = newer or older
    assert shown is not None, "one of the two has it"
    pairs = list(_pairs(older.answers if older else (), newer.answers if newer else ()))
    same = [after for before, after in pairs if before and after and _says_the_same(before, after)]
    return ComparedSection(
        name=shown.name,
        answers=[_answer(*pair) for pair in pairs if not (all(pair) and _says_the_same(*pair))],  # type: ignore[arg-type]
        same=[SameAnswer(each.question, _text(each)) for each in same],
        same_label=ngettext(
            "%(count)d question without a difference", "%(count)d questions without a difference", len(same)
        )
        % {"count": len(same)},
    )


def _says_the_same(older: ReadAnswer, newer: ReadAnswer) -> bool:
    return (older.question, _text(older)) == (newer.question, _text(newer))


def _text(answer: ReadAnswer | None) -> str:
    """What is compared. Who does what is told in the order of the names, for each version has an order of its own."""
    if answer is None:
        return ""
    return "\n".join(sorted(answer.text.splitlines())) if answer.kind == Question.Kind.ROLES else answer.text


def _answer(older: ReadAnswer | None, newer: ReadAnswer | None) -> ComparedAnswer:
    shown = newer or older
    assert shown is not None, "one of the two asks it"
    found = difference(_text(older), _text(newer))
    kind, state = _state(older, newer)
    return ComparedAnswer(
        question=shown.question,
        asked_before=older.question if older and older.question != shown.question else "",
        kind=kind,
        state=state,
        older=tuple(run for run in found.together if run.kind != NEW),
        newer=tuple(run for run in found.together if run.kind != GONE),
        summary=found.summary,
    )


def _state(older: ReadAnswer | None, newer: ReadAnswer | None) -> tuple[str, str]:
    if older is None:
        return "ok", _("Asked only in the newer one")
    if newer is None:
        return "missing", _("Asked only in the older one")
    if _text(older) == _text(newer):
        return "todo", _("The question was changed")
    return "todo", _("Changed")


def _files(older: Dossier, newer: Dossier) -> list[Change]:
    before, after = ({each.sha256: each for each in side.files} for side in (older, newer))
    added = [
        Change("ok", _("Added"), each.name, filesizeformat(each.size))
        for key, each in after.items()
        if key not in before
    ]
    removed = [
        Change("missing", _("Removed"), each.name, filesizeformat(each.size))
        for key, each in before.items()
        if key not in after
    ]
    return added + removed


def _people(older: Dossier, newer: Dossier) -> list[Change]:
    """Somebody whose name was erased has no key any more, and is not told apart from others."""
    before, after = ({each.person: each.name for each in side.people if each.person} for side in (older, newer))
    moved = moves(before, after)
    joined = [Change("ok", _("Joined"), name) for name in moved.joined]
    return joined + [Change("missing", _("Left"), name) for name in moved.left]
