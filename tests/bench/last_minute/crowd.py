"""Two hundred people in fifty teams, signed in, whose projects are written, with their attachments up."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from competitions.models import Competition, Phase
from submissions.domain.checking import check_draft
from submissions.domain.default_questionnaire import seed_default_questionnaire
from submissions.domain.drafting import project_of, save_answers
from submissions.domain.kinds.links import hosts_of
from submissions.domain.reading import read_draft
from submissions.models import Answer, Project, Question
from teams.models import User
from tests.builders.competitions import a_competition, the_phase
from tests.builders.submissions import an_attachment
from tests.builders.teams import a_person, a_team

TEAMS, MEMBERS, FILES = 50, 4, 3
WORDS = 35  # of a long answer, within every limit of the default file
HALF = timedelta(days=5)
CELLS = {"text": "شاشة", "number": "3", "amount": "1200", "date": "2030-12-01"}


@dataclass
class Writer:
    """Somebody at their keyboard: their cookies, the question that is theirs, and the save that they started from."""

    person: int
    project: int
    leads: bool
    cookies: dict[str, str]
    autosave_path: str
    submit_path: str
    phase: str
    question: str
    words: str
    revision: int
    saves: int = field(default=0)


def an_edition_that_asks(*, at: datetime) -> tuple[Competition, Phase]:
    """An edition with the default file, open for some days still."""
    edition = a_competition(slug="last-minute")
    edition.published_at = at - HALF
    edition.save()
    for phase in edition.phases.all():
        phase.opens_at, phase.closes_at = at - HALF, at + HALF
        phase.save()
    phase = the_phase(edition, "submission")
    seed_default_questionnaire(phase=phase, by=a_person(is_staff=True, is_superuser=True), at=at)
    return edition, phase


def crowd_of(edition: Competition, phase: Phase, *, at: datetime) -> list[Writer]:
    """Everybody, team by team; captain and deputy lead."""
    asked = Question.objects.of_phase(phase).select_related("section").prefetch_related("options", "columns")
    questions = list(asked.filter(theme=None))
    writers: list[Writer] = []
    for _number in range(TEAMS):
        team = a_team(competition=edition, with_members=MEMBERS - 1, confirmed=True)
        people = [membership.person for membership in team.memberships.select_related("person").order_by("pk")]
        team.deputy = people[1]
        team.save()
        project = _written(project_of(team, at=at), phase, questions, at=at)
        writers += _writers(project, phase, people, questions)
    return writers


def close_at(phase: Phase, moment: datetime) -> None:
    """The deadline, past every verb: it is too near for one."""
    Phase.objects.filter(pk=phase.pk).update(closes_at=moment)


def _written(project: Project, phase: Phase, questions: list[Question], *, at: datetime) -> Project:
    captain = project.team.captain
    for section in {question.section for question in questions}:
        values = {question.key: _answer(question, captain) for question in questions if question.section == section}
        save_answers(project=project, section=section, values=values, revisions={}, by=captain, received_at=at)
    for _each in range(FILES):
        an_attachment(project, at=at)
    problems = check_draft(read_draft(project, phase))
    assert not problems, f"The bench writes projects that cannot be submitted: {problems}"
    return project


def _answer(question: Question, captain: User) -> Any:
    """Something that fits, in the shape in which a question of that kind is answered."""
    options = [option.key for option in question.options.all()]  # type: ignore[attr-defined]
    if question.kind == Question.Kind.TABLE:
        row = {column.key: CELLS[column.kind] for column in question.columns.all()}  # type: ignore[attr-defined]
        return [row] * max(question.rows_min or 1, 1)
    if question.kind == Question.Kind.LINK:
        return f"https://{next(iter(hosts_of(question)), 'project.idarathon.example')}/"
    many = {Question.Kind.CHOICES: options[:1], Question.Kind.ROLES: {str(captain.pk): options}}
    one = {
        Question.Kind.LONG_TEXT: " ".join(["كلمة"] * WORDS),
        Question.Kind.SHORT_TEXT: "شباك واحد بلا طابور",
        Question.Kind.CHOICE: options[0] if options else "",
        Question.Kind.NUMBER: "12",
        Question.Kind.AMOUNT: "1200",
        Question.Kind.DATE: "2030-12-31",
        Question.Kind.FILE: "",
    }
    return {**one, **many}[Question.Kind(question.kind)]


def _writers(project: Project, phase: Phase, people: list[User], questions: list[Question]) -> list[Writer]:
    """Each member writes at a long answer of their own."""
    long = [question for question in questions if question.kind == Question.Kind.LONG_TEXT]
    revisions = dict(Answer.objects.filter(project=project).values_list("question", "revision"))
    edition = project.team.competition.slug
    with translation.override("fr"):
        return [
            Writer(
                person=person.pk,
                project=project.pk,
                leads=place < 2,
                cookies=_cookies_of(person),
                autosave_path=reverse("submissions:autosave", args=[edition, question.section.key]),
                submit_path=reverse("submissions:submit", args=[edition]),
                phase=phase.key,
                question=question.key,
                words=" ".join(["كلمة"] * (WORDS - 1)),
                revision=revisions[question.pk],
            )
            for place, (person, question) in enumerate(zip(people, long[: len(people)], strict=True))
        ]


def _cookies_of(person: User) -> dict[str, str]:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: secrets.token_hex(16)}
