"""A version as people read it: its frozen content in one language, with the names that stand beside it.

The same reader shows a draft as it would be frozen, so that a team sees before it submits what the jury will see.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext, override

from submissions.domain.approving import members_of
from submissions.domain.canonical import NamedMember, document
from submissions.domain.kinds import kind_named
from submissions.domain.kinds.labels import ColumnLabel, Grid, Labels
from submissions.domain.kinds.links import is_web_address
from submissions.domain.reading import Draft
from submissions.models import Attachment, Question, Version

# Attachments' keys by the place where they are attached ("" for annexes) and their hash.
Attached = dict[tuple[str, str], int]


@dataclass(frozen=True)
class ReadFile:
    """`pk` is the attachment's; its bytes are those whose hash is frozen."""

    pk: int | None
    name: str
    size: int
    sha256: str
    caption: str = ""


@dataclass(frozen=True)
class ReadAnswer:
    """A question as it was asked, and what was answered: in words ("" if nothing), and in its own shape beside.

    `grid` are the rows of a table or the parts of the members, `items` what was chosen, `files` what was attached.
    """

    key: str
    question: str
    text: str
    kind: str
    purpose: str
    for_jury: bool
    grid: Grid | None = None
    items: tuple[str, ...] = ()
    files: tuple[ReadFile, ...] = ()

    @property
    def link(self) -> str:
        """The address, where the answer is one that a browser may follow."""
        return self.text if self.kind == Question.Kind.LINK and is_web_address(self.text) else ""


@dataclass(frozen=True)
class ReadSection:
    key: str
    name: str
    introduction: str
    answers: tuple[ReadAnswer, ...]


class Beside(NamedTuple):
    """What a person is called and what they call their discipline, beside the hashed text; "" once it is erased."""

    name_ar: str = ""
    name_latin: str = ""
    discipline: str = ""
    person: int | None = None


@dataclass(frozen=True)
class ReadPerson:
    """A member as submitted; once it has been erased the name is "", and `person`, the key, None."""

    name: str
    part: str
    department: str
    discipline: str
    person: int | None = None


@dataclass(frozen=True)
class Dossier:
    """`files` are all of them; `annexes` those that answer no question.

    `is_erased`: the edition's retention has ended, and only the hash and the receipt are left.
    """

    title: str
    team: str
    theme: str
    sections: tuple[ReadSection, ...] = ()
    people: tuple[ReadPerson, ...] = ()
    files: tuple[ReadFile, ...] = ()
    annexes: tuple[ReadFile, ...] = ()
    is_erased: bool = False

    def answer(self, purpose: str) -> str:
        """What was answered to the question of that purpose."""
        answers = (answer for section in self.sections for answer in section.answers)
        return next((answer.text for answer in answers if answer.purpose == purpose), "")


def read(version: Version, language: str, *, for_jury: bool = False) -> Dossier:
    """`version` in `language`, in two queries; `for_jury` leaves out what the organiser asks himself, files too."""
    if version.content is None:
        return Dossier(title=version.title, team="", theme="", is_erased=True)
    names = {
        str(each.reference): Beside(each.name_ar, each.name_latin, each.discipline_other, each.person_id)
        for each in version.people.all()
    }
    parts = version.attachments.select_related("attachment__question__section")
    attached = _attached(each.attachment for each in parts)
    return dossier_of(json.loads(version.content), names, attached, language, for_jury=for_jury)


def files_for_jury(version: Version) -> set[int]:
    """The attachments of `version` that the jury may open: not those of questions that the organiser asks himself."""
    return {file.pk for file in read(version, "ar", for_jury=True).files if file.pk is not None}


def preview(draft: Draft, language: str) -> Dossier:
    """The draft as it would be read if it were submitted now, in one query."""
    # Nothing of this is kept, so nobody needs a random name: members stand in one order, however often one looks.
    members = [NamedMember(UUID(int=place), each) for place, each in enumerate(members_of(draft.project))]
    places = {str(each.reference): each.membership for each in members}
    names = {
        reference: Beside(place.person.name_ar, place.person.name_latin, place.discipline_other, place.person_id)
        for reference, place in places.items()
    }
    attached = {("", file.sha256): file.pk for file in draft.annexes}
    for part in draft.sections:
        for asked in part.questions:
            place = _place(part.section.key, asked.question.key)
            attached |= {(place, file.sha256): file.pk for file in asked.files}
    return dossier_of(document(draft, members=members), names, attached, language)


def dossier_of(
    document: dict[str, Any],
    names: dict[str, Beside],
    attached: Attached,
    language: str,
    *,
    for_jury: bool = False,
) -> Dossier:
    """The document of the canonical form, of its first shape or of its second, in `language`.

    `names` are what stands beside the document, by reference, `attached` the attachments' keys by place and hash.
    """
    with override(language):
        reader = _Reader(names, attached, language)
        team = _in_script(document["team"]["name_ar"], document["team"]["name_latin"], language)
        sections = tuple(_sections(document["sections"], reader, for_jury=for_jury))
        annexes = reader.files("", document["attachments"])
    answers = [answer for section in sections for answer in section.answers]
    titles = (answer.text for answer in answers if answer.purpose == Question.Purpose.TITLE)
    return Dossier(
        title=next(titles, "") or team,
        team=team,
        theme=_in_language(document["theme"]["name"], language),
        sections=sections,
        people=tuple(_person(member, names, language) for member in document["members"]),
        files=(*(file for answer in answers for file in answer.files), *annexes),
        annexes=annexes,
    )


@dataclass(frozen=True)
class _Reader:
    """What one needs beside the document to read it."""

    names: dict[str, Beside]
    attached: Attached
    language: str

    def files(self, place: str, files: Iterable[dict[str, Any]]) -> tuple[ReadFile, ...]:
        """The files that are attached at a place; "" is where annexes are."""
        return tuple(
            ReadFile(
                self.attached.get((place, file["sha256"])),
                file["name"],
                file["size"],
                file["sha256"],
                file.get("caption", ""),
            )
            for file in files
        )

    def people(self) -> dict[str, str]:
        """What the members are called, by their random names."""
        return {
            reference: _in_script(beside.name_ar, beside.name_latin, self.language) or gettext("Erased person")
            for reference, beside in self.names.items()
        }


def _attached(attachments: Iterable[Attachment]) -> Attached:
    found: Attached = {}
    for file in attachments:
        question = file.question
        found[(_place(question.section.key, question.key) if question else "", file.sha256)] = file.pk
    return found


def _place(section: str, question: str) -> str:
    return f"{section}/{question}"


def _sections(sections: Iterable[dict[str, Any]], reader: _Reader, *, for_jury: bool) -> Iterable[ReadSection]:
    for section in sections:
        asked = [each for each in section["questions"] if each["for_jury"] or not for_jury]
        if asked:
            yield ReadSection(
                key=section["key"],
                name=_in_language(section["name"], reader.language),
                introduction=_in_language(section["introduction"], reader.language),
                answers=tuple(_answer(section["key"], each, reader) for each in asked),
            )


def _answer(section: str, question: dict[str, Any], reader: _Reader) -> ReadAnswer:
    kind, labels = kind_named(question["kind"]), _labels(question, reader.language)
    value = kind.blank if question["answer"] is None else question["answer"]
    people = {}
    if question["kind"] == Question.Kind.ROLES and isinstance(value, list):
        value, people = {each["reference"]: each["options"] for each in value}, reader.people()
    return ReadAnswer(
        key=question["key"],
        question=_in_language(question["label"], reader.language),
        text=kind.say(value, labels, people),
        kind=question["kind"],
        purpose=question["purpose"],
        for_jury=question["for_jury"],
        grid=kind.grid(value, labels, people),
        items=kind.items(value, labels),
        files=reader.files(_place(section, question["key"]), question.get("files", ())),
    )


def _labels(question: dict[str, Any], language: str) -> Labels:
    """The first shape of the form had no options, no columns and no units."""
    return Labels(
        unit=_in_language(question.get("unit", {}), language),
        options={each["key"]: _in_language(each["label"], language) for each in question.get("options", ())},
        columns=tuple(
            ColumnLabel(each["key"], each["kind"], _in_language(each["label"], language))
            for each in question.get("columns", ())
        ),
    )


def _person(member: dict[str, Any], names: dict[str, Beside], language: str) -> ReadPerson:
    department, discipline = member["department"], member["discipline"]
    beside = names.get(member["reference"], Beside())
    return ReadPerson(
        name=_in_script(beside.name_ar, beside.name_latin, language),
        part=member["part"],
        department=_in_language(department["name"], language) if department else "",
        discipline=_in_language(discipline["name"], language) if discipline else beside.discipline,
        person=beside.person,
    )


def _in_language(texts: dict[str, str], language: str) -> str:
    """The text in `language`, else in the first language that has one; as the pages of the questionnaire do."""
    fallbacks = settings.MODELTRANSLATION_FALLBACK_LANGUAGES
    order = (language, *fallbacks.get(language, fallbacks["default"]))
    return next((texts[each] for each in order if texts.get(each)), "")


def _in_script(arabic: str, latin: str, language: str) -> str:
    return (arabic or latin) if language == "ar" else (latin or arabic)
