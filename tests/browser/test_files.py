"""Files in a browser: dropped, sent in pieces over a line that breaks, read again under their own names."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import FilePayload, Page, Route

from submissions.domain.uploads import begin_upload, receive_piece
from submissions.models import Attachment, Project, Upload
from tests.browser.visitor import Visitor
from tests.builders.attachable import SOUND, a_drawn_page, a_pdf_of
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.submissions import a_project, a_question, a_section, an_attachment
from tests.builders.teams import a_team
from tests.harness.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DROP = """
([selector, name, bytes]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(bytes)], name, { type: "application/pdf" }));
  document.querySelector(selector).dispatchEvent(
    new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
}
"""
NAME = "خطة العمل.pdf"
CONTENT = a_pdf_of(2)
LARGE = CONTENT.replace(b"%PDF-1.4\n", b"%PDF-1.4\n%" + b"0" * 900_000 + b"\n")


@pytest.fixture
def project() -> Iterator[Project]:
    with time_machine.travel(NOW, tick=True):
        competition = a_competition()
        yield a_project(a_team(competition=competition, confirmed=True))


def in_browser(open_page: OpenPage, project: Project, language: str = "ar", **how: bool) -> Visitor:
    page = open_page(language, person=project.team.captain, **how)
    visitor = Visitor(page, language, javascript=how.get("javascript", True))
    visitor.open("submissions:files", edition=project.team.competition.slug)
    return visitor


def a_payload(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def arrived(page: Page) -> None:
    """Wait until the page says that a file is attached, and shows it among the others."""
    page.locator(".sending .done").first.wait_for()
    page.locator(".file-cards li").first.wait_for()


def test_a_dropped_file_is_attached_and_shown_without_leaving_the_page(open_page: OpenPage, project: Project) -> None:
    visitor = in_browser(open_page, project, phone=True)

    visitor.page.evaluate(DROP, ["form[data-uploads]", NAME, list(CONTENT)])
    arrived(visitor.page)

    assert visitor.page.locator(".file-cards .name").inner_text() == NAME
    assert [each.name for each in Attachment.objects.of(project).present()] == [NAME]
    visitor.look()
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 375


def test_several_chosen_files_go_one_after_the_other_and_a_refused_one_says_why(
    open_page: OpenPage, project: Project
) -> None:
    page = in_browser(open_page, project).page

    choose(page, ("a.exe", b"MZ"), ("b.jpg", SOUND["jpeg"]()), (NAME, CONTENT))
    page.locator(".sending .done").nth(1).wait_for()

    assert page.locator(".sending .refused").count() == 1
    assert [each.name for each in Attachment.objects.of(project).present()] == ["b.jpg", NAME]
    assert not Upload.objects.under_way().exists()


class Line:
    """Between the browser and the site: it carries so many pieces, then breaks."""

    def __init__(self, page: Page, pieces: int) -> None:
        self.carried = 0
        self.pieces = pieces
        page.route("**/project/uploads/*/", self._carry)

    def _carry(self, route: Route) -> None:
        if route.request.method == "PATCH":
            self.carried += 1
        if self.carried > self.pieces:
            route.abort()
        else:
            route.continue_()


def choose(page: Page, *files: tuple[str, bytes]) -> None:
    page.locator("input[type=file]").set_input_files([a_payload(*file) for file in files])
    page.locator("form[data-uploads] button[type=submit]").click()


def test_a_file_goes_on_by_itself_when_the_line_is_back(open_page: OpenPage, project: Project) -> None:
    page = in_browser(open_page, project).page
    line = Line(page, 1)

    choose(page, (NAME, LARGE))
    page.locator("#uploads-said:not(:empty)").wait_for(state="attached")
    half = Upload.objects.get()
    assert 0 < half.received < half.size
    line.pieces = 1000
    page.evaluate("window.dispatchEvent(new Event('online'))")
    arrived(page)

    assert Attachment.objects.of(project).present().get().size == len(LARGE)
    assert Upload.objects.get().attachment is not None


def test_after_a_reload_the_same_file_sends_only_the_rest(
    open_page: OpenPage, project: Project, tmp_path: Path
) -> None:
    page = in_browser(open_page, project).page
    line = Line(page, 1)
    # Of a file on the disk the browser knows when it was changed, and so that it is the same one.
    file = tmp_path / NAME
    file.write_bytes(LARGE)
    page.locator("input[type=file]").set_input_files(file)
    page.locator("form[data-uploads] button[type=submit]").click()
    page.locator("#uploads-said:not(:empty)").wait_for(state="attached")

    page.reload()
    assert page.locator(".coming li").count() == 1
    line.pieces = 1000
    page.locator("input[type=file]").set_input_files(file)
    page.locator("form[data-uploads] button[type=submit]").click()
    arrived(page)

    assert Upload.objects.get().attachment == Attachment.objects.of(project).present().get()


def test_without_a_script_files_are_attached_ordered_captioned_and_removed(
    open_page: OpenPage, project: Project
) -> None:
    visitor = in_browser(open_page, project, "fr", javascript=False)
    chosen = [a_payload("a.pdf", CONTENT), a_payload("b.png", SOUND["png"]())]

    visitor.page.locator("input[type=file]").set_input_files(chosen)
    visitor.press("form[data-uploads] button[type=submit]")
    visitor.follow("button[name=later]")
    visitor.follow(".file-cards a[href$='/caption/']")
    visitor.page.fill("[name=caption]", "Le guichet, avant et après")
    visitor.press()

    files = Attachment.objects.of(project).present()
    assert [(each.name, each.caption) for each in files] == [("b.png", "Le guichet, avant et après"), ("a.pdf", "")]
    visitor.follow(".file-cards a[href$='/remove/']")
    visitor.press()
    assert [each.name for each in Attachment.objects.of(project).present()] == ["a.pdf"]


def test_an_arabic_name_is_kept_when_the_file_is_downloaded(
    open_page: OpenPage, project: Project, tmp_path: Path
) -> None:
    attachment = an_attachment(project, name=NAME, content=CONTENT)
    page = in_browser(open_page, project).page

    with page.expect_download() as waiting:
        page.locator(".file-cards .name a").click()

    assert waiting.value.suggested_filename == attachment.name
    waiting.value.save_as(tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == CONTENT


def test_the_pages_of_a_file_are_looked_at(open_page: OpenPage, project: Project) -> None:
    attachment = an_attachment(project, name=NAME, content=CONTENT)
    for number in range(3):
        a_drawn_page(attachment, number)
    Attachment.objects.filter(pk=attachment.pk).update(rendered_at=NOW)
    visitor = in_browser(open_page, project, phone=True)

    visitor.follow(".file-cards a[href$='/view/']")

    pictures = visitor.page.locator(".file-pages img")
    assert pictures.count() == 2
    assert NAME in (pictures.first.get_attribute("alt") or "")
    assert pictures.first.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0


def test_what_is_on_its_way_and_a_question_with_files_are_readable_by_all(
    open_page: OpenPage, project: Project
) -> None:
    asked = a_question(a_section(the_phase(project.team.competition, "submission")), kind="file", required=False)
    an_attachment(project, name=NAME, question=asked)
    upload = begin_upload(project=project, name="عرض.pdf", size=len(CONTENT), by=project.team.captain, received_at=NOW)
    receive_piece(upload=upload, offset=0, content=CONTENT[:99], by=project.team.captain, received_at=NOW)

    visitor = in_browser(open_page, project, "fr", phone=True)  # axe looks at it

    assert visitor.page.locator(".coming li").count() == 1
    with translation.override("fr"):
        discard = reverse(
            "submissions:discard_upload", kwargs={"edition": project.team.competition.slug, "token": upload.token}
        )
    visitor.press(f"form[action='{discard}'] button")
    assert not Upload.objects.under_way().exists()
