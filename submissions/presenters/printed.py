"""A project file in the values that its paper places: what each answer is, and how it is shown on a page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions.domain.kinds.labels import Grid
from submissions.domain.receipts import in_groups
from submissions.frozen import Dossier, ReadAnswer, ReadFile, ReadPerson
from submissions.models import Attachment, Question
from submissions.presenters.blocks import blocks
from teams.typed import isolated

Pages = Mapping[int, int | None]


def pages_of(files: Iterable[ReadFile]) -> Pages:
    """How many pages each file has, by its key; one query, or none where there is no file."""
    keys = [file.pk for file in files if file.pk is not None]
    return dict(Attachment.objects.filter(pk__in=keys).values_list("pk", "pages")) if keys else {}


def dossier_data(dossier: Dossier, pages: Pages) -> dict[str, Any]:
    """The sections, the annexes and the team."""
    return {
        "sections": [
            {"name": section.name, "answers": [_answer(each, pages) for each in section.answers]}
            for section in dossier.sections
        ],
        "files_label": _("Attachments"),
        "files": file_lines(dossier.annexes, pages),
        "people_label": _("The team"),
        "people_columns": [_("Name"), _("Part in the team"), _("Department"), _("Discipline")],
        "people": [_person(each) for each in sorted(dossier.people, key=_by_part)],
    }


def file_lines(files: Iterable[ReadFile], pages: Pages) -> list[dict[str, str]]:
    """Each file with what it is and its fingerprint."""
    return [
        {"name": file.name, "detail": _file_detail(file, pages), "sha256": in_groups(file.sha256, 8)} for file in files
    ]


def _answer(answer: ReadAnswer, pages: Pages) -> dict[str, Any]:
    note = "" if answer.for_jury else _("Only the organiser reads this answer.")
    return {"question": answer.question, "note": note, "absent": _("No answer"), **_content(answer, pages)}


def _content(answer: ReadAnswer, pages: Pages) -> dict[str, Any]:
    if answer.files:
        return {"kind": "files", "files": file_lines(answer.files, pages)}
    if answer.grid:
        return _table(answer.kind, answer.grid)
    if not answer.text:
        return {"kind": "none"}
    if answer.link:
        return {"kind": "link", "link": answer.link}
    if answer.kind == Question.Kind.LONG_TEXT:
        return {"kind": "blocks", "blocks": blocks(answer.text)}
    return {"kind": "words", "words": answer.items or [answer.text]}


def _table(kind: str, grid: Grid) -> dict[str, Any]:
    # A version knows its members in the order of random names, which means nothing to a reader.
    rows = sorted(grid.rows) if kind == Question.Kind.ROLES else list(grid.rows)
    totals = list(grid.totals) if any(grid.totals) else []
    if totals and not totals[0]:
        totals[0] = _("Total")
    return {"kind": "table", "columns": grid.headings, "table": rows, "totals": totals}


def _file_detail(file: ReadFile, pages: Pages) -> str:
    counted = pages.get(file.pk or 0)
    said = ngettext("%(count)d page", "%(count)d pages", counted or 0) % {"count": counted} if counted else ""
    return " · ".join(isolated(fact) for fact in (file.caption, filesizeformat(file.size), said) if fact)


def _by_part(person: ReadPerson) -> tuple[int, str]:
    return {"captain": 0, "deputy": 1}.get(person.part, 2), person.name


def _person(person: ReadPerson) -> list[str]:
    parts = {"captain": _("Captain"), "deputy": _("Deputy")}
    name = person.name or _("Erased person")
    return [name, parts.get(person.part, _("Member")), person.department, person.discipline]
