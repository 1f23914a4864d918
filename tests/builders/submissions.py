"""What an edition asks, and what teams answer and submit."""

from datetime import datetime
from itertools import count
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from competitions.models import Phase
from submissions.domain.attachments import attach
from submissions.domain.drafting import project_of, save_answers
from submissions.domain.feedback import give_feedback
from submissions.domain.questionnaire import save_question, save_section
from submissions.domain.submitting import submit
from submissions.models import Attachment, Feedback, Project, Question, Section, Version
from teams.models import Mentorship, Team, User
from tests.builders.competitions import NOW, the_phase
from tests.builders.teams import a_person, a_team

_number = count(1)

# (section, question, kind, purpose, required)
QUESTIONNAIRE = (
    ("presentation", "title", "short_text", "title", True),
    ("presentation", "summary", "long_text", "summary", True),
    ("solution", "change", "long_text", "", True),
    ("solution", "people", "number", "", False),
    ("solution", "website", "link", "", False),
    ("training", "staff", "long_text", "", True),
)


def a_questionnaire(phase: Phase, *, by: User | None = None) -> list[Section]:
    """Three sections of six questions, of every kind, four of them required; the sections in their order."""
    by = by or a_person(is_staff=True, is_superuser=True)
    sections: dict[str, Section] = {}
    for order, (section_key, key, kind, purpose, required) in enumerate(QUESTIONNAIRE):
        if section_key not in sections:
            sections[section_key] = a_section(phase, key=section_key, order=len(sections), by=by)
        a_question(sections[section_key], key=key, kind=kind, purpose=purpose, required=required, order=order, by=by)
    return list(sections.values())


def a_section(phase: Phase, *, by: User | None = None, **fields: Any) -> Section:
    """A section without questions."""
    key = fields.pop("key", f"section-{next(_number)}")
    names = {"name_ar": f"باب {key}", "name_fr": f"Rubrique {key}", "name_en": f"Section {key}"}
    return save_section(
        section=Section(phase=phase, key=key, **{**names, **fields}),
        by=by or a_person(is_staff=True, is_superuser=True),
    )


def a_question(section: Section, *, by: User | None = None, **fields: Any) -> Question:
    """A required question with a long text as its answer, of 300 words at most."""
    key = fields.pop("key", f"question-{next(_number)}")
    words_max = 300 if fields.get("kind", "long_text") == "long_text" else None
    texts = {"label_ar": f"سؤال {key}", "label_fr": f"Question {key}", "label_en": f"Question {key}"}
    question = Question(section=section, key=key, **{"words_max": words_max, **texts, **fields})
    return save_question(question=question, by=by or a_person(is_staff=True, is_superuser=True))


def the_questionnaire(phase: Phase) -> list[Question]:
    """What the phase asks, made now if it asks nothing yet."""
    if not phase.sections.exists():
        a_questionnaire(phase)
    return list(Question.objects.of_phase(phase).select_related("section"))


def an_answer(question: Question) -> str:
    """A text that answers the question well."""
    number = next(_number)
    texts = {
        "short_text": f"شباك واحد بلا طابور {number}",
        "long_text": f"ينتظر المرتفق اليوم 47 دقيقة أمام الشباك، ونستهدف 12 دقيقة ({number}).",
        "number": str(number),
        "link": f"https://project-{number}.idarathon.example/",
    }
    return texts[question.kind]


def write(project: Project, *, phase: Phase | None = None, by: User | None = None, at: datetime = NOW) -> Project:
    """Answer everything that the phase asks."""
    phase = phase or the_phase(project.team.competition, "submission")
    by = by or project.team.captain
    for section in {question.section for question in the_questionnaire(phase)}:
        answers = {question.key: an_answer(question) for question in section.questions.all()}  # type: ignore[attr-defined]
        revisions = {
            answer.question.key: answer.revision
            for answer in project.answers.filter(question__section=section).select_related("question")
        }
        save_answers(project=project, section=section, values=answers, revisions=revisions, by=by, received_at=at)
    project.refresh_from_db()
    return project


def a_project(
    team: Team | None = None, *, complete: bool = True, with_files: int = 0, at: datetime = NOW, **team_fields: Any
) -> Project:
    """The project of a confirmed team, everything answered unless told otherwise; the phase is made to ask."""
    team = team or a_team(confirmed=True, **team_fields)
    phase = the_phase(team.competition, "submission")
    the_questionnaire(phase)
    project = project_of(team, at=at)
    if complete:
        write(project, phase=phase, at=at)
    for _each in range(with_files):
        an_attachment(project, at=at)
    return project


def a_pdf(text: str = "") -> bytes:
    """The smallest thing that is a PDF; another text makes other bytes."""
    return (
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
        + f"% {text or next(_number)}\n".encode()
        + b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Size 2 >>\nstartxref\n9\n%%EOF\n"
    )


def an_upload(name: str = "maquette.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, a_pdf() if content is None else content, content_type="application/pdf")


def an_attachment(project: Project, *, name: str = "maquette.pdf", at: datetime = NOW) -> Attachment:
    return attach(project=project, upload=an_upload(name), by=project.team.captain, received_at=at)


def a_version(
    project: Project | None = None,
    *,
    phase: Phase | None = None,
    by: User | None = None,
    received_at: datetime = NOW,
) -> Version:
    """The project as it stands, submitted by its captain."""
    project = project or a_project()
    return submit(
        project=project,
        phase=phase or the_phase(project.team.competition, "submission"),
        by=by or project.team.captain,
        received_at=received_at,
        intent=uuid4(),
    )


def a_mentor_of(team: Team, mentor: User | None = None) -> User:
    """Somebody who accompanies the team."""
    mentor = mentor or a_person()
    Mentorship.objects.create(
        team=team, mentor=mentor, assigned_by=a_person(is_staff=True, is_superuser=True), started_at=NOW
    )
    return mentor


def a_feedback(
    project: Project, *, section: Section | None = None, mentor: User | None = None, at: datetime = NOW
) -> Feedback:
    """A mentor's word on the first section, or on the one given."""
    section = section or the_phase(project.team.competition, "submission").sections.earliest("order", "pk")
    mentor = mentor or a_mentor_of(project.team)
    return give_feedback(
        project=project, section=section, mentor=mentor, text="47 دقيقة: على كم مرتفق؟ أضيفوا طريقة القياس.", at=at
    )
