"""What the worker does for this room; beat asks."""

from celery import shared_task
from django.utils import timezone

from submissions.domain import automatic, presence, quarantine, uploads


@shared_task
def forget_absent() -> None:
    """Remove the rows that say who was writing and no longer is."""
    presence.forget_absent(at=timezone.now())


@shared_task
def settle_uploads() -> None:
    """Finish what has arrived whole, give up what nobody has sent on, and delete the pieces of both."""
    uploads.settle(at=timezone.now())


@shared_task
def scan_quarantine() -> None:
    """Show the virus scanner what came while it was away."""
    quarantine.look_again(at=timezone.now())


@shared_task
def settle_automatic_submissions() -> None:
    """Submit the drafts whose teams have asked for it and whose time is over."""
    automatic.settle_due(at=timezone.now())
