"""What a change by hand would mean: loads, fit, conflicts, the worst-served project, who is linked with whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from judging.domain.plans.proposal import Proposal


@dataclass(frozen=True)
class Load:
    """Of one person; `most` is None where they have no maximum."""

    seat: int
    before: int
    after: int
    most: int | None

    @property
    def is_too_much(self) -> bool:
        return self.most is not None and self.after > self.most and self.after > self.before


@dataclass(frozen=True)
class Consequences:
    """`fit` and `worst` are (before, after): sums of affinities of the project, and of the one that is served worst."""

    place: int
    loads: list[Load]
    conflicts: list[str]
    other_panel: bool
    gone: bool
    fit: tuple[int, int]
    worst: tuple[int | None, int | None]
    components: tuple[int, int]
    lacking: int

    @property
    def is_possible(self) -> bool:
        """Nothing forbids it: what is only worse than before is the organiser's to weigh."""
        return not (self.conflicts or self.other_panel or self.gone or any(load.is_too_much for load in self.loads))


def consequences(proposal: Proposal, swap: Mapping[str, Any]) -> Consequences:
    """Of taking `swap["out"]` out of the project and putting `swap["in"]` in; either may be nobody."""
    after = proposal.after(swap)
    place = proposal.places[swap["entry"]]
    out, into = proposal.seats.get(swap["out"]), proposal.seats.get(swap["in"])
    newcomer = proposal.people[into] if into is not None else None
    return Consequences(
        place=place,
        loads=[
            Load(seat, proposal.loads[seat], after.loads[seat], proposal.people[seat]["most"])
            for seat in (out, into)
            if seat is not None
        ],
        conflicts=list(proposal.conflicts.get((place, into), [])) if into is not None else [],
        other_panel=newcomer is not None and newcomer["group"] != proposal.projects[place]["group"],
        gone=newcomer is not None and not newcomer["free"],
        fit=(proposal.sum_of(place), after.sum_of(place)),
        worst=(_worst(proposal), _worst(after)),
        components=(proposal.components(), after.components()),
        lacking=after.lacking(place),
    )


def _worst(proposal: Proposal) -> int | None:
    return None if proposal.worst is None else proposal.sums[proposal.worst]
