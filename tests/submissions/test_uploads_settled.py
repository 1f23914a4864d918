"""Uploads that broke off: what the storage or a killed process left is put together later, or goes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage

from submissions.domain.attachments import attach
from submissions.domain.file_refusals import (
    CannotStoreNow,
)
from submissions.domain.uploads import (
    KEPT_FOR,
    SETTLING,
    cancel_upload,
    finish_upload,
    settle,
)
from submissions.models import Attachment, Project, UploadChunk
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.submissions import a_pdf, an_upload
from tests.harness.clock import seconds
from tests.harness.files import stored_files
from tests.submissions.pieces import CONTENT, begun, piece


class TestStorageTrouble:
    @pytest.fixture
    def broken(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
        """`broken("open")`: from now on the storage cannot."""

        def away(*_arguments: Any, **_options: Any) -> None:
            raise OSError("away")

        return lambda what: monkeypatch.setattr(default_storage, what, away)

    def test_a_piece_that_cannot_be_stored_is_sent_again(
        self, broken: Callable[[str], None], project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        upload = begun(project)
        with monkeypatch.context():
            broken("save")
            with pytest.raises(CannotStoreNow):
                piece(upload, CONTENT)
        monkeypatch.undo()

        upload.refresh_from_db()
        assert upload.received == 0
        assert finish_upload(upload=piece(upload, CONTENT), at=NOW)

    def test_pieces_that_cannot_be_read_now_are_put_together_later(
        self, broken: Callable[[str], None], project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        upload = piece(begun(project), CONTENT)
        broken("open")
        with pytest.raises(CannotStoreNow):
            finish_upload(upload=upload, at=NOW)
        monkeypatch.undo()

        settle(at=NOW + SETTLING + seconds(1))

        assert [each.uploaded_at for each in Attachment.objects.of(project)] == [NOW]

    def test_pieces_that_cannot_be_deleted_now_are_deleted_later(
        self, broken: Callable[[str], None], project: Project, captain: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        upload = piece(begun(project), CONTENT[:100])
        broken("delete")
        cancel_upload(upload=upload, by=captain, received_at=NOW)
        assert len(stored_files()) == 1
        monkeypatch.undo()

        settle(at=NOW)

        assert (UploadChunk.objects.count(), stored_files()) == (0, [])


class TestSettling:
    def test_what_a_killed_process_has_left_whole_is_put_together(self, project: Project) -> None:
        piece(begun(project), CONTENT)

        assert settle(at=NOW + SETTLING) == 0
        assert settle(at=NOW + SETTLING + seconds(1)) == 1
        assert Attachment.objects.of(project).present().count() == 1

    def test_what_nobody_sends_on_is_given_up_after_a_day(self, project: Project) -> None:
        upload = piece(begun(project), CONTENT[:100], at=NOW + timedelta(hours=1))

        settle(at=NOW + KEPT_FOR + timedelta(minutes=59))
        upload.refresh_from_db()
        assert upload.cancelled_at is None

        over = NOW + KEPT_FOR + timedelta(hours=1, seconds=1)
        settle(at=over)
        upload.refresh_from_db()
        assert (upload.cancelled_at, stored_files()) == (over, [])

    def test_a_file_that_the_project_has_already_is_found_and_not_stored_twice(self, project: Project) -> None:
        content = a_pdf("same")
        attachment = attach(
            project=project, upload=an_upload(content=content), by=project.team.captain, received_at=NOW
        )

        upload = piece(begun(project, size=len(content)), content)

        assert finish_upload(upload=upload, at=NOW) == attachment
        assert len(stored_files()) == 1
