"""Long work that a worker does step by step, and takes up again where another one left it."""

import logging
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from django.core.files import File
from django.db import connection, connections, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from competitions.domain.wakeups import wake_after_commit
from competitions.models import Job
from competitions.models.job import MAX_ATTEMPTS
from competitions.refusals import Refusal

logger = logging.getLogger(__name__)

RUN = "competitions.tasks.run_job"
# A worker that shows no progress for so long is taken for dead, and another one takes the job up.
LEASE = timedelta(minutes=2)

# (job, at) → how many steps are done, after each. It may be called again from the start at any time: what it has done
# before it must find done. It may hold a transaction from one step to the next, which is undone when it is stopped.
Work = Callable[[Job, datetime], Iterator[int]]
_work: dict[str, Work] = {}


class JobIsRunning(Refusal):
    """A job that has not failed needs no second start."""

    message = _("This job has not failed; there is nothing to start again.")


class LostJob(Exception):
    """Another worker has taken the job up."""


def runs(kind: str) -> Callable[[Work], Work]:
    """Declare the function that does jobs of `kind`; two of one kind raise `ValueError`."""

    def register(work: Work) -> Work:
        if _work.setdefault(kind, work) is not work:
            raise ValueError(f"Jobs of kind {kind} have two functions.")
        return work

    return register


def start(kind: str, *, arguments: dict[str, Any], by: Any, at: datetime, total: int = 0) -> Job:
    """Write down a job of `total` steps and have a worker begin after the commit; `by` is None for the house itself."""
    if kind not in _work:
        raise ValueError(f"Nothing does jobs of kind {kind}.")
    job = Job.objects.create(kind=kind, arguments=arguments, requested_by=by, requested_at=at, total=total)
    wake_after_commit(RUN, job.pk)
    return job


def restart(job: Job, *, by: Any, at: datetime) -> Job:
    """Have a failed job tried again. Raises JobIsRunning."""
    failed = Job.objects.filter(pk=job.pk, failed_at__isnull=False)
    if not failed.update(failed_at=None, error="", attempts=0, claimed_until=None, claimed_by=""):
        raise JobIsRunning
    logger.info("job started again", extra={"job": job.pk, "kind": job.kind, "by": by.pk})
    wake_after_commit(RUN, job.pk)
    job.refresh_from_db()
    return job


def keep_file(job: Job, content: "File[bytes]", *, name: str, expires_at: datetime) -> None:
    """Keep what the job made, under a name that cannot be guessed; a file that an earlier attempt left is replaced."""
    if job.file:
        job.file.delete(save=False)
    job.file.save(f"{uuid4().hex}/{name}", content, save=False)
    Job.objects.filter(pk=job.pk).update(file=job.file.name, file_expires_at=expires_at)


def expire_files(*, at: datetime) -> int:
    """Delete the files whose time is over; returns how many."""
    return _drop(Job.objects.with_file().filter(file_expires_at__lte=at))


def drop_files(*, requested_by: Any) -> int:
    """Delete every file made for that person; returns how many."""
    return _drop(Job.objects.with_file().filter(requested_by=requested_by))


def _drop(found: QuerySet[Job]) -> int:
    dropped = list(found)
    for job in dropped:
        # First the row: were the storage away, nobody would be handed a file whose time is over.
        Job.objects.filter(pk=job.pk).update(file="")
        transaction.on_commit(partial(job.file.storage.delete, str(job.file.name)))
    return len(dropped)


def waiting(*, at: datetime) -> list[int]:
    """Jobs that nobody works on: never begun, or left by a worker that died."""
    return list(Job.objects.claimable(at=at).values_list("pk", flat=True))


def run(job_id: int, *, clock: Callable[[], datetime]) -> None:
    """Do the job to its end, unless another worker is at it. `clock` tells the time between steps.

    A failure is kept in the row and logged. Killed in between, the job stays claimable after `LEASE`.
    """
    worker = uuid4().hex
    at = clock()
    job = _claim(job_id, worker=worker, at=at)
    if job is None:
        return
    try:
        _do(job, at, worker=worker, clock=clock)
    except LostJob:
        logger.warning("job taken up by another worker", extra={"job": job.pk, "kind": job.kind})
    except Exception as error:
        logger.exception(
            "A job failed. Look at its error in the administration, mend the cause, then start it again there.",
            extra={"job": job.pk, "kind": job.kind},
        )
        _end(job, worker=worker, failed_at=clock(), error=f"{type(error).__name__}: {error}"[:2000])
    else:
        _end(job, worker=worker, finished_at=clock(), done=F("total"))


def _claim(job_id: int, *, worker: str, at: datetime) -> Job | None:
    with transaction.atomic():
        job = Job.objects.claimable(at=at).select_for_update(skip_locked=True).filter(pk=job_id).first()
        if job is None:
            return None
        job.attempts += 1
        job.started_at = job.started_at or at
        job.claimed_by, job.claimed_until = worker, at + LEASE
        if job.attempts > MAX_ATTEMPTS:
            job.failed_at, job.error = at, f"Its worker died {MAX_ATTEMPTS} times."
            logger.error(
                "A job is given up: its worker died each time. Look for its cause, then start it again.",
                extra={"job": job.pk, "kind": job.kind},
            )
        job.save()
    return None if job.failed_at else job


def _do(job: Job, at: datetime, *, worker: str, clock: Callable[[], datetime]) -> None:
    """Every step of the work. Raises LostJob."""
    outermost = not connection.in_atomic_block
    steps = _work[job.kind](job, at)
    try:
        for done in steps:
            _show(job, done, worker=worker, at=clock(), aside=outermost and connection.in_atomic_block)
    finally:
        if isinstance(steps, Generator):
            steps.close()


def _show(job: Job, done: int, *, worker: str, at: datetime, aside: bool) -> None:
    """Write how far it is. `aside`: the work holds a transaction, out of which nobody sees anything before its end.

    Then it is written by another connection, where the database bears two that write.
    """
    facts = {"done": min(done, job.total), "claimed_until": at + LEASE}
    if aside and connection.features.has_select_for_update:
        with ThreadPoolExecutor(max_workers=1) as other:
            held = other.submit(_hold_aside, job, worker, facts).result()
    else:
        held = _hold(job, worker, facts)
    if not held:
        raise LostJob


def _hold(job: Job, worker: str, facts: dict[str, Any]) -> int:
    return Job.objects.filter(pk=job.pk, claimed_by=worker, finished_at=None).update(**facts)


def _hold_aside(job: Job, worker: str, facts: dict[str, Any]) -> int:
    """In a thread of its own, and so by a connection of its own."""
    try:
        return _hold(job, worker, facts)
    finally:
        connections.close_all()


def _end(job: Job, *, worker: str, **facts: Any) -> None:
    _hold(job, worker, {"claimed_until": None, **facts})
