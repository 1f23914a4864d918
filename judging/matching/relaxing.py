"""What would help where projects lack jurors: the smallest changes, and how many lacking evaluations each gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from judging.matching.problem import BARRED, Integers, Problem
from judging.matching.solving import Solution

LOOKED_AT = 500  # projects that lack jurors; of more, what helps these helps first


@dataclass(frozen=True)
class Relaxation:
    """One change. `kind` is `raise` (the maximum of `juror` to `to`), `disclose` (the kind of conflict `conflict`),

    `more` (`to` jurors more, who know what `project` is about) or `fewer` (`project` is content with `to`).
    """

    kind: str
    serves: int
    juror: int | None = None
    project: int | None = None
    conflict: str = ""
    to: int = 0


def relaxations(
    problem: Problem, solution: Solution, conflicts: Mapping[tuple[int, int], Sequence[str]]
) -> list[Relaxation]:
    """What would help, the most helpful of each kind first; `conflicts` are kinds by (project, juror)."""
    lacking = {int(project): int(solution.lacking[project]) for project in np.nonzero(solution.lacking)[0]}
    if not lacking:
        return []
    looked_at = dict(list(lacking.items())[:LOOKED_AT])
    loads = np.bincount(solution.pairs[:, 1], minlength=problem.jurors)
    reads = {(project, juror) for project, juror in solution.pairs.tolist()}
    return [
        *_raises(problem, loads, looked_at, reads),
        *_disclosures(problem, loads, looked_at, conflicts),
        _more(lacking, loads),
        *(
            Relaxation("fewer", missing, project=project, to=int(problem.wanted[project]) - missing)
            for project, missing in looked_at.items()
        ),
    ]


def _raises(
    problem: Problem, loads: Integers, lacking: dict[int, int], reads: set[tuple[int, int]]
) -> list[Relaxation]:
    """Jurors at their maximum who could read what lacks one: whoever helps most projects first, until none is left."""
    left = dict(lacking)
    full = np.nonzero((loads >= problem.most) & (problem.most > 0))[0]
    could = {
        juror: [
            project for project in left if problem.affinity[project, juror] != BARRED and (project, juror) not in reads
        ]
        for juror in full.tolist()
    }
    found = []
    while could:
        juror = max(could, key=lambda each: (sum(left[project] > 0 for project in could[each]), -loads[each], -each))
        served = [project for project in could.pop(juror) if left[project] > 0]
        if not served:
            break
        for project in served:
            left[project] -= 1
        found.append(Relaxation("raise", len(served), juror=juror, to=int(loads[juror]) + len(served)))
    return found


def _disclosures(
    problem: Problem, loads: Integers, lacking: dict[int, int], conflicts: Mapping[tuple[int, int], Sequence[str]]
) -> list[Relaxation]:
    """Kinds of conflict that alone keep jurors who have room from what lacks one."""
    free: dict[str, dict[int, int]] = {}
    for (project, juror), kinds in conflicts.items():
        if project in lacking and len(set(kinds)) == 1 and loads[juror] < problem.most[juror]:
            of_kind = free.setdefault(kinds[0], {})
            of_kind[project] = of_kind.get(project, 0) + 1
    found = [
        Relaxation(
            "disclose", sum(min(jurors, lacking[project]) for project, jurors in by_project.items()), conflict=kind
        )
        for kind, by_project in free.items()
    ]
    return sorted(found, key=lambda each: (-each.serves, each.conflict))


def _more(lacking: dict[int, int], loads: Integers) -> Relaxation:
    """Jurors more: as many as one project lacks at the most, and enough to read all of it at the load of the others."""
    total = sum(lacking.values())
    each = max(int(loads.max(initial=0)), 1)
    most = max(lacking, key=lambda project: (lacking[project], -project))
    return Relaxation("more", total, project=most, to=max(lacking[most], -(-total // each)))
