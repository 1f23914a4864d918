"""What is contested is tried by two at once, on a database that lets them."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from competitions.models import Message
from competitions.refusals import Refusal
from judging.domain.assignment import assign
from judging.domain.conflicts import declare
from judging.domain.publication import announce_due, schedule
from judging.domain.ranking import Ranked, ranking
from judging.domain.rounds import close_round, exclude_entry, open_round
from judging.domain.scoring import save_evaluation
from judging.domain.signing import sign
from judging.models import Assignment, Conflict, Entry, Evaluation, Signature
from teams.consequences import member_joined
from teams.models import Membership
from tests.builders.judging import (
    JUDGING,
    OPENING,
    OVER,
    a_closed_round,
    a_juror,
    a_president,
    a_round,
    a_signature,
    an_assignment,
    an_evaluation,
    an_organiser,
    has_deliberated,
    the_entry,
)
from tests.builders.teams import a_member, a_person

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def at_once(*verbs: Callable[[], Any]) -> list[Any]:
    """Start all together; what each returned, or the refusal it raised."""
    barrier = Barrier(len(verbs))

    def run(verb: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return verb()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))


def test_two_organisers_open_a_round_and_it_is_opened_once() -> None:
    round = a_round(entries=3, opened=False)
    by = an_organiser(round.competition)

    at_once(*[lambda: open_round(round=round, by=by, at=OPENING)] * 4)

    assert Entry.objects.filter(round=round).count() == 3


def test_a_juror_is_assigned_once() -> None:
    entry = a_round().entries.get()
    juror, by = a_juror(entry.round.competition), an_organiser(entry.round.competition)

    at_once(*[lambda: assign(entry=entry, juror=juror, by=by, at=JUDGING)] * 4)

    assert Assignment.objects.count() == 1


@pytest.mark.parametrize("attempt", range(5))
def test_a_juror_is_not_assigned_while_a_colleague_of_theirs_joins_the_team(attempt: int) -> None:
    entry = a_round().entries.get()
    juror, by = a_juror(entry.round.competition), an_organiser(entry.round.competition)
    colleague = a_person(department=juror.department)

    def join() -> None:
        membership = a_member(entry.team, colleague)
        member_joined.send(Membership, membership=membership, by=colleague, at=JUDGING)

    at_once(lambda: assign(entry=entry, juror=juror, by=by, at=JUDGING), join)

    assert Conflict.objects.live().get().juror == juror
    assert not Assignment.objects.live().exists()


def test_a_save_and_a_recusal_leave_no_live_assignment() -> None:
    evaluation = an_evaluation(finished=False)
    assignment = evaluation.assignment
    team, juror = assignment.entry.team, assignment.juror

    at_once(
        lambda: an_evaluation(Assignment.objects.with_work().get(), points=900, finished=False),
        lambda: declare(juror=juror, team=team, reason="سبب", by=juror, at=JUDGING),
    )

    assert not Assignment.objects.live().exists()
    assert Conflict.objects.live().count() == 1


@pytest.mark.parametrize("begun", [False, True])
def test_two_windows_save_at_once_and_one_of_them_is_told(begun: bool) -> None:
    assignment = an_assignment()
    revision = an_evaluation(assignment, finished=False).revision if begun else 0

    def save(points: int) -> Evaluation:
        return save_evaluation(
            assignment=assignment,
            points={"impact": points},
            comments={},
            comment_for_team="",
            comment_for_jury="",
            revision=revision,
            by=assignment.juror,
            received_at=JUDGING,
        )

    results = at_once(lambda: save(100), lambda: save(200))

    assert sorted(type(result).__name__ for result in results) == ["Evaluation", "EvaluationChangedMeanwhile"]
    assert Evaluation.objects.get().revision == revision + 1


@pytest.mark.parametrize("attempt", range(5))
def test_what_is_being_saved_while_the_round_closes_is_in_the_ranking_or_refused(attempt: int) -> None:
    entry = an_evaluation(points=500).assignment.entry
    late = an_assignment(entry=entry, juror=a_juror(entry.round.competition))
    an_evaluation(late, points=500, finished=False)
    round = entry.round

    def finish_late() -> Evaluation:
        return an_evaluation(Assignment.objects.with_work().get(pk=late.pk), points=900)

    def close_and_rank() -> list[Ranked]:
        close_round(round=round, at=OVER)
        return ranking(round)

    _finished, seen = at_once(finish_late, close_and_rank)

    assert ranking(round) == seen
    assert seen[0].score in {500, 700}


def test_an_entry_is_not_excluded_behind_the_back_of_who_signs() -> None:
    round = a_closed_round(1500, 1200)
    entry, by, president = the_entry(round), an_organiser(round.competition), a_president(round.competition)
    has_deliberated(round)

    at_once(
        lambda: sign(round=round, by=president, at=OVER),
        lambda: exclude_entry(entry=entry, reason="سبب", by=by, at=OVER),
    )

    entry.refresh_from_db()
    signature = Signature.objects.first()
    if signature is None:  # the jurors have signed another table
        assert entry.excluded_at is not None
    else:
        signed = {row["entry"]: row["excluded"] for row in json.loads(signature.table)["entries"]}
        assert signed[entry.pk] == (entry.excluded_at is not None)


def test_a_ranking_is_signed_once() -> None:
    round = a_closed_round(1500)
    president = a_president(round.competition)
    has_deliberated(round)

    at_once(*[lambda: sign(round=round, by=president, at=OVER)] * 4)

    assert Signature.objects.count() == 1


def test_results_are_announced_once() -> None:
    competition = a_signature().round.competition
    schedule(competition=competition, publish_at=OVER, by=an_organiser(competition), at=OVER)

    announced = at_once(*[lambda: announce_due(at=OVER + timedelta(minutes=1))] * 4)

    assert sorted(announced) == [0, 0, 0, 1]
    assert Message.objects.filter(kind="judging.own_result").count() == 9
