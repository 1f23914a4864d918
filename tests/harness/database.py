"""The test database. Rows that triggers guard must still be emptied between transactional tests."""

from collections.abc import Iterable

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """pytest-django's database; on SQLite, emptying a table goes past its triggers.

    Django empties SQLite's tables by DELETE, which the guards refuse; rows would leak into the next test.
    PostgreSQL truncates, which they do not see.
    """
    if connection.vendor != "sqlite":
        return
    # On the class: while Playwright drives a browser, this thread has another connection.
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_past_triggers(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        with self.connection.cursor() as cursor:
            triggers = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _sql in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
        flush(self, sql_list)
        with self.connection.cursor() as cursor:
            for _name, sql in triggers:
                cursor.execute(sql)

    operations.execute_sql_flush = flush_past_triggers  # type: ignore[method-assign, assignment]
