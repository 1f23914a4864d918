"""Rounds in which projects are pitched, and votes of the audience."""

from datetime import datetime, timedelta
from typing import Any

from judging.domain.audience import set_window
from judging.domain.pitching import lay_out, programme
from judging.models import HiddenQuestion, PitchSlot, Round
from submissions.models import Question
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.judging import JUDGING, OPENING, a_round, an_organiser

# The vote of the audience is open at JUDGING.
VOTE_OPENS, VOTE_CLOSES = JUDGING - timedelta(hours=1), JUDGING + timedelta(days=1)


def a_pitch_round(entries: int = 3, *, laid_out: bool = True, voted: bool = False, **fields: Any) -> Round:
    """An open round of pitches whose hours begin at JUDGING; with `voted` the audience may vote then."""
    round = a_round(entries=entries, **fields)
    Round.objects.filter(pk=round.pk).update(kind=Round.Kind.PITCH)
    round.refresh_from_db()
    if laid_out:
        the_hours(round)
        round.refresh_from_db()
    if voted:
        by = an_organiser(round.competition)
        round = set_window(round=round, opens_at=VOTE_OPENS, closes_at=VOTE_CLOSES, by=by, at=NOW)
    return round


def the_hours(round: Round, *, starts_at: datetime = JUDGING, **fields: Any) -> list[PitchSlot]:
    """Each project ten minutes, one after the other."""
    given = {"pitch_minutes": 6, "questions_minutes": 4, **fields}
    lay_out(round=round, starts_at=starts_at, by=an_organiser(round.competition), at=OPENING, **given)
    return programme(round)


def make_blind(round: Round, *, hidden: tuple[str, ...] = ()) -> Round:
    """The jury of `round` reads no name, and no answer to the questions of these keys."""
    Round.objects.filter(pk=round.pk).update(is_blind=True)
    for question in Question.objects.of_phase(round.submission_phase).filter(key__in=hidden):
        HiddenQuestion.objects.create(round=round, question=question)
    round.refresh_from_db()
    return round


def order_of(round: Round) -> list[int]:
    """The entries in their places."""
    return list(PitchSlot.objects.filter(round=round).order_by("place").values_list("entry", flat=True))


def organiser_of(round: Round) -> User:
    return an_organiser(round.competition)
