"""Documents and pictures as teams attach them, and what somebody might send in their place."""

import copy
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from django.core.files.base import ContentFile
from PIL import Image

from idarathon.demo.pdf import one_page
from submissions.apart import office
from submissions.models import Attachment, PageImage

_MAIN = {key: kind for kind, key in office.OPEN_XML.items()}
_MIMETYPE = {key: kind for kind, key in office.OPEN_DOCUMENT.items()}
_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def a_pdf_of(pages: int) -> bytes:
    """A PDF with so many empty pages."""
    kids = b" ".join(b"%d 0 R" % (3 + number) for number in range(pages))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return _pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        *[page] * pages,
    )


def a_locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    lock = b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (b"41" * 32, b"42" * 32)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return _pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        lock,
        trailer=b"/Encrypt 4 0 R /ID [<00><00>]",
    )


def a_picture(
    format: str = "JPEG", *, size: tuple[int, int] = (60, 40), note: str = "", turned: bool = False, mode: str = "RGB"
) -> bytes:
    """Saffron; `note` stands in what a camera writes beside it, with where it was taken; `turned` lies on its side."""
    content = io.BytesIO()
    exif = Image.Exif()
    if note:
        exif[0x010E] = note  # its description
        exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    if turned:
        exif[0x0112] = 6
    Image.new(mode, size, "#c77f10" if mode in ("RGB", "RGBA") else None).save(content, format, exif=exif)
    return content.getvalue()


def a_png_that_unfolds(across: int, down: int) -> bytes:
    """A PNG of a few bytes whose first lines announce so many points."""
    head = struct.pack(">IIBBBBB", across, down, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def an_office_document(key: str = "docx", more: Mapping[str, bytes] | None = None, *, kind: str = "") -> bytes:
    """A small document of that type with `more` parts in it; `kind` is what its main part is said to be."""
    return a_zip({**(_open_document(key) if key in _MIMETYPE else _open_xml(key, kind)), **(more or {})})


def relations(kind: str, *, target: str = "https://elsewhere.example/x", outside: bool = True) -> bytes:
    """The list of what a part is related to: one thing."""
    mode = ' TargetMode="External"' if outside else ""
    one = f'<Relationship Id="r1" Type="{_RELATION}/{kind}" Target="{target}"{mode}/>'
    place = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{place}">{one}</Relationships>'.encode()


def a_zip(parts: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, body in parts.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else method
            archive.writestr(zipfile.ZipInfo(name), body, stored)
    return content.getvalue()


def a_zip_that_counts_twice(times: int) -> bytes:
    """A document one part of which is listed many times: folded once, unfolded each time."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in _open_xml("docx", "").items():
            archive.writestr(name, body)
        archive.writestr("word/media/image1.png", bytes(1024))
        shared = archive.filelist[-1]
        for number in range(times):
            again = copy.copy(shared)
            again.filename = again.orig_filename = f"word/media/again{number}.png"
            archive.filelist.append(again)
    return content.getvalue()


def locked(content: bytes) -> bytes:
    """The same zip with every entry marked as encrypted."""
    marked = bytearray(content)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(mark)
        while at >= 0:
            marked[at + place] |= 1
            at = marked.find(mark, at + 4)
    return bytes(marked)


def _open_xml(key: str, kind: str) -> dict[str, bytes]:
    main = kind or _MAIN[key]
    parts = f'<Override PartName="/{_PART[key]}" ContentType="{main}"/>'
    place = "http://schemas.openxmlformats.org/package/2006/content-types"
    return {
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{place}">{parts}</Types>'.encode(),
        "_rels/.rels": relations("officeDocument", target=_PART[key], outside=False),
        _PART[key]: b"<document/>",
    }


def _open_document(key: str) -> dict[str, bytes]:
    place = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entry = f'<m:file-entry m:full-path="/" m:media-type="{_MIMETYPE[key]}"/>'
    return {
        "mimetype": _MIMETYPE[key].encode(),
        "content.xml": b"<office/>",
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{place}">{entry}</m:manifest>'.encode(),
    }


def _pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    file, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return (
        file
        + head
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            size,
            trailer,
            len(file),
        )
    )


def a_drawn_page(attachment: Attachment, number: int = 1) -> PageImage:
    """As if the job had drawn it, without the process that it takes."""
    picture = ContentFile(a_picture("WEBP"), name="page")
    return PageImage.objects.create(attachment=attachment, number=number, file=picture, width=60, height=40)


# One of each type that is admitted, by its key.
SOUND: dict[str, Callable[[], bytes]] = {
    "pdf": lambda: one_page("Maquette", "Une page"),
    "jpeg": lambda: a_picture("JPEG", note="bureau 12", turned=True),
    "png": lambda: a_picture("PNG", note="bureau 12"),
    "webp": lambda: a_picture("WEBP", note="bureau 12"),
    **{key: (lambda key=key: an_office_document(key)) for key in (*_MAIN, *_MIMETYPE)},  # type: ignore[misc]
}
