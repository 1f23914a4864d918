"""CSV, in the encodings and with the separators that programs and people choose."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from competitions.spreadsheets.refused import BrokenQuotes, NotATable

# Where two are equally likely, the first: a semicolon is rarer inside a cell than a comma.
SEPARATORS = ";\t|,"
LINES_LOOKED_AT = 20
DECLARED_SEPARATOR = re.compile(r'\A"?sep=(.)"?\r?\n', re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# What begins so is a page, a document or data, and not a list.
OTHER_LANGUAGES = re.compile(r"\s*(?:<(?:!|\?|html|table|svg)|\{\\rtf|\{\s*\"|\[\s*\{)", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]{2,}")
ARABIC = re.compile("[\u0600-\u06ff]")
LATIN = re.compile("[A-Za-z]")


def lines_of(content: bytes) -> Iterator[list[str]]:
    """The cells of each line. Raises NotATable, BrokenQuotes."""
    text = _decoded(content).rstrip("\x1a")  # with which old programs end a file
    if CONTROLS.search(text) or OTHER_LANGUAGES.match(text):
        raise NotATable
    declared = DECLARED_SEPARATOR.match(text)
    separator = declared[1] if declared else _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    if declared:
        next(reader)
        yield []  # the line is counted
    while True:
        begun = reader.line_num + 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BrokenQuotes(begun) from error


def _decoded(content: bytes) -> str:
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16")
        if b"\0" in content:  # UTF-16 without a mark: every separator has an empty half
            little_endian = content[1::2].count(0) >= content[::2].count(0)
            return content.decode("utf-16-le" if little_endian else "utf-16-be")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in content:
            raise NotATable from error
    return _from_windows(content)


def _from_windows(content: bytes) -> str:
    """Arabic or French as Windows wrote them before Unicode.

    The two code pages share the small accented letters of French. Where the Arabic one is wrong, it puts Arabic letters
    into the middle of Latin words, in place of capitals with accents.
    """
    arabic = content.decode("cp1256", errors="replace")
    words = [word for word in WORD.findall(arabic) if ARABIC.search(word)]
    mixed = sum(1 for word in words if LATIN.search(word))
    if len(words) > 2 * mixed:
        return arabic
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return arabic


def _separator(text: str) -> str:
    """What parts the cells: what stands most often in the first line, outside quotation marks."""
    lines = [re.sub('"[^"]*"', "", line) for line in text.splitlines()[:LINES_LOOKED_AT] if line.strip()]
    first = lines[0] if lines else ""
    return max(SEPARATORS, key=lambda sign: (first.count(sign), -SEPARATORS.index(sign)))
