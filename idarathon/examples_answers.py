"""Questions of several kinds and their answers, as the design page shows them: being written, and read."""

from typing import Any

from django.utils.translation import gettext as _

from submissions.domain.reading import DraftQuestion, DraftSection
from submissions.forms import SectionForm
from submissions.models import Answer, Column, Option, Question, Section
from submissions.presenters.answers import draft_row
from submissions.presenters.files import FileRow


def answers() -> dict[str, Any]:
    """A form with fields of several kinds, and the same answers as a reader sees them."""
    asked = [_asked(place, *each) for place, each in enumerate(_written())]
    read = [draft_row(each, edition="example") for each in asked]
    files = [FileRow(_("Plan of the counter"), "#files", "1,2 MB", caption=_("How the hall is divided"))]
    return {
        "answer_form": SectionForm(part=DraftSection(Section(key="example"), tuple(asked)), phase_key="example"),
        "answers": [*read, {"question": _("Mock-up"), "files": files}],
    }


def _written() -> list[tuple[str, str, Any, list[Option], list[Column]]]:
    """Kind, question, answer, options and columns."""
    sites = [_option(key, label) for key, label in (("hall", _("The hall")), ("phone", _("The telephone")))]
    parts = [_option(key, label) for key, label in (("test", _("Tests with citizens")), ("train", _("Training")))]
    columns = [
        _column("who", _("Who is trained")),
        _column("people", _("People"), Column.Kind.NUMBER),
        _column("cost", _("Cost"), Column.Kind.AMOUNT),
        _column("day", _("Day"), Column.Kind.DATE),
    ]
    sessions = [
        {"who": _("Staff of the counter"), "people": "24", "cost": "12500", "day": "2026-11-30"},
        {"who": _("Citizens"), "people": "60", "cost": "4500,50", "day": "2026-12-14"},
    ]
    text = _("**Today** people wait 47 minutes.\n\n- with an appointment: 12 minutes\n- without: 20 minutes")
    return [
        (Question.Kind.LONG_TEXT, _("What will change for citizens?"), text, [], []),
        (Question.Kind.CHOICES, _("Where does it happen?"), ["hall", "phone"], sites, []),
        (Question.Kind.AMOUNT, _("What does it cost in a year?"), "120000", [], []),
        (Question.Kind.TABLE, _("Training sessions"), sessions, [], columns),
        (Question.Kind.ROLES, _("Who does what?"), {"1": ["test", "train"], "2": ["test"]}, parts, []),
    ]


def _asked(
    place: int, kind: str, label: str, value: Any, options: list[Option], columns: list[Column]
) -> DraftQuestion:
    question = Question(pk=place + 1, key=f"example-{place}", kind=kind, label=label, words_max=None)
    setattr(question, "_prefetched_objects_cache", {"options": options, "columns": columns})  # noqa: B010 - Django's own
    people = {1: _("Amina Tajribiya"), 2: _("Youssef Namoudaji")}
    return DraftQuestion(question, Answer(value=value), people=people)


def _option(key: str, label: str) -> Option:
    return Option(pk=0, key=key, label=label)


def _column(key: str, label: str, kind: str = Column.Kind.TEXT) -> Column:
    return Column(pk=0, key=key, label=label, kind=kind)
