"""Word's documents (.docx)."""

import re
from collections.abc import Iterable, Iterator
from typing import IO, Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph

from submissions.apart.texts import Piece, Stretch, markdown, plain

# Frames around what counts: content controls, what was inserted while changes were tracked, and their like.
FRAMES = tuple(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:fldSimple")))
# What was deleted while changes were tracked, and what is no text.
GONE = tuple(map(qn, ("w:del", "w:moveFrom", "w:sdtPr", "w:sdtEndPr")))
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
TITLE_LEVEL = 1
BULLET = "bullet"


def pieces(file: IO[bytes]) -> Iterator[Piece]:
    """The paragraphs, points and tables of the body, in their order."""
    document = docx.Document(file)
    body = document.element.body
    _unframe(body)
    formats = _formats(document)
    for element in body:
        if element.tag == qn("w:p"):
            yield from _of_paragraph(Paragraph(element, document), formats)
        elif element.tag == qn("w:tbl"):
            yield from _of_table(element, document)


def _unframe(body: Any) -> None:
    for gone in list(body.iter(*GONE, FALLBACK)):
        if gone.getparent() is not None:
            gone.getparent().remove(gone)
    for frame in list(body.iter(*FRAMES)):
        parent, place = frame.getparent(), frame.getparent().index(frame)
        for child in reversed(list(frame)):
            parent.insert(place + 1, child)
        parent.remove(frame)


def _of_paragraph(paragraph: Paragraph, formats: dict[tuple[str, str], str]) -> Iterator[Piece]:
    stretches = list(_stretches(paragraph))
    if text := markdown(stretches):
        if level := _heading(paragraph):
            yield Piece(plain(stretches), heading=level)
        else:
            bold = all(each.bold for each in stretches if each.text.strip())
            yield Piece(text, item=_item(paragraph, formats), is_bold=bold)
    for box in paragraph._p.iter(qn("w:txbxContent")):
        for inner in box.iter(qn("w:p")):
            yield from _of_paragraph(Paragraph(inner, paragraph._parent), formats)


def _of_table(table: Any, document: Any) -> Iterator[Piece]:
    """A line a row; what is merged stands once."""
    rows = []
    for row in table.iter(qn("w:tr")):
        cells = [_cell(cell, document) for cell in row.iter(qn("w:tc"))]
        if any(cells):
            rows.append(" | ".join(cells))
    if rows:
        yield Piece("\n".join(rows))


def _cell(cell: Any, document: Any) -> str:
    lines = (markdown(_stretches(Paragraph(each, document))) for each in cell.iter(qn("w:p")))
    return " / ".join(" ".join(line.split()) for line in lines if line)


def _stretches(paragraph: Paragraph) -> Iterator[Stretch]:
    for part in paragraph.iter_inner_content():
        if isinstance(part, Hyperlink):
            for run in part.runs:
                yield _stretch(run, link=part.url)
        else:
            yield _stretch(part)


def _stretch(run: Any, link: str = "") -> Stretch:
    looks = str(run.style.name).casefold() if run.style is not None else ""
    return Stretch(
        run.text.replace("\xad", ""),
        bold=bool(run.bold or run.font.cs_bold or looks == "strong"),
        italic=bool(run.italic or run.font.cs_italic or looks == "emphasis"),
        link=link,
    )


def _heading(paragraph: Paragraph) -> int:
    """The level, also of styles that are made from a heading; 0 for what is none."""
    style: Any = paragraph.style
    for _step in range(10):
        if style is None:
            return 0
        name = str(style.name)
        if found := HEADING.fullmatch(name):
            return int(found[1]) or TITLE_LEVEL
        if name.casefold() == "title":
            return TITLE_LEVEL
        style = style.base_style
    return 0


def _item(paragraph: Paragraph, formats: dict[tuple[str, str], str]) -> str:
    """The sign of a point with its indent; "" for what is no point of a list."""
    style = str(getattr(paragraph.style, "name", "")).casefold()
    numbering = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if numbering is None:
        return "1. " if style.startswith("list number") else "- " if style.startswith("list bullet") else ""
    number, level = (_value(numbering.find(qn(name))) for name in ("w:numId", "w:ilvl"))
    if number == "0":
        return ""
    sign = "- " if formats.get((number, level or "0"), BULLET) == BULLET else "1. "
    return "  " * min(int(level) if level.isdecimal() else 0, 8) + sign


def _formats(document: Any) -> dict[tuple[str, str], str]:
    """How each level of each list is numbered."""
    try:
        numbering = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:  # the document has no lists
        return {}
    kinds = {_attribute(each, "w:abstractNumId"): each for each in numbering.iter(qn("w:abstractNum"))}
    found = {}
    for number in numbering.iter(qn("w:num")):
        kind = kinds.get(_value(number.find(qn("w:abstractNumId"))))
        levels: Iterable[Any] = () if kind is None else kind.iter(qn("w:lvl"))
        for level in levels:
            place = (_attribute(number, "w:numId"), _attribute(level, "w:ilvl"))
            found[place] = _value(level.find(qn("w:numFmt")))
    return found


def _value(element: Any) -> str:
    return "" if element is None else _attribute(element, "w:val")


def _attribute(element: Any, name: str) -> str:
    return str(element.get(qn(name), ""))
