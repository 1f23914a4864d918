"""A version as people read it: its frozen content in one language, with the names that stand beside it.

The same reader shows a draft as it would be frozen, so that a team sees before it submits what the jury will see.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.conf import settings

from submissions.domain.canonical import NamedMember, document
from submissions.domain.reading import Draft
from submissions.domain.submitting import members_of
from submissions.models import Attachment, Question, Version


@dataclass(frozen=True)
class ReadAnswer:
    """A question as it was asked, and what was answered ("" if nothing)."""

    key: str
    question: str
    text: str
    kind: str
    purpose: str
    for_jury: bool

    @property
    def link(self) -> str:
        """The address, where the answer is one that a browser may follow."""
        is_link = self.kind == Question.Kind.LINK and self.text.startswith(("https://", "http://"))
        return self.text if is_link else ""


@dataclass(frozen=True)
class ReadSection:
    key: str
    name: str
    introduction: str
    answers: tuple[ReadAnswer, ...]


@dataclass(frozen=True)
class ReadPerson:
    """A member as submitted; the name is "" once it has been erased."""

    name: str
    part: str
    department: str
    discipline: str


@dataclass(frozen=True)
class ReadFile:
    """`pk` is the attachment's; its bytes are those whose hash is frozen."""

    pk: int | None
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Dossier:
    """`is_erased`: the edition's retention has ended, and only the hash and the receipt are left."""

    title: str
    team: str
    theme: str
    sections: tuple[ReadSection, ...] = ()
    people: tuple[ReadPerson, ...] = ()
    files: tuple[ReadFile, ...] = ()
    is_erased: bool = False

    def answer(self, purpose: str) -> str:
        """What was answered to the question of that purpose."""
        answers = (answer for section in self.sections for answer in section.answers)
        return next((answer.text for answer in answers if answer.purpose == purpose), "")


def read(version: Version, language: str, *, for_jury: bool = False) -> Dossier:
    """`version` in `language`, in two queries; `for_jury` leaves out what the organiser asks for himself."""
    if version.content is None:
        return Dossier(title=version.title, team="", theme="", is_erased=True)
    names = {str(each.reference): (each.name_ar, each.name_latin) for each in version.people.all()}
    attached = {each.attachment.sha256: each.attachment_id for each in version.attachments.select_related("attachment")}
    return dossier_of(json.loads(version.content), names, attached, language, for_jury=for_jury)


def preview(draft: Draft, language: str) -> Dossier:
    """The draft as it would be read if it were submitted now, in two queries."""
    members = [NamedMember(uuid4(), membership) for membership in members_of(draft.project)]
    attachments = list(Attachment.objects.of(draft.project).present())
    people = {str(each.reference): each.membership.person for each in members}
    return dossier_of(
        document(draft, members=members, attachments=attachments),
        {reference: (person.name_ar, person.name_latin) for reference, person in people.items()},
        {file.sha256: file.pk for file in attachments},
        language,
    )


def dossier_of(
    document: dict[str, Any],
    names: dict[str, tuple[str, str]],
    attached: dict[str, int],
    language: str,
    *,
    for_jury: bool = False,
) -> Dossier:
    """The document of the canonical form, in `language`.

    `names` are (Arabic, Latin) by reference, `attached` the attachments' keys by their hash.
    """
    team = _in_script(document["team"]["name_ar"], document["team"]["name_latin"], language)
    sections = tuple(_sections(document["sections"], language, for_jury=for_jury))
    titles = (a.text for s in sections for a in s.answers if a.purpose == Question.Purpose.TITLE)
    files = [ReadFile(attached.get(f["sha256"]), f["name"], f["size"], f["sha256"]) for f in document["attachments"]]
    return Dossier(
        title=next(titles, "") or team,
        team=team,
        theme=_in_language(document["theme"]["name"], language),
        sections=sections,
        people=tuple(_person(member, names, language) for member in document["members"]),
        files=tuple(files),
    )


def _sections(sections: Iterable[dict[str, Any]], language: str, *, for_jury: bool) -> Iterable[ReadSection]:
    for section in sections:
        asked = [each for each in section["questions"] if each["for_jury"] or not for_jury]
        if asked:
            yield ReadSection(
                key=section["key"],
                name=_in_language(section["name"], language),
                introduction=_in_language(section["introduction"], language),
                answers=tuple(_answer(each, language) for each in asked),
            )


def _answer(question: dict[str, Any], language: str) -> ReadAnswer:
    return ReadAnswer(
        key=question["key"],
        question=_in_language(question["label"], language),
        text=question["answer"] or "",
        kind=question["kind"],
        purpose=question["purpose"],
        for_jury=question["for_jury"],
    )


def _person(member: dict[str, Any], names: dict[str, tuple[str, str]], language: str) -> ReadPerson:
    department, discipline = member["department"], member["discipline"]
    return ReadPerson(
        name=_in_script(*names.get(member["reference"], ("", "")), language),
        part=member["part"],
        department=_in_language(department["name"], language) if department else "",
        discipline=_in_language(discipline["name"], language) if discipline else "",
    )


def _in_language(texts: dict[str, str], language: str) -> str:
    """The text in `language`, else in the first language that has one; as the pages of the questionnaire do."""
    fallbacks = settings.MODELTRANSLATION_FALLBACK_LANGUAGES
    order = (language, *fallbacks.get(language, fallbacks["default"]))
    return next((texts[each] for each in order if texts.get(each)), "")


def _in_script(arabic: str, latin: str, language: str) -> str:
    return (arabic or latin) if language == "ar" else (latin or arabic)
