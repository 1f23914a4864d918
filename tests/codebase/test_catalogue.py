"""The catalogues: what is found, kept, dropped and refused."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from pytest_django import Settings

from idarathon import catalogue

TEMPLATE = """
{% load i18n %}
    {% translate "Save" %}
{% blocktranslate trimmed count teams=n %}
    {{ teams }} team
  {% plural %}
    {{ teams }} teams
{% endblocktranslate %}
{% translate "May" context "month" %}
{% translate "100 % sure" %}
"""
PYTHON = """
from django.utils.translation import gettext_lazy as _
TITLE = _("Hello, %(name)s")
LINE = _("Until {day}")
PLAIN = "not for translation"
"""
WORDS: dict[str, Any] = {
    "Save": {"ar": "حفظ", "fr": "Enregistrer"},
    "%(teams)s team": {
        "plural": "%(teams)s teams",
        "ar": ["لا فرق", "فريق واحد", "فريقان", "%(teams)s فرق", "%(teams)s فريقا", "%(teams)s فريق"],
        "fr": ["%(teams)s équipe", "%(teams)s équipes"],
    },
    "May": {"context": "month", "ar": "ماي", "fr": "mai"},
    "100 % sure": {"ar": "متأكد 100 %", "fr": "sûr à 100 %"},
    "Hello, %(name)s": {"ar": "مرحبا، %(name)s", "fr": "Bonjour, %(name)s"},
    "Until {day}": {"ar": "إلى غاية {day}", "fr": "Jusqu’au {day}"},
}


@pytest.fixture
def project(settings: Settings, tmp_path: Path) -> Path:
    """A small project with strings of every kind, and no catalogue yet."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    (tmp_path / "teams").mkdir()
    (tmp_path / "teams" / "words.py").write_text(PYTHON)
    (tmp_path / "locale").mkdir()
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return tmp_path


@pytest.fixture
def add(project: Path) -> Callable[[dict[str, Any]], str]:
    """Run the command with these words, and return what it complains about."""

    def run(words: dict[str, Any]) -> str:
        file, complaints = project / "words.json", io.StringIO()
        file.write_text(json.dumps(words))
        call_command("catalogue", add=file, stdout=io.StringIO(), stderr=complaints)
        return complaints.getvalue()

    return run


def check() -> str:
    """What `catalogue --check` complains about; nothing when all is well."""
    try:
        call_command("catalogue", check=True, stdout=io.StringIO())
    except CommandError as error:
        return str(error)
    return ""


def po(project: Path, language: str = "ar") -> str:
    return (project / "locale" / language / "LC_MESSAGES" / "django.po").read_text()


def test_strings_of_templates_and_python_are_found(project: Path) -> None:
    found = {(context, singular, source.plural) for (context, singular), source in catalogue.sources().items()}

    assert found == {
        (None, "Save", None),
        (None, "%(teams)s team", "%(teams)s teams"),
        ("month", "May", None),
        (None, "100 %% sure", None),
        (None, "Hello, %(name)s", None),
        (None, "Until {day}", None),
    }


def test_what_is_added_is_complete_and_passes_the_check(add: Callable[[dict[str, Any]], str]) -> None:
    assert "untranslated: 'Save'" in check() or "not in the catalogue: 'Save'" in check()

    complaints = add(WORDS)

    assert complaints == ""
    assert check() == ""


def test_the_file_has_no_date_and_no_line_number_and_does_not_change_by_itself(
    add: Callable[[dict[str, Any]], str], project: Path
) -> None:
    add(WORDS)
    first = po(project)

    call_command("catalogue", stdout=io.StringIO())

    assert po(project) == first
    assert "#: teams/words.py\n" in first
    assert "Date" not in first


def test_a_string_that_is_gone_leaves_the_catalogue(add: Callable[[dict[str, Any]], str], project: Path) -> None:
    add(WORDS)
    (project / "teams" / "words.py").write_text("")
    assert "no longer in the sources: 'Until {day}'" in check()

    call_command("catalogue", stdout=io.StringIO())

    assert "Until" not in po(project)
    assert check() == ""


@pytest.mark.parametrize(
    ("string", "wrong", "complaint"),
    [
        ("Save", {"ar": ""}, "ar: untranslated: 'Save'"),
        ("Hello, %(name)s", {"ar": "مرحبا"}, "ar: placeholders differ"),
        ("Hello, %(name)s", {"fr": "Bonjour, %(nom)s"}, "fr: placeholders differ"),
        ("Until {day}", {"fr": "Jusqu’au {jour}"}, "fr: placeholders differ"),
        ("%(teams)s team", {"fr": ["équipe", "équipes"]}, "fr: form 1 lacks a placeholder"),
        ("%(teams)s team", {"fr": ["%(n)s équipe", "%(teams)s équipes"]}, "fr: form 0 has a placeholder"),
        ("%(teams)s team", {"ar": ["", "", "", "", "", ""]}, "ar: untranslated"),
        ("%(teams)s team", {"ar": ["فريق", "فرق"]}, "ar: untranslated"),
    ],
)
def test_a_faulty_translation_is_found(
    add: Callable[[dict[str, Any]], str], string: str, wrong: dict[str, Any], complaint: str
) -> None:
    add({**WORDS, string: {**WORDS[string], **wrong}})

    assert complaint in check()


def test_a_fuzzy_translation_is_found(add: Callable[[dict[str, Any]], str], project: Path) -> None:
    add(WORDS)
    path = project / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    path.write_text(path.read_text().replace('msgid "Save"', '#, fuzzy\nmsgid "Save"'))

    assert "fr: fuzzy: 'Save'" in check()


def test_a_string_that_no_source_has_is_named(add: Callable[[dict[str, Any]], str]) -> None:
    assert "No source has: 'Sav'" in add({"Sav": {"ar": "حفظ"}})


def test_what_is_missing_can_be_filled_in_and_added(add: Callable[[dict[str, Any]], str]) -> None:
    add({"Save": WORDS["Save"]})
    said = io.StringIO()

    call_command("catalogue", missing="ar", stdout=said)

    empty = json.loads(said.getvalue())
    assert "Save" not in empty
    assert empty["Hello, %(name)s"] == {"ar": ""}
    assert empty["May"] == {"context": "month", "ar": ""}
    assert empty["%(teams)s team"] == {"plural": "%(teams)s teams", "ar": [""] * 6}


def test_arabic_speaks_in_six_forms(add: Callable[[dict[str, Any]], str], project: Path) -> None:
    add(WORDS)
    translation.trans_real._translations.clear()  # type: ignore[attr-defined]
    counts = (0, 1, 2, 3, 11, 100)

    with translation.override("ar"):
        spoken = [
            translation.ngettext("%(teams)s team", "%(teams)s teams", count) % {"teams": count} for count in counts
        ]

    translation.trans_real._translations.clear()  # type: ignore[attr-defined]
    assert spoken == ["لا فرق", "فريق واحد", "فريقان", "3 فرق", "11 فريقا", "100 فريق"]
