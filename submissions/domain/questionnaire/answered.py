"""Which teams a change of the questionnaire touches, and how they learn of it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from competitions.domain.outbox import queue_many
from competitions.models import Phase
from submissions.domain.questionnaire.versions import current_version
from submissions.messages import QUESTIONNAIRE_CHANGED
from submissions.models import Answer, Attachment, Project, Question, Section
from teams.models import Membership, User

# Changes that follow each other within this time are one to the teams: they get one mail.
BURST = timedelta(hours=1)
_BLANK = Q(value="") | Q(value=[]) | Q(value={})


def was_answered(question: Question) -> bool:
    """Whether a team has ever answered, be it that it has taken the answer back."""
    # One that is new has no key; among no keys nothing is found, while annexes are files of no question.
    key = [question.pk]
    return Answer.objects.filter(question__in=key).exists() or Attachment.objects.filter(question__in=key).exists()


def is_written_in(section: Section) -> bool:
    """Whether a team has ever answered a question of the section."""
    return (
        Answer.objects.filter(question__section=section.pk).exists()
        or Attachment.objects.filter(question__section=section.pk).exists()
    )


def answering(questions: Collection[Question]) -> QuerySet[Project]:
    """The projects that have an answer to one of `questions` now."""
    keys = [question.pk for question in questions]
    answers = Answer.objects.filter(project=OuterRef("pk"), question__in=keys).exclude(_BLANK)
    files = Attachment.objects.filter(project=OuterRef("pk"), question__in=keys, removed_at=None)
    found: QuerySet[Any] = Project.objects.filter(Exists(answers) | Exists(files))
    return found


def not_told_yet(questions: Collection[Question], *, phase: Phase, at: datetime) -> list[int]:
    """The projects that a change of `questions` at `at` touches and that no mail of the same burst has told.

    To be asked before the change: a team that has something to look at again by then knows of it.
    """
    touched = answering(questions)
    last = current_version(phase)
    if last is not None and last.changed_at > at - BURST:
        asked = Answer.objects.filter(project=OuterRef("pk"), question__section__phase=phase)
        touched = touched.exclude(Exists(asked.filter(question_edition__lt=F("question__edition")).exclude(_BLANK)))
    return list(touched.values_list("pk", flat=True))


def tell(projects: Collection[int], *, section: Section, by: User, at: datetime) -> None:
    """Tell every member of those projects' teams that there is something to look at again in `section`."""
    phase = section.phase
    if not projects or at >= phase.closes_at:
        return
    members = Membership.objects.active().filter(team__project__in=projects).select_related("person")
    people = {membership.person_id: membership.person for membership in members}
    context = {
        "competition": phase.competition,
        "edition": phase.competition.slug,
        "phase": phase,
        "section": section,
        "section_key": section.key,
    }
    queue_many(QUESTIONNAIRE_CHANGED, to=people.values(), context=context, by=by, at=at)
