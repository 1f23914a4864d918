"""What the worker does for this room; beat asks."""

from celery import shared_task
from django.utils import timezone

from teams.domain import eligibility, people_lists


@shared_task
def raise_overdue_vouching() -> None:
    """Bring to the organisers who has waited too long for a word."""
    eligibility.raise_overdue(at=timezone.now())


@shared_task
def empty_old_lists() -> None:
    """Remove the rows of lists of people that nobody has confirmed, and of those that are done."""
    people_lists.empty_old_lists(at=timezone.now())
