"""The inputs of a plan, as they are stored, as a problem; and its answer as the plan keeps it.

Panels share no juror and no project, so each is a problem of its own.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import numpy as np

from judging.matching.fitting import Part, affinities, bar
from judging.matching.problem import BARRED, Integers, Problem
from judging.matching.relaxing import Relaxation, relaxations
from judging.matching.solving import Figures, Solution, Solver, figures

ALL = 100


class Solving:
    """Every panel after the other; `result` is there once the steps are done."""

    def __init__(self, inputs: dict[str, Any], seed: int) -> None:
        self.inputs = inputs
        self.seed = seed
        self.result: dict[str, Any] = {}

    def steps(self) -> Iterator[int]:
        """Do the work; yields how much of a hundred is done."""
        groups = sorted({project["group"] for project in self.inputs["projects"]})
        found = []
        for number, group in enumerate(groups):
            part = _Group(self.inputs, group)
            solver = Solver(part.problem(self.seed), linked=self.inputs["linked"])
            for done in solver.steps():
                yield (number * ALL + done) // len(groups)
            assert solver.solution is not None
            found.append(part.answer(solver))
        self.result = _joined(found)
        yield ALL


class _Group:
    """The projects and people of one panel, or of the whole round where there are none."""

    def __init__(self, inputs: dict[str, Any], group: int) -> None:
        self.inputs = inputs
        self.places = [place for place, project in enumerate(inputs["projects"]) if project["group"] == group]
        # Who reads something there that stands belongs to it too, wherever they sit by now.
        inside = set(self.places)
        standing = {seat for place, seat in inputs["fixed"] if place in inside}
        self.seats = [
            seat for seat, person in enumerate(inputs["people"]) if person["group"] == group or seat in standing
        ]
        self.foreign = [seat for seat in self.seats if inputs["people"][seat]["group"] != group]
        self._place = {place: number for number, place in enumerate(self.places)}
        self._seat = {seat: number for number, seat in enumerate(self.seats)}

    def problem(self, seed: int) -> Problem:
        projects = [self.inputs["projects"][place] for place in self.places]
        people = [self.inputs["people"][seat] for seat in self.seats]
        parts = [
            Part(
                part["weight"],
                part["enough"],
                part["unsaid"],
                [project[part["key"]] for project in projects],
                [person[part["key"]] for person in people],
            )
            for part in self.inputs["parts"]
        ]
        affinity = affinities(parts, len(projects), len(people))
        bar(affinity, self.conflicts())
        affinity[:, [self._seat[seat] for seat in self.foreign]] = BARRED
        fixed, kept = self._pairs("fixed"), self._pairs("kept")
        wanted = np.full(len(projects), self.inputs["wanted"], dtype=np.int64)
        if self.inputs["by_all"]:
            reading = (affinity != BARRED) & np.array([person["free"] for person in people], dtype=bool)
            reading[fixed[:, 0], fixed[:, 1]] = True
            wanted = reading.sum(axis=1).astype(np.int64)
        most = np.array([self._most(person) for person in people], dtype=np.int64)
        return Problem(affinity, wanted, most, seed, fixed, kept)

    def conflicts(self) -> dict[tuple[int, int], list[str]]:
        """Kinds of conflict by pair, in the numbers of this group."""
        return {
            (self._place[place], self._seat[seat]): kinds
            for place, seat, kinds in self.inputs["conflicts"]
            if place in self._place and seat in self._seat
        }

    def answer(self, solver: Solver) -> dict[str, Any]:
        """What was found, in the places and seats of the inputs."""
        solution, problem = solver.solution, solver.problem
        assert solution is not None
        return {
            "pairs": [[self.places[place], self.seats[seat]] for place, seat in solution.pairs.tolist()],
            "relaxations": [self._relaxation(each) for each in relaxations(problem, solution, self.conflicts())],
            "figures": _figures(figures(problem.affinity, solution.pairs), solution),
        }

    def _pairs(self, name: str) -> Integers:
        rows = [
            (self._place[place], self._seat[seat])
            for place, seat in self.inputs[name]
            if place in self._place and seat in self._seat
        ]
        return np.array(rows, dtype=np.int64).reshape(-1, 2)

    def _most(self, person: dict[str, Any]) -> int:
        return len(self.places) if person["most"] is None else int(person["most"])

    def _relaxation(self, found: Relaxation) -> dict[str, Any]:
        listed = asdict(found)
        listed["juror"] = None if found.juror is None else self.seats[found.juror]
        listed["project"] = None if found.project is None else self.places[found.project]
        return listed


def _figures(found: Figures, solution: Solution) -> dict[str, Any]:
    value = found.graph.second_eigenvalue
    return {
        "total": found.total,
        "worst": found.worst,
        "edge": found.edge,
        "least": found.least,
        "most": found.most,
        "components": found.graph.components,
        # In thousandths, so that the stored text is the same wherever it was computed.
        "linkage": None if value is None else round(value * 1000),
        "lifts": solution.lifts,
        "bridges": solution.bridges,
    }


def _joined(found: list[dict[str, Any]]) -> dict[str, Any]:
    """The answers of all panels as one."""
    return {
        "pairs": sorted(pair for each in found for pair in each["pairs"]),
        "relaxations": [relaxation for each in found for relaxation in each["relaxations"]],
        "groups": [each["figures"] for each in found],
    }
