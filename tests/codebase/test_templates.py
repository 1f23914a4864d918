"""Templates work under a policy that runs no inline script or style, and can be translated."""

import re
from collections.abc import Callable

import pytest

from tests.codebase.sources import faults, named, own_files

TEMPLATES = tuple(path for path in own_files(".html", ".txt") if named(path).startswith("templates/"))
PAGES = tuple(path for path in TEMPLATES if path.suffix == ".html" and "/mail/" not in named(path))
LONGEST = 90  # lines
DJANGO_COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.DOTALL)
INLINE = re.compile(
    r"""
    <[a-z][^>]*\sstyle\s*=          # a style of its own
  | <style\b                        # a stylesheet in the page
  | <script\b(?![^>]*\ssrc\s*=)(?![^>]*type\s*=\s*"application/(?:ld\+)?json")  # a script in the page
  | <[a-z][^>]*\son[a-z]+\s*=       # a handler
  | (?:href|action)\s*=\s*["']?javascript:
    """,
    re.VERBOSE | re.IGNORECASE,
)
UNTRIMMED = re.compile(r"{%\s*blocktrans(?:late)?\b(?![^%]*\btrimmed\b)[^%]*%}")
UNTRANSLATED = re.compile(r">\s*([A-Z][a-z]+(?: [A-Za-z]+)+)[^<{]*<")


def inline(text: str) -> list[str]:
    """What the content security policy would refuse."""
    return [match.group(0) for match in INLINE.finditer(DJANGO_COMMENT.sub("", text))]


def untrimmed(text: str) -> list[str]:
    """Blocks whose indentation would become part of the string."""
    return [match.group(0) for match in UNTRIMMED.finditer(text)]


def untranslated(text: str) -> list[str]:
    """Sentences that stand in the page in English only."""
    return [match.group(1) for match in UNTRANSLATED.finditer(without_blocks(text))]


def without_blocks(text: str) -> str:
    """The template without what is translated, commented, or code."""
    text = re.sub(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", "", text, flags=re.DOTALL)
    return DJANGO_COMMENT.sub("", text)


def too_long(text: str) -> list[int]:
    """The number of lines, where it is too large."""
    lines = len(text.splitlines())
    return [lines] if lines > LONGEST else []


def test_no_page_has_anything_inline() -> None:
    assert faults(PAGES, inline) == {}


def test_every_template_can_be_translated() -> None:
    assert faults(TEMPLATES, untrimmed) == {}
    assert faults(TEMPLATES, untranslated) == {}


def test_templates_are_short() -> None:
    assert faults(TEMPLATES, too_long) == {}


@pytest.mark.parametrize(
    ("finds", "planted"),
    [
        (inline, '<p style="color: red">'),
        (inline, "<p\n  class='a'\n  style = 'x'>"),
        (inline, "<style>p {}</style>"),
        (inline, "<script>alert(1)</script>"),
        (inline, '<script type="module">x()</script>'),
        (inline, '<button onclick="x()">'),
        (inline, '<a href="javascript:x()">'),
        (untrimmed, "{% blocktranslate %}a{% endblocktranslate %}"),
        (untrimmed, "{% blocktranslate with a=b count n=c %}"),
        (untranslated, "<p>Submit your project</p>"),
    ],
)
def test_a_planted_fault_is_found(finds: Callable[[str], list[str]], planted: str) -> None:
    assert finds(planted)


@pytest.mark.parametrize(
    ("finds", "harmless"),
    [
        (inline, '<script src="a.js" defer></script>'),
        (inline, '<script type="application/json">{}</script>'),
        (inline, '{# <p style="a"> #}<p class="style=">'),
        (inline, '<a data-on="x" href="/style=/">'),
        (untrimmed, "{% blocktranslate trimmed with a=b %}"),
        (untranslated, '<p>{% translate "Submit your project" %}</p>'),
        (untranslated, "<p>{% blocktranslate trimmed %}Submit <b>Your project</b>{% endblocktranslate %}</p>"),
    ],
)
def test_what_is_harmless_is_left_alone(finds: Callable[[str], list[str]], harmless: str) -> None:
    assert finds(harmless) == []
