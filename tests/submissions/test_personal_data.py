"""What is kept about people: they take it home, and what erasure leaves of it."""

from competitions.registries import personal_data
from submissions.domain.canonical import digest
from submissions.frozen import read
from submissions.models import Project, Version
from teams.models import User
from tests.builders.submissions import a_feedback, a_version, an_attachment


def test_a_member_takes_home_what_they_wrote_attached_and_submitted(project: Project, captain: User) -> None:
    an_attachment(project)
    a_version(project)

    exported = personal_data.export(captain)

    texts = {row["value"] for row in exported["submissions.answer"]}
    assert texts == {answer.value for answer in project.answers.all()}
    assert len(exported["submissions.answerrevision"]) == project.answers.count()
    assert [row["name"] for row in exported["submissions.attachment"]] == ["maquette.pdf"]
    assert [row["number"] for row in exported["submissions.version"]] == [1]
    assert [row["name_ar"] for row in exported["submissions.versionperson"]] == [captain.name_ar]


def test_a_mentor_takes_home_their_notes(project: Project, mentor: User) -> None:
    feedback = a_feedback(project, mentor=mentor)

    assert [row["text"] for row in personal_data.export(mentor)["submissions.feedback"]] == [feedback.text]


def test_erasure_takes_the_name_and_leaves_work_version_and_hash(project: Project, captain: User) -> None:
    version, name = a_version(project), captain.name_ar

    personal_data.erase(captain)

    version = Version.objects.get(pk=version.pk)
    assert version.content is not None
    assert digest(version.content) == version.sha256
    assert name not in {person.name for person in read(version, "ar").people}
    assert not version.people.filter(person=captain).exists()
    assert project.answers.exists()
