"""Writing the project: any member, section by section, with nothing lost when two write at once."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.domain.calendar import require_open
from competitions.models import Phase
from competitions.refusals import Refusal
from submissions.domain.kinds import kind_of
from submissions.domain.reading import is_asked_of, load_parts
from submissions.domain.saving import (
    AnswerChangedMeanwhile,
    RequiredAlways,
    SavedSection,
    says_something_new,
    write_down,
)
from submissions.models import Answer, Project, Question, Section
from teams.models import Team, User

__all__ = [
    "AnswerChangedMeanwhile",
    "MayNotWrite",
    "OtherEdition",
    "RequiredAlways",
    "SavedSection",
    "begun",
    "lock_for_writing",
    "project_of",
    "project_or_blank",
    "require_own",
    "retired_texts",
    "save_answers",
    "unsaved_texts",
]


class MayNotWrite(Refusal):
    """Only members of an active team write its project."""


class OtherEdition(Refusal):
    """A team takes part in the phases of its own edition."""

    message = gettext_lazy("This is not part of the team’s edition.")


def project_of(team: Team, *, at: datetime) -> Project:
    """The team's project, begun now if it has none yet."""
    project, _begun = Project.objects.get_or_create(team=team, defaults={"started_at": at})
    return project


def project_or_blank(team: Team, *, at: datetime) -> Project:
    """The project of a team that was read together with it; where there is none, one that has not been saved."""
    project: Project | None = getattr(team, "project", None)
    return project or Project(team=team, started_at=at)


def begun(project: Project, *, at: datetime) -> int:
    """The key of the project's row; where nothing was written yet it is made now, and gone again with a refusal.

    Call it inside the transaction of the verb.
    """
    return project.pk or project_of(project.team, at=at).pk


def require_own(phase: Phase, project: Project) -> None:
    """Return if `phase` is one of the edition that the project's team takes part in. Raises OtherEdition."""
    if phase.competition_id != project.team.competition_id:
        raise OtherEdition


def save_answers(
    *,
    project: Project,
    section: Section,
    values: Mapping[str, Any],
    revisions: Mapping[str, int],
    by: User,
    received_at: datetime,
    restored_from: int | None = None,
    confirms: Collection[str] = (),
) -> SavedSection:
    """Save what a member answered in a section; `values` and `revisions` go by the keys of its questions.

    A revision names the save that the answer started from (0: none). Where somebody else has saved since, the standing
    answer is left alone and the conflict is handed back, unless this person did not touch it or answered the same; what
    they answered is kept in the history beside it, so that it is not lost whatever is chosen, or if nothing is.
    Too long or malformed answers are saved as they are: the check speaks of them. What must always be answered is not
    emptied: that is handed back too. `restored_from` names the earlier save that is taken back. `confirms` are keys
    whose answer was looked at: given to an earlier edition of the question, it counts for this one, though unchanged.
    Raises MayNotWrite, OtherEdition, PhaseNotOpen, PhaseClosed.
    """
    with transaction.atomic():
        project = lock_for_writing(project, phase=section.phase, by=by, received_at=received_at)
        in_section = list(section.questions.all())
        questions = _written_now(project, section, in_section, values)
        answers = Answer.objects.of(project).filter(question__in=questions).select_related("saved_by")
        return write_down(
            project,
            questions,
            {answer.question_id: answer for answer in answers},
            values,
            revisions,
            by=by,
            at=received_at,
            restored_from=restored_from,
            confirms=confirms,
            retired=_retired(in_section, values),
        )


def unsaved_texts(project: Project, section: Section, values: Mapping[str, Any]) -> dict[str, str]:
    """Of what was typed, what is not saved so, by the label of its question; to show what did not arrive in time."""
    return _unsaved(project, _written_now(project, section, section.questions.all(), values), values)


def retired_texts(project: Project, section: Section, values: Mapping[str, Any]) -> dict[str, str]:
    """Of what was typed into questions that are no longer asked, what is not saved so, by their labels."""
    in_section = list(section.questions.all())
    retired = _retired(in_section, values)
    if not retired:
        return {}
    questions = [each for each in in_section if each.key in retired]
    load_parts(questions)
    return _unsaved(project, questions, values)


def _unsaved(project: Project, questions: list[Question], values: Mapping[str, Any]) -> dict[str, str]:
    standing = {answer.question_id: answer for answer in Answer.objects.of(project).filter(question__in=questions)}
    names = {person.pk: person.display_name for person in project.team.members()} if _name_people(questions) else {}
    unsaved = {}
    for each in questions:
        value = kind_of(each).clean(values[each.key], each)
        if says_something_new(each, value, standing.get(each.pk)):
            unsaved[str(each.label)] = kind_of(each).words(value, each, names)
    return unsaved


def lock_for_writing(project: Project, *, phase: Phase, by: User, received_at: datetime) -> Project:
    """The project with its row locked, if `by` may write it and the phase is open to its team at that instant.

    Raises MayNotWrite, OtherEdition, PhaseNotOpen, PhaseClosed. Call it inside a transaction.
    """
    key = begun(project, at=received_at)
    locked = Project.objects.of(by).locked().with_late_access(phase).filter(pk=key).first()
    if locked is None:
        raise MayNotWrite(_("Only members of the team write its project."))
    require_own(phase, locked)
    require_open(phase, at=received_at, until=locked.late_until)
    return locked


def _written_now(
    project: Project, section: Section, in_section: Iterable[Question], values: Mapping[str, Any]
) -> list[Question]:
    """The questions of the section that were answered and are asked of this team, with options and columns."""
    asked = [each for each in in_section if each.key in values and each.retired_at is None]
    for each in asked:
        each.section = section
    questions = [each for each in asked if each.kind != Question.Kind.FILE and is_asked_of(project.team.theme_id, each)]
    load_parts(questions)
    return questions


def _retired(in_section: Iterable[Question], values: Mapping[str, Any]) -> set[str]:
    """What was answered though it is no longer asked; a page that was opened before still has it."""
    return {each.key for each in in_section if each.retired_at is not None and each.key in values}


def _name_people(questions: list[Question]) -> bool:
    return any(each.kind == Question.Kind.ROLES for each in questions)
