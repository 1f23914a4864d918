"""The hash of a version can be computed again by anybody who follows docs/canonical-form.md."""

import hashlib
import json
import unicodedata
from pathlib import Path
from typing import Any

from competitions.models import Phase
from submissions.domain.canonical import canonical, digest
from submissions.domain.drafting import save_answers
from submissions.frozen import read
from submissions.models import Project, Section, Version, VersionPerson
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.submissions import a_version, an_attachment

LANGUAGES = ("ar", "en", "fr")


def in_languages(row: Any, field: str) -> dict[str, str]:
    return {language: getattr(row, f"{field}_{language}") or "" for language in LANGUAGES}


def rebuilt(version: Version) -> dict[str, Any]:
    """The document as the paper describes it, from the database, without the code that made it."""
    team, phase = version.project.team, version.phase
    competition = team.competition
    return {
        "form": "idarathon-version/1",
        "edition": {"slug": competition.slug, "name": in_languages(competition, "name")},
        "phase": {"key": phase.key, "name": in_languages(phase, "name")},
        "number": version.number,
        "received_at": "2020-11-23T09:00:00.000000+00:00",
        "team": {"name_ar": team.name_ar, "name_latin": team.name_latin},
        "theme": {"key": team.theme.key, "name": in_languages(team.theme, "name")},
        "members": rebuilt_members(version),
        "sections": [
            {
                "key": section.key,
                "name": in_languages(section, "name"),
                "introduction": in_languages(section, "introduction"),
                "questions": rebuilt_questions(version, section),
            }
            for section in phase.sections.order_by("order", "pk")  # type: ignore[attr-defined]
        ],
        "attachments": [
            {"name": file.name, "size": file.size, "sha256": file.sha256}
            for file in version.project.attachments.order_by("pk")
        ],
    }


def rebuilt_members(version: Version) -> list[dict[str, Any]]:
    team = version.project.team
    parts = {team.captain_id: "captain", team.deputy_id: "deputy"}
    memberships = {membership.person_id: membership for membership in team.memberships.all()}  # type: ignore[attr-defined]
    members = []
    for named in sorted(version.people.all(), key=lambda each: str(each.reference)):
        membership: Any = memberships[named.person_id]
        department, discipline = membership.department, membership.discipline
        members.append(
            {
                "reference": str(named.reference),
                "part": parts.get(named.person_id, "member"),
                "department": {"code": department.code, "name": in_languages(department, "name")},
                "service_level": membership.service_level,
                "region": membership.region,
                "discipline": {"key": discipline.key, "name": in_languages(discipline, "name")},
            }
        )
    return members


def rebuilt_questions(version: Version, section: Section) -> list[dict[str, Any]]:
    answers = {answer.question_id: answer.value for answer in version.project.answers.all()}
    plain = ("key", "kind", "purpose", "required", "words_min", "words_max", "for_jury")
    return [
        {
            **{field: getattr(question, field) for field in plain},
            **{field: in_languages(question, field) for field in ("label", "help")},
            "answer": answers.get(question.pk) or None,
        }
        for question in section.questions.order_by("order", "pk")  # type: ignore[attr-defined]
    ]


def test_the_hash_is_computed_again_with_nothing_but_json_and_sha256(project: Project) -> None:
    an_attachment(project, name="نموذج.pdf")
    an_attachment(project, name="annexe.pdf")

    version = a_version(project)

    text = json.dumps(rebuilt(version), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    text = unicodedata.normalize("NFC", text)
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


def test_the_paper_describes_every_key(project: Project) -> None:
    paper = Path("docs/canonical-form.md").read_text(encoding="utf-8")
    an_attachment(project)

    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*(keys(each) for each in value.values()))
        return set().union(*(keys(each) for each in value)) if isinstance(value, list) else set()

    content = a_version(project).content
    assert content is not None
    assert {key for key in keys(json.loads(content)) if f"`{key}`" not in paper} == set()
