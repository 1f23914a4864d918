"""Files: under which name they are kept, where they stand, and how they leave the draft."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as site
from django.db import IntegrityError, transaction
from django.test import Client

from competitions.domain.calendar import PhaseClosed, PhaseNotOpen
from competitions.models import Phase
from submissions.domain.attachments import (
    CAPTION_LENGTH,
    attach,
    move_attachment,
    remove_attachment,
    write_caption,
)
from submissions.domain.drafting import MayNotWrite, OtherEdition
from submissions.domain.file_limits import FILES_MAX, MEGABYTE, room_of
from submissions.domain.file_refusals import (
    CaptionTooLong,
    EmptyFile,
    FileTooLarge,
    NotAskedFor,
    QuotaReached,
    TooManyFiles,
    TypeNotAdmitted,
)
from submissions.domain.file_types import TYPES
from submissions.models import Attachment, Project, Question
from teams.models import User
from tests.builders.attachable import SOUND, a_picture
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.submissions import a_pdf, a_question, a_section, a_version, an_attachment, an_upload
from tests.harness.clock import seconds
from tests.harness.files import stored_files

SignIn = Callable[[User], Client]

PDF = TYPES["pdf"]


def a_pdf_with(size: int) -> bytes:
    """A PDF of so many bytes, most of them a remark."""
    content = a_pdf("large")
    return content.replace(b"%PDF-1.4\n", b"%PDF-1.4\n%" + b"0" * (size - len(content) - 2) + b"\n")


@pytest.fixture
def question(phase: Phase) -> Question:
    """Asks for files of any type."""
    return a_question(a_section(phase), kind="file", required=False)


@pytest.mark.parametrize("key", SOUND)
def test_each_admitted_type_is_attached_as_what_it_is(key: str, project: Project, captain: User) -> None:
    attachment = attach(project=project, upload=an_upload("rapport.exe", SOUND[key]()), by=captain, received_at=NOW)

    assert attachment.content_type == TYPES[key].mime
    assert attachment.name == f"rapport.exe{TYPES[key].ending}"
    assert list(Attachment.objects.of(project).present()) == [attachment]


def test_an_empty_file_is_refused(project: Project, captain: User) -> None:
    with pytest.raises(EmptyFile):
        attach(project=project, upload=an_upload(content=b""), by=captain, received_at=NOW)


def test_a_file_may_be_as_large_as_the_platform_takes_and_no_byte_larger(
    project: Project, captain: User, settings: object
) -> None:
    settings.FILE_SIZE_MAX = 1  # type: ignore[attr-defined]
    largest = a_pdf_with(MEGABYTE)

    assert attach(project=project, upload=an_upload(content=largest), by=captain, received_at=NOW).size == MEGABYTE
    with pytest.raises(FileTooLarge):
        attach(project=project, upload=an_upload(content=a_pdf_with(MEGABYTE + 1)), by=captain, received_at=NOW)


def test_a_question_says_which_types_how_large_and_how_many(project: Project, phase: Phase, captain: User) -> None:
    asked = a_question(
        a_section(phase), kind="file", required=False, file_types=["png", "pdf"], file_size_max=1, files_max=1
    )

    def give(content: bytes) -> Attachment:
        return attach(project=project, upload=an_upload(content=content), by=captain, received_at=NOW, question=asked)

    with pytest.raises(TypeNotAdmitted, match=str(TYPES["png"].label)):
        give(SOUND["docx"]())
    with pytest.raises(FileTooLarge):
        give(a_pdf() + b"\n" * MEGABYTE)
    first = give(a_pdf())
    with pytest.raises(TooManyFiles):
        give(a_pdf())
    assert list(asked.attachments.all()) == [first]


def test_a_file_answers_only_a_question_that_asks_for_one(project: Project, phase: Phase, captain: User) -> None:
    written = phase.sections.get(key="solution").questions.get(key="change")  # type: ignore[attr-defined]
    elsewhere = a_question(a_section(the_phase(a_competition(), "submission")), kind="file")
    other_theme = phase.competition.themes.exclude(pk=project.team.theme_id).first()
    of_others = a_question(a_section(phase), kind="file", theme=other_theme)

    for question, refusal in ((written, NotAskedFor), (elsewhere, OtherEdition), (of_others, NotAskedFor)):
        with pytest.raises(refusal):
            attach(project=project, upload=an_upload(), by=captain, received_at=NOW, question=question)


def test_the_files_of_a_project_have_so_much_room_and_no_more(
    project: Project, captain: User, settings: object
) -> None:
    settings.PROJECT_QUOTA = 1  # type: ignore[attr-defined]
    large, larger = a_pdf_with(MEGABYTE // 2), a_pdf_with(MEGABYTE // 2 + 1)
    first = attach(project=project, upload=an_upload(content=large), by=captain, received_at=NOW)

    with pytest.raises(QuotaReached):
        attach(project=project, upload=an_upload(content=larger), by=captain, received_at=NOW)

    assert room_of(project).used == first.size
    assert len(stored_files()) == 1
    remove_attachment(attachment=first, by=captain, received_at=NOW)
    attach(project=project, upload=an_upload(content=larger), by=captain, received_at=NOW)


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


def test_the_same_bytes_to_another_question_are_another_attachment_that_is_stored_once(
    project: Project, question: Question, captain: User
) -> None:
    content = a_picture()

    annex = attach(project=project, upload=an_upload("a.jpg", content), by=captain, received_at=NOW)
    answer = attach(project=project, upload=an_upload("b.jpg", content), by=captain, received_at=NOW, question=question)

    assert annex != answer
    assert (annex.file.name, annex.sha256) == (answer.file.name, answer.sha256)
    assert len(stored_files()) == 1


def test_what_is_stored_once_must_be_of_a_type_that_the_other_question_takes(
    project: Project, phase: Phase, captain: User
) -> None:
    pictures = a_question(a_section(phase), kind="file", file_types=["png"])
    content = a_pdf()
    attach(project=project, upload=an_upload(content=content), by=captain, received_at=NOW)

    with pytest.raises(TypeNotAdmitted):
        attach(project=project, upload=an_upload(content=content), by=captain, received_at=NOW, question=pictures)


def test_there_are_so_many_annexes_and_no_more(project: Project, captain: User) -> None:
    files = [an_attachment(project) for _each in range(FILES_MAX)]

    with pytest.raises(TooManyFiles):
        an_attachment(project)

    remove_attachment(attachment=files[0], by=captain, received_at=NOW)
    an_attachment(project)
    assert Attachment.objects.of(project).present().count() == FILES_MAX


def test_files_stand_in_the_order_that_members_give_them(project: Project, captain: User, member: User) -> None:
    first, second, third = (an_attachment(project) for _each in range(3))

    move_attachment(attachment=third, earlier=True, by=member, received_at=NOW)
    move_attachment(attachment=first, earlier=True, by=captain, received_at=NOW)

    assert list(Attachment.objects.of(project).present()) == [first, third, second]
    move_attachment(attachment=first, earlier=False, by=member, received_at=NOW)
    move_attachment(attachment=second, earlier=False, by=captain, received_at=NOW)
    assert list(Attachment.objects.of(project).present()) == [third, first, second]


def test_a_file_that_comes_later_stands_last(project: Project) -> None:
    first, second = an_attachment(project), an_attachment(project)
    remove_attachment(attachment=first, by=project.team.captain, received_at=NOW)

    third = an_attachment(project)

    assert list(Attachment.objects.of(project).present()) == [second, third]


def test_a_caption_is_one_line(project: Project, member: User) -> None:
    attachment = an_attachment(project)

    written = write_caption(attachment=attachment, caption="  الشباك\r\n قبل\x00 وبعد ", by=member, received_at=NOW)

    assert written.caption == "الشباك قبل وبعد"
    with pytest.raises(CaptionTooLong):
        write_caption(attachment=attachment, caption="x" * (CAPTION_LENGTH + 1), by=member, received_at=NOW)


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


def test_only_members_attach_change_and_remove(project: Project, rival: User, mentor: User, organiser: User) -> None:
    attachment = an_attachment(project)

    for outsider in (rival, mentor, organiser):
        with pytest.raises(MayNotWrite):
            attach(project=project, upload=an_upload(), by=outsider, received_at=NOW)
        with pytest.raises(MayNotWrite):
            remove_attachment(attachment=attachment, by=outsider, received_at=NOW)
        with pytest.raises(MayNotWrite):
            move_attachment(attachment=attachment, earlier=True, by=outsider, received_at=NOW)
        with pytest.raises(MayNotWrite):
            write_caption(attachment=attachment, caption="x", by=outsider, received_at=NOW)
    assert len(stored_files()) == 1
