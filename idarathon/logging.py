"""Logs: one JSON object per line, one line per request and per background task, and no personal data in any."""

import json
import logging
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from celery import Task
from celery.signals import task_postrun, task_prerun
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

requests = logging.getLogger("idarathon.request")
tasks = logging.getLogger("idarathon.task")

MASK = "***"
SECRET_ARGUMENTS = {"token", "key", "uidb36", "uidb64"}
# What no reader of a log needs and some could misuse: addresses, and anything as long as a key or a token.
PRIVATE = re.compile(r"[^\s/\"'<>(=]+@[\w-]+(?:\.[\w-]+)+")
LONG_SEGMENT = re.compile(r"(?<=/)[^/\s]{24,}(?=/|$)")
OWN_FIELDS = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request", "server_time", "status_code"}


class JsonFormatter(logging.Formatter):
    """One line: when, how grave, who says it, what, and the record's own extra fields. E-mail addresses are masked."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one JSON object without a line break."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        line |= {name: value for name, value in vars(record).items() if name not in OWN_FIELDS}
        if record.exc_info:
            line["trace"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


class RequestLogMiddleware:
    """Writes the line of each request: method, masked path, status, duration, person's id, time in the queue."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.monotonic()
        queued = timezone.now() - request.received_at  # type: ignore[attr-defined]
        response = self.get_response(request)
        user = getattr(request, "user", None)
        fields = {
            "method": request.method,
            "path": masked_path(request),
            "status": response.status_code,
            "ms": _milliseconds(since=started),
            "queued_ms": round(queued.total_seconds() * 1000),
            # Asking an unused session for its person would cost a query on pages that need none.
            "user": user.pk if user is not None and "_cached_user" in vars(request) else None,
        }
        # Files of the look come by the dozen with each page, and tell nothing.
        level = logging.DEBUG if request.path.startswith(settings.STATIC_URL) else logging.INFO
        requests.log(level, "request", extra=fields)
        return response


def masked_path(request: HttpRequest) -> str:
    """The path without its query, and without the tokens and keys that it carries."""
    path = request.path
    if request.resolver_match:
        for name, value in request.resolver_match.kwargs.items():
            if name in SECRET_ARGUMENTS and value:
                path = path.replace(str(value), MASK)
    return without_secrets(path)


def without_secrets(text: str) -> str:
    """The text with e-mail addresses and long path segments replaced by `***`."""
    return LONG_SEGMENT.sub(MASK, PRIVATE.sub(MASK, text))


@task_prerun.connect
def _start_clock(task: Task[..., Any], **_: Any) -> None:
    task.request.started_at = time.monotonic()  # type: ignore[attr-defined]


@task_postrun.connect
def _log_task(task_id: str, task: Task[..., Any], state: str | None = None, **_: Any) -> None:
    started = getattr(task.request, "started_at", None)
    milliseconds = None if started is None else _milliseconds(since=started)
    tasks.info("task", extra={"task": task.name, "id": task_id, "state": state, "ms": milliseconds})


def _milliseconds(*, since: float) -> int:
    return round((time.monotonic() - since) * 1000)
