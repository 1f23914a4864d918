"""What somebody might send in place of a document: refused in a sentence, or made harmless; never kept by halves."""

import io
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from competitions.refusals import Refusal
from submissions.apart import process
from submissions.domain import file_refusals as refusals
from submissions.domain.attachments import attach, remove_attachment
from submissions.domain.file_refusals import FileRefused
from submissions.domain.file_types import TYPES
from submissions.domain.inspecting import looked_at
from submissions.models import Attachment, Project
from teams.models import User
from tests.builders.attachable import (
    SOUND,
    a_locked_pdf,
    a_pdf_of,
    a_picture,
    a_png_that_unfolds,
    a_zip,
    a_zip_that_counts_twice,
    an_office_document,
    locked,
    relations,
)
from tests.builders.competitions import NOW
from tests.builders.submissions import a_pdf, an_attachment, an_upload
from tests.harness.files import stored_files

WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BILLION = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><Types>&b;</Types>'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

REFUSED: dict[str, tuple[type[FileRefused], Callable[[], bytes]]] = {
    "nothing": (refusals.EmptyFile, bytes),
    "a page": (refusals.TypeNotAdmitted, lambda: b"<!doctype html><title>x</title>"),
    "a page that has a PDF further down": (
        refusals.TypeNotAdmitted,
        lambda: b"<html><script>alert(1)</script>\n" + a_pdf(),
    ),
    "blanks before the mark of a PDF": (refusals.TypeNotAdmitted, lambda: b"  \n" + a_pdf()),
    "a drawing with a script": (refusals.TypeNotAdmitted, lambda: SVG),
    "a drawing that says it is XML": (refusals.TypeNotAdmitted, lambda: b'<?xml version="1.0"?>' + SVG),
    "a program": (refusals.TypeNotAdmitted, lambda: b"MZ\x90\x00" + bytes(200)),
    "a script": (refusals.TypeNotAdmitted, lambda: b"#!/bin/sh\nrm -rf /\n"),
    "a moving picture of another kind": (refusals.TypeNotAdmitted, lambda: b"GIF89a" + bytes(50)),
    "a film": (refusals.TypeNotAdmitted, lambda: b"\x00\x00\x00\x18ftypmp42" + bytes(50)),
    "a PDF that was cut off": (refusals.DamagedFile, lambda: a_pdf("cut")[:60]),
    "a PDF that is a page inside": (refusals.DamagedFile, lambda: b"%PDF-1.7\n<html>%%EOF"),
    "a PDF whose end stands before its trailer": (refusals.DamagedFile, lambda: b"%PDF-1.7\n%%EOF\nstartxref\n0\n"),
    "a PDF of marks alone": (refusals.DamagedFile, lambda: b"%PDF-1.7\nstartxref\n0\n%%EOF"),
    "a PDF without a page": (refusals.DamagedFile, lambda: a_pdf_of(0)),
    "a PDF with a password": (refusals.LockedFile, a_locked_pdf),
    "a PDF as thick as a book": (refusals.TooManyPages, lambda: a_pdf_of(301)),
    "a picture that was cut off": (refusals.DamagedFile, lambda: a_picture("JPEG", size=(600, 600))[:700]),
    "the beginning of a picture": (refusals.DamagedFile, lambda: b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "a picture that unfolds": (refusals.PictureTooLarge, lambda: a_png_that_unfolds(40_000, 40_000)),
    "a picture that unfolds beyond any number": (
        refusals.PictureTooLarge,
        lambda: a_png_that_unfolds(2**31 - 1, 2**31 - 1),
    ),
    "an archive": (refusals.ArchiveRefused, lambda: a_zip({"a.txt": b"a", "b.pdf": a_pdf()})),
    "an empty archive": (refusals.ArchiveRefused, lambda: a_zip({})),
    "an archive of another kind": (refusals.ArchiveRefused, lambda: b"Rar!\x1a\x07\x00" + bytes(50)),
    "the beginning of an archive": (refusals.DamagedFile, lambda: b"PK\x03\x04" + b"0" * 100),
    "a document before 2007, or a locked one": (refusals.OldOfficeFile, lambda: OLD),
    "a document with macros": (refusals.MacrosRefused, lambda: an_office_document(kind=WORD)),
    "a document that hides its macros": (
        refusals.MacrosRefused,
        lambda: an_office_document("xlsx", {"xl/vbaProject.bin": b"x"}),
    ),
    "a document that relates to macros elsewhere": (
        refusals.MacrosRefused,
        lambda: an_office_document("docx", {"word/_rels/document.xml.rels": relations("vbaProject")}),
    ),
    "a workbook with macro sheets": (
        refusals.MacrosRefused,
        lambda: an_office_document("xlsx", {"xl/macrosheets/sheet1.xml": b"<x/>"}),
    ),
    "an open document with macros": (
        refusals.MacrosRefused,
        lambda: an_office_document("odt", {"Basic/Standard/Module1.xml": b"<x/>"}),
    ),
    "an open document with scripts": (
        refusals.MacrosRefused,
        lambda: an_office_document("ods", {"Scripts/python/x.py": b"x"}),
    ),
    "a document with an embedded program": (
        refusals.EmbeddedRefused,
        lambda: an_office_document("pptx", {"ppt/embeddings/setup.exe": b"MZ"}),
    ),
    "a document with an embedded object": (
        refusals.EmbeddedRefused,
        lambda: an_office_document("docx", {"word/embeddings/oleObject1.bin": b"x"}),
    ),
    "a document with a control": (
        refusals.EmbeddedRefused,
        lambda: an_office_document("docx", {"word/activeX/activeX1.xml": b"<x/>"}),
    ),
    "a document that fetches its template": (
        refusals.EmbeddedRefused,
        lambda: an_office_document("docx", {"word/_rels/settings.xml.rels": relations("attachedTemplate")}),
    ),
    "a workbook that asks another program": (
        refusals.EmbeddedRefused,
        lambda: an_office_document("xlsx", {"xl/externalLinks/externalLink1.xml": b"<x><ddeLink/></x>"}),
    ),
    "a document in an archive in a document": (
        refusals.EmbeddedRefused,
        lambda: an_office_document("docx", {"word/media/more.zip": a_zip({"x": b"x"})}),
    ),
    "a template": (refusals.TypeNotAdmitted, lambda: an_office_document(kind=TEMPLATE)),
    "a document that says it is two": (
        refusals.TypeNotAdmitted,
        lambda: an_office_document(kind="application/octet-stream"),
    ),
    "a document with a password": (refusals.LockedFile, lambda: locked(an_office_document())),
    "a document whose words are declared": (
        refusals.DamagedFile,
        lambda: a_zip({"[Content_Types].xml": BILLION, "word/document.xml": b"<x/>"}),
    ),
    "a document that leaves its folder": (
        refusals.DamagedFile,
        lambda: an_office_document("odt", {"../../etc/passwd": b"x"}),
    ),
    "a zip bomb": (refusals.UnfoldsTooFar, lambda: an_office_document("docx", {"word/media/a.bmp": bytes(60_000_000)})),
    "a zip bomb that counts its bytes twice": (refusals.UnfoldsTooFar, lambda: a_zip_that_counts_twice(50)),
    "a list of contents that never ends": (
        refusals.UnfoldsTooFar,
        lambda: a_zip({"[Content_Types].xml": b"<Types>" + b" " * 5_000_000 + b"</Types>"}),
    ),
    "a document of ten thousand parts": (
        refusals.UnfoldsTooFar,
        lambda: an_office_document("odt", {f"Pictures/{number}": b"" for number in range(10_000)}),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("refusal", "make"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_in_a_sentence_and_nothing_is_kept(
    refusal: type[FileRefused], make: Callable[[], bytes], project: Project, captain: User
) -> None:
    with pytest.raises(FileRefused) as refused:
        attach(project=project, upload=an_upload("rapport.pdf", make()), by=captain, received_at=NOW)

    assert type(refused.value) is refusal
    assert (refused.value.field, str(refused.value).strip() != "") == ("file", True)
    assert not project.attachments.exists()
    assert not stored_files()


def test_a_document_with_what_is_harmless_in_it_is_let_in(project: Project, captain: User) -> None:
    content = an_office_document(
        "pptx",
        {
            "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx": an_office_document("xlsx"),
            "ppt/slides/_rels/slide1.xml.rels": relations("hyperlink"),
        },
    )

    attachment = attach(project=project, upload=an_upload("a.pptx", content), by=captain, received_at=NOW)

    assert attachment.content_type == TYPES["pptx"].mime


def test_a_process_that_dies_takes_nothing_along(
    project: Project, captain: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_BEGIN", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")

    with pytest.raises(refusals.DamagedFile):
        attach(project=project, upload=an_upload(), by=captain, received_at=NOW)


def test_a_process_that_never_ends_is_ended(project: Project, captain: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_BEGIN", "while True: pass")
    monkeypatch.setattr(process, "PATIENCE", 0.3)

    with pytest.raises(refusals.DamagedFile):
        attach(project=project, upload=an_upload(), by=captain, received_at=NOW)


def test_where_no_process_can_be_started_the_person_is_asked_to_come_back(
    project: Project, captain: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: Any, **_options: Any) -> None:
        raise OSError("no memory")

    monkeypatch.setattr(subprocess, "run", refuse)

    with pytest.raises(refusals.CannotLookNow):
        attach(project=project, upload=an_upload(), by=captain, received_at=NOW)


@given(st.sampled_from(["", *SOUND]), st.binary(max_size=300), st.floats(0, 1))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_the_bytes_are_they_are_let_in_or_refused_by_name(key: str, noise: bytes, place: float) -> None:
    """Noise alone, and noise in the middle of something sound."""
    sound = SOUND[key]() if key else b""
    at = int(place * len(sound))
    file = io.BytesIO(sound[:at] + noise + sound[at + len(noise) :])

    with on_disk(file.getvalue()) as content:
        try:
            with looked_at(content, None) as looked:
                found: object = looked.type
        except FileRefused as refusal:
            found = str(refusal)
    assert found in TYPES.values() or (isinstance(found, str) and found)


def on_disk(content: bytes) -> Any:
    file = os.fdopen(os.memfd_create("file"), "w+b")
    file.write(content)
    file.flush()
    return file


class TestStorageTrouble:
    @pytest.fixture
    def full(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The disk takes the first half of a file and no more."""

        def save(name: str, content: Any, max_length: int | None = None) -> str:
            path = Path(default_storage.path(name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read(100))
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(default_storage, "save", save)

    def test_a_full_disk_keeps_no_half(self, full: None, project: Project, captain: User) -> None:
        with pytest.raises(refusals.CannotStoreNow):
            attach(project=project, upload=an_upload(), by=captain, received_at=NOW)

        assert not project.attachments.exists()
        assert not stored_files()

    def test_a_file_that_cannot_be_deleted_is_no_trouble_for_who_was_refused(
        self, project: Project, captain: User, rival: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def delete(name: str) -> None:
            raise OSError("away")

        monkeypatch.setattr(default_storage, "delete", delete)

        with pytest.raises(Refusal) as refused:
            attach(project=project, upload=an_upload(), by=rival, received_at=NOW)

        assert not isinstance(refused.value, FileRefused)

    def test_a_failure_after_storing_leaves_no_bytes_behind(
        self, project: Project, captain: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(**_fields: Any) -> None:
            raise RuntimeError("in the middle")

        monkeypatch.setattr(Attachment.objects, "create", fail)

        with pytest.raises(RuntimeError):
            attach(project=project, upload=an_upload(), by=captain, received_at=NOW)

        assert not stored_files()

    def test_removing_needs_no_storage(self, project: Project, captain: User, monkeypatch: pytest.MonkeyPatch) -> None:
        attachment = an_attachment(project)
        monkeypatch.setattr(default_storage, "delete", lambda name: 1 / 0)

        remove_attachment(attachment=attachment, by=captain, received_at=NOW)

        assert not Attachment.objects.of(project).present().exists()
