"""What still keeps a project file from being submitted, each problem with the place where it is mended."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from competitions.models import Phase
from submissions.domain.kinds import kind_of
from submissions.domain.kinds.base import does_not_fit
from submissions.domain.reading import Draft, DraftQuestion, read_draft
from submissions.models import Project


@dataclass(frozen=True)
class Problem:
    """One thing to mend. `section` and `field` are keys; `missing` where nothing has been answered at all."""

    section: str
    field: str
    label: str
    message: str
    missing: bool = False
    asked: DraftQuestion | None = None


def check(project: Project, phase: Phase) -> list[Problem]:
    """Every problem of the file as it stands, in its own order; [] means that it is complete."""
    return check_draft(read_draft(project, phase))


def check_draft(draft: Draft) -> list[Problem]:
    """As `check`, of a draft that has been read already."""
    return [
        Problem(
            section=section.section.key,
            field=asked.question.key,
            label=str(asked.question.label),
            message=message,
            missing=not asked.is_answered,
            asked=asked,
        )
        for section in draft.sections
        for asked in section.questions
        for message in faults(asked)
    ]


def faults(asked: DraftQuestion) -> list[str]:
    """What is wrong with one answer, in sentences; an optional answer may be empty, a hidden one is not looked at."""
    if not asked.is_shown:
        return []
    if not asked.is_answered:
        return [_("This question has no answer yet.")] if asked.question.required else []
    kind = kind_of(asked.question)
    changed = [_("The question has changed since it was answered. Look at the answer again, then save it.")]
    found = changed if asked.is_outdated else []
    if kind.fits(asked.value):
        return [*found, *kind.faults(asked)]
    return found or [does_not_fit()]
