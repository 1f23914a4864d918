"""The test database: emptied after a transactional test, as fast as it may be, and past the triggers that guard rows.

Django would empty every table, make content types and permissions anew and install every trigger again: seconds for
each of hundreds of tests. Here only what holds rows is emptied, and what only the schema says is left where it is.
"""

from typing import Any

import pytest
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

# They follow from the models and the migrations alone.
OF_THE_SCHEMA = {"django_migrations", "django_content_type", "auth_permission"}


@pytest.fixture(scope="session", autouse=True)
def _empty_what_holds_rows() -> None:
    def fixture_teardown(self: Any) -> None:
        for name in self._databases_names(include_mirrors=False):
            empty(connections[name])

    TransactionTestCase._fixture_teardown = fixture_teardown  # type: ignore[attr-defined]


def empty(connection: BaseDatabaseWrapper) -> None:
    """Delete every row that a test can have made."""
    filled = _filled(connection)
    if not filled:
        return
    empty_past_triggers = _empty_sqlite if connection.vendor == "sqlite" else _empty_postgresql
    with transaction.atomic(using=connection.alias):
        empty_past_triggers(connection, filled)


def _filled(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables with a row in them; one query."""
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True)) - OF_THE_SCHEMA)
    each = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return [table for (table,) in cursor.fetchall()]


def _empty_sqlite(connection: BaseDatabaseWrapper, tables: list[str]) -> None:
    """The guards refuse DELETE, so they are away meanwhile; foreign keys are looked at when all is gone."""
    placeholders = ", ".join(["%s"] * len(tables))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({placeholders})", tables
        )
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        for table in tables:
            cursor.execute(f'DELETE FROM "{table}"')
        for _name, sql in triggers:
            cursor.execute(sql, None)


def _empty_postgresql(connection: BaseDatabaseWrapper, tables: list[str]) -> None:
    """As a replica, on which neither guards nor foreign keys are looked at; that is for superusers. Others truncate."""
    named = [f'"{table}"' for table in tables]
    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        if cursor.fetchone() == ("on",):
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("; ".join(f"DELETE FROM {name}" for name in named))
        else:
            cursor.execute(f"TRUNCATE {', '.join(named)} CASCADE")
