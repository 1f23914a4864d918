"""A hundred thousand scores: ranked and calibrated, then with everything else that is said of a round."""

import resource
from time import process_time

from judging.statistics.analysis import analyse
from judging.statistics.certainty import calibrated
from judging.statistics.findings import Findings, Input
from judging.statistics.scores import Scores
from tests.bench.jury.coverage import held
from tests.bench.jury.simulation import Jury, simulated, spearman, true_ranks
from tests.bench.table import seconds

LARGE = Jury(projects=20_000, jurors=1000, each=5)
LIMIT = 1.0  # seconds for the ranking and the calibration together


def printed() -> str:
    """Seconds, memory, and how good it is."""
    round = simulated(LARGE, seed=1)
    before = _megabytes()
    findings = Findings(_input(round.scores))
    begun = process_time()
    ranked = seconds(lambda: _rank_and_calibrate(findings))
    busy = process_time() - begun
    after = _megabytes()
    assert findings.fit is not None
    coverage, width = 0.0, 0.0

    def draw() -> None:
        nonlocal coverage, width
        assert findings.fit is not None
        coverage, width = held(calibrated(findings.fit), true_ranks(round.truth), seed=1)

    lines = [
        f"ranked and calibrated: {ranked:.2f} s of the {LIMIT:.0f} s allowed, {busy:.2f} s of it at work, "
        f"{after - before:.0f} MB more than before",
        f"500 draws of the ranks: {seconds(draw):.2f} s; coverage {coverage:.3f} (reference .902), "
        f"mean width {width:,.0f} (6,415)",
        f"everything that is said of the round: {seconds(lambda: analyse(_input(round.scores))):.2f} s, "
        f"{_megabytes():.0f} MB in all",
        f"Spearman: raw {spearman(round.scores.official, round.truth):.4f} (.8945), "
        f"calibrated {spearman(findings.fit.calibrated, round.truth):.4f} (.9345)",
        f"standard deviations found: severity {findings.fit.severity_variance**0.5:.2f} (8.28 of 8.4), "
        f"noise {findings.fit.noise**0.5:.2f} (9.55 of 9.6)",
    ]
    return "\n".join(["", "100,000 scores: 20,000 projects, 1,000 jurors", *lines, ""])


def _rank_and_calibrate(findings: Findings) -> None:
    """Both rankings with the errors, and whether the second may be shown."""
    assert findings.corrected is not None
    assert len(findings.official_order) == len(findings.deciding_order) == LARGE.projects
    assert findings.calibrated_ranks is not None
    assert len(findings.corrected.variances) == LARGE.projects
    assert findings.second_eigenvalue is not None


def _input(scores: Scores) -> Input:
    entries, jurors = scores.entries.tolist(), scores.jurors.tolist()
    return Input(
        scores=Scores.of(
            scores.entries[scores.project].tolist(), scores.jurors[scores.juror].tolist(), scores.points.tolist(), [1]
        ),
        criteria=["all"],
        scale=100,
        first=3,
        decided_by="calibrated",
        seed=1,
        themes={entry: str(entry % 3) for entry in entries},
        file_languages={entry: "ar" if entry % 2 else "fr" for entry in entries},
        juror_languages={juror: "ar" if juror % 2 else "fr" for juror in jurors},
    )


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
