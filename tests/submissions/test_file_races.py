"""Files that two people send at the same instant: tried with real threads on PostgreSQL's row locks."""

from typing import Any

import pytest
from django.db import connection

from competitions.models import Phase
from submissions.domain.attachments import attach
from submissions.domain.file_limits import MEGABYTE, room_of
from submissions.domain.file_refusals import QuotaReached, TooManyFiles
from submissions.domain.uploads import WrongOffset, begin_upload, finish_upload, receive_piece
from submissions.models import Attachment, Project, Upload, UploadChunk
from teams.models import User
from tests.builders.attachable import a_pdf_of
from tests.builders.competitions import NOW
from tests.builders.submissions import a_pdf, a_question, a_section, an_upload
from tests.harness.files import stored_files
from tests.harness.threads import at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
CONTENT = a_pdf_of(3)


def test_it_is_postgresql(transactional_db: None) -> None:
    assert connection.vendor == "postgresql"


def test_the_last_place_for_a_file_is_given_once(
    transactional_db: None, project: Project, phase: Phase, captain: User, deputy: User
) -> None:
    asked = a_question(a_section(phase), kind="file", required=False, files_max=1)

    outcomes = at_once(
        *[
            lambda person=person: attach(
                project=project, upload=an_upload(), by=person, received_at=NOW, question=asked
            )
            for person in (captain, deputy)
        ]
    )

    assert {type(outcome) for outcome in outcomes} == {Attachment, TooManyFiles}
    assert asked.attachments.count() == len(stored_files()) == 1


def test_the_last_room_is_given_once(
    transactional_db: None, project: Project, captain: User, deputy: User, settings: Any
) -> None:
    settings.PROJECT_QUOTA = 1
    half = b"%PDF-1.4\n%" + b"0" * (MEGABYTE * 2 // 3)

    outcomes = at_once(
        *[
            lambda person=person: attach(
                project=project,
                upload=an_upload(content=a_pdf().replace(b"%PDF-1.4", half)),
                by=person,
                received_at=NOW,
            )
            for person in (captain, deputy)
        ]
    )

    assert {type(outcome) for outcome in outcomes} == {Attachment, QuotaReached}
    assert len(stored_files()) == 1
    assert room_of(project).used <= MEGABYTE


def test_the_same_file_sent_twice_is_attached_once(
    transactional_db: None, project: Project, captain: User, deputy: User
) -> None:
    content = a_pdf("twice")

    first, second = at_once(
        *[
            lambda person=person: attach(project=project, upload=an_upload(content=content), by=person, received_at=NOW)
            for person in (captain, deputy)
        ]
    )

    assert first == second
    assert len(stored_files()) == 1


def test_of_two_pieces_for_the_same_place_one_is_kept(transactional_db: None, project: Project, captain: User) -> None:
    upload = begin_upload(project=project, name="a.pdf", size=len(CONTENT), by=captain, received_at=NOW)

    outcomes = at_once(
        *[
            lambda: receive_piece(
                upload=Upload.objects.select_related("phase__competition", "project__team").get(pk=upload.pk),
                offset=0,
                content=CONTENT[:100],
                by=captain,
                received_at=NOW,
            )
        ]
        * 2
    )

    assert {type(outcome) for outcome in outcomes} == {Upload, WrongOffset}
    assert (UploadChunk.objects.count(), len(stored_files())) == (1, 1)


def test_of_two_that_finish_it_both_get_the_one_attachment(
    transactional_db: None, project: Project, captain: User
) -> None:
    upload = begin_upload(project=project, name="a.pdf", size=len(CONTENT), by=captain, received_at=NOW)
    receive_piece(upload=upload, offset=0, content=CONTENT, by=captain, received_at=NOW)

    outcomes = at_once(*[lambda: finish_upload(upload=Upload.objects.get(pk=upload.pk), at=NOW)] * 2)

    attached = Attachment.objects.of(project).get()
    assert attached in outcomes
    assert Upload.objects.get(pk=upload.pk).attachment == attached
    assert len(stored_files()) == 1
