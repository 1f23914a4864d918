"""What became of the last minute: read from the database, request by request."""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from submissions.models import AnswerRevision, Version
from tests.bench.last_minute.rush import SAVE, SUBMIT, Rush, Sent

LIMIT = 1.0  # seconds, for 99 of 100


@dataclass(frozen=True)
class Kept:
    """How often each mark stands in the database."""

    times: Counter[str]

    def of(self, one: Sent) -> int:
        return self.times[one.mark]


def kept() -> Kept:
    """Saves by the mark their text begins with, submissions by their intent."""
    texts = AnswerRevision.objects.values_list("value", flat=True)
    marks = Counter(text.partition(" ")[0] for text in texts if isinstance(text, str))
    return Kept(marks + Counter(str(intent) for intent in Version.objects.values_list("intent", flat=True)))


TITLE = "The last minute before a deadline: two web workers, PostgreSQL"
KINDS = (("autosaves", SAVE), ("final submissions", SUBMIT))


def verdict(
    whole: Rush, found: Kept, *, load: float, title: str = TITLE, kinds: Sequence[tuple[str, str]] = KINDS
) -> str:
    """The table: how many, how long, and what must be 0 and is. `load` is how busy the machine was before it."""
    lines = ["", title]
    lines.append(f"(the machine's load before: {load:.1f} on {os.cpu_count()} processors)")
    lines.append(f"{'':<34}{'sent':>8}{'in time':>9}{'p50':>9}{'p95':>9}{'p99':>9}{'longest':>9}")
    lines += [_times(words, kind, whole) for words, kind in kinds]
    lines += [f"{words:<60}{len(test(whole, found)):>8}" for words, test in FAULTS]
    lines.append(f"{'refused, having arrived after the deadline':<60}{len(_refused(whole, found)):>8}")
    longest = _share([one.seconds for one in _in_time(whole)], 99)
    lines.append(f"p99 of all: {longest:.2f} s of the {LIMIT:.0f} s allowed")
    return "\n".join([*lines, ""])


def _times(words: str, kind: str, whole: Rush) -> str:
    """How many were sent, how many of them in time (fewer where answers are slow), and how long they took."""
    sent = [one for one in whole.sent if one.kind == kind]
    seconds = [one.seconds for one in sent]
    shares = "".join(f"{_share(seconds, share):>8.2f}s" for share in (50, 95, 99, 100))
    return f"{words:<34}{len(sent):>8}{sum(one.stamped < whole.closes_at for one in sent):>9}{shares}"


def _share(seconds: Sequence[float], share: int) -> float:
    """How long `share` of a hundred took at most."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) * share // 100, len(ordered) - 1)] if ordered else 0.0


def _in_time(whole: Rush) -> list[Sent]:
    return [one for one in whole.sent if one.stamped < whole.closes_at]


def _lost(whole: Rush, found: Kept) -> list[Sent]:
    """Said to be there, and not there."""
    return [one for one in whole.sent if one.taken and not found.of(one)]


def _unanswered(whole: Rush, found: Kept) -> list[Sent]:
    return [one for one in whole.sent if one.status == 0 or one.status >= 500]


def _doubled(whole: Rush, found: Kept) -> list[str]:
    return [mark for mark in {one.mark for one in whole.sent} if found.times[mark] > 1]


def _wrongly_late(whole: Rush, found: Kept) -> list[Sent]:
    """Arrived in time, and is not there."""
    return [one for one in _in_time(whole) if not found.of(one)]


def _wrongly_taken(whole: Rush, found: Kept) -> list[Sent]:
    return [one for one in whole.sent if one.stamped >= whole.closes_at and found.of(one)]


def _refused(whole: Rush, found: Kept) -> list[Sent]:
    late = [one for one in whole.sent if one.stamped >= whole.closes_at]
    return [one for one in late if not found.of(one) and 0 < one.status < 500]


FAULTS: tuple[tuple[str, Callable[[Rush, Kept], Sequence[object]]], ...] = (
    ("lost: answered with a yes, and not there", _lost),
    ("without an answer", _unanswered),
    ("there twice (every tenth was sent twice at once)", _doubled),
    ("wrongly late: arrived in time, and not there", _wrongly_late),
    ("wrongly taken: arrived too late, and there", _wrongly_taken),
)
