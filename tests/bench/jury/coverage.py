"""How many of the intervals of ranks hold the true rank; nine of ten should."""

import numpy as np

from judging.statistics.certainty import Unknown, calibrated, certainty, official
from judging.statistics.scores import Ints
from judging.statistics.severity import fit
from tests.bench.jury.simulation import SILOS, Jury, simulated, true_ranks

RUNS = 20
LEAST, MOST = 0.88, 0.97
# What it is, the jury, and the reference of the calibrated ranking: coverage and mean width.
JURIES: tuple[tuple[str, Jury, float, float], ...] = (
    ("300 x 30, severity 0.7", Jury(), 0.900, 120),
    ("300 x 100, severity 1.5", Jury(jurors=100, severity=1.5), 0.895, 128),
    ("heavy tails", Jury(heavy_tails=True), 0.912, 110),
    ("20 x 6", Jury(projects=20, jurors=6), 0.971, 9.9),
    ("6 silos unlike, 10 bridges each", Jury(silos=SILOS, apart=3.0, bridges=10), 0.902, 117),
)
MORE = 5  # times as many rounds of 20 projects


def printed() -> str:
    """A line for each jury."""
    heads = f"{'':<34}{'reference':>10}{'reached':>9}{'width: reference':>18}{'reached':>9}"
    heads += f"{'official score':>16}{'width':>7}"
    lines, found = [], []
    for name, jury, coverage, width in JURIES:
        (ours, our_width), (plain, plain_width) = _reached(jury)
        found += [ours, plain]
        lines.append(
            f"{name:<34}{coverage:>10.3f}{ours:>9.3f}{width:>18.1f}{our_width:>9.1f}{plain:>16.3f}{plain_width:>7.1f}"
        )
    title = f"Intervals of ranks, nominal 0.90: how many hold the true rank ({RUNS} rounds each)"
    verdict = f"between {min(found):.3f} and {max(found):.3f}; {LEAST} to {MOST} allowed"
    return "\n".join(["", title, heads, *lines, verdict, ""])


def held(unknown: Unknown, ranks: Ints, *, seed: int) -> tuple[float, float]:
    """The share of projects whose interval holds the true rank, and the mean width."""
    sure = certainty(unknown, first=3, seed=seed)
    return float(((sure.low <= ranks) & (ranks <= sure.high)).mean()), float((sure.high - sure.low).mean())


def _reached(jury: Jury) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    found = []
    for seed in range(RUNS if jury.projects > 100 else RUNS * MORE):
        round = simulated(jury, seed=seed)
        model = fit(round.scores)
        assert model is not None
        ranks = true_ranks(round.truth)
        found.append([held(unknown(model), ranks, seed=seed) for unknown in (calibrated, official)])
    return np.mean(found, axis=0)  # type: ignore[no-any-return]
