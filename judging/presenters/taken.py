"""The page of an evaluation that has been taken from its juror: nothing of the project is on it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from judging.domain.taken_away import why_taken_away
from judging.models import Assignment


@dataclass(frozen=True)
class TakenPage:
    title: str
    sentence: str
    back_url: str


def taken_page(assignment: Assignment) -> TakenPage:
    edition = assignment.entry.round.phase.competition.slug
    return TakenPage(
        title=_("This evaluation is closed to you"),
        sentence=why_taken_away(assignment),
        back_url=reverse("judging:jury", kwargs={"edition": edition}),
    )
