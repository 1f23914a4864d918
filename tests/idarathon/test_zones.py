"""An hour is the same hour on every machine."""

import subprocess
import sys
import zoneinfo
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path


def test_the_rules_of_time_zones_are_never_the_machines(tmp_path: Path) -> None:
    """On a machine whose own rules of Casablanca are those of Tokyo, too."""
    folder = tmp_path / "Africa"
    folder.mkdir()
    (folder / "Casablanca").write_bytes(files("tzdata.zoneinfo.Asia").joinpath("Tokyo").read_bytes())
    script = (
        "import idarathon, datetime, zoneinfo\n"
        "print(datetime.datetime(2020, 12, 9, 23, 59, tzinfo=zoneinfo.ZoneInfo('Africa/Casablanca')).utcoffset())"
    )

    said = subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONTZPATH": str(tmp_path)}, capture_output=True, text=True, check=True
    ).stdout

    assert said.split() == ["1:00:00"]


def test_they_are_the_rules_of_the_pinned_package() -> None:
    assert zoneinfo.TZPATH == ()
    assert datetime(2020, 12, 9, tzinfo=UTC).astimezone(zoneinfo.ZoneInfo("Africa/Casablanca")).hour == 1
