"""Files that come in pieces: each piece once, the whole as any other file, and nothing left of what was given up."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site

from competitions.models import Phase
from submissions.domain import uploads
from submissions.domain.drafting import MayNotWrite
from submissions.domain.file_limits import MEGABYTE, room_of
from submissions.domain.file_refusals import (
    CannotStoreNow,
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    QuotaReached,
    TooManyFiles,
    TypeNotAdmitted,
)
from submissions.domain.on_the_way import on_the_way
from submissions.domain.uploads import (
    PIECE_MAX,
    ArrivedTooLate,
    PieceTooLarge,
    TooManyUploads,
    UploadIsOver,
    WrongOffset,
    begin_upload,
    cancel_upload,
    finish_upload,
)
from submissions.models import Attachment, Project, Upload, UploadChunk
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.submissions import a_question, a_section, a_version
from tests.harness.clock import seconds
from tests.harness.files import stored_files
from tests.submissions.pieces import CONTENT, begun, piece


def test_a_file_in_three_pieces_becomes_the_attachment_that_it_would_have_been_at_once(project: Project) -> None:
    upload = begun(project, caption="الصفحات")
    for start in (0, 100, 200):
        piece(upload, CONTENT[start : start + 100] if start < 200 else CONTENT[200:])

    attachment = finish_upload(upload=upload, at=NOW)

    with attachment.file.open("rb") as kept:
        assert kept.read() == CONTENT
    assert (attachment.name, attachment.caption, attachment.pages) == ("عرض.pdf", "الصفحات", 20)
    assert attachment.uploaded_by == project.team.captain
    assert not UploadChunk.objects.exists()
    assert len(stored_files()) == 1
    assert not on_the_way(project, upload.phase).names


def test_finishing_twice_is_the_same_attachment(project: Project) -> None:
    upload = piece(begun(project), CONTENT)

    first, again = finish_upload(upload=upload, at=NOW), finish_upload(upload=upload, at=NOW)

    assert first == again
    assert project.attachments.count() == 1


def test_it_answers_the_question_it_was_begun_for(project: Project, phase: Phase) -> None:
    asked = a_question(a_section(phase), kind="file", required=False)
    upload = piece(begun(project, question=asked), CONTENT)

    assert finish_upload(upload=upload, at=NOW).question == asked


@pytest.mark.parametrize("size", [0, -1])
def test_a_file_of_no_bytes_is_refused_before_the_first_piece(size: int, project: Project) -> None:
    with pytest.raises(EmptyFile):
        begun(project, size=size)


def test_a_file_of_four_gigabytes_is_refused_before_the_first_piece(project: Project) -> None:
    with pytest.raises(FileTooLarge):
        begun(project, size=4 * 1024 * MEGABYTE)

    assert not Upload.objects.exists()


def test_what_is_announced_takes_its_room(project: Project, settings: Any) -> None:
    settings.PROJECT_QUOTA = 1
    begun(project, size=MEGABYTE * 2 // 3)

    with pytest.raises(QuotaReached):
        begun(project, size=MEGABYTE // 2)

    assert room_of(project).left == MEGABYTE - MEGABYTE * 2 // 3


def test_so_many_are_on_their_way_and_no_more(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "UNDER_WAY_MAX", 2)
    begun(project), begun(project)

    with pytest.raises(TooManyUploads):
        begun(project)


def test_a_full_place_is_said_before_the_first_piece(project: Project, phase: Phase) -> None:
    asked = a_question(a_section(phase), kind="file", required=False, files_max=1)
    finish_upload(upload=piece(begun(project, question=asked), CONTENT), at=NOW)

    with pytest.raises(TooManyFiles):
        begun(project, question=asked)


def test_only_members_begin_one(project: Project, rival: User, mentor: User) -> None:
    for outsider in (rival, mentor):
        with pytest.raises(MayNotWrite):
            begin_upload(project=project, name="a.pdf", size=9, by=outsider, received_at=NOW)


def test_what_nobody_admits_is_refused_with_its_first_piece(project: Project) -> None:
    upload = begun(project, size=PIECE_MAX * 3)

    with pytest.raises(TypeNotAdmitted):
        piece(upload, b"\x00\x00\x00\x18ftypmp42" + bytes(100))

    assert not stored_files()
    assert not Upload.objects.under_way().exists()


def test_a_piece_must_begin_where_the_last_one_ended(project: Project) -> None:
    upload = piece(begun(project), CONTENT[:100])

    for offset in (0, 99, 101):
        with pytest.raises(WrongOffset) as refused:
            piece(upload, b"x", offset=offset)
        assert refused.value.received == 100
    assert len(stored_files()) == 1


def test_a_piece_is_not_larger_than_what_is_taken_or_was_announced(project: Project) -> None:
    with pytest.raises(PieceTooLarge):
        piece(begun(project), CONTENT + b"x")
    with pytest.raises(PieceTooLarge):
        piece(begun(project, size=PIECE_MAX * 2), b"%PDF-" + bytes(PIECE_MAX))


def test_what_was_given_up_takes_no_more_pieces_and_leaves_nothing(project: Project, member: User) -> None:
    upload = piece(begun(project), CONTENT[:100])

    cancel_upload(upload=upload, by=member, received_at=NOW)
    cancel_upload(upload=upload, by=member, received_at=NOW)

    with pytest.raises(UploadIsOver):
        piece(upload, CONTENT[100:])
    assert (UploadChunk.objects.count(), stored_files()) == (0, [])
    assert not list(Path(site.MEDIA_ROOT, "uploads").iterdir())


def test_only_the_team_gives_it_up(project: Project, rival: User) -> None:
    with pytest.raises(MayNotWrite):
        cancel_upload(upload=begun(project), by=rival, received_at=NOW)


def test_a_whole_that_is_refused_ends_the_upload_and_leaves_nothing(project: Project) -> None:
    content = b"%PDF-1.7 and nothing else of a PDF"
    upload = piece(begun(project, size=len(content)), content)

    with pytest.raises(DamagedFile):
        finish_upload(upload=upload, at=NOW)

    upload.refresh_from_db()
    assert (upload.finished_at, upload.attachment) == (NOW, None)
    assert (UploadChunk.objects.count(), stored_files()) == (0, [])


class TestDeadline:
    def test_the_last_piece_in_time_is_the_file_in_time_however_long_it_is_looked_at(
        self, project: Project, phase: Phase
    ) -> None:
        last = phase.closes_at - seconds(1)
        upload = piece(begun(project, at=last), CONTENT, at=last)

        attachment = finish_upload(upload=upload, at=phase.closes_at + seconds(20))

        assert attachment.uploaded_at == last

    def test_a_piece_after_the_end_is_refused_and_the_submission_stands_without_the_file(
        self, project: Project, phase: Phase
    ) -> None:
        upload = piece(begun(project), CONTENT[:100])
        version = a_version(project)

        with pytest.raises(ArrivedTooLate, match="عرض"):
            piece(upload, CONTENT[100:], at=phase.closes_at)

        assert version.missing_files == ["عرض.pdf"]
        assert not Attachment.objects.of(project).exists()
        assert on_the_way(project, phase).names == ["عرض.pdf"]
        assert len(stored_files()) == 1

    def test_it_may_be_given_up_after_the_end(self, project: Project, phase: Phase, captain: User) -> None:
        upload = piece(begun(project), CONTENT[:100])

        cancel_upload(upload=upload, by=captain, received_at=phase.closes_at + seconds(1))

        assert not stored_files()


def test_a_whole_that_lacks_a_piece_is_never_attached(project: Project) -> None:
    upload = piece(piece(begun(project), CONTENT[:100]), CONTENT[100:])
    upload.chunks.earliest("offset").delete()

    with pytest.raises(CannotStoreNow):
        finish_upload(upload=upload, at=NOW)

    assert not Attachment.objects.of(project).exists()


def test_who_finishes_while_another_does_gets_the_same_attachment(project: Project) -> None:
    upload = piece(begun(project), CONTENT)
    slow = Upload.objects.get(pk=upload.pk)
    first = finish_upload(upload=upload, at=NOW)

    assert finish_upload(upload=slow, at=NOW) == first
    assert Upload.objects.get(pk=upload.pk).attachment == first
