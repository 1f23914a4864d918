"""The documents of LibreOffice and its like (.odt)."""

import io
from collections.abc import Iterator
from typing import IO, Any

from odfdo import Document

from submissions.apart.texts import Piece, Stretch, markdown, plain

# Notes, comments, what was deleted while changes were tracked, what is made of the rest, and what is no text.
LEFT_OUT = {"text:note", "office:annotation", "text:tracked-changes", "text:table-of-content", "text:sequence-decls"}
FRAMES = {"text:section", "text:index-body", "draw:frame", "draw:text-box", "text:list-header", "text:list-item"}
NUMBERED = "text:list-level-style-number"
SPACES_MAX = 100


def pieces(file: IO[bytes]) -> Iterator[Piece]:
    """The paragraphs, points and tables of the body, in their order."""
    document = Document(io.BytesIO(file.read()))
    for element in document.body.children:
        yield from _of(element, document)


def _of(element: Any, document: Any, item: str = "") -> Iterator[Piece]:
    if element.tag == "text:h":
        yield from _heading(element, document)
    elif element.tag == "text:p":
        yield from _paragraph(element, document, item)
    elif element.tag == "text:list":
        yield from _list(element, document, item)
    elif element.tag == "table:table":
        yield from _table(element, document)
    elif element.tag in FRAMES:
        for child in element.children:
            yield from _of(child, document, item)


def _heading(element: Any, document: Any) -> Iterator[Piece]:
    level = str(element.get_attribute("text:outline-level") or "1")
    if text := plain(_stretches(element, document, Stretch(""))):
        yield Piece(text, heading=min(int(level), 9) if level.isdecimal() else 1)


def _paragraph(element: Any, document: Any, item: str) -> Iterator[Piece]:
    look = _look(document, "paragraph", element, Stretch(""))
    stretches = list(_stretches(element, document, look))
    if text := markdown(stretches):
        bold = all(each.bold for each in stretches if each.text.strip())
        yield Piece(text, item=item, is_bold=bold)
    for frame in element.get_elements("draw:frame"):
        yield from _of(frame, document)


def _list(element: Any, document: Any, outer: str) -> Iterator[Piece]:
    """A list in a list is indented under the point that holds it."""
    name = element.get_attribute("text:style-name")
    style = document.get_style("list", name) if name else None
    numbered = outer.strip() == "1." if style is None else bool(style.get_elements(NUMBERED)[:1])
    indent = " " * (len(outer) - len(outer.lstrip()) + 2) if outer else ""
    for child in element.children:
        yield from _of(child, document, indent[:16] + ("1. " if numbered else "- "))


def _table(element: Any, document: Any) -> Iterator[Piece]:
    """A line a row."""
    rows = []
    for row in element.get_elements("descendant::table:table-row"):
        cells = [_cell(cell, document) for cell in row.get_elements("table:table-cell")]
        if any(cells):
            rows.append(" | ".join(cells))
    if rows:
        yield Piece("\n".join(rows))


def _cell(cell: Any, document: Any) -> str:
    paragraphs = cell.get_elements("descendant::text:p")
    lines = (markdown(_stretches(each, document, Stretch(""))) for each in paragraphs)
    return " / ".join(" ".join(line.split()) for line in lines if line)


def _stretches(element: Any, document: Any, look: Stretch) -> Iterator[Stretch]:
    """What the element holds, each with its look; `look` is that of what is around it."""
    yield _like(look, element.text or "")
    for child in element.children:
        yield from _inside(child, document, look)
        yield _like(look, child.tail or "")


def _inside(child: Any, document: Any, look: Stretch) -> Iterator[Stretch]:
    if child.tag in LEFT_OUT or child.tag.startswith("draw:"):
        return
    if child.tag == "text:s":
        count = str(child.get_attribute("text:c") or "1")
        yield _like(look, " " * min(int(count) if count.isdecimal() else 1, SPACES_MAX))
    elif child.tag == "text:tab":
        yield _like(look, "\t")
    elif child.tag == "text:line-break":
        yield _like(look, "\n")
    else:
        if child.tag == "text:span":
            look = _look(document, "text", child, look)
        elif child.tag == "text:a":
            look = Stretch("", look.bold, look.italic, str(child.get_attribute("xlink:href") or ""))
        yield from _stretches(child, document, look)


def _like(look: Stretch, text: str) -> Stretch:
    return Stretch(text, look.bold, look.italic, look.link)


def _look(document: Any, family: str, element: Any, look: Stretch) -> Stretch:
    """The look that the element's own style gives, over that around it."""
    name = element.get_attribute("text:style-name")
    style = document.get_style(family, name) if name else None
    given = (style.get_properties("text") if style is not None else None) or {}
    bold = {str(given.get(key)) for key in ("fo:font-weight", "style:font-weight-complex") if given.get(key)}
    italic = {str(given.get(key)) for key in ("fo:font-style", "style:font-style-complex") if given.get(key)}
    return Stretch(
        "",
        bold=bool(bold & {"bold", "600", "700", "800", "900"}) if bold else look.bold,
        italic=bool(italic & {"italic", "oblique"}) if italic else look.italic,
        link=look.link,
    )
