"""Telling a worker to look again, once what it shall find is committed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)
_nobody_is_woken: ContextVar[bool] = ContextVar("nobody_is_woken", default=False)


@contextmanager
def nobody_woken() -> Iterator[None]:
    """Inside, no worker is told to look: for what is written down of the past. Beat still finds what waits."""
    before = _nobody_is_woken.set(True)
    try:
        yield
    finally:
        _nobody_is_woken.reset(before)


def wake_after_commit(task: str, *arguments: Any) -> None:
    """Send the task called `task` when the transaction commits.

    The work itself lies in rows that beat looks for as well, so a broker that does not answer costs time, not work:
    it is logged, and the request goes on.
    """

    def wake() -> None:
        try:
            # Without retries: the person whose request this is should not wait for a broker that is away.
            current_app.send_task(task, args=arguments, retry=False)
        except Exception:
            logger.exception(
                "The broker took no task. Nothing is lost, beat finds the work. Is the broker at BROKER_URL up?",
                extra={"task": task},
            )

    if not _nobody_is_woken.get():
        transaction.on_commit(wake)
