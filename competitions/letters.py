"""How a message is written: one text, and the HTML made from that same text.

A text template's first line is the subject; after it, paragraphs are separated by empty lines. Three more shapes:

    - a line that begins with a hyphen and a space is an item of a list
    [Open my team] https://…     alone on a line: the button, with its address below it
    https://…                    alone on a line: the same, with a label of ours

Templates are rendered in the recipient's language and are not HTML: nothing in them is escaped.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from competitions import wording

SUBJECT_LENGTH = 250
ACTION = re.compile(r"^\[(?P<label>[^\]]+)\]\s+(?P<url>https?://\S+)$")
ADDRESS = re.compile(r"^https?://\S+$")

# ("paragraph", text) | ("list", [items]) | ("action", label, url)
Block = tuple[str, str] | tuple[str, list[str]] | tuple[str, str, str]


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str


def write(template: str, variables: Mapping[str, Any], language: str) -> Letter:
    """Render the text template in `language` and part its subject from its text."""
    with translation.override(language):
        # Not `render(dict)`: a text must not be escaped as HTML.
        page = get_template(template).template  # type: ignore[attr-defined]
        rendered = page.render(Context(dict(variables), autoescape=False))
    subject, _newline, text = rendered.strip().partition("\n")
    return Letter(tidy_subject(subject), tidy(text))


def tidy(text: str) -> str:
    """Lines without spaces around them, never more than one empty line."""
    lines = "\n".join(line.strip() for line in text.replace("\r\n", "\n").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def tidy_subject(subject: str) -> str:
    """One line, as long as the column is wide."""
    return " ".join(subject.split())[:SUBJECT_LENGTH]


def blocks(text: str) -> list[Block]:
    """The parts of a text, in their order, for `mail/base.html` and for the page of a message."""
    found: list[Block] = []
    for line in text.split("\n"):
        _add(found, line.strip())
    return [block for block in found if block[1]]


def _add(found: list[Block], line: str) -> None:
    action = ACTION.match(line)
    if action:
        found.append(("action", action["label"], action["url"]))
    elif ADDRESS.match(line):
        found.append(("action", _("Open the page"), line))
    elif line.startswith("- "):
        if not (found and found[-1][0] == "list"):
            found.append(("list", []))
        found[-1][1].append(line[2:].strip())  # type: ignore[union-attr]
    elif line and found and found[-1][0] == "paragraph" and found[-1][1]:
        found[-1] = ("paragraph", f"{found[-1][1]}\n{line}")
    else:
        found.append(("paragraph", line))


def html(subject: str, text: str, *, language: str, footer: list[str]) -> str:
    """The HTML of a message whose text is `text`."""
    with translation.override(language):
        return render_to_string(
            "mail/base.html",
            {
                "language": language,
                "direction": wording.direction(language),
                "subject": subject,
                "blocks": blocks(text),
                "footer": footer,
            },
        )


def footer(*, language: str, on_the_site: bool) -> list[str]:
    """What stands at the foot of every message."""
    with translation.override(language):
        lines = [_("Idarathon sent this message by itself. Replies to it are read by nobody.")]
        if on_the_site:
            lines.append(_("You find it again on the site, under “Messages”."))
    return lines


def with_footer(text: str, lines: list[str]) -> str:
    """The text as it is mailed."""
    return "\n".join([text, "", "-- ", *lines, ""])
