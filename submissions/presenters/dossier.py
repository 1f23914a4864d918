"""A project file as the jury reads it: of a version or of a draft, in finished values."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from submissions.frozen import Dossier, ReadAnswer, ReadFile, ReadPerson, ReadSection
from submissions.models import Question
from submissions.presenters.files import FileRow, file_row


@dataclass(frozen=True)
class AnswerRow:
    """One of `text`, `link` and `number` is there, or none where nothing was answered."""

    question: str
    absent: str
    text: str = ""
    link: str = ""
    number: str = ""
    note: str = ""


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


def dossier_page(dossier: Dossier, *, edition: str, section_url: Callable[[str], str] | None = None) -> DossierPage:
    """The pages' part of a dossier; with `section_url` each section links to where it is written."""
    return DossierPage(
        title=dossier.title,
        sections=[_section(section, section_url) for section in dossier.sections],
        people=[_person(person) for person in dossier.people],
        files=[_file(file, edition=edition) for file in dossier.files],
        is_erased=dossier.is_erased,
    )


def _section(section: ReadSection, section_url: Callable[[str], str] | None) -> SectionRow:
    answers = [_answer(answer) for answer in section.answers]
    url = section_url(section.key) if section_url else ""
    return SectionRow(section.name, url, _("Change this section"), answers)


def _answer(answer: ReadAnswer) -> AnswerRow:
    is_number = answer.kind == Question.Kind.NUMBER
    return AnswerRow(
        question=answer.question,
        absent=_("No answer"),
        text="" if answer.link or is_number else answer.text,
        link=answer.link,
        number=answer.text if is_number else "",
        note="" if answer.for_jury else _("Only the organiser reads this answer."),
    )


def _person(person: ReadPerson) -> PersonRow:
    parts = {"captain": _("Captain"), "deputy": _("Deputy")}
    detail = " · ".join(fact for fact in (person.department, person.discipline) if fact)
    return PersonRow(person.name or _("Erased person"), parts.get(person.part, ""), detail)


def _file(file: ReadFile, *, edition: str) -> FileRow:
    if file.pk is None:
        return FileRow(file.name, "", "")
    return file_row(file.pk, file.name, file.size, edition=edition)
