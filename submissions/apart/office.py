"""Office documents: archives of which only the table of contents and a few small parts are read."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import IO, Any
from xml.parsers import expat

from submissions.apart.reasons import (
    ARCHIVE,
    DAMAGED,
    EMBEDDED,
    ENCRYPTED,
    MACROS,
    NOT_ADMITTED,
    UNFOLDS_TOO_FAR,
    Refused,
)

ENTRIES = 5000
UNFOLDED = 400 * 1024 * 1024  # bytes, of all entries
RATIO = 200  # unfolded to folded, of all entries together
SMALL = 20 * 1024 * 1024  # bytes unfolded that are harmless at any ratio
PART = 4 * 1024 * 1024  # bytes of a part that is read
LOCAL_HEADER = 30  # bytes at least before what an entry holds

_WORD, _SHEET, _SLIDES = "wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation"
OPEN_XML = {
    f"application/vnd.openxmlformats-officedocument.{kind}.main+xml": key
    for kind, key in ((_WORD, "docx"), (_SHEET, "xlsx"), (_SLIDES, "pptx"))
}
OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
MACRO_FILES = {"vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin"}
MACRO_FOLDERS = {"basic", "scripts", "macrosheets"}
PROGRAMS = {
    *(".bat", ".chm", ".cmd", ".com", ".cpl", ".dll", ".exe", ".hta", ".htm", ".html", ".jar", ".js", ".jse", ".lnk"),
    *(".msi", ".ps1", ".reg", ".scr", ".sh", ".svg", ".swf", ".vbe", ".vbs", ".wsf"),
    *(".docm", ".dotm", ".pptm", ".xlam", ".xlsb", ".xlsm", ".7z", ".cab", ".gz", ".iso", ".rar", ".tar", ".zip"),
}
# What a document may fetch from elsewhere, or have run, when it is opened; links that one clicks are not among them.
REACHES_OUT = {"oleobject", "attachedtemplate", "frame", "subdocument", "control", "package"}


def look(file: IO[bytes], folder: str) -> dict[str, Any]:
    """The key of its type. Nothing but the table of contents is believed before its bounds have been seen."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _require_bounds(entries)
            return {"type": _type(archive, entries)}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, KeyError) as error:
        raise Refused(DAMAGED) from error


def _require_bounds(entries: list[zipfile.ZipInfo]) -> None:
    """Raises Refused for what would unfold too far, hides entries in one another, or is locked."""
    unfolded = sum(entry.file_size for entry in entries)
    folded = sum(entry.compress_size for entry in entries)
    if len(entries) > ENTRIES or unfolded > UNFOLDED or (unfolded > SMALL and unfolded > RATIO * max(folded, 1)):
        raise Refused(UNFOLDS_TOO_FAR)
    reached = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < reached:  # one stream of bytes counted many times is how the worst of them unfold
            raise Refused(UNFOLDS_TOO_FAR)
        reached = entry.header_offset + LOCAL_HEADER + entry.compress_size
        if entry.flag_bits & 1:
            raise Refused(ENCRYPTED)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused(DAMAGED)


def _type(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" in names:
        key = _open_xml(archive)
    elif entries and entries[0].filename == "mimetype":
        key = _open_document(archive, names)
    else:
        raise Refused(ARCHIVE)
    for name in names:
        _require_harmless(PurePosixPath(name.replace("\\", "/").casefold()))
    return key


def _require_harmless(path: PurePosixPath) -> None:
    if path.name in MACRO_FILES or MACRO_FOLDERS & set(path.parts[:-1]):
        raise Refused(MACROS)
    if path.suffix in PROGRAMS or "activex" in path.parts or path.name.startswith("oleobject"):
        raise Refused(EMBEDDED)
    if ".." in path.parts or path.is_absolute():
        raise Refused(DAMAGED)


def _open_xml(archive: zipfile.ZipFile) -> str:
    """By what its parts are said to be; parts that reach out are refused."""
    said = {
        attributes.get("ContentType", "").casefold()
        for name, attributes in _elements(_part(archive, "[Content_Types].xml"))
        if name in ("Override", "Default")
    }
    if any("macroenabled" in kind or "vbaproject" in kind for kind in said):
        raise Refused(MACROS)
    if any("activex" in kind or "oleobject" in kind for kind in said):
        raise Refused(EMBEDDED)
    keys = {key for kind, key in OPEN_XML.items() if kind in said}
    if len(keys) != 1:
        raise Refused(NOT_ADMITTED)
    _require_nothing_fetched(archive)
    return keys.pop()


def _require_nothing_fetched(archive: zipfile.ZipFile) -> None:
    for entry in archive.infolist():
        folded_name = entry.filename.casefold()
        if folded_name.endswith(".rels"):
            for _name, attributes in _elements(_part(archive, entry)):
                kind = attributes.get("Type", "").rpartition("/")[2].casefold()
                outside = attributes.get("TargetMode", "").casefold() == "external"
                if kind == "vbaproject":
                    raise Refused(MACROS)
                if kind in REACHES_OUT and (outside or kind == "oleobject"):
                    raise Refused(EMBEDDED)
        elif "/externallinks/" in folded_name and {"ddeLink", "oleLink"} & {
            name for name, _attributes in _elements(_part(archive, entry))
        }:
            raise Refused(EMBEDDED)


def _open_document(archive: zipfile.ZipFile, names: Iterable[str]) -> str:
    said = _part(archive, "mimetype").decode("ascii", "replace").strip()
    if said not in OPEN_DOCUMENT:
        raise Refused(NOT_ADMITTED)
    if "content.xml" not in names or "META-INF/manifest.xml" not in names:
        raise Refused(DAMAGED)
    for name, attributes in _elements(_part(archive, "META-INF/manifest.xml")):
        if name == "encryption-data":
            raise Refused(ENCRYPTED)
        if any("oleobject" in value.casefold() for value in attributes.values()):
            raise Refused(EMBEDDED)
    return OPEN_DOCUMENT[said]


def _part(archive: zipfile.ZipFile, part: zipfile.ZipInfo | str) -> bytes:
    """What a small part holds; how long it says to be may be a lie."""
    with archive.open(part) as content:
        text = content.read(PART + 1)
    if len(text) > PART:
        raise Refused(UNFOLDS_TOO_FAR)
    return text


def _elements(text: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Each element with its attributes, whatever the encoding; no document of an office declares its own grammar."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, attributes: found.append((_local(name), _locals(attributes)))
    parser.StartDoctypeDeclHandler = _no_grammar
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise Refused(DAMAGED) from error
    yield from found


def _no_grammar(*_declaration: Any) -> None:
    raise Refused(DAMAGED)


def _locals(attributes: dict[str, str]) -> dict[str, str]:
    return {_local(name): value for name, value in attributes.items()}


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
