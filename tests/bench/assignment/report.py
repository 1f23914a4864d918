"""The table of the assignment at three sizes."""

import json
import subprocess
import sys
from typing import Any

from tests.codebase.sources import ROOT

# (projects, jurors, evaluations wanted), the seconds and megabytes that it may take.
SIZES = (((50, 10, 3), 1, 300), ((1000, 100, 3), 5, 300), ((20_000, 1000, 3), 15, 600))
RATIO = 1.3  # the flow step against the bare solver on the same arcs


def printed() -> str:
    """A line for each size, ours and the greedy one, and whether what is allowed was kept."""
    heads = f"{'':<24}{'seconds':>9}{'MB':>7}{'flow/bare':>11}{'total':>13}"
    heads += f"{'worst':>7}{'edge':>6}{'lambda2':>9}{'loads':>9}"
    lines, faults = [], []
    for size, seconds, megabytes in SIZES:
        found = _measured(size)
        ratio = found["step"] / found["bare"]
        name = " x ".join(map(str, size))
        lines.append(_line(name, found["solved"], found["seconds"], f"{found['megabytes']:.0f}", f"x {ratio:.2f}"))
        lines.append(_line("  greedily", found["greedy"], found["greedy"]["seconds"], "", ""))
        faults += _faults(name, found, ratio, seconds=seconds, megabytes=megabytes)
    verdict = "; ".join(faults) or "all within what is allowed, and the worst-served project better off than greedily"
    return "\n".join(["", "Assignment: twelve topics, a fifth of the pairs in conflict", heads, *lines, verdict, ""])


def _measured(size: tuple[int, int, int]) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.assignment.measuring", *map(str, size)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _line(name: str, found: dict[str, Any], seconds: float, megabytes: str, ratio: str) -> str:
    least, most = found["loads"]
    linkage = "-" if found["linkage"] is None else f"{found['linkage']:.3f}"
    return (
        f"{name:<24}{seconds:>9.2f}{megabytes:>7}{ratio:>11}{found['total']:>13,}{found['worst']:>7}{found['edge']:>6}"
        f"{linkage:>9}{f'{least}-{most}':>9}"
    )


def _faults(name: str, found: dict[str, Any], ratio: float, *, seconds: float, megabytes: float) -> list[str]:
    """What took more than it may, or is worse than by hand."""
    checks = {
        f"{found['seconds']:.1f} s": found["seconds"] <= seconds,
        f"{found['megabytes']:.0f} MB": found["megabytes"] <= megabytes,
        f"flow step x {ratio:.2f}": ratio <= RATIO or found["step"] - found["bare"] < 0.05,
        f"{found['lacking']} lacking": not found["lacking"],
        f"worst {found['solved']['worst']}": found["solved"]["worst"] >= found["greedy"]["worst"],
    }
    return [f"{name}: {what} is not allowed" for what, kept in checks.items() if not kept]
