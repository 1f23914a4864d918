"""The text of a document, paragraph by paragraph, as Markdown: .docx and .odt."""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib import import_module
from typing import IO, Any
from xml.parsers import expat

from submissions.apart import office
from submissions.apart.reasons import DAMAGED, NOT_ADMITTED, UNFOLDS_TOO_FAR, Refused

READERS = {"docx": "word", "odt": "open_document"}
XML = 16 * 1024 * 1024  # bytes of all that is parsed
DEPTH = 200  # elements in one another
CHARACTERS = 2_000_000

LINKS = ("http://", "https://", "mailto:")
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_SPECIAL = re.compile(r"[*`]|(?<!\w)_|_(?!\w)")


@dataclass(frozen=True)
class Piece:
    """`heading` is its level, 0 for what is none; `item` is the sign before a point of a list, "" for what is none.

    The text of a heading has no marks; `is_bold` says of any other that all of it is bold.
    """

    text: str
    heading: int = 0
    item: str = ""
    is_bold: bool = False


@dataclass(frozen=True)
class Stretch:
    """Text of one look inside a paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


def read(file: IO[bytes], folder: str) -> dict[str, Any]:
    """The pieces of the document, in order."""
    type = office.look(file, folder)["type"]
    if type not in READERS:
        raise Refused(NOT_ADMITTED)
    with zipfile.ZipFile(file) as archive:
        _require_plain_xml(archive)
    file.seek(0)
    pieces, length = [], 0
    for piece in import_module(f"submissions.apart.{READERS[type]}").pieces(file):
        length += len(piece.text)
        if length > CHARACTERS:
            raise Refused(UNFOLDS_TOO_FAR)
        pieces.append(asdict(piece))
    return {"pieces": pieces}


def markdown(stretches: Iterable[Stretch]) -> str:
    """Bold, italics and links as Markdown; a sign that would be a mark and was none is escaped."""
    return "".join(_marked(each) for each in _joined(stretches)).strip()


def plain(stretches: Iterable[Stretch]) -> str:
    """The text alone, in one line."""
    return " ".join("".join(each.text for each in stretches).split())


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Neighbours that look alike as one, so that no mark opens where the one before has just closed."""
    joined: list[Stretch] = []
    for each in stretches:
        last = joined[-1] if joined else None
        if last and (last.bold, last.italic, last.link) == (each.bold, each.italic, each.link):
            joined[-1] = Stretch(last.text + each.text, each.bold, each.italic, each.link)
        elif each.text:
            joined.append(each)
    return joined


def _marked(stretch: Stretch) -> str:
    found = _EDGES.fullmatch(stretch.text)
    assert found is not None
    before, text, after = found.groups()
    if not text:
        return stretch.text
    text = _SPECIAL.sub(r"\\\g<0>", text)
    if stretch.link.startswith(LINKS) and not set(stretch.link) & set(" ()<>\n"):
        text = f"[{text}]({stretch.link})"
    mark = "*" * (2 * stretch.bold + stretch.italic)
    return f"{before}{mark}{text}{mark}{after}"


def _require_plain_xml(archive: zipfile.ZipFile) -> None:
    """No part that will be parsed declares a grammar, with which it could fetch or repeat, or is absurdly deep."""
    left = XML
    for entry in archive.infolist():
        if not entry.filename.casefold().endswith((".xml", ".rels")):
            continue
        with archive.open(entry) as content:
            text = content.read(left + 1)
        left -= len(text)
        if left < 0:
            raise Refused(UNFOLDS_TOO_FAR)
        if text:  # LibreOffice writes empty ones
            _require_plain(text)


def _require_plain(text: bytes) -> None:
    depth = 0

    def deeper(_name: str, _attributes: Any) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise Refused(DAMAGED)

    def higher(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def no_grammar(*_declaration: Any) -> None:
        raise Refused(DAMAGED)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = deeper, higher
    parser.StartDoctypeDeclHandler = no_grammar
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise Refused(DAMAGED) from error
