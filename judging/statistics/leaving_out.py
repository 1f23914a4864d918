"""Which neighbours of the official ranking change places when one juror is left out. Exact."""

from collections.abc import Iterator

import numpy as np

from judging.statistics.scores import Ints, Scores


def changed_places(scores: Scores, pairs: Ints) -> list[tuple[int, int, int]]:
    """(first, second, juror) as places in the tables, for `pairs` of projects of which the first ranks higher.

    A pair of equal scores has no order to change, and a project that only this juror scored has no score without them.
    """
    given = dict(
        zip(zip(scores.project.tolist(), scores.juror.tolist(), strict=True), scores.weighted.tolist(), strict=True)
    )
    bounds = np.concatenate(([0], np.cumsum(scores.counts)))
    sums, counts = scores.sums.tolist(), scores.counts.tolist()

    def without(project: int, juror: int) -> tuple[int, int]:
        points = given.get((project, juror))
        return (sums[project], counts[project]) if points is None else (sums[project] - points, counts[project] - 1)

    def jurors_of(project: int) -> set[int]:
        return set(scores.juror[bounds[project] : bounds[project + 1]].tolist())

    def found() -> Iterator[tuple[int, int, int]]:
        for first, second in pairs.tolist():
            if sums[first] * counts[second] <= sums[second] * counts[first]:
                continue
            for juror in sorted(jurors_of(first) | jurors_of(second)):
                (upper, of_upper), (lower, of_lower) = without(first, juror), without(second, juror)
                if of_upper and of_lower and upper * of_lower < lower * of_upper:
                    yield first, second, juror

    return list(found())
