"""How near the truth the official and the calibrated ranking come, jury by jury, beside what was reached before."""

import numpy as np

from judging.statistics.severity import fit
from tests.bench.jury.simulation import SILOS, Jury, simulated, spearman

RUNS = 30
HARM = 0.005  # calibrated may fall behind by so much, of 300 projects; more would be a fault


def _alike(bridges: int) -> Jury:
    return Jury(silos=SILOS, bridges=bridges)


def _unlike(bridges: int) -> Jury:
    """The best silo is three standard deviations above the worst."""
    return Jury(silos=SILOS, apart=3.0, bridges=bridges)


# What it is, the jury, and the reference: how the raw and the calibrated ranking correlate with the truth (Spearman).
JURIES: tuple[tuple[str, Jury, float, float], ...] = (
    ("300 x 30, 3 each, severity 0", Jury(severity=0), 0.900, 0.899),
    ("severity 0.3", Jury(severity=0.3), 0.889, 0.896),
    ("severity 0.7", Jury(), 0.846, 0.894),
    ("severity 1.5", Jury(severity=1.5), 0.707, 0.891),
    ("severity 3, scores hit 0 and 100", Jury(severity=3), 0.466, 0.865),
    ("5 each", Jury(each=5), 0.902, 0.936),
    ("heavy tails", Jury(heavy_tails=True), 0.856, 0.911),
    ("scales differ by 0.3", Jury(scales=0.3), 0.840, 0.885),
    ("scales differ by 0.6", Jury(scales=0.6), 0.824, 0.860),
    ("9 scores of each juror", Jury(jurors=100), 0.842, 0.887),
    ("5 scores of each juror", Jury(jurors=180), 0.835, 0.875),
    ("3 scores of each juror", Jury(jurors=300), 0.840, 0.865),
    ("2 scores of each juror", Jury(jurors=450), 0.841, 0.857),
    ("6 silos alike, no bridge", _alike(0), 0.843, 0.863),
    ("6 silos alike, 1 bridge each", _alike(1), 0.849, 0.873),
    ("6 silos alike, 10 bridges each", _alike(10), 0.841, 0.888),
    ("6 silos unlike, no bridge", _unlike(0), 0.917, 0.929),
    ("6 silos unlike, 1 bridge each", _unlike(1), 0.921, 0.936),
    ("6 silos unlike, 3 bridges each", _unlike(3), 0.915, 0.935),
    ("6 silos unlike, 10 bridges each", _unlike(10), 0.915, 0.941),
    ("6 silos unlike, 30 bridges each", _unlike(30), 0.915, 0.942),
    ("20 x 5", Jury(projects=20, jurors=5), 0.856, 0.875),
    ("10 x 5", Jury(projects=10, jurors=5), 0.869, 0.873),
    ("10 x 5, severity 1.5", Jury(projects=10, jurors=5, severity=1.5), 0.793, 0.862),
)
SMALL = 300  # below so many projects a single round decides too much, and the small juries are simulated more often
MORE = 4


def printed() -> str:
    """A line for each jury."""
    heads = f"{'':<34}{'raw: reference':>15}{'reached':>9}{'calibrated: reference':>23}{'reached':>9}"
    lines, worst = [], 0.0
    for name, jury, reference_raw, reference in JURIES:
        raw, calibrated = _reached(jury)
        if jury.projects >= SMALL:
            worst = max(worst, raw - calibrated)
        lines.append(f"{name:<34}{reference_raw:>15.3f}{raw:>9.3f}{reference:>23.3f}{calibrated:>9.3f}")
    title = f"Ranking against the truth (Spearman, {RUNS} rounds each)"
    verdict = f"of 300 projects the calibrated ranking falls behind by {worst:.3f} at most, {HARM} allowed"
    return "\n".join(["", title, heads, *lines, verdict, ""])


def _reached(jury: Jury) -> tuple[float, float]:
    found = []
    for seed in range(RUNS if jury.projects >= SMALL else RUNS * MORE):
        round = simulated(jury, seed=seed)
        model = fit(round.scores)
        assert model is not None
        found.append((spearman(round.scores.official, round.truth), spearman(model.calibrated, round.truth)))
    raw, calibrated = np.mean(found, axis=0)
    return float(raw), float(calibrated)
