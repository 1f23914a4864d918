"""How far the jury is, for those who see that it finishes: who has begun and finished what, and never a point."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

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

    def assigned_to(self, entry: Entry) -> int:
        return Counter(entry_id for _juror, entry_id in self.stages)[entry.pk]

    @property
    def lacking(self) -> list[Entry]:
        """Entries with fewer jurors than they need to be ranked."""
        jurors = Counter(entry_id for _juror, entry_id in self.stages)
        return [entry for entry in self.entries if jurors[entry.pk] < self.minimum]


def progress(round: Round) -> Progress:
    """Where the evaluations of `round` stand; two queries, and neither reads a score or a comment."""
    entries = list(Entry.objects.filter(round=round).admitted().with_names().order_by("pk"))
    assignments = (
        Assignment.objects.live()
        .filter(entry__in=[entry.pk for entry in entries])
        .select_related("juror", "evaluation")
        .only("entry_id", "juror", "evaluation__finished_at")
        .order_by("juror", "entry")
    )
    stages = {(each.juror_id, each.entry_id): _stage(each) for each in assignments}
    jurors = {each.juror_id: each.juror for each in assignments}
    return Progress(list(jurors.values()), entries, stages, round.evaluations_minimum)


def _stage(assignment: Assignment) -> Stage:
    if assignment.work is None:
        return Stage.NOT_BEGUN
    return Stage.FINISHED if assignment.work.finished_at else Stage.BEGUN
