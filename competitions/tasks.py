"""Work for the workers: each looks for rows, so that a task lost on its way loses nothing."""

import os
import socket
from uuid import uuid4

from celery import shared_task
from django.utils import timezone

from competitions.domain import delivery, jobs, outbox, reminders


@shared_task
def deliver_messages() -> None:
    """Send what waits in the outbox, batch after batch."""
    worker = f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid4().hex[:12]}"
    while delivery.deliver_due(worker=worker, at=timezone.now()):
        continue


@shared_task
def expire_secrets() -> None:
    """Empty the secrets whose time is over."""
    outbox.expire_secrets(at=timezone.now())


@shared_task
def send_due_reminders() -> None:
    """Queue the reminders that are due."""
    reminders.send_due(at=timezone.now())


@shared_task
def run_job(job_id: int) -> None:
    """Do one job."""
    jobs.run(job_id, clock=timezone.now)


@shared_task
def run_waiting_jobs() -> None:
    """Do the jobs that nobody works on."""
    for job_id in jobs.waiting(at=timezone.now()):
        jobs.run(job_id, clock=timezone.now)


@shared_task
def expire_job_files() -> None:
    """Delete what jobs made and nobody may fetch any more."""
    jobs.expire_files(at=timezone.now())
