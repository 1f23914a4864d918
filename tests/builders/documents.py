"""Documents with text in them: as Word and LibreOffice write them, and as nobody should."""

import io
import zipfile
from collections.abc import Iterable, Mapping

import docx
import odfdo
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml import parse_xml

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def a_docx(*parts: tuple[str, str]) -> bytes:
    """Headings and paragraphs: ("h1", …), ("p", …), ("b", …) all bold, ("-", …) and ("1", …) points of lists."""
    document = docx.Document()
    for kind, text in parts:
        if kind.startswith("h"):
            document.add_heading(text, int(kind[1:]))
        elif kind == "b":
            document.add_paragraph().add_run(text).bold = True
        else:
            style = {"-": "List Bullet", "1": "List Number"}.get(kind)
            document.add_paragraph(text, style=style)
    return _saved(document)


def a_rich_docx() -> bytes:
    """Bold, italics, a link, a table, a tracked change, a content control, and signs that look like marks."""
    document = docx.Document()
    paragraph = document.add_paragraph("Un ")
    paragraph.add_run("gras ").bold = True
    paragraph.add_run("et ")
    paragraph.add_run("penché").italic = True
    paragraph.add_run(", 2 * 3 = 6 et a_b")
    _append(
        document, LINKED.replace("RID", document.part.relate_to("https://a.example/", _HYPERLINK, is_external=True))
    )
    table = document.add_table(2, 2)
    for place, text in enumerate(("Poste", "Coût", "Borne", "40 000")):
        table.cell(place // 2, place % 2).text = text
    _append(document, TRACKED)
    _append(document, CONTROLLED)
    return _saved(document)


def an_odt() -> bytes:
    """A heading, bold and a link in a paragraph, a list in a list, a table."""
    document = odfdo.Document("text")
    document.body.clear()
    document.insert_style(odfdo.Style("text", name="Strong", bold=True), automatic=True)
    document.body.append(odfdo.Header(1, "Le changement"))
    paragraph = odfdo.Paragraph("Un texte ")
    paragraph.append(odfdo.Span("gras", style="Strong"))
    paragraph.append(odfdo.Link("https://a.example/", text="ici"))
    document.body.append(paragraph)
    document.body.append(odfdo.List(["un", "deux"]))
    table = odfdo.Table("T", width=2, height=1)
    table.set_values([["Poste", "Coût"]])
    document.body.append(table)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def a_document(content: bytes, name: str = "dossier.docx") -> SimpleUploadedFile:
    """A document as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type=DOCX_TYPE)


def changed(content: bytes, changes: Mapping[str, bytes | None], *, added: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """The same archive with some of its parts exchanged, or left out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = changes.get(entry.filename, old.read(entry)) if entry.filename in changes else old.read(entry)
            if part is not None:
                new.writestr(entry.filename, part)
        for name, part in added:
            new.writestr(name, part)
    return file.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
LINKED = f'<w:p {_W} {_R}><w:hyperlink r:id="RID"><w:r><w:t>ici</w:t></w:r></w:hyperlink></w:p>'
TRACKED = (
    f'<w:p {_W}><w:r><w:t xml:space="preserve">On </w:t></w:r><w:del w:id="1"><w:r><w:delText>attend</w:delText></w:r>'
    '</w:del><w:ins w:id="2"><w:r><w:t>avance</w:t></w:r></w:ins></w:p>'
)
CONTROLLED = f"<w:sdt {_W}><w:sdtContent><w:p><w:r><w:t>Dans un cadre</w:t></w:r></w:p></w:sdtContent></w:sdt>"


def _append(document: docx.document.Document, xml: str) -> None:
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml))


def _saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
