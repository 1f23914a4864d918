"""Files: what is a PDF, under which name it is kept, and how it leaves the draft."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as site
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.translation import override

from competitions.domain.calendar import PhaseClosed, PhaseNotOpen
from competitions.models import Phase
from submissions.domain.attachments import (
    LARGEST,
    MOST,
    EmptyFile,
    FileTooLarge,
    NotAPdf,
    TooManyFiles,
    attach,
    clean_name,
    remove_attachment,
)
from submissions.domain.drafting import MayNotWrite
from submissions.models import Attachment, Project
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.submissions import a_pdf, a_version, an_attachment, an_upload
from tests.harness.clock import seconds

SignIn = Callable[[User], Client]

NOT_PDFS = {
    "a page that has a PDF further down": b"<html><script>alert(1)</script>\n" + a_pdf("polyglot"),
    "a page": b"<!doctype html><title>x</title>",
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a beginning without an end": a_pdf("cut")[:60],
    "a beginning and an end without a trailer": b"%PDF-1.7\n<html>%%EOF",
    "an end before the trailer": b"%PDF-1.7\n%%EOF\nstartxref\n0\n",
    "blanks before the mark": b"  \n" + a_pdf("blanks"),
    "an archive": b"PK\x03\x04" + b"0" * 100,
    "a picture": b"\x89PNG\r\n\x1a\n" + b"0" * 100,
}


@pytest.mark.parametrize("content", NOT_PDFS.values(), ids=NOT_PDFS)
def test_what_is_no_pdf_is_refused_whatever_it_is_called(content: bytes, project: Project, captain: User) -> None:
    with pytest.raises(NotAPdf):
        attach(project=project, upload=an_upload("rapport.pdf", content), by=captain, received_at=NOW)

    assert not project.attachments.exists()
    assert not [path for path in Path(site.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_an_empty_file_is_refused(project: Project, captain: User) -> None:
    with pytest.raises(EmptyFile):
        attach(project=project, upload=an_upload(content=b""), by=captain, received_at=NOW)


def test_ten_megabytes_may_be_attached_and_no_byte_more(project: Project, captain: User) -> None:
    start, end = b"%PDF-1.7\n", b"\nstartxref\n0\n%%EOF"
    largest = start + b"0" * (LARGEST - len(start) - len(end)) + end

    assert attach(project=project, upload=an_upload(content=largest), by=captain, received_at=NOW).size == LARGEST
    with pytest.raises(FileTooLarge):
        attach(project=project, upload=an_upload(content=start + b"0" + largest[9:]), by=captain, received_at=NOW)


def test_a_pdf_is_kept_under_a_path_that_tells_nothing(project: Project, member: User) -> None:
    content = a_pdf("kept")

    attachment = attach(project=project, upload=an_upload("سري.pdf", content), by=member, received_at=NOW)

    assert (attachment.name, attachment.size, attachment.uploaded_by) == ("سري.pdf", len(content), member)
    assert attachment.content_type == "application/pdf"
    assert attachment.file.read() == content
    attachment.file.close()
    path = str(attachment.file.name)
    assert path.startswith("attachments/")
    assert "pdf" not in path
    assert (Path(site.MEDIA_ROOT) / path).is_file()


def test_a_file_is_never_kept_outside_its_folder(project: Project, captain: User) -> None:
    upload = an_upload()
    vars(upload)["_name"] = "../../../etc/cron.d/evil.pdf"  # what a client may send, past what Django cleans

    attachment = attach(project=project, upload=upload, by=captain, received_at=NOW)

    assert attachment.name == "evil.pdf"
    assert (Path(site.MEDIA_ROOT) / str(attachment.file.name)).is_file()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("نموذج الشباك.pdf", "نموذج الشباك.pdf"),
        ("Été 2020.PDF", "Été 2020.pdf"),
        ("plan.docx", "plan.docx.pdf"),
        ("sans-extension", "sans-extension.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\rapport.pdf", "rapport.pdf"),
        ("rapport\u202efdp.exe", "rapportfdp.exe.pdf"),
        ("\u2066x\u2069\u200f.pdf", "x.pdf"),
        ("a\x00b\r\nX-Header: 1.pdf", "abX-Header: 1.pdf"),
        ("  .  .pdf", "document.pdf"),
        (".pdf", "document.pdf"),
        ("", "document.pdf"),
        ("..", "document.pdf"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_names_are_kept_without_what_could_deceive(sent: str, kept: str) -> None:
    with override("en"):
        assert clean_name(sent) == kept


def test_a_long_name_is_cut_before_its_ending() -> None:
    name = clean_name("ع" * 300 + ".pdf")

    assert len(name) == 200
    assert name.endswith("ع.pdf")


def test_the_same_bytes_are_the_same_attachment(project: Project, captain: User, member: User) -> None:
    content = a_pdf("same")

    first = attach(project=project, upload=an_upload("a.pdf", content), by=captain, received_at=NOW)
    again = attach(project=project, upload=an_upload("b.pdf", content), by=member, received_at=NOW + seconds(1))

    assert first == again
    assert project.attachments.count() == 1


def test_the_database_too_keeps_the_same_bytes_once_per_draft(project: Project) -> None:
    attachment = an_attachment(project)
    copy = Attachment.objects.filter(pk=attachment.pk).values().get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.create(**{**copy, "id": None})


def test_a_project_has_so_many_files_and_no_more(project: Project, captain: User) -> None:
    files = [an_attachment(project) for _each in range(MOST)]

    with pytest.raises(TooManyFiles):
        an_attachment(project)

    remove_attachment(attachment=files[0], by=captain, received_at=NOW)
    an_attachment(project)
    assert Attachment.objects.of(project).present().count() == MOST


def test_a_removed_file_leaves_the_draft_and_stays_in_its_version(project: Project, member: User) -> None:
    attachment = an_attachment(project)
    version = a_version(project)

    removed = remove_attachment(attachment=attachment, by=member, received_at=NOW + seconds(5))
    again = remove_attachment(attachment=attachment, by=member, received_at=NOW + seconds(9))

    assert removed.removed_at == again.removed_at == NOW + seconds(5)
    assert not Attachment.objects.of(project).present().exists()
    assert [each.attachment for each in version.attachments.all()] == [attachment]  # type: ignore[attr-defined]
    assert not a_version(project).attachments.exists()  # type: ignore[attr-defined]


def test_a_removed_file_can_be_attached_again(project: Project, captain: User) -> None:
    content = a_pdf("again")
    first = attach(project=project, upload=an_upload(content=content), by=captain, received_at=NOW)
    remove_attachment(attachment=first, by=captain, received_at=NOW)

    second = attach(project=project, upload=an_upload(content=content), by=captain, received_at=NOW)

    assert second != first


def test_files_follow_the_same_clock_as_texts(project: Project, phase: Phase, captain: User) -> None:
    attachment = an_attachment(project, at=phase.closes_at - seconds(1))

    with pytest.raises(PhaseClosed):
        an_attachment(project, at=phase.closes_at)
    with pytest.raises(PhaseClosed):
        remove_attachment(attachment=attachment, by=captain, received_at=phase.closes_at)
    with pytest.raises(PhaseNotOpen):
        an_attachment(project, at=phase.opens_at - seconds(1))


def test_only_members_attach_and_remove(project: Project, rival: User, mentor: User, organiser: User) -> None:
    attachment = an_attachment(project)

    for outsider in (rival, mentor, organiser):
        with pytest.raises(MayNotWrite):
            attach(project=project, upload=an_upload(), by=outsider, received_at=NOW)
        with pytest.raises(MayNotWrite):
            remove_attachment(attachment=attachment, by=outsider, received_at=NOW)
