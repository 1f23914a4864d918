"""Files and functions stay small, nothing is left half done, and nothing speaks of a machine it was written on."""

import ast
import re
from collections.abc import Iterator

from tests.codebase.sources import ROOT, faults, named, own_files

LONGEST_FILE, LONGEST_FUNCTION = 300, 50  # lines
WRITTEN = tuple(path for path in own_files() if "migrations" not in path.parts and path.suffix != ".po")
CODE = tuple(path for path in WRITTEN if path.suffix == ".py")
TEXT = tuple(path for path in WRITTEN if path.suffix not in {".png", ".jpg", ".woff2", ".ttf", ".pdf", ".ico"})
SIZED = tuple(path for path in WRITTEN if path.suffix in {".py", ".css", ".js", ".html", ".sh", ".toml", ".yml"})


def words(*halves: tuple[str, str]) -> str:
    """Alternatives of a pattern, given in halves so that this file does not find itself."""
    return "|".join(re.escape(first + second) for first, second in halves)


UNFINISHED = re.compile(rf"\b(?:{words(('TO', 'DO'), ('FIX', 'ME'), ('XX', 'X'), ('NotImplemented', 'Error'))})\b")
ELSEWHERE = re.compile(
    words(
        ("pypi", ".org"),
        ("python", "hosted"),
        ("registry", ".npmjs"),
        ("deb", ".debian"),
        ("/work/", "main"),
        ("/work/", "shared"),
        ("/ro", "ot/"),
        ("/tmp/", "brief"),
    )
)
VAGUE_NAMES = {"utils", "helpers", "common", "core", "services", "misc"}


def long_functions(source: str) -> Iterator[str]:
    """Functions that do not fit a screen."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            lines = node.end_lineno - node.lineno + 1
            if lines >= LONGEST_FUNCTION:
                yield f"{node.name}: {lines} lines"


def swallowed(source: str) -> Iterator[int]:
    """Lines of handlers that catch everything and say nothing."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler):
            everything = node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception")
            if everything and all(isinstance(part, ast.Pass) for part in node.body):
                yield node.lineno


def too_long(text: str) -> list[int]:
    """The number of lines, where it is too large."""
    lines = len(text.splitlines())
    return [lines] if lines >= LONGEST_FILE else []


def test_files_are_short() -> None:
    assert faults(SIZED, too_long) == {}


def test_functions_fit_a_screen() -> None:
    assert faults(CODE, long_functions) == {}


def test_errors_are_not_swallowed() -> None:
    assert faults(CODE, swallowed) == {}


def test_nothing_is_unfinished() -> None:
    assert faults(TEXT, UNFINISHED.findall) == {}


def test_nothing_names_a_place_that_others_do_not_have() -> None:
    assert faults(TEXT, ELSEWHERE.findall) == {}


def test_modules_have_telling_names() -> None:
    vague = [named(path) for path in CODE if not VAGUE_NAMES.isdisjoint([*path.relative_to(ROOT).parts, path.stem])]

    assert vague == []


def test_planted_faults_are_found() -> None:
    long = "def f():\n" + "    x = 1\n" * LONGEST_FUNCTION

    assert list(long_functions(long)) == ["f: 51 lines"]
    assert list(swallowed("try:\n    x()\nexcept Exception:\n    pass\n")) == [3]
    assert list(swallowed("try:\n    x()\nexcept:\n    pass\n")) == [3]
    assert too_long("x\n" * LONGEST_FILE) == [LONGEST_FILE]
    assert UNFINISHED.findall("# {}DO: more".format("TO"))
    assert ELSEWHERE.findall("see https://{}.org/simple".format("pypi"))
