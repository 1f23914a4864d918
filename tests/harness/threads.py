"""Several at the same instant, with threads and connections of their own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection, connections

from competitions.refusals import Refusal


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do them all in threads of their own, begun together; what each returned, or the refusal it met."""
    start = Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            results[place] = act()
        except Refusal as refusal:
            results[place] = refusal
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not any(thread.is_alive() for thread in threads)
    return results


def until_somebody_waits() -> None:
    """Return once another session waits for what this one's transaction holds; on PostgreSQL."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    with connection.cursor() as cursor:
        for _look in range(1000):
            # What is known of the others is from the beginning of the transaction, unless it is asked for anew.
            cursor.execute("SELECT pg_stat_clear_snapshot(), pg_sleep(0.01)")
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
    raise AssertionError("Nobody has waited for what this transaction holds.")
