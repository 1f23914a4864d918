"""What a page saves by itself while somebody writes: few questions, often, so in few queries."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import FilteredRelation, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.domain.calendar import require_open
from competitions.refusals import Refusal
from submissions.domain.drafting import MayNotWrite, project_of
from submissions.domain.reading import is_asked_of, load_parts
from submissions.domain.saving import SavedSection, write_down
from submissions.models import Answer, Project, Question
from teams.models import Team, User

Posted = Callable[[Sequence[Question]], Mapping[str, Any]]


@dataclass(frozen=True)
class OwnSave:
    """The project that was written in, and what the save did."""

    project: Project
    saved: SavedSection


class NothingAsked(Refusal):
    """The section is none of the edition's."""

    message = gettext_lazy("This is not part of the team’s edition.")


def save_by_itself(
    *,
    edition: str,
    phase_key: str,
    section_key: str,
    keys: Collection[str],
    posted: Posted,
    revisions: Mapping[str, int],
    by: User,
    received_at: datetime,
) -> OwnSave:
    """Save what `by` has just typed in their project of that edition; as `save_answers`, with all that it promises.

    `keys` are those of the questions that were posted; `posted` makes their values once the questions are known.
    Project, questions and what stands are read in two queries, after the lock. Keys that are no longer asked come back
    as `retired`, with nothing of them saved. Raises MayNotWrite, NothingAsked, PhaseNotOpen, PhaseClosed.
    """
    with transaction.atomic():
        project = _own_locked(edition, phase_key, by=by, at=received_at)
        questions = _questions(project, phase_key, section_key, keys)
        if not questions:
            _require_section(project, phase_key, section_key)
            return OwnSave(project, SavedSection(received_at, retired=frozenset(keys)))
        require_open(questions[0].section.phase, at=received_at, until=project.late_until)
        asked = [each for each in questions if each.retired_at is None and is_asked_of(project.team.theme_id, each)]
        load_parts(asked)
        values = posted(asked)
        standing = {each.pk: answer for each in asked if (answer := _standing(each)) is not None}
        saved = write_down(
            project,
            [each for each in asked if each.key in values],
            standing,
            values,
            revisions,
            by=by,
            at=received_at,
            retired=set(keys) - {each.key for each in asked},
        )
    return OwnSave(project, saved)


def _own_locked(edition: str, phase_key: str, *, by: User, at: datetime) -> Project:
    """The project of `by` in that edition with its row locked; begun now where nothing was written yet."""
    own = Project.objects.of(by).filter(team__competition__slug=edition, team__competition__published_at__isnull=False)
    locked: Project | None = own.locked().with_late_access_to(phase_key).first()
    if locked is not None:
        return locked
    teams = Team.objects.of(by).filter(competition__slug=edition, competition__published_at__isnull=False)
    team = teams.first()
    if team is None:
        raise MayNotWrite(_("Only members of the team write its project."))
    project_of(team, at=at)
    return own.locked().with_late_access_to(phase_key).get()


def _questions(project: Project, phase_key: str, section_key: str, keys: Collection[str]) -> list[Question]:
    """Each with section, phase and what stands as its answer, in one query."""
    asked = Question.objects.filter(
        section__key=section_key,
        section__phase__key=phase_key,
        section__phase__competition=project.team.competition_id,
        key__in=keys,
    )
    # The join is made here and unknown to the checker.
    joined: Any = asked.annotate(standing=FilteredRelation("answers", condition=Q(answers__project=project.pk)))
    return list(joined.select_related("section__phase__competition", "standing__saved_by"))


def _standing(question: Question) -> Answer | None:
    """The joined answer; a question that has none has no such attribute."""
    answer: Answer | None = getattr(question, "standing", None)
    if answer is not None:
        answer.question = question
    return answer


def _require_section(project: Project, phase_key: str, section_key: str) -> None:
    """Tell a section that has lost all these questions from one that there is not."""
    own = Question.objects.filter(section__phase__competition=project.team.competition_id)
    if not own.filter(section__key=section_key, section__phase__key=phase_key).exists():
        raise NothingAsked
