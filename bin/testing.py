"""`make test`: every check and test, to the end even when an early one fails; and `make check`, the quick part."""

import os
import re
import subprocess
import time
from dataclasses import dataclass, field

from installing import chromium, install
from places import PYTHON, ROOT, environment

ROOMS = ["competitions", "teams", "submissions", "judging", "idarathon"]
PYTHON_FILES = [*ROOMS, "tests", "bin", "deploy", ".ci", "manage.py"]
# Tests of a minute and of a moment: a process that has done its part takes from the other's.
SHARING = ("--dist", "worksteal")
# What pytest says about tests that did not run.
NOT_RUN = re.compile(r"^(?:NOT RUN HERE: |SKIPPED )(.*)$", re.MULTILINE)
MOST_BROWSERS = 4


@dataclass
class Report:
    """What was run, how it went, and what could not be run here."""

    failed: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)

    def step(self, name: str, *command: str) -> None:
        """Run one command of the virtual environment, show what it says, and remember how it went."""
        print(f"\n── {name} ──", flush=True)
        started = time.monotonic()
        said, status = _shown(command)
        seconds = round(time.monotonic() - started)
        self.lines.append(f"  {'ok    ' if status == 0 else 'FAILED'} {name}, {seconds} s{_closing(said)}")
        self.not_run += NOT_RUN.findall(said)
        if status:
            self.failed.append(name)

    def finish(self) -> int:
        """Print the summary; the exit status is 1 when a step failed."""
        print("\n── Summary ──", *self.lines, sep="\n")
        for reason in dict.fromkeys(self.not_run):
            print(f"  could not be run here: {reason}")
        print(f"Failed: {', '.join(self.failed)}" if self.failed else "Everything passed.", flush=True)
        return 1 if self.failed else 0


def check() -> int:
    """The checks that need no browser and little time."""
    install("base")
    install("test")
    report = Report()
    _static(report)
    report.step("rules about the code itself", *_pytest("tests/codebase"))
    return report.finish()


def test() -> int:
    """Every check and every test that this machine can run; the summary names what it cannot."""
    install("base")
    install("test")
    report = Report()
    _static(report)
    report.step("tests", *_pytest("-m", "not browser", "-n", "auto", *SHARING))
    if chromium():
        browsers = str(min(os.cpu_count() or 1, MOST_BROWSERS))
        report.step("browser tests", *_pytest("-m", "browser", "-n", browsers, *SHARING))
    else:
        report.not_run.append("browser tests, which need Chromium (on Debian: apt-get install chromium)")
    return report.finish()


def _static(report: Report) -> None:
    manage = (str(PYTHON), "manage.py")
    report.step("ruff: faults", "ruff", "check", *PYTHON_FILES)
    report.step("ruff: format", "ruff", "format", "--check", *PYTHON_FILES)
    report.step("imports go one way", "lint-imports")
    report.step("migrations are complete", *manage, "makemigrations", "--check", "--dry-run")
    report.step("every string has its words", *manage, "catalogue", "--check")
    report.step("templates", "djlint", "--lint", "--quiet", "templates")
    report.step("types", "mypy", *ROOMS, "tests", "bin", "deploy")
    report.step("languages are compiled", *manage, "catalogue", "--compile")


def _pytest(*arguments: str) -> tuple[str, ...]:
    strict = ["--no-skips"] if os.environ.get("NO_SKIPS") else []
    return ("pytest", "-q", "-rfEs", "--color=no", *strict, *arguments)


def _shown(command: tuple[str, ...]) -> tuple[str, int]:
    """Run the command, pass on what it says line by line, and return that with its exit status."""
    said = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            said.append(line)
    return "".join(said), process.returncode


def _closing(said: str) -> str:
    """The closing line of pytest, for the summary; nothing for other programs."""
    found = re.findall(r"^(?:=+ )?(\d+ (?:passed|failed|error|skipped|deselected).*?)(?: =+)?$", said, re.MULTILINE)
    return f": {found[-1]}" if found else ""
