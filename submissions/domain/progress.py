"""How far a project file has come, section by section: what the task list, the next step and the reminders speak of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions.domain.checking import Problem, check_draft
from submissions.domain.reading import Draft, DraftSection
from submissions.models import Feedback, Project


class State(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    TO_REVIEW = "to_review"


@dataclass(frozen=True)
class SectionProgress:
    """`waiting` counts the mentors' notes that nobody has marked as taken into account."""

    part: DraftSection
    state: State
    problems: tuple[Problem, ...]
    waiting: int


def progress(draft: Draft, waiting: Mapping[int, int]) -> list[SectionProgress]:
    """Each section of the draft with its state; `waiting` are open notes by section, which speak loudest."""
    problems = check_draft(draft)
    return [_of(part, problems, waiting.get(part.section.pk, 0)) for part in draft.sections]


def waiting_feedback(project: Project) -> dict[int, int]:
    """How many notes wait for the team, by section; one query."""
    counted = Feedback.objects.of(project).unaddressed().order_by().values_list("section").annotate(Count("pk"))
    return dict(counted)


def sections_left(problems: Iterable[Problem]) -> int:
    """In how many sections something is still to be mended."""
    return len({problem.section for problem in problems})


def _of(part: DraftSection, problems: list[Problem], waiting: int) -> SectionProgress:
    own = tuple(problem for problem in problems if problem.section == part.section.key)
    if waiting:
        state = State.TO_REVIEW
    elif not part.is_begun:
        state = State.NOT_STARTED
    else:
        state = State.IN_PROGRESS if own else State.COMPLETE
    return SectionProgress(part, state, own, waiting)


def what_is_left(*, confirmed: bool, sections: int) -> str:
    """What a team still has to do until its project is submitted, in one line of the active language."""
    left = []
    if sections:
        left.append(
            ngettext("%(count)d section to complete", "%(count)d sections to complete", sections) % {"count": sections}
        )
    if not confirmed:
        left.append(_("the team to confirm"))
    left.append(_("the project to submit"))
    return " · ".join(left)
