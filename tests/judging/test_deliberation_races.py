"""What is contested in a deliberation is tried by several at once, on a database that lets them."""

import json

import pytest

from competitions.refusals import Refusal
from judging.domain.deliberating.minutes import fingerprint_of, sign_minutes
from judging.domain.deliberating.opening import close_deliberation, open_deliberation
from judging.domain.deliberating.revising import change_score
from judging.domain.deliberating.voting import cast, close_vote, open_tie_vote
from judging.domain.publication import name_award
from judging.domain.screening import exclude_entry
from judging.domain.signing import sign
from judging.models import Award, Ballot, Deliberation, JurorSignature, Score, Signature, Vote
from tests.builders.judging import OVER
from tests.harness.threads import at_once
from tests.judging.sitting import Sitting, a_sitting

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def refusals(results: list[object]) -> list[str]:
    return sorted(type(each).__name__ for each in results if isinstance(each, Refusal))


def test_it_is_opened_once() -> None:
    here = a_sitting(1500, opened=False)
    president = here.president

    at_once(*[lambda: open_deliberation(round=here.round, by=president, at=OVER)] * 4)

    assert Deliberation.objects.count() == 1


def a_tie(here: Sitting) -> Vote:
    return open_tie_vote(round=here.round, entries=here.entries[:2], by=here.president, at=OVER)


@pytest.mark.parametrize("attempt", range(3))
def test_two_ballots_of_one_juror_are_one(attempt: int) -> None:
    here = a_sitting(1500, 1500)
    vote, juror = a_tie(here), here.jurors[0]

    results = at_once(
        lambda: cast(vote=vote, entry=here.entries[0], by=juror, at=OVER),
        lambda: cast(vote=vote, entry=here.entries[1], by=juror, at=OVER),
    )

    assert refusals(results) == ["AlreadyVoted"]
    assert Ballot.objects.count() == 1


def test_a_vote_on_a_tie_is_opened_once() -> None:
    here = a_sitting(1500, 1500)
    president = here.president

    results = at_once(*[lambda: open_tie_vote(round=here.round, entries=here.entries, by=president, at=OVER)] * 3)

    assert refusals(results) == ["VoteHeld", "VoteHeld"]
    assert Vote.objects.count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_a_ballot_that_comes_while_the_vote_is_closed_counts_or_is_refused(attempt: int) -> None:
    here = a_sitting(1500, 1500)
    vote, president = a_tie(here), here.president
    for juror in here.jurors[:2]:
        cast(vote=vote, entry=here.entries[0], by=juror, at=OVER)

    late, closed = at_once(
        lambda: cast(vote=vote, entry=here.entries[1], by=here.jurors[2], at=OVER),
        lambda: close_vote(vote=vote, by=president, at=OVER),
    )

    assert isinstance(closed, Vote)
    assert Ballot.objects.count() == (2 if isinstance(late, Refusal) else 3)


@pytest.mark.parametrize("attempt", range(3))
def test_a_score_that_changes_while_the_deliberation_closes_is_in_what_is_signed_or_refused(attempt: int) -> None:
    here = a_sitting(1500, 1400)
    score, juror, president = here.score(), here.jurors[0], here.president

    at_once(
        lambda: change_score(score=score, points=900, reason="سبب", by=juror, at=OVER),
        lambda: close_deliberation(round=here.round, by=president, at=OVER),
    )
    for each in here.jurors:
        sign_minutes(round=here.round, seen=fingerprint_of(here.round), by=each, at=OVER)
    signature = sign(round=here.round, by=president, at=OVER)

    revised = [each["revised"] for each in json.loads(signature.table)["evaluations"] if each["revised"]]
    stored = Score.objects.get(pk=score.pk).revised_points
    assert revised == ([{"impact": 900}] if stored is not None else [])


@pytest.mark.parametrize("attempt", range(3))
def test_a_score_does_not_change_behind_the_back_of_who_signs(attempt: int) -> None:
    here = a_sitting(1500, 1400)
    president = here.president
    close_deliberation(round=here.round, by=president, at=OVER)
    for each in here.jurors:
        sign_minutes(round=here.round, seen=fingerprint_of(here.round), by=each, at=OVER)

    results = at_once(
        lambda: sign(round=here.round, by=president, at=OVER),
        lambda: change_score(score=here.score(), points=900, reason="سبب", by=here.jurors[0], at=OVER),
        lambda: sign(round=here.round, by=president, at=OVER),
    )

    assert refusals(results) == ["DeliberationOver"]
    assert Signature.objects.count() == 1


def test_a_juror_signs_once() -> None:
    here = a_sitting(1500)
    close_deliberation(round=here.round, by=here.president, at=OVER)
    seen, juror = fingerprint_of(here.round), here.jurors[0]

    at_once(*[lambda: sign_minutes(round=here.round, seen=seen, by=juror, at=OVER)] * 4)

    assert JurorSignature.objects.filter(kind="minutes").count() == 1


def test_two_changes_of_one_score_follow_each_other() -> None:
    here = a_sitting(1500)
    score, juror = here.score(), here.jurors[0]

    at_once(
        lambda: change_score(score=score, points=900, reason="سبب", by=juror, at=OVER),
        lambda: change_score(score=score, points=1000, reason="سبب آخر", by=juror, at=OVER),
    )

    first, second = score.changes.order_by("pk")  # type: ignore[attr-defined]
    assert first.old_points == 1500
    assert second.old_points == first.new_points
    assert Score.objects.get(pk=score.pk).revised_points == second.new_points


def test_a_winner_is_not_excluded_while_they_are_named() -> None:
    here = a_sitting(1500)
    close_deliberation(round=here.round, by=here.president, at=OVER)
    for each in here.jurors:
        sign_minutes(round=here.round, seen=fingerprint_of(here.round), by=each, at=OVER)
    sign(round=here.round, by=here.president, at=OVER)
    organiser = here.organiser
    prize = {"ar": "الجائزة الأولى"}

    results = at_once(
        lambda: name_award(
            competition=here.competition, entry=here.entries[0], prize=prize, rank=1, by=organiser, at=OVER
        ),
        lambda: exclude_entry(entry=here.entries[0], reason="سبب", by=organiser, at=OVER),
    )

    assert refusals(results) == ["RankingSigned"]
    assert Award.objects.count() == 1
