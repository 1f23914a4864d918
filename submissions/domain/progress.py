"""How far a project file has come, section by section: what the task list, the next step and the reminders speak of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions.domain.checking import Problem, check_draft
from submissions.domain.reading import Draft, DraftSection
from submissions.models import Feedback, Note, Project


class State(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    TO_REVIEW = "to_review"


@dataclass(frozen=True)
class SectionProgress:
    """`waiting` counts the mentors' notes that nobody has marked as taken into account.

    `outdated` counts the answers whose question was changed since, and that nobody has looked at again.
    """

    part: DraftSection
    state: State
    problems: tuple[Problem, ...]
    waiting: int
    outdated: int = 0


def progress(draft: Draft, waiting: Mapping[int, int]) -> list[SectionProgress]:
    """Each section of the draft with its state; `waiting` are open notes by section, which speak loudest."""
    problems = check_draft(draft)
    return [_of(part, problems, waiting.get(part.section.pk, 0)) for part in draft.sections]


def what_waits(project: Project) -> tuple[dict[int, int], dict[int, int]]:
    """How many notes of mentors wait for the team, and how many of teammates are open, by section; one query."""
    feedback, notes = Feedback.objects.of(project).unaddressed(), Note.objects.of(project).open()
    mentors, teammates = (
        waiting.order_by().values_list("section", Value(kind)).annotate(Count("pk"))
        for kind, waiting in enumerate((feedback, notes))
    )
    counts: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for section, kind, count in mentors.union(teammates, all=True):
        counts[kind][section] = count
    return counts


def sections_left(problems: Iterable[Problem]) -> int:
    """In how many sections something is still to be mended."""
    return len({problem.section for problem in problems})


def _of(part: DraftSection, problems: list[Problem], waiting: int) -> SectionProgress:
    own = tuple(problem for problem in problems if problem.section == part.section.key)
    outdated = sum(asked.is_outdated for asked in part.shown())
    if waiting or outdated:
        state = State.TO_REVIEW
    elif not part.is_begun:
        state = State.NOT_STARTED
    else:
        state = State.IN_PROGRESS if own else State.COMPLETE
    return SectionProgress(part, state, own, waiting, outdated)


def what_is_left(*, confirmed: bool, sections: int, again: bool = False, automatic: bool = False) -> str:
    """What a team still has to do until its project is submitted, in one line of the active language.

    `again`: what it had submitted was withdrawn. `automatic`: it has asked that its draft be submitted at the deadline.
    """
    left = []
    if sections:
        left.append(
            ngettext("%(count)d section to complete", "%(count)d sections to complete", sections) % {"count": sections}
        )
    if not confirmed:
        left.append(_("the team to confirm"))
    to_submit_again = _("the project to submit again, for what you submitted is withdrawn")
    left.append(to_submit_again if again else _("the project to submit"))
    if automatic:
        left.append(_("at the deadline your draft is submitted by itself, if nothing else is left to do"))
    return " · ".join(left)
