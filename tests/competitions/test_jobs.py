"""Long work goes on where it stopped, whoever stops it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from competitions.domain import jobs, outbox
from competitions.domain.jobs import LEASE
from competitions.messages import PHASE_MOVED
from competitions.models import Broadcast, Job, Message
from competitions.models.job import MAX_ATTEMPTS
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.teams import a_person
from tests.harness.clock import minutes, seconds

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Jobs of kind "count" count to their total; a test may have them die or fail at a step, or look at them."""
    plan: dict[str, Any] = {"steps": [], "at_step": lambda step: None}

    def count(job: Job, at: datetime) -> Iterator[int]:
        for step in range(job.done + 1, job.total + 1):
            plan["at_step"](step)
            plan["steps"].append(step)
            yield step

    monkeypatch.setitem(jobs._work, "count", count)
    return plan


def clock() -> datetime:
    return NOW


def test_a_job_shows_its_progress_and_its_end(work: dict[str, Any]) -> None:
    job = jobs.start("count", arguments={}, by=None, at=NOW, total=3)
    seen = []
    work["at_step"] = lambda step: seen.append(Job.objects.get(pk=job.pk).done)

    jobs.run(job.pk, clock=clock)

    job.refresh_from_db()
    assert seen == [0, 1, 2]
    assert (job.done, job.started_at, job.finished_at, job.failed_at) == (3, NOW, NOW, None)


def test_a_job_is_done_once(work: dict[str, Any]) -> None:
    job = jobs.start("count", arguments={}, by=None, at=NOW, total=2)

    jobs.run(job.pk, clock=clock)
    jobs.run(job.pk, clock=clock)

    assert work["steps"] == [1, 2]


def test_a_job_whose_worker_dies_is_taken_up_where_it_stopped(work: dict[str, Any]) -> None:
    job = jobs.start("count", arguments={}, by=None, at=NOW, total=3)

    def die(step: int) -> None:
        if step == 3:
            raise KeyboardInterrupt  # passes every `except Exception`, as the end of a process does

    work["at_step"] = die
    with pytest.raises(KeyboardInterrupt):
        jobs.run(job.pk, clock=clock)
    work["at_step"] = lambda step: None
    during = jobs.waiting(at=NOW + LEASE)
    after = jobs.waiting(at=NOW + LEASE + seconds(1))
    jobs.run(job.pk, clock=lambda: NOW + LEASE + seconds(1))

    job.refresh_from_db()
    assert (during, after) == ([], [job.pk])
    assert work["steps"] == [1, 2, 3]
    assert job.finished_at == NOW + LEASE + seconds(1)


def test_a_worker_that_was_taken_for_dead_stops(work: dict[str, Any]) -> None:
    job = jobs.start("count", arguments={}, by=None, at=NOW, total=3)

    def overtake(step: int) -> None:
        if step == 2:
            work["at_step"] = lambda step: None
            jobs.run(job.pk, clock=lambda: NOW + minutes(10))

    work["at_step"] = overtake

    jobs.run(job.pk, clock=clock)

    job.refresh_from_db()
    assert job.finished_at == NOW + minutes(10)
    assert work["steps"] == [1, 2, 3, 2]


def test_a_failure_is_kept_and_said_and_can_be_started_again(
    work: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    job = jobs.start("count", arguments={}, by=None, at=NOW, total=2)

    def fail(step: int) -> None:
        raise LookupError("a row is gone")

    work["at_step"] = fail
    jobs.run(job.pk, clock=clock)
    job.refresh_from_db()
    failure = (job.failed_at, job.error)
    work["at_step"] = lambda step: None
    jobs.restart(job, by=a_person(), at=NOW)
    jobs.run(job.pk, clock=clock)

    job.refresh_from_db()
    assert failure == (NOW, "LookupError: a row is gone")
    assert "start it again" in caplog.text
    assert (job.finished_at, job.failed_at, job.error) == (NOW, None, "")


def test_a_job_that_has_not_failed_is_not_started_again(work: dict[str, Any]) -> None:
    job = jobs.start("count", arguments={}, by=None, at=NOW, total=1)

    with pytest.raises(jobs.JobIsRunning):
        jobs.restart(job, by=a_person(), at=NOW)


def test_a_job_that_kills_every_worker_is_given_up(work: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    job = jobs.start("count", arguments={}, by=None, at=NOW, total=1)
    Job.objects.filter(pk=job.pk).update(attempts=MAX_ATTEMPTS)

    jobs.run(job.pk, clock=clock)

    job.refresh_from_db()
    assert (job.failed_at, work["steps"]) == (NOW, [])
    assert "given up" in caplog.text


def test_a_job_that_nothing_does_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="Nothing does"):
        jobs.start("unheard of", arguments={}, by=None, at=NOW)


def test_the_database_itself_refuses_more_steps_than_there_are(work: dict[str, Any]) -> None:
    job = jobs.start("count", arguments={}, by=None, at=NOW, total=1)

    with pytest.raises(IntegrityError, match="job_done_within_total"), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(done=2)


def write_to(people: list[Any], *, by: Any) -> Broadcast | None:
    competition = a_competition()
    phase = the_phase(competition, "submission")
    context = {"competition": competition, "phase": phase, "opens_at": phase.opens_at, "closes_at": phase.closes_at}
    return outbox.queue_many(PHASE_MOVED, to=people, context=context, by=by, at=NOW)


def test_up_to_fifty_people_are_written_to_at_once() -> None:
    people = [a_person() for _number in range(50)]

    broadcast = write_to(people, by=people[0])

    assert broadcast is None
    assert Message.objects.count() == 50


def test_beyond_fifty_one_row_is_written_and_a_job_unfolds_it_each_in_their_language() -> None:
    people = [a_person(language="fr" if number % 2 else "ar") for number in range(51)]

    broadcast = write_to(people, by=people[0])
    before = Message.objects.count()
    assert broadcast is not None
    jobs.run(broadcast.job_id, clock=clock)

    broadcast.job.refresh_from_db()
    assert before == 0
    assert set(broadcast.messages.values_list("recipient", flat=True)) == {person.pk for person in people}
    assert broadcast.messages.filter(language="fr", text__contains="décembre").count() == 25
    assert broadcast.messages.filter(language="ar", text__contains="دجنبر").count() == 26
    assert (broadcast.job.done, broadcast.job.finished_at) == (51, NOW)


def test_a_broadcast_begun_again_writes_to_nobody_twice() -> None:
    people = [a_person() for _number in range(60)]
    broadcast = write_to(people, by=people[0])
    assert broadcast is not None
    jobs.run(broadcast.job_id, clock=clock)
    Message.objects.filter(recipient__in=people[50:]).delete()
    Job.objects.filter(pk=broadcast.job_id).update(finished_at=None, done=0, claimed_until=None)

    jobs.run(broadcast.job_id, clock=clock)

    assert broadcast.messages.count() == 60


def test_the_database_itself_refuses_a_second_message_of_a_broadcast_to_one_person() -> None:
    people = [a_person() for _number in range(51)]
    broadcast = write_to(people, by=people[0])
    assert broadcast is not None
    jobs.run(broadcast.job_id, clock=clock)
    message = broadcast.messages.first()
    assert message is not None

    message.pk, message.dedupe_key = None, "another"
    with pytest.raises(IntegrityError), transaction.atomic():
        message.save(force_insert=True)
