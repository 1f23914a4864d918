"""How far the jury is, for those who see that it finishes: who has begun and finished what, and never a point."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db.models import F

from judging.models import Assignment, Entry, Round
from teams.models import User


class Stage(Enum):
    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    FINISHED = "finished"


@dataclass(frozen=True)
class Progress:
    """Jurors × entries; `stages` has no key where nothing is assigned."""

    jurors: Sequence[User]
    entries: Sequence[Entry]
    stages: dict[tuple[int, int], Stage]
    minimum: int

    @property
    def finished(self) -> int:
        return sum(1 for stage in self.stages.values() if stage is Stage.FINISHED)

    @property
    def assigned(self) -> int:
        return len(self.stages)

    @property
    def lacking(self) -> list[Entry]:
        """Entries with fewer jurors than they need to be ranked."""
        jurors = Counter(entry_id for _juror, entry_id in self.stages)
        return [entry for entry in self.entries if not self._is_served(entry, jurors[entry.pk])]

    def _is_served(self, entry: Entry, jurors: int) -> bool:
        """Whether it has jurors enough to be ranked, or the president has decided that it needs none."""
        return entry.is_left_unranked or entry.is_ranked_on(jurors, minimum=self.minimum)

    def of_jurors(self) -> dict[int, Counter[Stage]]:
        """By juror, how many evaluations stand at each stage."""
        return self._counted(lambda juror, _entry: juror)

    def of_entries(self) -> dict[int, Counter[Stage]]:
        """By entry, the same."""
        return self._counted(lambda _juror, entry: entry)

    def _counted(self, key: Callable[[int, int], int]) -> dict[int, Counter[Stage]]:
        found: dict[int, Counter[Stage]] = defaultdict(Counter)
        for pair, stage in self.stages.items():
            found[key(*pair)][stage] += 1
        return found


def progress(round: Round) -> Progress:
    """Where the evaluations of `round` stand; three queries, and none reads a score or a comment.

    Entries are in the order in which they entered and jurors in that of their keys: no order tells what was given.
    """
    entries = list(Entry.objects.filter(round=round).admitted().with_names().defer("version__content").order_by("pk"))
    begun = F("evaluation__pk"), F("evaluation__finished_at")
    rows = (
        Assignment.objects.live()
        .filter(entry__in=Entry.objects.filter(round=round).admitted())
        .order_by("juror", "entry")
        .values_list("juror", "entry", *begun)
    )
    stages = {(juror, entry): _stage(evaluation, finished_at) for juror, entry, evaluation, finished_at in rows}
    jurors = User.objects.in_bulk({juror for juror, _entry in stages})
    return Progress([jurors[key] for key in sorted(jurors)], entries, stages, round.evaluations_minimum)


def _stage(evaluation: int | None, finished_at: datetime | None) -> Stage:
    if evaluation is None:
        return Stage.NOT_BEGUN
    return Stage.FINISHED if finished_at else Stage.BEGUN
