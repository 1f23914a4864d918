"""How often a correction would make the ranking worse, and how often it does where it is only made when it may be."""

import numpy as np

from judging.statistics.refusing import FREE, refusals
from judging.statistics.severity import fit, silos_of
from tests.bench.jury.simulation import Jury, simulated, spearman

RUNS = 200
WORSE = 0.01
SEVERITIES = (0.0, 0.3, 0.7, 1.5)
# Projects, jurors, scores each; and by severity the reference: gain of a correction that is always made, percent of
# rounds that it makes worse, percent that are worse where it may be refused. None: not measured.
SIZES: tuple[tuple[tuple[int, int, int], tuple[tuple[float | None, float | None, float], ...]], ...] = (
    ((10, 5, 3), ((0, 14, 3), (0, 25, 8), (0.019, 30, 23), (0.103, 17, 15))),
    ((20, 10, 3), ((0, 12, 1), (0, 18, 4), (0.026, 18, 15), (0.137, 4, 4))),
    ((40, 40, 3), ((0, 4, 1), (0, 10, 2), (0.027, 10, 9), (0.144, 0, 0))),
    ((40, 10, 3), ((0, 4, 1), (0.004, 9, 7), (0.037, 4, 4), (0.150, 1, 1))),
    ((100, 20, 3), ((0, 1, 0), (0.006, 0, 0), (0.046, 0, 0), (0.175, 0, 0))),
    ((300, 30, 3), ((0, 1, 0), (0.006, 0, 0), (0.046, 0, 0), (0.175, 0, 0))),
)


def printed() -> str:
    """A line for each size and severity."""
    heads = f"{'':<28}{'gain: reference':>16}{'reached':>9}{'worse, always':>15}{'reached':>9}{'worse, if it may':>18}"
    heads += f"{'reached':>9}{'refused':>9}"
    lines = []
    for (projects, jurors, each), references in SIZES:
        for severity, (gain, always, gated) in zip(SEVERITIES, references, strict=True):
            jury = Jury(projects=projects, jurors=jurors, each=each, severity=severity)
            found = np.array([_outcome(jury, seed) for seed in range(RUNS)])
            reached = (found[:, 0].mean(), *(100 * (found[:, :2] < -WORSE).mean(axis=0)), 100 * found[:, 2].mean())
            lines.append(
                f"{f'{projects} x {jurors} x {each}, severity {severity}':<28}{gain:>16.3f}{reached[0]:>9.3f}"
                f"{always:>13.0f} %{reached[1]:>7.0f} %{gated:>16.0f} %{reached[2]:>7.0f} %{reached[3]:>7.0f} %"
            )
    title = f"Corrections that make the ranking worse by more than {WORSE} ({RUNS} rounds each)"
    note = f"the reference of 10 x 5 was measured without the rule that asks for {FREE} free data"
    return "\n".join(["", title, heads, *lines, note, ""])


def _outcome(jury: Jury, seed: int) -> tuple[float, float, float]:
    """What the correction gains, always made and only where it may be; and whether it was refused."""
    round = simulated(jury, seed=seed)
    model = fit(round.scores)
    assert model is not None
    gain = spearman(model.calibrated, round.truth) - spearman(round.scores.official, round.truth)
    refused = bool(refusals(round.scores, model, silos_of(round.scores)))
    return gain, 0.0 if refused else gain, float(refused)
