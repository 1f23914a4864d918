"""A version stays as it was: whatever the team, the organiser or the database does afterwards."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from competitions.models import Phase, Theme
from submissions.domain.attachments import remove_attachment
from submissions.domain.reading import read_draft
from submissions.frozen import Dossier, preview, read
from submissions.models import (
    Answer,
    AnswerRevision,
    Attachment,
    Feedback,
    Project,
    Question,
    Section,
    Version,
    VersionAttachment,
    VersionPerson,
)
from teams.models import Membership, Team, User
from tests.builders.competitions import NOW, a_competition, a_department, the_phase
from tests.builders.submissions import a_questionnaire, a_version, an_attachment, write
from tests.harness.clock import minutes


@pytest.fixture
def version(project: Project) -> Version:
    an_attachment(project)
    return a_version(project)


def unchanged(version: Version) -> dict[str, Any]:
    return dict(Version.objects.filter(pk=version.pk).values().get())


CHANGES: dict[str, Callable[[Version], object]] = {
    "save": lambda version: version.save(),
    "save of one field": lambda version: _with(version, title="آخر").save(update_fields=["title"]),
    "update": lambda version: Version.objects.filter(pk=version.pk).update(sha256="0" * 64),
    "update of the instant": lambda version: Version.objects.update(received_at=NOW + minutes(1)),
    "update of the content": lambda version: Version.objects.update(content="{}"),
    "update of the writer": lambda version: Version.objects.update(frozen_at=NOW + minutes(1)),
    "bulk_update": lambda version: Version.objects.bulk_update([_with(version, number=7)], ["number"]),
    "delete": lambda version: version.delete(),
    "delete of many": lambda version: Version.objects.all()._raw_delete("default"),
    "raw SQL": lambda version: _sql("UPDATE submissions_version SET title = 'x'"),
    "raw SQL on the content": lambda version: _sql("UPDATE submissions_version SET content = 'x'"),
    "raw SQL deleting": lambda version: _sql("DELETE FROM submissions_version"),
    "a file of it": lambda version: VersionAttachment.objects.update(attachment=_another_file(version)),
    "a file taken away": lambda version: VersionAttachment.objects.all()._raw_delete("default"),
    "a name of it": lambda version: VersionPerson.objects.update(name_ar="اسم آخر"),
    "a reference of it": lambda version: _sql("UPDATE submissions_versionperson SET version_id = version_id + 1"),
    "a person taken away": lambda version: VersionPerson.objects.all()._raw_delete("default"),
}


def _with(version: Version, **values: object) -> Version:
    for name, value in values.items():
        setattr(version, name, value)
    return version


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _another_file(version: Version) -> Attachment:
    return an_attachment(version.project, name="أخرى.pdf")


@pytest.mark.parametrize("change", CHANGES)
def test_no_writer_changes_a_version(change: str, version: Version) -> None:
    before = unchanged(version)
    if change == "save":
        version.title = "آخر"

    with pytest.raises(IntegrityError), transaction.atomic():
        CHANGES[change](version)

    assert unchanged(version) == before
    assert (version.people.count(), version.attachments.count()) == (3, 1)  # type: ignore[attr-defined]


def test_when_retention_ends_the_content_may_go_and_nothing_else(version: Version) -> None:
    Version.objects.filter(pk=version.pk).update(content=None)

    read_again = read(Version.objects.get(pk=version.pk), "ar")
    assert read_again == Dossier(title=version.title, team="", theme="", is_erased=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(content="{}")


def test_one_project_never_has_two_versions_of_one_number_or_one_intent(version: Version) -> None:
    for same in ({"number": 1}, {"intent": version.intent}):
        other = {"number": 2, "intent": "00000000-0000-4000-8000-000000000000", **same}
        values = {**unchanged(version), **other, "id": None}

        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.create(**values)


def test_what_was_saved_before_is_never_changed_or_deleted(project: Project) -> None:
    for change in (
        lambda: AnswerRevision.objects.update(value="آخر"),
        lambda: AnswerRevision.objects.update(revision=9),
        lambda: AnswerRevision.objects.all()._raw_delete("default"),
        lambda: _sql("UPDATE submissions_answerrevision SET answer_id = answer_id + 1"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    assert AnswerRevision.objects.count() == project.answers.count()


def test_the_bytes_of_an_attachment_are_never_exchanged(version: Version) -> None:
    for change in ({"sha256": "0" * 64}, {"file": "elsewhere"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Attachment.objects.update(**change)


def test_nothing_done_later_shows_in_the_version(version: Version, phase: Phase, project: Project) -> None:
    before = {language: read(version, language) for language in ("ar", "fr", "en")}

    write(project, at=NOW + minutes(1))
    remove_attachment(attachment=project.attachments.get(), by=project.team.captain, received_at=NOW + minutes(2))
    Question.objects.update(label_ar="سؤال جديد", label_fr="Autre question", retired_at=NOW)
    Section.objects.update(name_ar="باب جديد", name_fr="Autre rubrique")
    Theme.objects.update(name_ar="محور جديد")
    Team.objects.filter(pk=project.team.pk).update(name_ar="اسم جديد", name_latin="New name", dissolved_at=NOW)
    Membership.objects.update(department=a_department(), left_at=NOW)
    User.objects.update(name_ar="آخر", name_latin="Other")

    version = Version.objects.get(pk=version.pk)
    assert {language: read(version, language) for language in ("ar", "fr", "en")} == before


def test_the_team_reads_before_submitting_what_the_jury_reads_afterwards(project: Project, phase: Phase) -> None:
    an_attachment(project, name="نموذج.pdf")
    before = preview(read_draft(project, phase), "fr")

    after = read(a_version(project), "fr")

    assert after.sections == before.sections
    assert after.files == before.files
    assert (after.title, after.team, after.theme) == (before.title, before.team, before.theme)
    # In another order: it follows the random references.
    assert set(after.people) == set(before.people)


def test_the_jury_reads_what_is_for_the_jury(project: Project) -> None:
    Question.objects.filter(section__key="training").update(for_jury=False)

    version = a_version(project)

    assert [section.key for section in read(version, "ar").sections] == ["presentation", "solution", "training"]
    assert [section.key for section in read(version, "ar", for_jury=True).sections] == ["presentation", "solution"]


def test_a_text_that_the_organiser_did_not_translate_is_read_in_a_language_that_has_it(project: Project) -> None:
    Section.objects.filter(key="training").update(name_fr=None, name_en="")

    version = a_version(project)

    assert [read(version, language).sections[-1].name for language in ("fr", "en")] == ["باب training"] * 2


def test_a_version_is_read_in_two_queries(version: Version, django_assert_num_queries: object) -> None:
    version = Version.objects.get(pk=version.pk)

    with django_assert_num_queries(2):  # type: ignore[operator]
        read(version, "ar")


def test_answers_are_unique_per_question_and_count_from_one(project: Project) -> None:
    answer = project.answers.earliest("pk")
    again = {"project": project, "question": answer.question, "value": "", "saved_by": answer.saved_by, "saved_at": NOW}

    for revision in (1, 0):
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.create(**again, revision=revision)


class TestEditions:
    """What belongs to two editions at once is refused by the database, whoever writes."""

    @pytest.fixture
    def elsewhere(self) -> Phase:
        phase = the_phase(a_competition(), "submission")
        a_questionnaire(phase)
        return phase

    def test_an_answer_to_a_question_of_another_edition(
        self, project: Project, elsewhere: Phase, captain: User
    ) -> None:
        question = Question.objects.of_phase(elsewhere).first()
        values = {"question": question, "value": "x", "saved_by": captain, "saved_at": NOW}

        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.create(project=project, **values)
        with pytest.raises(IntegrityError), transaction.atomic():
            project.answers.update(question=question)

    def test_a_note_on_a_section_of_another_edition(self, project: Project, elsewhere: Phase, mentor: User) -> None:
        section = elsewhere.sections.earliest("pk")

        with pytest.raises(IntegrityError), transaction.atomic():
            Feedback.objects.create(project=project, section=section, mentor=mentor, text="x", given_at=NOW)

    @pytest.mark.parametrize("what", ["phase", "theme", "a phase in which nobody submits"])
    def test_a_version_in_another_edition(self, what: str, version: Version, elsewhere: Phase) -> None:
        foreign = {
            "phase": {"phase_id": elsewhere.pk},
            "theme": {"theme_id": elsewhere.competition.themes.earliest("pk").pk},
            "a phase in which nobody submits": {"phase_id": the_phase(version.phase.competition, "judging").pk},
        }
        values = {**unchanged(version), "id": None, "number": 2, "intent": uuid4(), **foreign[what]}

        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.create(**values)

    def test_a_section_in_a_phase_in_which_nobody_submits(self, phase: Phase) -> None:
        judging = the_phase(phase.competition, "judging")

        with pytest.raises(IntegrityError), transaction.atomic():
            Section.objects.create(phase=judging, key="x", name_ar="باب")
        with pytest.raises(IntegrityError), transaction.atomic():
            Section.objects.update(phase=judging)
