"""What the worker does for this room; beat asks every minute."""

from celery import shared_task
from django.utils import timezone

from judging.domain import analysing, publication, rounds


@shared_task
def close_due_rounds() -> None:
    rounds.close_due(at=timezone.now())


@shared_task
def ask_for_missing_analyses() -> None:
    analysing.ask_for_missing(at=timezone.now())


@shared_task
def announce_due_results() -> None:
    publication.announce_due(at=timezone.now())
