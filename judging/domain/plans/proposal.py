"""A solved plan as it stands, with what was changed in it by hand: who would read what, and how good that is."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from judging.domain.plans.fit import PartOfFit, affinity, fit
from judging.models import Plan

Pair = tuple[int, int]  # (place of the project, seat of the person)


@dataclass(frozen=True)
class Proposal:
    """Projects and people are called by their places in the inputs; `read_by` has the seats of each project."""

    inputs: Mapping[str, Any]
    read_by: Mapping[int, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> "Proposal":
        """Of a solved plan."""
        assert plan.result is not None
        read_by: dict[int, list[int]] = defaultdict(list)
        for place, seat in plan.result["pairs"]:
            read_by[place].append(seat)
        bare = cls(plan.inputs, read_by)
        for swap in plan.swaps:
            bare = bare.after(swap)
        return bare

    def after(self, swap: Mapping[str, Any]) -> "Proposal":
        """As it would be once somebody is taken out of a project, and somebody else put in; both by their keys."""
        place = self.places[swap["entry"]]
        out, into = self.seats.get(swap["out"]), self.seats.get(swap["in"])
        seats = [seat for seat in self.read_by.get(place, []) if seat != out]
        changed = sorted([*seats, into]) if into is not None else seats
        return Proposal(self.inputs, {**self.read_by, place: changed})

    @property
    def projects(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self.inputs["projects"]
        return listed

    @property
    def people(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self.inputs["people"]
        return listed

    @cached_property
    def places(self) -> dict[int, int]:
        """The place of each project by its key."""
        return {project["id"]: place for place, project in enumerate(self.inputs["projects"])}

    @cached_property
    def seats(self) -> dict[int | None, int]:
        """The seat of each person by their key."""
        return {person["id"]: seat for seat, person in enumerate(self.inputs["people"])}

    @cached_property
    def conflicts(self) -> dict[Pair, list[str]]:
        """The kinds of conflict that bar, by pair."""
        return {(place, seat): kinds for place, seat, kinds in self.inputs["conflicts"]}

    @cached_property
    def fixed(self) -> set[Pair]:
        return {(place, seat) for place, seat in self.inputs["fixed"]}

    @cached_property
    def loads(self) -> Counter[int]:
        """How many projects each seat has."""
        return Counter(seat for seats in self.read_by.values() for seat in seats)

    @cached_property
    def pairs(self) -> set[Pair]:
        """By the keys of project and person."""
        projects, people = self.inputs["projects"], self.inputs["people"]
        return {(projects[place]["id"], people[seat]["id"]) for place, seats in self.read_by.items() for seat in seats}

    @cached_property
    def sums(self) -> list[int]:
        """How well each project is served: the sum of its affinities."""
        return [self.sum_of(place) for place in range(len(self.inputs["projects"]))]

    def sum_of(self, place: int) -> int:
        return sum(self.affinity(place, seat) for seat in self.read_by.get(place, []))

    def affinity(self, place: int, seat: int) -> int:
        return affinity(self.inputs["parts"], self.inputs["projects"][place], self.inputs["people"][seat])

    def fit(self, place: int, seat: int) -> list[PartOfFit]:
        return fit(self.inputs["parts"], self.inputs["projects"][place], self.inputs["people"][seat])

    def wanted(self, place: int) -> int:
        """How many a project wants: all who may, where everybody reads everything."""
        if not self.inputs["by_all"]:
            return int(self.inputs["wanted"])
        seats = range(len(self.inputs["people"]))
        return sum(1 for seat in seats if self.may(place, seat) or (place, seat) in self.fixed)

    def lacking(self, place: int) -> int:
        return max(self.wanted(place) - len(self.read_by.get(place, [])), 0)

    @cached_property
    def short(self) -> list[int]:
        """The places of the projects that lack somebody."""
        return [place for place in range(len(self.inputs["projects"])) if self.lacking(place)]

    @property
    def worst(self) -> int | None:
        """The place of the project that is served worst, of those that have as many as they want."""
        served = [place for place in range(len(self.sums)) if self.read_by.get(place) and not self.lacking(place)]
        return min(served, key=lambda place: (self.sums[place], place), default=None)

    def may(self, place: int, seat: int) -> bool:
        """Whether the person could be given the project at all: one panel, no conflict, still there."""
        project, person = self.inputs["projects"][place], self.inputs["people"][seat]
        return person["free"] and project["group"] == person["group"] and (place, seat) not in self.conflicts

    def has_room(self, seat: int) -> bool:
        most = self.inputs["people"][seat]["most"]
        return most is None or self.loads[seat] < most

    def components(self) -> int:
        """Into how many groups the people fall who share no project, directly or through others."""
        leader: dict[int, int] = {}

        def find(seat: int) -> int:
            while leader[seat] != seat:
                leader[seat] = leader[leader[seat]]
                seat = leader[seat]
            return seat

        for seats in self.read_by.values():
            for seat in seats:
                leader.setdefault(seat, seat)
            for one, other in pairwise(seats):
                leader[find(one)] = find(other)
        return sum(1 for seat in leader if leader[seat] == seat)
