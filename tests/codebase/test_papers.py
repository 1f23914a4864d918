"""README and docs say nothing that is not so: every path, link, command and variable in them exists."""

import re
from collections.abc import Callable

import pytest
from django.core.management import get_commands

from tests.codebase.sources import ROOT, faults, own_files

PAPERS = own_files(".md")
ROOMS = ("competitions", "teams", "submissions", "judging", "idarathon")
QUOTED = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"^(?:[\w.-]+(?:/[\w.-]+)*/|[\w.-]+(?:/[\w.-]+)+|\.?[\w-]+\.(?:py|md|toml|yml|txt|in|json|example))$")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
MAKE = re.compile(r"(?:^(?: {4})?|`)make ([a-z]+)", re.MULTILINE)
MANAGE = re.compile(r"manage\.py (\w+)")
TARGETS = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
GENERATED = ("var/",)


def lost_paths(text: str) -> list[str]:
    """Paths in backticks that lead nowhere, neither from the top nor within a room."""
    return [path for path in QUOTED.findall(text) if PATH.match(path) and not _exists(path)]


def lost_links(text: str) -> list[str]:
    """Links to files that do not exist; the papers lie at the top or in docs/."""
    local = [link for link in LINK.findall(text) if ":" not in link]
    return [
        link for link in local if not any((ROOT / folder / link).exists() for folder in ("", "docs", "docs/decisions"))
    ]


def lost_commands(text: str) -> list[str]:
    """Commands of make and manage.py that do not exist."""
    unknown = [f"make {target}" for target in MAKE.findall(text) if target not in TARGETS]
    return unknown + [f"manage.py {name}" for name in MANAGE.findall(text) if name not in get_commands()]


@pytest.mark.parametrize("find", [lost_paths, lost_links, lost_commands])
def test_what_the_papers_name_exists(find: Callable[[str], list[str]]) -> None:
    assert faults(PAPERS, find) == {}


@pytest.mark.parametrize(
    ("find", "planted"),
    [
        (lost_paths, "see `docs/nothing.md`"),
        (lost_paths, "see `nowhere/`"),
        (lost_paths, "see `nothing.py`"),
        (lost_links, "![a picture](docs/nothing.png)"),
        (lost_commands, "run `make nothing`"),
        (lost_commands, "    make nothing PORT=1"),
        (lost_commands, "`python manage.py nothing`"),
    ],
)
def test_what_does_not_exist_is_found(find: Callable[[str], list[str]], planted: str) -> None:
    assert find(planted)


def test_what_exists_is_not_complained_about() -> None:
    text = "`docs/testing.md`, `models/`, `rules.py`, `var/mail/`, `/healthz`, `a → b`, `make run`, `manage.py migrate`"

    assert [find(text) for find in (lost_paths, lost_links, lost_commands)] == [[], [], []]


def _exists(path: str) -> bool:
    places = [ROOT, *(ROOT / room for room in ROOMS)]
    return path.startswith(GENERATED) or any((place / path).exists() for place in places)
