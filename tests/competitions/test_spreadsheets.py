"""Tables that people upload, as other programs write them."""

import io
import zipfile
from collections.abc import Callable, Sequence

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from competitions import spreadsheets
from competitions.spreadsheets import Column, Table, read_table

EMAIL = Column("email", "E-mail", ("e-mail", "البريد الإلكتروني", "Adresse électronique"), required=True)
NAME = Column("name", "Name", ("name", "الاسم", "prénom et nom"))
ARABIC = "البريد الإلكتروني;الاسم\r\nsara@finances.example;سارة العلمي\r\nomar@health.example;عمر\r\n"
FRENCH = "Adresse électronique;Prénom et nom\nsara@finances.example;ÉLODIE À CÔTÉ\n"
SHEET = "xl/worksheets/sheet1.xml"


def upload(content: bytes | str, name: str = "list.csv") -> SimpleUploadedFile:
    """The file as it arrives."""
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def table(content: bytes | str) -> Table:
    """What is read of it."""
    return read_table(upload(content))


def cells(content: bytes | str) -> list[tuple[str, ...]]:
    """The cells of each row."""
    return [row.cells for row in table(content).rows]


def workbook(fill: Callable[[Workbook], object]) -> bytes:
    """The bytes of an XLSX file that `fill` has written."""
    book, content = Workbook(), io.BytesIO()
    fill(book)
    book.save(content)
    return content.getvalue()


def rows_of(*rows: Sequence[object]) -> bytes:
    """A workbook with these rows."""

    def fill(book: Workbook) -> None:
        for row in rows:
            book.active.append(list(row))

    return workbook(fill)


def part(content: bytes, name: str) -> bytes:
    """One part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def repacked(content: bytes, changes: dict[str, bytes]) -> bytes:
    """The workbook with other parts, or with parts more."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            new.writestr(name, part)
    return changed.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"], ids=lambda name: name
)
def test_arabic_is_read_in_every_encoding_in_which_it_is_saved(encoding: str) -> None:
    records = table(ARABIC.encode(encoding)).records([EMAIL, NAME])

    assert [(record["email"], record["name"]) for record in records] == [
        ("sara@finances.example", "سارة العلمي"),
        ("omar@health.example", "عمر"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_french_with_capitals_that_bear_accents_is_french(encoding: str) -> None:
    [record] = table(FRENCH.encode(encoding)).records([EMAIL, NAME])

    assert record["name"] == "ÉLODIE À CÔTÉ"


def test_small_french_letters_among_arabic_ones_are_both_right() -> None:
    text = "الاسم;e-mail;ville\nسارة العلمي;sara@finances.example;Salé\nعمر;omar@health.example;Fès\n"

    assert cells(text.encode("cp1256")) == [tuple(line.split(";")) for line in text.splitlines()]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    text = f'e-mail{separator}name\nsara@finances.example{separator}"Alami{separator} ""Sara"""\n'

    assert cells(text) == [("e-mail", "name"), ("sara@finances.example", f'Alami{separator.strip()} "Sara"')]


def test_a_comma_inside_a_cell_parts_nothing_where_semicolons_do() -> None:
    assert cells("e-mail;name\na@b.example;Alami, Sara, Dr, Rabat\n")[1] == ("a@b.example", "Alami, Sara, Dr, Rabat")


def test_the_separator_that_a_file_declares_is_taken_and_lines_keep_their_numbers() -> None:
    found = table("sep=|\r\ne-mail|name; surname; title\r\n\r\na@b.example|Sara\r\n")

    assert [(row.line, row.cells) for row in found.rows] == [
        (2, ("e-mail", "name; surname; title")),
        (4, ("a@b.example", "Sara")),
    ]


def test_one_column_without_a_name_is_a_table() -> None:
    found = table("a@b.example\r\rc@d.example\r")

    assert [(row.line, row.cells) for row in found.rows] == [(1, ("a@b.example",)), (3, ("c@d.example",))]
    assert not found.names(EMAIL)


@pytest.mark.parametrize("head", ["E-Mail", " البريد الالكتروني ", "ADRESSE ELECTRONIQUE", "adresse_électronique"])
def test_a_column_is_found_however_its_name_is_typed(head: str) -> None:
    [record] = table(f"nothing,{head}\nx,a@b.example\n").records([EMAIL, NAME])

    assert (record.line, record["email"], record["name"]) == (2, "a@b.example", "")


def test_a_file_without_the_column_says_which_one_is_missing() -> None:
    with pytest.raises(spreadsheets.ColumnsMissing, match="E-mail"):
        table("a,b\n1,2\n").records([EMAIL, NAME])


def test_names_of_columns_alone_are_no_list() -> None:
    with pytest.raises(spreadsheets.EmptyTable):
        table("e-mail,name\n").records([EMAIL, NAME])


def test_a_workbook_is_read_as_the_text_that_stands_in_it() -> None:
    content = rows_of(["e-mail", "name", "number"], ["a@b.example", "سارة", 12.0], [], [None, None, 1.5])

    assert [(row.line, row.cells) for row in table(content).rows] == [
        (1, ("e-mail", "name", "number")),
        (2, ("a@b.example", "سارة", "12")),
        (4, ("", "", "1.5")),
    ]


def test_the_sheet_that_is_to_be_seen_is_read() -> None:
    def fill(book: Workbook) -> None:
        book.active.sheet_state = "hidden"
        book.active.append(["hidden@b.example"])
        book.create_sheet("Liste").append(["seen@b.example"])

    assert cells(workbook(fill)) == [("seen@b.example",)]


def test_formulas_are_not_worked_out() -> None:
    content = rows_of(["e-mail"], ['=HYPERLINK("https://evil.example";"a")'], ["=1+1"], ["a@b.example"])

    assert cells(content) == [("e-mail",), ("a@b.example",)]
    assert cells("e-mail\n=1+1\n") == [("e-mail",), ("=1+1",)]


def test_five_thousand_rows_are_read_and_too_many_are_refused() -> None:
    lines = [[f"person{number}@finances.example", f"موظف {number}"] for number in range(spreadsheets.MOST_ROWS + 1)]

    assert len(table("\n".join(";".join(line) for line in lines[:5000]).encode("cp1256")).rows) == 5000
    assert len(table(rows_of(*lines[:5000])).rows) == 5000
    for content in ("\n".join(line[0] for line in [["e-mail"], *lines, *lines]).encode(), rows_of(*lines, *lines)):
        with pytest.raises(spreadsheets.TableTooLarge, match="6000"):
            table(content)


def test_a_sheet_that_claims_to_be_endless_is_read_to_its_last_row() -> None:
    content = rows_of(["a@b.example"])

    endless = repacked(content, {SHEET: part(content, SHEET).replace(b'ref="A1"', b'ref="A1:XFD1048576"')})

    assert cells(endless) == [("a@b.example",)]


def test_rows_scattered_over_a_whole_sheet_are_refused() -> None:
    content = workbook(lambda book: (book.active.append(["a@b.example"]), book.active.cell(900_000, 1, "c@d.example")))

    with pytest.raises(spreadsheets.TableTooLarge):
        table(content)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = repacked(rows_of(["a@b.example"]), {"xl/sharedStrings.xml": b"0" * (60 * 1024 * 1024)})

    assert len(bomb) < spreadsheets.LARGEST
    with pytest.raises(spreadsheets.TableTooLarge):
        table(bomb)


def test_entities_that_multiply_are_refused() -> None:
    content = rows_of(["a@b.example"])
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + part(content, SHEET).replace(b"a@b", b"&b;")

    with pytest.raises(spreadsheets.NotATable):
        table(repacked(content, {SHEET: laughs}))


def test_texts_that_a_workbook_keeps_in_one_place_are_found() -> None:
    content = rows_of(["e-mail"])
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    kind = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{main}.sharedStrings+xml"/></Types>'
    types, sheet = part(content, "[Content_Types].xml"), part(content, SHEET)
    names = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>a@b.example</t></si></sst>'
    changes = {
        "[Content_Types].xml": types.replace(b"</Types>", kind.encode()),
        SHEET: sheet.replace(b't="inlineStr"><is><t>e-mail</t></is>', b't="s"><v>0</v>'),
        "xl/sharedStrings.xml": names,
    }

    assert cells(repacked(content, changes)) == [("a@b.example",)]


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros_are_not_let_in(name: str) -> None:
    with pytest.raises(spreadsheets.HasMacros):
        table(repacked(rows_of(["a@b.example"]), {name: b"x"}))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", spreadsheets.EmptyTable),
        (b"\xef\xbb\xbf \r\n", spreadsheets.EmptyTable),
        (b";;;\n;;\n", spreadsheets.EmptyTable),
        (rows_of(), spreadsheets.EmptyTable),
        (OLE + b"Workbook", spreadsheets.OldWorkbook),
        (OLE + "EncryptedPackage".encode("utf-16-le"), spreadsheets.Protected),
        (b"%PDF-1.7 ...", spreadsheets.NotATable),
        (b"\x89PNG\r\n\x1a\n", spreadsheets.NotATable),
        (b"\xff\xd8\xff\xe0JFIF", spreadsheets.NotATable),
        (b"<html><table><tr><td>a@b.example", spreadsheets.NotATable),
        (b"{\\rtf1 a@b.example}", spreadsheets.NotATable),
        (bytes(range(256)) * 4, spreadsheets.NotATable),
        (b"PK\x03\x04 broken", spreadsheets.NotATable),
        (b"a@b.example," * 60, spreadsheets.TableTooLarge),
        (b"a" * 5_000, spreadsheets.TableTooLarge),
        (b"a" * (5 * 1024 * 1024 + 1), spreadsheets.TableTooLarge),
        (b'e-mail\na@b.example\n"c@d.example\ne@f.example\n', spreadsheets.BrokenQuotes),
        (b'"a"b,c\n', spreadsheets.BrokenQuotes),
        (b"\xff\xfea\0b", spreadsheets.NotATable),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content: bytes, refusal: type) -> None:
    with pytest.raises(spreadsheets.Unreadable) as refused:
        table(content)

    assert type(refused.value) is refusal
    assert str(refused.value)
    assert refused.value.field == "file"


def test_another_kind_of_package_is_no_workbook() -> None:
    with zipfile.ZipFile(io.BytesIO(rows_of(["a"]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.startswith("xl/workbook")}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as other:
        for name, part in parts.items():
            other.writestr(name, part)

    with pytest.raises(spreadsheets.NotATable):
        table(content.getvalue())


def test_the_line_of_an_open_quotation_mark_is_told() -> None:
    with pytest.raises(spreadsheets.BrokenQuotes, match="3"):
        table(b'e-mail\na@b.example\n"c@d.example\ne@f.example\n')


def test_what_a_file_is_its_name_does_not_say() -> None:
    assert read_table(upload(rows_of(["a@b.example"]), "list.csv")).rows[0].cells == ("a@b.example",)
    assert read_table(upload(b"a@b.example", "list.xlsx")).rows[0].cells == ("a@b.example",)
