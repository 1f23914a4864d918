"""Versions of both shapes are read: each answer as what it is, and to the jury nothing that is not for it."""

import json
from typing import Any

import pytest

from competitions.models import Phase
from submissions.domain.canonical import canonical, digest
from submissions.domain.drafting import save_answers
from submissions.domain.reading import read_draft
from submissions.frozen import ReadAnswer, files_for_jury, preview, read
from submissions.models import Project, Question, Section, Version
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.kinds import a_section_of_every_kind, answers
from tests.builders.submissions import a_pdf, a_version, an_attachment
from tests.harness.queries import Queries


@pytest.fixture
def every(phase: Phase) -> Section:
    return a_section_of_every_kind(phase)


@pytest.fixture
def answered(project: Project, every: Section, captain: User) -> Project:
    values = answers(captain.pk)
    save_answers(project=project, section=every, values=values, revisions={}, by=captain, received_at=NOW)
    an_attachment(project, name="مخطط.pdf", question=every.questions.get(key="file"), caption="المخطط")  # type: ignore[attr-defined]
    an_attachment(project, name="annexe.pdf")
    return project


def by_key(version: Version, language: str = "fr", **options: Any) -> dict[str, ReadAnswer]:
    sections = read(Version.objects.get(pk=version.pk), language, **options).sections
    return {answer.key: answer for section in sections for answer in section.answers}


def test_every_kind_is_frozen_and_read_as_what_it_is(answered: Project, captain: User) -> None:
    found = by_key(a_version(answered))

    assert found["short-text"].text == "شباك واحد"
    assert found["long-text"].text == "**مهم**: سطر\nثان"
    assert found["choice"].items == ("Option yes",)
    assert found["choices"].items == ("Option yes", "Option later")
    assert found["number"].text == "14,5"
    assert found["amount"].text == "12\u202f500,50\xa0DH"
    assert found["date"].text == "31 décembre 2026"
    assert found["link"].link == "https://project.idarathon.example/"
    table, roles = found["table"].grid, found["roles"].grid
    assert table is not None
    assert roles is not None
    assert table.totals == ("", "13\u202f000,50\xa0DH", "", "")
    assert roles.rows == ((captain.name_latin, "Option yes · Option no"),)
    assert [(file.name, file.caption) for file in found["file"].files] == [("مخطط.pdf", "المخطط")]
    assert found["file"].files[0].pk is not None


def test_files_stand_under_their_question_and_annexes_apart(answered: Project) -> None:
    dossier = read(a_version(answered), "ar")

    assert [file.name for file in dossier.files] == ["مخطط.pdf", "annexe.pdf"]
    assert [file.name for file in dossier.annexes] == ["annexe.pdf"]


def test_the_draft_is_shown_as_it_will_be_frozen(answered: Project, phase: Phase) -> None:
    before = preview(read_draft(answered, phase), "ar")

    after = read(a_version(answered), "ar")

    assert (after.sections, after.files, after.annexes) == (before.sections, before.files, before.annexes)


def test_who_takes_a_part_goes_by_the_random_name_of_the_version(answered: Project, captain: User) -> None:
    version = a_version(answered)

    [named] = [each for each in version.people.all() if each.person_id == captain.pk]
    assert version.content is not None
    [roles] = [
        question["answer"]
        for section in json.loads(version.content)["sections"]
        for question in section["questions"]
        if question["kind"] == "roles"
    ]
    assert roles == [{"reference": str(named.reference), "options": ["yes", "no"]}]


def test_a_part_of_somebody_whose_name_was_erased_stays_a_part(answered: Project) -> None:
    version = a_version(answered)
    version.people.update(person=None, name_ar="", name_latin="")

    grid = by_key(version, "en")["roles"].grid

    assert grid is not None
    assert grid.rows[0][0] == "Erased person"


class TestForTheJury:
    @pytest.fixture
    def version(self, answered: Project) -> Version:
        Question.objects.filter(section__key="every", key__in=["file", "roles", "table"]).update(for_jury=False)
        return a_version(answered)

    def test_what_the_organiser_asks_himself_is_not_there_nor_are_its_files(self, version: Version) -> None:
        dossier = read(version, "ar", for_jury=True)

        keys = {answer.key for section in dossier.sections for answer in section.answers}
        assert keys & {"file", "roles", "table"} == set()
        assert [file.name for file in dossier.files] == ["annexe.pdf"]

    def test_only_the_files_that_are_shown_may_be_opened(self, version: Version, answered: Project) -> None:
        assert files_for_jury(version) == {answered.attachments.get(name="annexe.pdf").pk}


def test_the_same_bytes_in_two_places_are_each_opened_from_their_own(project: Project, every: Section) -> None:
    same = a_pdf("same")
    of = every.questions.get(key="file")  # type: ignore[attr-defined]
    attached = an_attachment(project, question=of, content=same)
    annex = an_attachment(project, content=same)

    dossier = read(a_version(project), "ar")

    assert [file.pk for file in dossier.files] == [attached.pk, annex.pk]


def the_first_shape() -> dict[str, Any]:
    """What a version looked like before questions had kinds, as the paper describes it."""
    names = {"ar": "نص", "en": "", "fr": "Texte"}
    question = {"purpose": "", "help": names, "required": True, "words_min": None, "words_max": 9, "for_jury": True}
    texts = {"title": ("short_text", "شباك"), "people": ("number", "1200"), "site": ("link", "https://a.example/")}
    return {
        "form": "idarathon-version/1",
        "edition": {"slug": "2020", "name": names},
        "phase": {"key": "submission", "name": names},
        "number": 1,
        "received_at": "2020-11-23T09:00:00.000000+00:00",
        "team": {"name_ar": "النخلة", "name_latin": "Palmier"},
        "theme": {"key": "t", "name": names},
        "members": [
            {
                "reference": "0f0e8a54-0000-4000-8000-000000000000",
                "part": "captain",
                "department": {"code": "D", "name": names},
                "service_level": "central",
                "region": "",
                "discipline": None,
            }
        ],
        "sections": [
            {
                "key": "s",
                "name": names,
                "introduction": names,
                "questions": [
                    *(
                        {**question, "key": key, "label": names, "kind": kind, "answer": text}
                        for key, (kind, text) in texts.items()
                    ),
                    {**question, "key": "empty", "label": names, "kind": "long_text", "answer": None},
                    {**question, "key": "own", "label": names, "kind": "long_text", "answer": "س", "for_jury": False},
                ],
            }
        ],
        "attachments": [{"name": "خطة.pdf", "size": 3, "sha256": "ab" * 32}],
    }


def test_versions_of_the_first_shape_stay_readable(project: Project, phase: Phase, captain: User) -> None:
    content = canonical(the_first_shape())
    version = Version.objects.create(
        project=project,
        phase=phase,
        number=1,
        intent="00000000-0000-4000-8000-000000000000",
        title="شباك",
        theme=project.team.theme,
        content=content,
        sha256=digest(content),
        submitted_by=captain,
        received_at=NOW,
        frozen_at=NOW,
    )

    found = by_key(version)

    assert {key: answer.text for key, answer in found.items()} == {
        "title": "شباك",
        "people": "1200",
        "site": "https://a.example/",
        "empty": "",
        "own": "س",
    }
    assert found["site"].link == "https://a.example/"
    assert set(found) - set(by_key(version, for_jury=True)) == {"own"}
    dossier = read(version, "fr")
    assert [(file.name, file.caption, file.pk) for file in dossier.files] == [("خطة.pdf", "", None)]
    assert dossier.team == "Palmier"


def test_reading_costs_the_same_for_one_question_and_for_thirty(
    project: Project, phase: Phase, captain: User, queries: Queries
) -> None:
    made: list[Section] = []
    versions: list[Version] = []

    def grow_to(size: int) -> None:
        while len(made) < max(1, size // 10):
            suffix = f"-{len(made)}"
            section = a_section_of_every_kind(phase, suffix=suffix)
            made.append(section)
            values = answers(captain.pk, suffix=suffix)
            save_answers(project=project, section=section, values=values, revisions={}, by=captain, received_at=NOW)
            an_attachment(project, question=section.questions.get(kind="file"))  # type: ignore[attr-defined]
        versions.append(a_version(project))

    def visit() -> None:
        with queries.at_most(3):
            read(Version.objects.get(pk=versions[-1].pk), "ar", for_jury=True)

    queries.same_at(grow_to=grow_to, visit=visit)
