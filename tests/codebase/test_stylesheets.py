"""One stylesheet serves both directions, so it never says left or right."""

import re

import pytest

from tests.codebase.sources import faults, own_files

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PHYSICAL = re.compile(
    r"""
    (?<![\w-])(?:
        (?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*\s*:  # sides
      | border-(?:top|bottom)-(?:left|right)-radius\s*:                                 # corners
      | (?:left|right)\s*:                                                              # places
      | (?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b                  # alignments
    )
    """,
    re.VERBOSE,
)


def physical(css: str) -> list[str]:
    """Declarations that name a side of the screen."""
    return [match.group(0) for match in PHYSICAL.finditer(COMMENT.sub("", css))]


def test_no_stylesheet_knows_left_or_right() -> None:
    assert faults(own_files(".css"), physical) == {}


@pytest.mark.parametrize(
    "planted",
    [
        "a { margin-left: 1px }",
        "a{padding-right:0}",
        "a { border-left-color: red }",
        "a { border-top-left-radius: 4px }",
        "a { inset: auto; left: 0 }",
        "a { text-align: right }",
        "a { float:left }",
        "a {\n  scroll-margin-right: 1rem;\n}",
    ],
)
def test_a_side_is_found(planted: str) -> None:
    assert physical(planted)


@pytest.mark.parametrize(
    "harmless",
    [
        "a { margin-inline-start: 1px; inset-inline-end: 0; text-align: start }",
        "/* left: 0 */ a { color: red }",
        "a { --left: 3; border-start-start-radius: 1px }",
        ".copyright { display: block }",
    ],
)
def test_what_names_no_side_is_left_alone(harmless: str) -> None:
    assert physical(harmless) == []
