"""The project file as it stands: what a phase asks and what the team has answered, read in two queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from competitions.models import Phase
from submissions.models import Answer, Project, Question, Section


@dataclass(frozen=True)
class DraftQuestion:
    question: Question
    answer: Answer | None

    @property
    def text(self) -> str:
        """What the team has written, "" where it has written nothing."""
        return str(self.answer.value) if self.answer else ""

    @property
    def revision(self) -> int:
        """The save that a new text starts from; 0 before the first."""
        return self.answer.revision if self.answer else 0


@dataclass(frozen=True)
class DraftSection:
    section: Section
    questions: tuple[DraftQuestion, ...]

    @property
    def is_begun(self) -> bool:
        return any(question.text for question in self.questions)


@dataclass(frozen=True)
class Draft:
    """Sections without a question that is still asked are left out."""

    project: Project
    phase: Phase
    sections: tuple[DraftSection, ...]

    def questions(self) -> list[DraftQuestion]:
        return [question for section in self.sections for question in section.questions]

    def part(self, key: str) -> DraftSection | None:
        """The section of that key; None where it asks nothing."""
        return next((part for part in self.sections if part.section.key == key), None)

    def with_purpose(self, purpose: str) -> str:
        """The answer to the question of that purpose; "" where it is not asked or not answered."""
        return next((each.text for each in self.questions() if each.question.purpose == purpose), "")


def read_draft(project: Project, phase: Phase) -> Draft:
    """What `project` answers to what `phase` asks, in the organiser's order."""
    questions = list(Question.objects.of_phase(phase).select_related("section"))
    answers = Answer.objects.of(project).filter(question__section__phase=phase).select_related("saved_by")
    return draft_of(project, phase, questions, {answer.question_id: answer for answer in answers})


def read_drafts(projects: Iterable[Project], phase: Phase) -> dict[int, Draft]:
    """The drafts of many projects by their teams, in as many queries as one takes; unsaved projects are blank."""
    listed = list(projects)
    questions = list(Question.objects.of_phase(phase).select_related("section"))
    answers: dict[int, dict[int, Answer]] = {}
    written = Answer.objects.filter(project__in=[project.pk for project in listed if project.pk])
    for answer in written.filter(question__section__phase=phase).select_related("saved_by"):
        answers.setdefault(answer.project_id, {})[answer.question_id] = answer
    return {project.team_id: draft_of(project, phase, questions, answers.get(project.pk, {})) for project in listed}


def draft_of(project: Project, phase: Phase, questions: list[Question], answers: dict[int, Answer]) -> Draft:
    """The draft of questions and answers that have been read already; `questions` in the organiser's order."""
    grouped: dict[Section, list[DraftQuestion]] = {}
    for question in questions:
        asked = DraftQuestion(question, answers.get(question.pk))
        grouped.setdefault(question.section, []).append(asked)
    sections = tuple(DraftSection(section, tuple(asked)) for section, asked in grouped.items())
    return Draft(project, phase, sections)
