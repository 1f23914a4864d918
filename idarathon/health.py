"""Two answers for whoever watches the site: is it alive, and can it work."""

import logging
from collections.abc import Callable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from competitions import guards
from idarathon.celery import app
from submissions.domain import scanning

logger = logging.getLogger("idarathon.health")
BROKER_PATIENCE = 2  # seconds


@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when every part works, else 503; the body says which part fails, and never why: the reason is in the log."""
    parts = {name: _works(name, probe) for name, probe in PROBES.items()}
    # Without the scanner people can work: their files wait. So it is said, and takes no process out of service.
    beside = {"scanner": scanning.is_alive()} if scanning.is_configured() else {}
    return JsonResponse({"ready": all(parts.values()), **parts, **beside}, status=200 if all(parts.values()) else 503)


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _broker() -> None:
    with app.connection_for_write(connect_timeout=BROKER_PATIENCE) as broker:
        broker.ensure_connection(max_retries=1, timeout=BROKER_PATIENCE)


def _migrations() -> None:
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise RuntimeError(f"{len(plan)} migrations are not applied: run `manage.py migrate`")
    if lacking := guards.missing(connection):
        raise RuntimeError(f"{len(lacking)} triggers are missing, {lacking[0].name} first: run `manage.py migrate`")


PROBES: dict[str, Callable[[], None]] = {"database": _database, "broker": _broker, "migrations": _migrations}


def _works(name: str, probe: Callable[[], None]) -> bool:
    try:
        probe()
    except Exception:  # whatever the reason, the answer is that this part does not work; the log has it
        logger.exception("not ready", extra={"part": name})
        return False
    return True
