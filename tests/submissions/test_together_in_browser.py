"""Two teammates in two browsers: one text, notes with names, a document; with scripts and without."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from time_machine import TimeMachineFixture

from competitions.models import Phase
from submissions.domain.drafting import save_answers
from submissions.models import Note, Project
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.documents import a_docx
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BASE = "ينتظر المرتفق 47 دقيقة.\n\nالشباك واحد لكل المصالح."
MINE, THEIRS = BASE.replace("47", "52"), BASE.replace("واحد", "ثالث")
SAVE = {"ar": "حفظ", "fr": "Enregistrer"}


def address(project: Project, name: str, **kwargs: str) -> str:
    return reverse(
        f"submissions:{name}", kwargs={"edition": project.team.competition.slug, "key": "solution", **kwargs}
    )


def write(project: Project, phase: Phase, by: User, revision: int, text: str) -> None:
    section = phase.sections.get(key="solution")  # type: ignore[attr-defined]
    save_answers(
        project=project,
        section=section,
        values={"change": text},
        revisions={"change": revision},
        by=by,
        received_at=NOW,
    )


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize(("language", "phone"), [("ar", True), ("fr", False)])
def test_a_conflict_is_read_and_settled_on_any_screen(
    language: str,
    phone: bool,
    transactional_db: None,
    project: Project,
    phase: Phase,
    captain: User,
    member: User,
    open_page: OpenPage,
    time_machine: TimeMachineFixture,
) -> None:
    write(project, phase, captain, 1, BASE)
    page = open_page(language, person=member, phone=phone)
    page.goto(address(project, "section").replace("/ar/", f"/{language}/"))
    write(project, phase, captain, 2, THEIRS)

    page.locator("[name=q-change]").fill(MINE)
    page.get_by_role("button", name=SAVE[language], exact=True).click()

    expect(page.locator(".errors")).to_be_visible()
    expect(page.locator("#conflict-change")).to_be_visible()
    expect(page.locator(".conflict del, .conflict ins")).to_have_count(4)
    expect(page.locator(".device-copy")).to_have_count(0)
    assert_accessible(page)
    assert fits(page)
    page.locator("button[value='merged:change']").or_(
        page.get_by_role("button", name=SAVE[language], exact=True)
    ).first.click()
    expect(page.locator("[name=q-change]")).to_have_value(MINE.replace("واحد", "ثالث"))
    page.get_by_role("button", name=SAVE[language], exact=True).click()
    expect(page.locator("#conflict-change")).to_have_count(0)
    expect(page.locator(".device-copy")).to_have_count(0)
    assert project.answers.get(question__key="change").value == MINE.replace("واحد", "ثالث")
    page.goto(address(project, "history", question="change").replace("/ar/", f"/{language}/"))
    assert_accessible(page)
    assert fits(page)


def test_a_conflict_is_settled_without_a_script(
    transactional_db: None,
    project: Project,
    phase: Phase,
    captain: User,
    member: User,
    open_page: OpenPage,
    time_machine: TimeMachineFixture,
) -> None:
    write(project, phase, captain, 1, BASE)
    page = open_page(person=member, javascript=False, phone=True)
    page.goto(address(project, "section"))
    write(project, phase, captain, 2, THEIRS)
    page.locator("[name=q-change]").fill(MINE)
    page.get_by_role("button", name="حفظ", exact=True).click()

    page.locator("button[value='theirs:change']").click()
    expect(page.locator("[name=q-change]")).to_have_value(THEIRS)
    page.get_by_role("button", name="حفظ", exact=True).click()
    page.goto(address(project, "history", question="change"))
    page.locator("#save-4 form button").click()

    assert project.answers.get(question__key="change").value == MINE


def test_typing_the_sign_offers_teammates_to_the_keyboard(
    transactional_db: None,
    project: Project,
    phase: Phase,
    captain: User,
    deputy: User,
    open_page: OpenPage,
    time_machine: TimeMachineFixture,
) -> None:
    page = open_page(person=captain)
    page.goto(address(project, "notes"))
    field = page.locator("textarea[name=text]")

    field.press_sequentially("انظر @")
    expect(page.locator(".names li")).to_have_count(2)
    assert_accessible(page)
    field.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(".names ul")).to_be_hidden()
    field.press_sequentially(deputy.name_ar[:3])
    field.press("ArrowDown")
    while page.evaluate("document.activeElement.textContent") != deputy.name_ar:
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(field).to_have_value(f"انظر @{deputy.name_ar} ")
    expect(field).to_be_focused()
    page.locator("main form.form button[type=submit]").click()
    expect(page.locator("b.named")).to_have_text(f"@{deputy.name_ar}")
    assert Note.objects.get().author == captain


def test_a_document_comes_in_on_a_phone_without_a_script(
    transactional_db: None,
    project: Project,
    phase: Phase,
    captain: User,
    open_page: OpenPage,
    time_machine: TimeMachineFixture,
    tmp_path: Path,
) -> None:
    document = tmp_path / "مشروع.docx"
    document.write_bytes(a_docx(("h1", "سؤال change"), ("p", "نص من الوثيقة"), ("h1", "ملحق"), ("p", "زيادة")))
    page, reader = open_page(person=captain, javascript=False, phone=True), open_page("fr", person=captain)

    for each in (page, reader):
        each.goto(address(project, "import_text"))
        each.locator("input[type=file]").set_input_files(document)
        each.locator("main form button[type=submit]").click()
    assert_accessible(reader)
    assert fits(reader)
    page.locator("[name=how-change][value=replace]").check()
    page.locator("[name=to-1]").select_option("change")
    page.locator("main form button[type=submit]").click()

    assert project.answers.get(question__key="change").value == "نص من الوثيقة\n\n### ملحق\n\nزيادة"
