"""Made-up juries for the statistics: scores in any shape, and the input that an analysis takes."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from judging.statistics.analysis import analyse
from judging.statistics.findings import Input
from judging.statistics.scores import Scores

# A row: entry, juror, points by criterion in hundredths.
Row = tuple[int, int, list[int]]
SCALE = 2000.0
# How long one jury takes says nothing where others are at the machine too.
unhurried = settings(deadline=None, max_examples=60)


@st.composite
def juries(
    draw: Any, *, entries: int = 8, jurors: int = 5, criteria: int = 1, most: int = 2000, least_scores: int = 1
) -> list[Row]:
    """Any scores of any jurors on any entries: one, none in common, everything."""
    pairs = draw(
        st.lists(
            st.tuples(st.integers(1, entries), st.integers(101, 100 + jurors)),
            min_size=least_scores,
            max_size=entries * jurors,
            unique=True,
        )
    )
    points = st.lists(st.integers(0, most), min_size=criteria, max_size=criteria)
    return [(entry, juror, draw(points)) for entry, juror in pairs]


def scores_of(rows: Sequence[Row], weights: Sequence[int] = (10_000,)) -> Scores:
    return Scores.of([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows], weights)


def an_input(rows: Sequence[Row], weights: Sequence[int] = (10_000,), **changed: Any) -> Input:
    given: dict[str, Any] = {
        "criteria": [f"c{number}" for number in range(len(weights))],
        "scale": SCALE,
        "first": 3,
        "decided_by": "official",
        "seed": 7,
        "themes": {row[0]: "even" if row[0] % 2 == 0 else "odd" for row in rows},
        "file_languages": {row[0]: "ar" if row[0] % 3 else "fr" for row in rows},
        "juror_languages": {row[1]: "ar" if row[1] % 2 else "fr" for row in rows},
    }
    return Input(scores=scores_of(rows, weights), **{**given, **changed})


def analysed(rows: Sequence[Row], weights: Sequence[int] = (10_000,), **changed: Any) -> Any:
    return analyse(an_input(rows, weights, **changed))


def a_jury(
    *,
    entries: int,
    jurors: int,
    each: int,
    severity: float,
    seed: int = 1,
    noise: float = 100,
    quality: Mapping[int, float] | None = None,
    severities: Mapping[int, float] | None = None,
    first_entry: int = 1,
    first_juror: int = 101,
) -> list[Row]:
    """Scores with known truth, in hundredths: quality has a standard deviation of 250 around 1,000."""
    chance = random.Random(seed)
    qualities = {first_entry + number: chance.gauss(1000, 250) for number in range(entries)} | dict(quality or {})
    severe = {first_juror + number: chance.gauss(0, severity) for number in range(jurors)} | dict(severities or {})
    # Loads equal within one: the jurors are dealt out in turn, reshuffled each time round.
    dealt = [juror for _round in range(entries * each // jurors + 2) for juror in chance.sample(sorted(severe), jurors)]
    rows: list[Row] = []
    for entry, value in qualities.items():
        chosen: list[int] = []
        while len(chosen) < each:
            place = next(place for place, juror in enumerate(dealt) if juror not in chosen)
            chosen.append(dealt.pop(place))
        rows += [
            (entry, juror, [round(min(2000, max(0, value + severe[juror] + chance.gauss(0, noise))))])
            for juror in chosen
        ]
    return rows
