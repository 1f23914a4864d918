"""The text of documents: what is taken along, and what is refused with a sentence, however it was made."""

import io
import zipfile

import pytest

from submissions.domain.documents import (
    SIZE_MAX,
    DocumentDamaged,
    DocumentLocked,
    DocumentRefused,
    DocumentTooLarge,
    DocumentUnfoldsTooFar,
    DocumentWithMacros,
    NoDocument,
    NotADocument,
    NoText,
    OldDocument,
    Piece,
    TooMuchText,
    read_document,
)
from tests.builders.documents import a_document, a_docx, a_rich_docx, an_odt, changed, part_of
from tests.builders.submissions import a_pdf

TYPES, BODY = "[Content_Types].xml", "word/document.xml"
LAUGHS = b'<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]>'
FETCHES = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def texts(content: bytes) -> list[str]:
    return [piece.item + piece.text for piece in read_document(a_document(content))]


class TestWhatIsTaken:
    def test_word_brings_headings_lists_marks_links_tables_and_what_was_tracked(self) -> None:
        assert texts(a_rich_docx()) == [
            "Un **gras** et *penché*, 2 \\* 3 = 6 et a_b",
            "[ici](https://a.example/)",
            "Poste | Coût\nBorne | 40 000",
            "On avance",
            "Dans un cadre",
        ]

    def test_headings_and_points_are_known(self) -> None:
        content = a_docx(("h2", "العنوان"), ("p", "نص"), ("-", "نقطة"), ("1", "أولا"), ("b", "سطر غامق"))

        assert read_document(a_document(content)) == [
            Piece("العنوان", heading=2),
            Piece("نص"),
            Piece("نقطة", item="- "),
            Piece("أولا", item="1. "),
            Piece("**سطر غامق**", is_bold=True),
        ]

    def test_libreoffice_brings_the_same(self) -> None:
        pieces = read_document(a_document(an_odt(), "dossier.odt"))

        assert pieces[0] == Piece("Le changement", heading=1)
        assert [piece.item + piece.text for piece in pieces[1:]] == [
            "Un texte **gras**[ici](https://a.example/)",
            "- un",
            "- deux",
            "Poste | Coût",
        ]

    def test_the_name_decides_nothing(self) -> None:
        assert read_document(a_document(an_odt(), "../../etc/‮gpj.exe"))


def bomb() -> bytes:
    return changed(a_docx(("p", "x")), {}, added=[("word/media/image1.xml", b"<a>" + b" " * 300_000_000 + b"</a>")])


def deep() -> bytes:
    return changed(a_docx(("p", "x")), {BODY: b"<a>" * 100_000 + b"</a>" * 100_000})


def declaring(grammar: bytes) -> bytes:
    content = a_docx(("p", "x"))
    head, _sign, body = part_of(content, BODY).partition(b"?>")
    return changed(content, {BODY: head + b"?>" + grammar + body})


def with_macros() -> bytes:
    content = a_docx(("p", "x"))
    types = part_of(content, TYPES).replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main", b"vnd.ms-word.document.macroEnabled.main"
    )
    return changed(content, {TYPES: types})


def locked_odt() -> bytes:
    manifest = part_of(an_odt(), "META-INF/manifest.xml")
    locked = manifest.replace(b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>")
    return changed(an_odt(), {"META-INF/manifest.xml": locked})


def an_archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("letter.txt", "hello")
    return file.getvalue()


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("content", "refusal"),
        [
            (b"", NoDocument),
            (b"x" * (SIZE_MAX + 1), DocumentTooLarge),
            (b"just words", NotADocument),
            (a_pdf(), NotADocument),
            (b"PK\x03\x04 and nothing else", DocumentDamaged),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, OldDocument),
            (an_archive(), NotADocument),
            (a_docx(("p", "x"))[:-200], DocumentDamaged),
            (changed(a_docx(("p", "x")), {BODY: b"<broken"}), DocumentDamaged),
            (changed(a_docx(("p", "x")), {BODY: None}), DocumentDamaged),
            (changed(a_docx(("p", "x")), {BODY: b"<other/>"}), DocumentDamaged),
            (changed(a_docx(("p", "x")), {}, added=[("word/vbaProject.bin", b"x")]), DocumentWithMacros),
            (with_macros(), DocumentWithMacros),
            (locked_odt(), DocumentLocked),
            (deep(), DocumentDamaged),
            (declaring(LAUGHS), DocumentDamaged),
            (declaring(FETCHES), DocumentDamaged),
            (bomb(), DocumentUnfoldsTooFar),
            (a_docx(), NoText),
            (a_docx(("p", "نص " * 100_000)), TooMuchText),
        ],
        ids=[
            "empty", "too large", "words", "pdf", "cut off", "old word", "archive", "damaged", "broken", "without body",
            "another body", "macros", "macros renamed", "locked", "deep", "laughs", "fetches", "bomb", "no text",
            "too much",
        ],
    )  # fmt: skip
    def test_each_with_its_own_sentence(self, content: bytes, refusal: type[DocumentRefused]) -> None:
        with pytest.raises(refusal) as refused:
            read_document(a_document(content))

        assert str(refused.value)
        assert refused.value.field == "document"
