"""A deliberation with everything in it: who came, a note, a changed score, a vote on a prize, the signatures."""

from datetime import datetime

from judging.domain.deliberating.minutes import fingerprint_of, sign_minutes
from judging.domain.deliberating.noting import write_note
from judging.domain.deliberating.opening import close_deliberation
from judging.domain.deliberating.prizes import add_prize
from judging.domain.deliberating.revising import change_score
from judging.domain.deliberating.sitting import jurors_of
from judging.domain.deliberating.voting import cast, close_vote, open_prize_vote
from judging.models import Entry, Prize, Round, Score
from tests.builders.judging import a_deliberation, a_president, an_organiser


def has_deliberated_on_everything(round: Round, *, at: datetime) -> Prize:
    """The prize on which the jury voted; its minutes are signed, and the ranking can be."""
    competition, president = round.competition, a_president(round.competition)
    name = {"ar": "جائزة خاصة", "fr": "Prix spécial", "en": "Special prize"}
    prize = add_prize(competition=competition, name=name, level="special", by=an_organiser(competition), at=at)
    a_deliberation(round, at=at)
    entry = Entry.objects.filter(round=round).admitted().order_by("pk")[0]
    write_note(round=round, entry=entry, text="مشروع قابل للتعميم", by=president, at=at)
    changed = Score.objects.filter(evaluation__assignment__entry=entry, evaluation__assignment__closed_at=None)
    score = changed.filter(evaluation__finished_at__isnull=False).order_by("pk")[0]
    juror = score.evaluation.assignment.juror
    change_score(score=score, points=(score.points or 0) - 50, reason="أعدت النظر", by=juror, at=at)
    vote = open_prize_vote(round=round, prize=prize, entries=[entry], by=president, at=at)
    cast(vote=vote, entry=entry, by=president, at=at)
    for each in jurors_of(round, at=at):
        cast(vote=vote, entry=entry, by=each, at=at)
    close_vote(vote=vote, by=president, at=at)
    close_deliberation(round=round, by=president, at=at)
    for each in jurors_of(round, at=at):
        sign_minutes(round=round, seen=fingerprint_of(round), by=each, at=at)
    return prize
