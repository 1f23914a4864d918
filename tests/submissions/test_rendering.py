"""Pages as pictures: drawn by a job, seen by whoever may read the project, and said so where there are none."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from competitions.domain import jobs
from competitions.models import Job
from submissions.apart.reasons import DAMAGED, Refused
from submissions.domain import rendering
from submissions.domain.attachments import attach
from submissions.domain.rendering import KIND, WIDTH, Drawing, NothingToDraw, draw_again, drawing_of
from submissions.models import Attachment, PageImage, Project
from teams.models import User
from tests.builders.attachable import a_pdf_of, a_picture, an_office_document
from tests.builders.competitions import NOW
from tests.builders.submissions import an_upload
from tests.harness.queries import Queries

SignIn = Callable[[User], Client]


def drawn(project: Project, content: bytes, *, name: str = "خطة.pdf") -> Attachment:
    """Attached, and its job done."""
    upload = an_upload(name, content)
    attachment = attach(project=project, upload=upload, by=project.team.captain, received_at=NOW)
    run_jobs()
    attachment.refresh_from_db()
    return attachment


def run_jobs() -> None:
    for job in Job.objects.of_kind(KIND).unfinished():
        jobs.run(job.pk, clock=timezone.now)


def page(name: str, attachment: Attachment, **kwargs: int) -> str:
    edition = attachment.project.team.competition.slug
    return reverse(f"submissions:{name}", kwargs={"edition": edition, "pk": attachment.pk, **kwargs})


def test_every_page_of_a_pdf_is_drawn_at_one_width_and_the_first_one_small(project: Project) -> None:
    attachment = drawn(project, a_pdf_of(8))

    pictures = {each.number: each for each in attachment.page_images.all()}
    assert list(pictures) == list(range(9))
    assert {pictures[number].width for number in range(1, 9)} == {WIDTH}
    with pictures[3].file.open("rb") as content:
        assert Image.open(content).format == "WEBP"
    assert attachment.rendered_at == NOW
    assert (attachment.pages, drawing_of(attachment)) == (8, Drawing.DONE)


def test_a_picture_is_one_page_and_not_made_larger(project: Project) -> None:
    attachment = drawn(project, a_picture("PNG", size=(2480, 100), mode="RGBA"))
    small = drawn(project, a_picture("PNG", size=(30, 20)))

    assert [(each.number, each.width) for each in attachment.page_images.all()] == [(0, 240), (1, WIDTH)]
    assert [(each.number, each.width) for each in small.page_images.all()] == [(0, 30), (1, 30)]


def test_office_documents_are_not_drawn(project: Project) -> None:
    attachment = drawn(project, an_office_document("docx"))

    assert not Job.objects.of_kind(KIND).exists()
    assert drawing_of(attachment) is Drawing.NOT_DRAWN


def test_so_many_pages_are_drawn_and_no_more(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "PAGES_DRAWN", 4)

    attachment = drawn(project, a_pdf_of(9))

    assert attachment.page_images.count() == 5


def test_a_job_that_was_interrupted_goes_on_where_it_was(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    attachment = attach(project=project, upload=an_upload("a", a_pdf_of(8)), by=project.team.captain, received_at=NOW)
    job = Job.objects.of_kind(KIND).get()
    steps: Any = rendering.draw(job, NOW)
    next(steps)
    steps.close()
    first = set(PageImage.objects.values_list("file", flat=True))

    assert list(rendering.draw(job, NOW)) == [6, 8]

    assert attachment.page_images.count() == 9
    assert first < set(PageImage.objects.values_list("file", flat=True))


def test_what_cannot_be_drawn_is_said_and_may_be_tried_again(
    project: Project, member: User, mentor: User, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(rendering, "have_done", _refuse)
        attachment = drawn(project, a_pdf_of(1))
    again = page("draw_file", attachment)

    seen = signed_in(member).get(page("view_file", attachment))
    assert again in seen.text
    assert again not in signed_in(mentor).get(page("view_file", attachment)).text
    assert signed_in(mentor).post(again).status_code == 404

    signed_in(member).post(again)
    attachment.refresh_from_db()
    assert drawing_of(attachment) is Drawing.UNDER_WAY
    run_jobs()
    attachment.refresh_from_db()
    assert drawing_of(attachment) is Drawing.DONE
    with pytest.raises(NothingToDraw):
        draw_again(attachment=attachment, at=NOW)


def test_a_storage_that_is_away_fails_the_job_so_that_organisers_see_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    attachment = attach(project=project, upload=an_upload("a", a_pdf_of(1)), by=project.team.captain, received_at=NOW)

    def away(*_arguments: Any, **_options: Any) -> None:
        raise OSError("away")

    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "save", away)
        run_jobs()

    attachment.refresh_from_db()
    assert Job.objects.of_kind(KIND).get().failed_at is not None
    assert drawing_of(attachment) is Drawing.FAILED
    assert not attachment.page_images.exists()


class TestPages:
    def test_while_pages_are_being_drawn_the_page_says_so(
        self, project: Project, captain: User, signed_in: SignIn
    ) -> None:
        attachment = attach(project=project, upload=an_upload(), by=captain, received_at=NOW)

        answer = signed_in(captain).get(page("view_file", attachment))

        assert answer.context["file"].state
        assert "<img" not in answer.text

    @pytest.mark.parametrize("who", ["captain", "member", "mentor", "organiser"])
    def test_whoever_may_read_the_project_looks_at_its_pages(
        self, who: str, project: Project, signed_in: SignIn, request: pytest.FixtureRequest
    ) -> None:
        attachment = drawn(project, a_pdf_of(2))
        client = signed_in(request.getfixturevalue(who))

        seen = client.get(page("view_file", attachment))
        picture = client.get(page("page_image", attachment, number=2))

        assert page("page_image", attachment, number=2) in seen.text
        assert seen.context["file"].pages[1].text.count("خطة.pdf") == 1
        assert page("download", attachment) in seen.text
        assert Image.open(io.BytesIO(picture.getvalue())).width == WIDTH
        assert picture["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in picture["Content-Security-Policy"]
        assert "private" in picture["Cache-Control"]

    @pytest.mark.parametrize("who", ["rival", "stranger"])
    def test_for_others_there_is_nothing(
        self, who: str, project: Project, signed_in: SignIn, request: pytest.FixtureRequest
    ) -> None:
        attachment = drawn(project, a_pdf_of(1))
        client = signed_in(request.getfixturevalue(who))

        for address in (page("view_file", attachment), page("page_image", attachment, number=1)):
            assert client.get(address).status_code == 404
        assert client.post(page("draw_file", attachment)).status_code == 404

    def test_many_pages_cost_what_one_costs(
        self, project: Project, captain: User, signed_in: SignIn, queries: Queries
    ) -> None:
        few, many = drawn(project, a_pdf_of(1)), drawn(project, a_pdf_of(30))
        client = signed_in(captain)
        client.get(page("view_file", few))

        with queries.at_most(12):
            client.get(page("view_file", many))


def _refuse(*_arguments: Any, **_options: Any) -> None:
    raise Refused(DAMAGED)
