"""The locks pin every package by its hash and say nothing about where it is fetched."""

import re

import pytest

from tests.codebase.sources import ROOT

LOCKS = {name: (ROOT / "requirements" / f"{name}.txt").read_text() for name in ("base", "test", "production")}
PIN = re.compile(r"^([a-z0-9][\w.-]*)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})*)", re.MULTILINE)
WANTED = re.compile(r"^([A-Za-z][\w.-]*)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return {package: version for package, version, _hashes in PIN.findall(LOCKS[name])}


def normal(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_hashes(name: str) -> None:
    without = [package for package, _version, hashes in PIN.findall(LOCKS[name]) if not hashes]

    assert pins(name)
    assert without == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host(name: str) -> None:
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links|--trusted-host", LOCKS[name]) == []


@pytest.mark.parametrize("name", ["test", "production"])
def test_what_runs_is_what_was_tested(name: str) -> None:
    base = pins("base")

    assert {package: version for package, version in pins(name).items() if package in base} == base


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_everything_that_is_asked_for(name: str) -> None:
    wanted = (ROOT / "requirements" / f"{name}.in").read_text()

    assert {normal(package) for package in WANTED.findall(wanted)} <= {normal(package) for package in pins(name)}
