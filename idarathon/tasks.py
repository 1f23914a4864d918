"""Work for the workers that needs every room."""

from celery import shared_task
from django.utils import timezone

from idarathon import retention


@shared_task
def warn_of_retention() -> None:
    """Warn of what will be erased in thirty days."""
    retention.warn_due(at=timezone.now())


@shared_task
def end_retention() -> None:
    """Begin to erase what has been kept for long enough."""
    retention.start_due(at=timezone.now())
