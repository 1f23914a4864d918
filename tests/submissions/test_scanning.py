"""The virus scanner: what it finds is not let in, and what it cannot look at waits for it."""

import io
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from competitions.models import Job, Phase
from submissions.domain import scanning
from submissions.domain.attachments import attach, remove_attachment
from submissions.domain.file_refusals import InfectedFile
from submissions.domain.quarantine import look_again
from submissions.domain.rendering import KIND
from submissions.domain.scanning import ScannerUnreachable, is_alive, scan
from submissions.models import Attachment, Project
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.scanner import EICAR, Clamd, a_scanner
from tests.builders.submissions import a_pdf, a_question, a_section, a_version, an_attachment, an_upload
from tests.harness.clock import minutes
from tests.harness.mailbox import Mailbox

SignIn = Callable[[User], Client]
LATER = NOW + minutes(5)


@pytest.fixture
def clamd(settings: Any) -> Iterator[Clamd]:
    with a_scanner() as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        yield scanner


@pytest.fixture
def away(settings: Any, clamd: Clamd) -> Clamd:
    """Configured, and it hangs up."""
    clamd.mood = "closing"
    return clamd


def infected_pdf() -> bytes:
    return a_pdf("infected").replace(b"%PDF-1.4\n", b"%PDF-1.4\n%" + EICAR + b"\n")


class TestProtocol:
    def test_without_a_scanner_everything_is_clean(self) -> None:
        assert scan(io.BytesIO(EICAR)).is_clean
        assert is_alive()

    def test_clean_bytes_reach_it_whole(self, clamd: Clamd) -> None:
        content = bytes(range(256)) * 1000

        assert scan(io.BytesIO(content)).is_clean
        assert clamd.scanned == [content]
        assert is_alive()

    def test_what_it_finds_has_a_name(self, clamd: Clamd) -> None:
        assert scan(io.BytesIO(EICAR)).infection == "Eicar-Signature"

    @pytest.mark.parametrize("mood", ["closing", "silent", "odd"])
    def test_one_that_says_nothing_sensible_is_taken_for_away(
        self, mood: str, clamd: Clamd, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(scanning, "PATIENCE", 0.2)
        clamd.mood = mood

        with pytest.raises(ScannerUnreachable):
            scan(io.BytesIO(b"x"))

    def test_one_that_is_not_there_is_away(self, settings: Any, tmp_path: Path) -> None:
        settings.CLAMD_SOCKET = str(tmp_path / "clamd.ctl")

        with pytest.raises(ScannerUnreachable):
            scan(io.BytesIO(b"x"))
        assert not is_alive()


def test_a_clean_file_is_attached(clamd: Clamd, project: Project) -> None:
    assert an_attachment(project).quarantined_at is None
    assert len(clamd.scanned) == 1


def test_an_infected_file_is_refused_and_the_log_names_nobody(
    clamd: Clamd, project: Project, captain: User, caplog: pytest.LogCaptureFixture
) -> None:
    upload = an_upload("rapport de Salma.pdf", infected_pdf())

    with caplog.at_level(logging.WARNING), pytest.raises(InfectedFile):
        attach(project=project, upload=upload, by=captain, received_at=NOW)

    assert not project.attachments.exists()
    assert not [path for path in Path(site.MEDIA_ROOT).rglob("*") if path.is_file()]
    logged = [record for record in caplog.records if "virus" in record.message]
    assert [vars(record)["infection"] for record in logged] == ["Eicar-Signature"]
    assert "Salma" not in caplog.text


class TestQuarantine:
    def test_while_the_scanner_is_away_a_file_waits_and_is_not_in_the_draft(
        self, away: Clamd, project: Project
    ) -> None:
        attachment = an_attachment(project)

        assert attachment.quarantined_at == NOW
        assert not Attachment.objects.of(project).present().exists()
        assert list(Attachment.objects.of(project).quarantined()) == [attachment]
        assert not Job.objects.of_kind(KIND).exists()
        assert not a_version(project).attachments.exists()  # type: ignore[attr-defined]

    def test_the_same_file_again_is_the_one_that_waits(self, away: Clamd, project: Project, captain: User) -> None:
        content = a_pdf()

        first, second = (
            attach(project=project, upload=an_upload(content=content), by=captain, received_at=NOW) for _again in "ab"
        )

        assert first == second

    def test_a_clean_one_is_let_in_when_the_scanner_is_back_and_its_sender_is_told(
        self, away: Clamd, project: Project, captain: User, mailbox: Mailbox, time_machine: Any
    ) -> None:
        attachment = an_attachment(project, name="خطة.pdf")
        away.mood = "honest"

        time_machine.move_to(LATER, tick=False)
        assert look_again(at=LATER) == 1

        assert list(Attachment.objects.of(project).present()) == [attachment]
        assert Job.objects.of_kind(KIND).count() == 1
        assert "خطة.pdf" in mailbox.latest(captain.email).body
        assert look_again(at=LATER) == 0

    def test_an_infected_one_is_removed_and_its_sender_is_told(
        self,
        away: Clamd,
        project: Project,
        captain: User,
        django_capture_on_commit_callbacks: Any,
        mailbox: Mailbox,
        time_machine: Any,
    ) -> None:
        upload = an_upload("خطة.pdf", infected_pdf())
        attachment = attach(project=project, upload=upload, by=captain, received_at=NOW)
        away.mood = "honest"

        time_machine.move_to(LATER, tick=False)
        with django_capture_on_commit_callbacks(execute=True):
            look_again(at=LATER)

        attachment.refresh_from_db()
        assert (attachment.removed_at, attachment.infection) == (LATER, "Eicar-Signature")
        assert not default_storage.exists(str(attachment.file.name))
        assert "خطة.pdf" in mailbox.latest(captain.email).body
        with pytest.raises(InfectedFile):
            attach(project=project, upload=an_upload("b.pdf", infected_pdf()), by=captain, received_at=LATER)

    def test_while_it_stays_away_nothing_changes(self, away: Clamd, project: Project) -> None:
        attachment = an_attachment(project)

        assert look_again(at=LATER) == 0
        attachment.refresh_from_db()
        assert attachment.quarantined_at == NOW

    def test_one_decision_counts_for_every_place_of_the_same_bytes(
        self, away: Clamd, project: Project, phase: Phase, captain: User
    ) -> None:
        asked, content = a_question(a_section(phase), kind="file", required=False), a_pdf()
        for question in (None, asked):
            attach(project=project, upload=an_upload(content=content), by=captain, received_at=NOW, question=question)
        away.mood = "honest"

        assert look_again(at=LATER) == 2
        assert len(away.scanned) == 1
        assert Attachment.objects.of(project).present().count() == 2

    def test_one_that_was_taken_off_meanwhile_stays_off(self, away: Clamd, project: Project, captain: User) -> None:
        attachment = an_attachment(project)
        remove_attachment(attachment=attachment, by=captain, received_at=NOW)
        away.mood = "honest"

        assert look_again(at=LATER) == 0
        assert not Attachment.objects.of(project).present().exists()

    def test_nobody_gets_it_before_the_scanner_has_looked_and_the_page_says_why(
        self, away: Clamd, project: Project, captain: User, signed_in: SignIn
    ) -> None:
        attachment, client = an_attachment(project, name="خطة.pdf"), signed_in(captain)
        edition = project.team.competition.slug

        page = client.get(reverse("submissions:files", kwargs={"edition": edition}))

        download = reverse("submissions:download", kwargs={"edition": edition, "pk": attachment.pk})
        assert "خطة.pdf" in page.text
        assert f'href="{download}"' not in page.text
        assert client.get(download).status_code == 404
        assert [row.state != "" for group in page.context["groups"] for row in group.files] == [True]
