"""The hash of a version can be computed again by anybody who follows docs/canonical-form.md."""

import hashlib
import json
import unicodedata
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from competitions.models import Phase
from submissions.domain.canonical import canonical, digest
from submissions.domain.drafting import save_answers
from submissions.domain.reading import read_draft
from submissions.frozen import preview, read
from submissions.models import Project, Question, Section, Version, VersionPerson
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.kinds import KINDS, a_question_of, a_section_of_every_kind, answers
from tests.builders.submissions import a_version, an_attachment

LANGUAGES = ("ar", "en", "fr")


def in_languages(row: Any, field: str) -> dict[str, str]:
    return {language: getattr(row, f"{field}_{language}") or "" for language in LANGUAGES}


def rebuilt(version: Version) -> dict[str, Any]:
    """The document as the paper describes it, from the database, without the code that made it."""
    team, phase = version.project.team, version.phase
    competition = team.competition
    sections = [
        {
            "key": section.key,
            "name": in_languages(section, "name"),
            "introduction": in_languages(section, "introduction"),
            "theme": section.theme.key if section.theme else None,
            "questions": rebuilt_questions(version, section),
        }
        for section in phase.sections.order_by("order", "pk")  # type: ignore[attr-defined]
    ]
    return {
        "form": "idarathon-version/2",
        "edition": {"slug": competition.slug, "name": in_languages(competition, "name")},
        "phase": {"key": phase.key, "name": in_languages(phase, "name")},
        "number": version.number,
        "received_at": "2020-11-23T09:00:00.000000+00:00",
        "automatic": False,
        "reason": version.reason,
        "missing_files": [],
        "team": {"name_ar": team.name_ar, "name_latin": team.name_latin},
        "theme": {"key": team.theme.key, "name": in_languages(team.theme, "name")},
        "members": rebuilt_members(version),
        "questionnaire": rebuilt_questionnaire(version),
        "sections": [section for section in sections if section["questions"]],
        "attachments": rebuilt_files(version.project.attachments.filter(question=None)),
    }


def rebuilt_questionnaire(version: Version) -> dict[str, Any] | None:
    asked = version.phase.questionnaire_versions.order_by("-number").first()  # type: ignore[attr-defined]
    return {"number": asked.number, "sha256": asked.sha256} if asked else None


def rebuilt_files(files: Any) -> list[dict[str, Any]]:
    return [
        {
            "name": file.name,
            "caption": file.caption,
            "type": file.content_type,
            "size": file.size,
            "sha256": file.sha256,
        }
        for file in files.order_by("order", "pk")
    ]


def rebuilt_members(version: Version) -> list[dict[str, Any]]:
    team = version.project.team
    parts = {team.captain_id: "captain", team.deputy_id: "deputy"}
    memberships = {membership.person_id: membership for membership in team.memberships.all()}  # type: ignore[attr-defined]
    members = []
    for named in sorted(version.people.all(), key=lambda each: str(each.reference)):
        membership: Any = memberships[named.person_id]
        department, discipline = membership.department, membership.discipline
        at = named.approved_at
        members.append(
            {
                "reference": str(named.reference),
                "part": parts.get(named.person_id, "member"),
                "approved_at": at.astimezone(UTC).isoformat(timespec="microseconds") if at else None,
                "department": {"code": department.code, "name": in_languages(department, "name")},
                "service_level": membership.service_level,
                "region": membership.region,
                "discipline": {"key": discipline.key, "name": in_languages(discipline, "name")},
            }
        )
    return members


def rebuilt_questions(version: Version, section: Section) -> list[dict[str, Any]]:
    answers = {answer.question_id: answer for answer in version.project.answers.all()}
    references = {str(each.person_id): str(each.reference) for each in version.people.all()}
    plain = ("key", "edition", "kind", "purpose", "required", "always_required", "for_jury")
    whole = ("words_min", "words_max", "characters_max", "rows_min", "rows_max")
    asked = []
    for question in section.questions.filter(retired_at=None).order_by("order", "pk"):  # type: ignore[attr-defined]
        answer, on = answers.get(question.pk), question.shown_if
        given = answer.value if answer else None
        if question.kind == "roles" and given:
            parts = {references[person]: options for person, options in given.items()}
            given = [{"reference": each, "options": parts[each]} for each in sorted(parts)]
        limits = {field: getattr(question, field) for field in (*whole, "hosts", "file_types", "file_size_max")}
        decimals = {field: getattr(question, field) for field in ("minimum", "maximum")}
        asked.append(
            {
                **{field: getattr(question, field) for field in plain},
                **{field: in_languages(question, field) for field in ("label", "help", "example", "unit")},
                "theme": question.theme.key if question.theme else None,
                "limits": {
                    **limits,
                    **{field: None if number is None else f"{number:.2f}" for field, number in decimals.items()},
                    "files_max": question.files_max,
                },
                "condition": {"question": on.key, "options": sorted(question.shown_if_options)} if on else None,
                "options": [
                    {"key": each.key, "label": in_languages(each, "label")}
                    for each in question.options.order_by("order", "pk")
                ],
                "columns": [
                    {"key": e.key, "kind": e.kind, "required": e.required, "label": in_languages(e, "label")}
                    for e in question.columns.order_by("order", "pk")
                ],
                "answer": given or None,
                "answer_edition": answer.question_edition if answer and answer.value else None,
                "files": rebuilt_files(question.attachments.filter(project=version.project)),
            }
        )
    return asked


def of_file(text: dict[str, Any]) -> str:
    written = json.dumps(text, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", written)


def test_the_hash_is_computed_again_with_nothing_but_json_and_sha256(
    project: Project, phase: Phase, captain: User
) -> None:
    every = a_section_of_every_kind(phase)
    number = every.questions.get(key="number")  # type: ignore[attr-defined]
    Question.objects.filter(pk=number.pk).update(minimum="1.50", maximum="20")
    save_answers(
        project=project,
        section=every,
        values=answers(captain.pk),
        revisions={},
        by=captain,
        received_at=NOW,
    )
    an_attachment(project, name="نموذج.pdf")
    of = every.questions.get(key="file")  # type: ignore[attr-defined]
    an_attachment(project, name="annexe.pdf", question=of, caption="Plan d’e\u0301tage")

    version = a_version(project)

    text = of_file(rebuilt(version))
    assert version.content == text
    assert version.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_the_stored_text_is_byte_for_byte_what_was_hashed(project: Project) -> None:
    version = Version.objects.get(pk=a_version(project).pk)

    assert version.content is not None
    assert hashlib.sha256(version.content.encode()).hexdigest() == version.sha256
    assert canonical(json.loads(version.content)) == version.content


def test_texts_that_look_alike_have_one_form() -> None:
    composed, decomposed = {"b": "é", "a": ["ؤ"]}, {"a": ["و\u0654"], "b": "e\u0301"}

    assert canonical(composed) == canonical(decomposed) == '{"a":["ؤ"],"b":"é"}'
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_another_letter_is_another_hash(project: Project, phase: Phase, captain: User) -> None:
    first = a_version(project)
    section = phase.sections.get(key="training")  # type: ignore[attr-defined]
    save_answers(
        project=project,
        section=section,
        values={"staff": "نص آخر"},
        revisions={"staff": 1},
        by=captain,
        received_at=NOW,
    )

    assert a_version(project).sha256 != first.sha256


def test_nobody_is_named_in_what_is_hashed(project: Project) -> None:
    version = a_version(project)

    assert version.content is not None
    for person in project.team.members():
        for name in (person.name_ar, person.name_latin, person.email):
            assert name not in version.content


def test_a_discipline_in_own_words_stands_beside_the_hash_and_can_be_erased(project: Project, captain: User) -> None:
    project.team.memberships.filter(person=captain).update(discipline=None, discipline_other="علم المكتبات")
    version = a_version(project)

    assert version.content is not None
    assert "علم المكتبات" not in version.content
    assert "علم المكتبات" in {person.discipline for person in read(version, "fr").people}
    assert "علم المكتبات" in {person.discipline for person in preview(read_draft(project, version.phase), "ar").people}
    VersionPerson.objects.filter(person=captain).update(discipline_other="")
    assert "علم المكتبات" not in {person.discipline for person in read(version, "fr").people}
    with pytest.raises(IntegrityError, match="version_person_frozen_update"), transaction.atomic():
        VersionPerson.objects.filter(person=captain).update(discipline_other="Médecine")


def test_the_names_stand_beside_and_erasing_them_leaves_the_hash(project: Project, captain: User) -> None:
    version = a_version(project)
    assert captain.name_latin in {person.name for person in read(version, "fr").people}

    VersionPerson.objects.filter(person=captain).update(person=None, name_ar="", name_latin="")

    version = Version.objects.get(pk=version.pk)
    assert version.content is not None
    assert digest(version.content) == version.sha256
    assert {person.name for person in read(version, "fr").people} == {
        "",
        *(person.name_latin for person in project.team.members() if person != captain),
    }


def test_each_version_gives_people_other_references(project: Project) -> None:
    first, second = a_version(project), a_version(project)

    assert not {each.reference for each in first.people.all()} & {each.reference for each in second.people.all()}


def test_the_paper_describes_every_key(project: Project, phase: Phase, captain: User) -> None:
    paper = Path("docs/canonical-form.md").read_text(encoding="utf-8")
    every = a_section_of_every_kind(phase)
    hangs = a_question_of(every, "long_text", key="why", order=60)
    Question.objects.filter(pk=hangs.pk).update(
        shown_if=every.questions.get(key="choice"),  # type: ignore[attr-defined]
        shown_if_options=["yes"],
    )
    save_answers(project=project, section=every, values=answers(captain.pk), revisions={}, by=captain, received_at=NOW)
    an_attachment(project)

    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*(keys(each) for each in value.values()))
        return set().union(*(keys(each) for each in value)) if isinstance(value, list) else set()

    content = json.loads(a_version(project).content or "")
    # What the organiser has named himself is no key of ours.
    own = {key for row in answers(captain.pk)["table"] for key in row}
    assert {key for key in keys(content) - own if f"`{key}`" not in paper} == set()
    assert {kind for kind in KINDS if f"`{kind}`" not in paper} == set()
