"""Whom reminders may address for this room: jurors who still owe evaluations."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Min
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from competitions.domain.calendar import end_of
from competitions.models import Phase
from competitions.registries.audiences import Audience, Owed, register
from judging.models import Assignment
from teams.models import User


def evaluations_owed(phase: Phase, at: datetime, person: Any | None) -> Iterator[Owed]:
    """Jurors with unfinished evaluations in the round of `phase`, since the first of them was given to them.

    Each by their own end: some have been given more time.
    """
    owed = Assignment.objects.owed().filter(entry__round__phase=phase)
    if person is not None:
        owed = owed.of(person)
    each = owed.with_own_end().order_by().values("juror", "extended_until")  # type: ignore[misc]
    rows = {row["juror"]: row for row in each.annotate(number=Count("pk"), since=Min("assigned_at"))}
    for juror in User.objects.filter(pk__in=rows, is_active=True).order_by("pk").iterator():
        row = rows[juror.pk]
        yield Owed(
            person=juror,
            deadline=end_of(phase, until=row["extended_until"]),
            todo=_in_words(row["number"]),
            url_name="judging:jury",
            url_kwargs={"edition": phase.competition.slug},
            since=row["since"],
        )


def what_is_left(number: int) -> str:
    """The juror's task as a sentence."""
    return ngettext("Finish %(count)d evaluation.", "Finish %(count)d evaluations.", number) % {"count": number}


_in_words = lazy(what_is_left, str)

EVALUATIONS_OWED = register(
    Audience(
        key="judging.evaluations_owed",
        label=_("Jurors who have not finished their evaluations"),
        rows=evaluations_owed,
        phase_kinds=(Phase.Kind.JUDGING,),
    )
)
