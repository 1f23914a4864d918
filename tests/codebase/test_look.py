"""What holds for every stylesheet and every template, so that both directions and a strict policy are served."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from idarathon.templatetags.look import ICONS, form_errors, page_in
from idarathon.views.design import ExampleForm

ROOT = Path(settings.BASE_DIR)
OUR_SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# A physical side, as the name of a property or as its value.
PHYSICAL = re.compile(
    r"(?:^|[\s;{-])(?:left|right)\s*:|-(?:left|right)\b|(?:float|clear|text-align)\s*:\s*(?:left|right)\b"
)
INLINE = re.compile(r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*(?:\ssrc=|application/json))", re.IGNORECASE)
LONGEST = 90


def physical_sides(css: str) -> list[str]:
    return [line.strip() for line in css.splitlines() if PHYSICAL.search(line)]


def inline_code(html: str) -> list[str]:
    return [line.strip() for line in html.splitlines() if INLINE.search(line)]


@pytest.mark.parametrize("sheet", OUR_SHEETS, ids=lambda path: path.name)
def test_stylesheets_know_no_left_and_right(sheet: Path) -> None:
    assert physical_sides(sheet.read_text()) == []


@pytest.mark.parametrize(
    "planted", ["a { margin-left: 1rem; }", "a { left: 0; }", "a { text-align: right; }", "a{float:left}"]
)
def test_a_physical_side_is_found(planted: str) -> None:
    assert physical_sides(planted) == [planted]


def test_templates_hold_no_inline_code() -> None:
    found = {str(path.relative_to(ROOT)): lines for path in TEMPLATES if (lines := inline_code(path.read_text()))}

    assert found == {}


@pytest.mark.parametrize("planted", ['<p style="color: red">', '<a onclick="go()">', "<script>alert(1)</script>"])
def test_inline_code_is_found(planted: str) -> None:
    assert inline_code(planted) == [planted]


def test_templates_are_short() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in TEMPLATES}

    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_every_part_is_shown_on_the_design_page() -> None:
    shown = " ".join(
        path.read_text() for path in TEMPLATES if "design" in str(path) or path.parent.name in {"components", "layouts"}
    )
    shown += (ROOT / "templates" / "base.html").read_text()
    # For the head of a document, the pages of faults, and the one heading of a page (here that is the hero's).
    elsewhere = {"noindex.html", "trouble.html", "page_header.html"}

    parts = {path.name for path in (ROOT / "templates" / "components").glob("*.html")} - elsewhere

    assert {part for part in parts if f"components/{part}" not in shown} == set()


def test_bootstrap_is_cut_from_the_version_that_is_installed() -> None:
    cutter = _cutter()
    stored = {path.name: path.read_text() for path in cutter.TARGET.glob("*.css")}

    assert cutter.sheets() == stored


@pytest.mark.parametrize("page", ["500.html", "400.html"])
def test_pages_of_faults_need_nothing_but_themselves(page: str) -> None:
    with translation.override("fr"):
        html = render_to_string(page)

    assert [f'lang="{code}"' in html for code in ("ar", "fr", "en")] == [True, True, True]
    assert "Une panne" in html or "Le site n’a pas compris" in html
    assert "حدث عطل" in html or "تعذر على الموقع" in html


@pytest.mark.parametrize(
    ("address", "in_french"),
    [("/ar/me/?page=2", "/fr/me/?page=2"), ("/ar/", "/fr/"), ("/healthz", "/fr/"), ("/nowhere/at/all", "/fr/")],
)
def test_a_page_keeps_its_place_in_another_language(address: str, in_french: str) -> None:
    request = RequestFactory().get(address)

    assert page_in(Context({"request": request}), "fr") == in_french


def test_the_fault_of_a_group_of_choices_leads_to_its_first_choice() -> None:
    with translation.override("en"):
        faults = {fault.field: fault.target for fault in form_errors(ExampleForm({}, auto_id="example_%s"))}

    assert faults["Theme"] == "example_theme_0"
    assert faults["Name of the team"] == "example_name"


def test_no_form_has_no_faults() -> None:
    assert form_errors(None) == []


def test_every_kind_of_state_has_its_mark() -> None:
    assert {"ok", "todo", "warn", "off", "missing"} <= set(ICONS)


def _cutter() -> ModuleType:
    specification = importlib.util.spec_from_file_location("cut_bootstrap", ROOT / "bin" / "cut_bootstrap.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
