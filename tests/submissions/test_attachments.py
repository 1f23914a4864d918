"""Files: what is a PDF, under which name it is kept, who gets it, and how it leaves the draft."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
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
from tests.builders.teams import a_team
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


class TestDownload:
    @staticmethod
    def url(attachment: Attachment) -> str:
        edition = attachment.project.team.competition.slug
        return reverse("submissions:download", kwargs={"edition": edition, "pk": attachment.pk})

    @pytest.mark.parametrize("who", ["captain", "member", "mentor", "organiser"])
    def test_whoever_may_read_the_project_gets_the_file_to_keep(
        self, who: str, project: Project, signed_in: SignIn, request: pytest.FixtureRequest
    ) -> None:
        attachment = an_attachment(project, name="نموذج الشباك.pdf")

        answer = signed_in(request.getfixturevalue(who)).get(self.url(attachment))

        assert answer.getvalue().startswith(b"%PDF-")
        assert answer["Content-Type"] == "application/pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('نموذج الشباك.pdf')}"
        assert "no-store" in answer["Cache-Control"]

    @pytest.mark.parametrize("who", ["rival", "stranger"])
    def test_for_others_it_is_not_there(
        self, who: str, project: Project, signed_in: SignIn, request: pytest.FixtureRequest
    ) -> None:
        client = signed_in(request.getfixturevalue(who))

        assert client.get(self.url(an_attachment(project))).status_code == 404

    def test_nobody_signed_in_is_led_to_sign_in_alike_for_what_exists_and_what_does_not(
        self, project: Project, client: Client
    ) -> None:
        attachment = an_attachment(project)
        missing = reverse(
            "submissions:download", kwargs={"edition": project.team.competition.slug, "pk": attachment.pk + 99}
        )

        for page in (self.url(attachment), missing):
            answer = client.get(page)
            assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, reverse("account_login"))

    def test_a_removed_file_is_read_on_only_where_a_version_has_it(
        self, project: Project, captain: User, signed_in: SignIn
    ) -> None:
        kept, gone = an_attachment(project), an_attachment(project)
        remove_attachment(attachment=gone, by=captain, received_at=NOW)
        a_version(project)
        remove_attachment(attachment=kept, by=captain, received_at=NOW)
        client = signed_in(captain)

        assert client.get(self.url(kept)).getvalue().startswith(b"%PDF-")
        assert client.get(self.url(gone)).status_code == 404

    def test_a_file_of_one_edition_is_not_found_in_another(
        self, project: Project, captain: User, rival: User, signed_in: SignIn
    ) -> None:
        attachment = an_attachment(project)
        url = reverse("submissions:download", kwargs={"edition": "another", "pk": attachment.pk})

        assert signed_in(captain).get(url).status_code == 404


class TestPage:
    @staticmethod
    def url(project: Project, name: str = "files", **kwargs: object) -> str:
        return reverse(f"submissions:{name}", kwargs={"edition": project.team.competition.slug, **kwargs})

    def test_a_member_attaches_and_removes_a_file(self, project: Project, member: User, signed_in: SignIn) -> None:
        client = signed_in(member)

        answer = client.post(self.url(project), {"file": an_upload("خطة.pdf")}, follow=True)
        assert "خطة.pdf" in answer.text
        attachment = project.attachments.get()

        asked = client.get(self.url(project, "remove_file", pk=attachment.pk))
        assert "خطة.pdf" in asked.text
        answer = client.post(self.url(project, "remove_file", pk=attachment.pk), follow=True)
        assert answer.status_code == 200
        assert not Attachment.objects.of(project).present().exists()

    @pytest.mark.parametrize("content", [b"", b"<html>"], ids=["empty", "a page"])
    def test_what_is_refused_is_said_at_the_field(
        self, content: bytes, project: Project, captain: User, signed_in: SignIn
    ) -> None:
        upload = SimpleUploadedFile("x.pdf", content, content_type="application/pdf")

        answer = signed_in(captain).post(self.url(project), {"file": upload})

        assert answer.status_code == 200
        assert answer.context["form"].errors["file"]
        assert 'href="#id_file"' in answer.text

    def test_the_first_file_may_come_before_the_first_word(
        self, project: Project, signed_in: SignIn, phase: Phase
    ) -> None:
        team = a_team(competition=phase.competition)

        signed_in(team.captain).post(
            reverse("submissions:files", kwargs={"edition": phase.competition.slug}), {"file": an_upload()}
        )

        assert Project.objects.get(team=team).attachments.count() == 1

    def test_after_the_end_there_is_no_form_and_a_late_file_is_told_so(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn, time_machine: object
    ) -> None:
        attachment = an_attachment(project)
        time_machine.move_to(phase.closes_at, tick=False)  # type: ignore[attr-defined]
        client = signed_in(captain)

        assert 'type="file"' not in client.get(self.url(project)).text
        for answer in (
            client.post(self.url(project), {"file": an_upload()}),
            client.post(self.url(project, "remove_file", pk=attachment.pk)),
        ):
            assert answer.templates[0].name == "submissions/late.html"
        assert list(Attachment.objects.of(project).present()) == [attachment]

    def test_anothers_file_is_not_removed(self, project: Project, rival: User, signed_in: SignIn) -> None:
        attachment = an_attachment(project)

        answer = signed_in(rival).post(self.url(project, "remove_file", pk=attachment.pk))

        assert answer.status_code == 404
        assert Attachment.objects.present().filter(pk=attachment.pk).exists()
