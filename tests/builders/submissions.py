"""What an edition asks, and what teams answer and submit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count, groupby
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from simple_history.utils import bulk_create_with_history

from competitions.models import Phase
from idarathon.demo.pdf import one_page
from submissions.domain.approving import approve, text_digest
from submissions.domain.attachments import attach
from submissions.domain.drafting import project_of, save_answers
from submissions.domain.feedback import give_feedback
from submissions.domain.questionnaire import save_question, save_section
from submissions.domain.questionnaire.sense import OPTIONED, tidy
from submissions.domain.reading import read_draft
from submissions.domain.submitting import submit
from submissions.domain.withdrawing import withdraw
from submissions.models import (
    Approval,
    Attachment,
    Column,
    Feedback,
    Option,
    Project,
    Question,
    Section,
    Version,
    Withdrawal,
)
from teams.models import Mentorship, Team, User
from tests.builders.competitions import NOW, the_phase
from tests.builders.teams import a_person, a_team

_number = count(1)
# Why a team submits though not everybody has signed off.
WHY_NOT_ALL = "لم يتمكن بعض الأعضاء من الاطلاع على الصيغة الأخيرة قبل آخر أجل."

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
    """Three sections of six questions, of every kind, four of them required; the sections in their order.

    Written as the verbs would, past them: they take a hundred queries for what nearly every test needs.
    """
    by = by or a_person(is_staff=True, is_superuser=True)
    keys = dict.fromkeys(section for section, *_question in QUESTIONNAIRE)
    _written([_new_section(phase, key=key, order=order) for order, key in enumerate(keys)], by=by)
    sections = {section.key: section for section in phase.sections.all()}
    questions = [
        _new_question(sections[section], key=key, kind=kind, purpose=purpose, required=required, order=order)
        for order, (section, key, kind, purpose, required) in enumerate(QUESTIONNAIRE)
    ]
    for question in questions:
        tidy(question)
    _written(questions, by=by)
    return list(sections.values())


def _written(rows: Sequence[Section] | Sequence[Question], *, by: User) -> None:
    bulk_create_with_history(rows, type(rows[0]), default_user=by, default_date=NOW)


def a_section(phase: Phase, *, by: User | None = None, **fields: Any) -> Section:
    """A section without questions."""
    by = by or a_person(is_staff=True, is_superuser=True)
    return save_section(section=_new_section(phase, **fields), by=by, at=NOW)


def _new_section(phase: Phase, **fields: Any) -> Section:
    key = fields.pop("key", f"section-{next(_number)}")
    names = {"name_ar": f"باب {key}", "name_fr": f"Rubrique {key}", "name_en": f"Section {key}"}
    return Section(phase=phase, key=key, **{**names, **fields})


def a_question(
    section: Section,
    *,
    by: User | None = None,
    options: Sequence[str] | None = None,
    columns: Mapping[str, str] | None = None,
    **fields: Any,
) -> Question:
    """A required question with a long text as its answer, of 300 words at most.

    One to choose from has the options "yes" and "no" unless told otherwise, a table the columns "what" and "amount";
    `columns` are kinds by key.
    """
    question = _new_question(section, **fields)
    if question.kind in OPTIONED:
        options = ("yes", "no") if options is None else options
    if question.kind == Question.Kind.TABLE:
        columns = {"what": "text", "amount": "amount"} if columns is None else columns
    return save_question(
        question=question,
        options=[Option(key=each, **_labels(each)) for each in options or ()],
        columns=[Column(key=each, kind=kind, **_labels(each)) for each, kind in (columns or {}).items()],
        by=by or a_person(is_staff=True, is_superuser=True),
        at=NOW,
    )


def _new_question(section: Section, **fields: Any) -> Question:
    key = fields.pop("key", f"question-{next(_number)}")
    words_max = 300 if fields.get("kind", "long_text") == "long_text" else None
    texts = {"label_ar": f"سؤال {key}", "label_fr": f"Question {key}", "label_en": f"Question {key}"}
    return Question(section=section, key=key, **{"words_max": words_max, **texts, **fields})


def _labels(key: str) -> dict[str, str]:
    return {"label_ar": f"خيار {key}", "label_fr": f"Option {key}", "label_en": f"Option {key}"}


def reword(phase: Phase, *, by: User, at: datetime = NOW) -> Question:
    """The organiser puts the first question in other words: after answers, that makes versions of the questionnaire."""
    question = the_questionnaire(phase)[0]
    question.help_ar = "عنوان يقول ما الذي سيتغير."
    return save_question(question=question, by=by, at=at)


def the_questionnaire(phase: Phase) -> list[Question]:
    """What the phase asks, made now if it asks nothing yet."""
    _ask(phase)
    return list(Question.objects.of_phase(phase).select_related("section"))


def _ask(phase: Phase) -> None:
    if not phase.sections.exists():
        a_questionnaire(phase)


def an_answer(question: Question, people: Sequence[User] = ()) -> Any:
    """What answers the question well; of parts in a team, everybody of `people` takes them all."""
    number = next(_number)
    options = [option.key for option in question.options.all() if option.retired_at is None]
    cells = {"text": f"طابعة {number}", "number": str(number), "amount": str(100 * number), "date": "2027-01-15"}
    row = {column.key: cells[column.kind] for column in question.columns.all() if column.retired_at is None}
    answers: dict[str, Any] = {
        "short_text": f"شباك واحد بلا طابور {number}",
        "long_text": f"ينتظر المرتفق اليوم 47 دقيقة أمام الشباك، ونستهدف 12 دقيقة ({number}).",
        "choice": options[0] if options else "",
        "choices": options,
        "number": str(number % 1000),  # longer ones are shown in groups of digits
        "amount": str(100 * number),
        "date": "2027-01-15",
        "link": f"https://{(question.hosts or 'project.idarathon.example').split()[0]}/{number}",
        "table": [row] * max(1, question.rows_min or 1),
        "roles": {str(person.pk): options for person in people},
    }
    return answers[question.kind]


def write(project: Project, *, phase: Phase | None = None, by: User | None = None, at: datetime = NOW) -> Project:
    """Answer everything that the phase asks."""
    phase = phase or the_phase(project.team.competition, "submission")
    _ask(phase)
    by, people = by or project.team.captain, list(project.team.members())
    written = project.answers.values_list("question__section", "question__key", "revision")
    asked = Question.objects.of_phase(phase).with_parts().select_related("section")
    for section, questions in groupby(asked, key=lambda question: question.section):
        answers = {each.key: an_answer(each, people) for each in questions if each.kind != Question.Kind.FILE}
        revisions = {key: revision for where, key, revision in written if where == section.pk}
        save_answers(project=project, section=section, values=answers, revisions=revisions, by=by, received_at=at)
    project.refresh_from_db()
    return project


def a_project(
    team: Team | None = None, *, complete: bool = True, with_files: int = 0, at: datetime = NOW, **team_fields: Any
) -> Project:
    """The project of a confirmed team, everything answered unless told otherwise; the phase is made to ask."""
    team = team or a_team(confirmed=True, **team_fields)
    phase = the_phase(team.competition, "submission")
    _ask(phase)
    project = project_of(team, at=at)
    if complete:
        write(project, phase=phase, at=at)
    for _each in range(with_files):
        an_attachment(project, at=at)
    return project


def a_pdf(text: str = "") -> bytes:
    """A PDF of one page; another text makes other bytes."""
    return one_page(text or f"Annexe {next(_number)}", "Idarathon")


def an_upload(name: str = "maquette.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, a_pdf() if content is None else content, content_type="application/pdf")


def an_attachment(
    project: Project,
    *,
    name: str = "maquette.pdf",
    question: Question | None = None,
    caption: str = "",
    content: bytes | None = None,
    at: datetime = NOW,
) -> Attachment:
    """A PDF that the captain has attached, to a question or to the whole."""
    return attach(
        project=project,
        upload=an_upload(name, content),
        by=project.team.captain,
        received_at=at,
        question=question,
        caption=caption,
    )


def a_version(
    project: Project | None = None,
    *,
    phase: Phase | None = None,
    by: User | None = None,
    received_at: datetime = NOW,
    reason: str = WHY_NOT_ALL,
) -> Version:
    """The project as it stands, submitted by its captain, who says why though nobody has signed off on it."""
    project = project or a_project()
    return submit(
        project=project,
        phase=phase or the_phase(project.team.competition, "submission"),
        by=by or project.team.captain,
        received_at=received_at,
        intent=uuid4(),
        reason=reason,
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


def the_text_of(project: Project, *, phase: Phase | None = None) -> str:
    """The digest of the text as it stands, which a page shows and a member signs."""
    project = Project.objects.select_related("team__competition").get(pk=project.pk)
    return text_digest(read_draft(project, phase or the_phase(project.team.competition, "submission")))


def a_sign_off(project: Project, person: User, *, phase: Phase | None = None, at: datetime = NOW) -> Approval:
    """That of a member on the text as it stands."""
    phase = phase or the_phase(project.team.competition, "submission")
    text = the_text_of(project, phase=phase)
    return approve(project=project, phase=phase, text_sha256=text, by=person, received_at=at)


def all_sign_off(project: Project, *, at: datetime = NOW) -> None:
    """Every member signs off on the text as it stands."""
    for person in project.team.members():
        a_sign_off(project, person, at=at)


def a_withdrawal(project: Project, *, by: User | None = None, at: datetime = NOW) -> Withdrawal:
    """What was submitted, taken back by the captain."""
    return withdraw(
        project=project,
        phase=the_phase(project.team.competition, "submission"),
        reason="وجدنا خطأ في الميزانية ونريد تصحيحه قبل أن يقرأه أحد.",
        by=by or project.team.captain,
        received_at=at,
        intent=uuid4(),
    )
