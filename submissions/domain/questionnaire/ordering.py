"""The order in which sections and questions are asked: what stands above, what stands below."""

from datetime import datetime
from typing import Any

from submissions.domain.questionnaire.versions import changing
from submissions.models import Question, Section
from teams.domain.authority import require_organiser
from teams.models import User


def move_section(*, section: Section, up: bool, by: User, at: datetime) -> None:
    """Change places with the section above or below, among those that ask something. Raises OnlyOrganiser."""
    require_organiser(by, section.phase.competition)
    with changing(section.phase, by=by, at=at):
        _move(list(Section.objects.filter(phase=section.phase_id)), section.pk, up=up, by=by, at=at)


def move_question(*, question: Question, up: bool, by: User, at: datetime) -> None:
    """Change places with the question above or below in its section. Raises OnlyOrganiser."""
    require_organiser(by, question.section.phase.competition)
    with changing(question.section.phase, by=by, at=at):
        rows = Question.objects.filter(section=question.section_id).order_by("order", "pk")
        # Whoever is retired stands behind: moving past it would look like not moving at all.
        ordered = sorted(rows, key=lambda each: each.retired_at is not None)
        _move(ordered, question.pk, up=up, by=by, at=at)


def last_place(rows: Any) -> int:
    """The order of something that is added behind `rows`."""
    last = rows.order_by("-order").values_list("order", flat=True).first()
    return 0 if last is None else last + 1


def _move(rows: list[Any], key: int, *, up: bool, by: User, at: datetime) -> None:
    """Number the rows anew, two of them exchanged; at the edge nothing moves."""
    place = next(place for place, row in enumerate(rows) if row.pk == key)
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    for order, row in enumerate(rows):
        if row.order != order:
            row.order, row._history_user, row._history_date = order, by, at
            row.save()
