"""Two texts with what differs between them marked, word by word."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions.domain.differences import Edit, edits, words

SAME, GONE, NEW = "same", "gone", "new"
# Words that are left in sight on either side of a change where the rest of a long text is not shown.
AROUND = 15
CUT = " […] "


@dataclass(frozen=True)
class Run:
    """A stretch of text: in both, only in the older one, or only in the newer one."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """`together` has what was taken out and what was put in in one text; `summary` counts both in words."""

    together: tuple[Run, ...]
    summary: str

    @property
    def is_none(self) -> bool:
        return all(run.kind == SAME for run in self.together)

    @property
    def newer(self) -> tuple[Run, ...]:
        """The newer text alone, with what it adds marked."""
        return tuple(run for run in self.together if run.kind != GONE)


def difference(old: str, new: str) -> Difference:
    """How `old` became `new`. Very long or wholly different texts are shown as replaced, so that no page waits."""
    before, after = words(old), words(new)
    runs = tuple(_runs(before, after, _readable(edits(before, after), before)))
    return Difference(runs, _summary(runs))


def shortened(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same with long unchanged stretches cut to some words around each change."""
    listed = list(runs)
    last = len(listed) - 1
    return tuple(
        _cut(run, first=place == 0, last=place == last) if run.kind == SAME else run for place, run in enumerate(listed)
    )


def _readable(found: list[Edit], before: list[str]) -> list[Edit]:
    """Changes with nothing but a blank or a sign between them read as one."""
    joined: list[Edit] = []
    for edit in found:
        between = "".join(before[joined[-1].end : edit.start]) if joined else ""
        if joined and "\n" not in between and not any(sign.isalnum() for sign in between):
            last = joined.pop()
            edit = Edit(last.start, edit.end, last.new_start, edit.new_end)
        joined.append(edit)
    return joined


def _runs(before: list[str], after: list[str], found: list[Edit]) -> Iterable[Run]:
    place = 0
    for edit in found:
        yield from _run(SAME, before[place : edit.start])
        yield from _run(GONE, before[edit.start : edit.end])
        yield from _run(NEW, after[edit.new_start : edit.new_end])
        place = edit.end
    yield from _run(SAME, before[place:])


def _run(kind: str, pieces: list[str]) -> Iterable[Run]:
    if pieces:
        yield Run(kind, "".join(pieces))


def _cut(run: Run, *, first: bool, last: bool) -> Run:
    pieces = words(run.text)
    before, after = (0 if first else 2 * AROUND), (0 if last else 2 * AROUND)
    if len(pieces) <= before + after + 2 * AROUND:
        return run
    return Run(SAME, "".join(pieces[:before]) + CUT + "".join(pieces[len(pieces) - after :]))


def _summary(runs: Iterable[Run]) -> str:
    counts = {NEW: 0, GONE: 0}
    for run in runs:
        if run.kind in counts:
            counts[run.kind] += len(run.text.split())
    if not any(counts.values()):
        return _("No word is different")
    added = ngettext("%(count)d word added", "%(count)d words added", counts[NEW]) % {"count": counts[NEW]}
    removed = ngettext("%(count)d word removed", "%(count)d words removed", counts[GONE]) % {"count": counts[GONE]}
    said = [words for words, kind in ((added, NEW), (removed, GONE)) if counts[kind]]
    return _(", ").join(said)
