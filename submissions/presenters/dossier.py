"""A project file as the jury reads it: of a version or of a draft, in finished values."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from submissions.frozen import Dossier, ReadAnswer, ReadFile, ReadPerson, ReadSection
from submissions.presenters.answers import AnswerRow, answer_row, team_file
from submissions.presenters.files import FileRow


@dataclass(frozen=True)
class SectionRow:
    name: str
    url: str
    action: str
    answers: list[AnswerRow]


@dataclass(frozen=True)
class PersonRow:
    name: str
    role: str
    detail: str


@dataclass(frozen=True)
class DossierPage:
    title: str
    sections: list[SectionRow]
    people: list[PersonRow]
    files: list[FileRow]
    is_erased: bool


def dossier_page(
    dossier: Dossier,
    *,
    edition: str,
    section_url: Callable[[str], str] | None = None,
    file_of: Callable[[ReadFile], FileRow] | None = None,
) -> DossierPage:
    """The pages' part of a dossier; with `section_url` each section links to where it is written.

    Files open as they do for the team, unless `file_of` says how they do for the reader.
    """
    file_of = file_of or team_file(edition)
    return DossierPage(
        title=dossier.title,
        sections=[_section(section, section_url, file_of) for section in dossier.sections],
        people=[_person(person) for person in dossier.people],
        files=[file_of(file) for file in dossier.annexes],
        is_erased=dossier.is_erased,
    )


def _section(
    section: ReadSection, section_url: Callable[[str], str] | None, file_of: Callable[[ReadFile], FileRow]
) -> SectionRow:
    answers = [answer_row(answer, file_of=file_of, note=_note(answer)) for answer in section.answers]
    url = section_url(section.key) if section_url else ""
    return SectionRow(section.name, url, _("Change this section"), answers)


def _note(answer: ReadAnswer) -> str:
    return "" if answer.for_jury else _("Only the organiser reads this answer.")


def _person(person: ReadPerson) -> PersonRow:
    parts = {"captain": _("Captain"), "deputy": _("Deputy")}
    detail = " · ".join(fact for fact in (person.department, person.discipline) if fact)
    return PersonRow(person.name or _("Erased person"), parts.get(person.part, ""), detail)
