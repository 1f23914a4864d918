"""The project file as it stands: what a phase asks of a team and what the team has answered, in a few queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects

from competitions.models import Phase
from competitions.rows_beside import rows_beside
from submissions.domain.conditions import not_shown
from submissions.domain.kinds import kind_of
from submissions.domain.kinds.labels import WITH_OPTIONS
from submissions.models import Answer, Attachment, Project, Question, Section
from teams.models import Membership, User


@dataclass(frozen=True)
class DraftQuestion:
    """`files` are those attached to the question, `people` the names of the members by their keys.

    `is_shown` is False where the answer to another question keeps it from being asked: what was answered is kept,
    nothing is required, and no version has it.
    """

    question: Question
    answer: Answer | None
    files: tuple[Attachment, ...] = ()
    is_shown: bool = True
    people: Mapping[int, str] = field(default_factory=dict)

    @property
    def value(self) -> Any:
        """What stands as the answer, in the shape of the kind; its `blank` where nothing does."""
        return self.answer.value if self.answer else kind_of(self.question).blank

    @property
    def text(self) -> str:
        """The same as plain text in the active language, "" where there is none."""
        return kind_of(self.question).words(self.value, self.question, self.people)

    @property
    def revision(self) -> int:
        """The save that a new text starts from; 0 before the first."""
        return self.answer.revision if self.answer else 0

    @property
    def is_answered(self) -> bool:
        return bool(self.files) or not kind_of(self.question).is_blank(self.value)

    @property
    def is_outdated(self) -> bool:
        """Whether the sense of the question has changed since it was answered."""
        answer = self.answer
        return answer is not None and self.is_answered and answer.question_edition < self.question.edition


@dataclass(frozen=True)
class DraftSection:
    section: Section
    questions: tuple[DraftQuestion, ...]

    @property
    def is_begun(self) -> bool:
        return any(asked.is_answered for asked in self.questions)

    def shown(self) -> list[DraftQuestion]:
        """What is asked as things stand."""
        return [asked for asked in self.questions if asked.is_shown]


@dataclass(frozen=True)
class Draft:
    """Sections without a question that is still asked are left out; `annexes` are files of no question."""

    project: Project
    phase: Phase
    sections: tuple[DraftSection, ...]
    annexes: tuple[Attachment, ...] = ()

    def questions(self) -> list[DraftQuestion]:
        return [question for section in self.sections for question in section.questions]

    def part(self, key: str) -> DraftSection | None:
        """The section of that key; None where it asks nothing."""
        return next((part for part in self.sections if part.section.key == key), None)

    def with_purpose(self, purpose: str) -> str:
        """The answer to the question of that purpose; "" where it is not asked or not answered."""
        return next((each.text for each in self.questions() if each.question.purpose == purpose), "")

    def files(self) -> list[Attachment]:
        """All that a version of the draft has: the files of the questions that are shown, then the annexes."""
        return [*(file for each in self.questions() if each.is_shown for file in each.files), *self.annexes]


@dataclass(frozen=True)
class Written:
    """What was read of one project."""

    answers: dict[int, Answer] = field(default_factory=dict)
    files: dict[int | None, list[Attachment]] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)


def read_draft(project: Project, phase: Phase, *, files: Sequence[Attachment] | None = None) -> Draft:
    """What `project` answers to what `phase` asks, in the organiser's order.

    `files`: all that the project ever had, where they have been read already.
    """
    return read_drafts([project], phase, files=files)[project.team_id]


def read_drafts(
    projects: Iterable[Project], phase: Phase, *, files: Sequence[Attachment] | None = None
) -> dict[int, Draft]:
    """The drafts of many projects by their teams, in as many queries as one takes; unsaved projects are blank."""
    listed = list(projects)
    questions = asked_in(phase)
    with_people = any(each.kind == Question.Kind.ROLES for each in questions)
    written = _written(listed, phase, with_people=with_people, files=files)
    return {project.team_id: draft_of(project, phase, questions, written[project.team_id]) for project in listed}


def asked_in(phase: Phase) -> list[Question]:
    """All that the phase asks of any theme, with sections, options and columns."""
    questions = Question.objects.of_phase(phase).select_related("section__theme", "theme", "shown_if")
    return list(questions.with_parts())


def load_parts(questions: Sequence[Question]) -> None:
    """Read options and columns for those of the questions that have some and were read without, two queries at most."""
    prefetch_related_objects([each for each in questions if each.kind in WITH_OPTIONS], "options")
    prefetch_related_objects([each for each in questions if each.kind == Question.Kind.TABLE], "columns")


def draft_of(project: Project, phase: Phase, questions: Sequence[Question], written: Written) -> Draft:
    """The draft of what has been read already; `questions` in the organiser's order, of any theme."""
    theme = project.team.theme_id
    asked = [each for each in questions if is_asked_of(theme, each)]
    answered = {
        each.pk: DraftQuestion(
            each, written.answers.get(each.pk), tuple(written.files.get(each.pk, ())), people=written.people
        )
        for each in asked
    }
    hidden = not_shown(list(answered.values()))
    grouped: dict[Section, list[DraftQuestion]] = {}
    for each in answered.values():
        shown = DraftQuestion(each.question, each.answer, each.files, each.question.pk not in hidden, each.people)
        grouped.setdefault(each.question.section, []).append(shown)
    sections = tuple(DraftSection(section, tuple(parts)) for section, parts in grouped.items())
    return Draft(project, phase, sections, tuple(written.files.get(None, ())))


def is_asked_of(theme: int | None, question: Question) -> bool:
    """Whether the question, and its section, are for teams of that theme."""
    return all(of in (None, theme) for of in (question.theme_id, question.section.theme_id))


def _written(
    projects: Sequence[Project], phase: Phase, *, with_people: bool, files: Sequence[Attachment] | None
) -> dict[int, Written]:
    """By team, what its project holds."""
    written = {project.team_id: Written() for project in projects}
    by_project = {project.pk: written[project.team_id] for project in projects if project.pk}
    if by_project:
        answers = Answer.objects.filter(project__in=list(by_project), question__section__phase=phase)
        for answer in answers.select_related("saved_by"):
            by_project[answer.project_id].answers[answer.question_id] = answer
        attached = Attachment.objects.filter(project__in=list(by_project)).present() if files is None else files
        for file in (each for each in attached if each.removed_at is None and each.quarantined_at is None):
            by_project[file.project_id].files.setdefault(file.question_id, []).append(file)
    if with_people and all(_names_known(project.team) for project in projects):
        for project in projects:
            written[project.team_id].people.update(_known_names(project.team))
    elif with_people:
        members = Membership.objects.active().filter(team__in=list(written)).select_related("person")
        for membership in members.order_by("pk"):
            written[membership.team_id].people[membership.person_id] = membership.person.display_name
    return written


def names_of_members(team: Any) -> list[str]:
    """What the members are called in either script, of a team that was read `with_member_names`; no query."""
    return [row[name] for row in team.packed_members or [] for name in ("name_ar", "name_latin") if row[name]]


def _names_known(team: Any) -> bool:
    """Whether the team was read `with_member_names`."""
    return hasattr(team, "packed_members")


def _known_names(team: Any) -> dict[int, str]:
    rows = sorted(team.packed_members or [], key=lambda row: row["membership"])
    return {row["person"]: User(name_ar=row["name_ar"], name_latin=row["name_latin"]).display_name for row in rows}


def with_member_names(teams: Any) -> Any:
    """`teams`, each with the names of its members, so that a draft needs no query for them."""
    return teams.annotate(
        packed_members=rows_beside(
            Membership.objects.active(),
            by="team",
            membership="pk",
            person="person_id",
            name_ar="person__name_ar",
            name_latin="person__name_latin",
        )
    )
