"""Rules over several rows or tables that the database itself keeps, as triggers on SQLite and PostgreSQL.

A room lists its `Guard`s in its `guards.py` and registers them in `AppConfig.ready`. They are installed again after
every migrate, because SQLite drops a table's triggers without a word when a migration rebuilds the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate

DISTINCT = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}


@dataclass(frozen=True)
class Guard:
    """Refuse `event` on `table` while `condition` holds.

    `event` is INSERT, DELETE, UPDATE or `UPDATE OF column, …`. `condition` is SQL over NEW and OLD that both databases
    read; write `{distinct}` for the null-safe ≠. The refusal is an `IntegrityError` whose text is the guard's name.
    """

    name: str
    table: str
    event: str
    condition: str

    def statements(self, vendor: str) -> list[str]:
        condition = self.condition.format(distinct=DISTINCT[vendor])
        return self._sqlite(condition) if vendor == "sqlite" else self._postgresql(condition)

    def _sqlite(self, condition: str) -> list[str]:
        return [
            f'DROP TRIGGER IF EXISTS "{self.name}"',
            f'CREATE TRIGGER "{self.name}" BEFORE {self.event} ON "{self.table}" WHEN {condition} '
            f"BEGIN SELECT RAISE(ABORT, '{self.name}'); END",
        ]

    def _postgresql(self, condition: str) -> list[str]:
        row = "OLD" if self.event == "DELETE" else "NEW"
        return [
            f'CREATE OR REPLACE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
            f"IF {condition} THEN RAISE EXCEPTION '{self.name}' USING ERRCODE = 'integrity_constraint_violation'; "
            f"END IF; RETURN {row}; END $$",
            f'DROP TRIGGER IF EXISTS "{self.name}" ON "{self.table}"',
            f'CREATE TRIGGER "{self.name}" BEFORE {self.event} ON "{self.table}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{self.name}"()',
        ]


_guards: dict[str, tuple[Guard, ...]] = {}


def register_guards(app: AppConfig, guards: Sequence[Guard]) -> None:
    """Make `guards` part of the schema of `app`."""
    _guards[app.label] = tuple(guards)
    post_migrate.connect(_install_after_migrate, sender=app, dispatch_uid=f"guards.{app.label}")


def all_guards() -> list[Guard]:
    """Every registered guard, of every room."""
    return [guard for guards in _guards.values() for guard in guards]


def _install_after_migrate(sender: AppConfig, using: str, **options: Any) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for guard in _guards[sender.label]:
            # Migrating back and forth, a table may not be there yet; the check below speaks if it stays so.
            if guard.table in tables:
                for statement in guard.statements(connection.vendor):
                    cursor.execute(statement, None)


def installed(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of the triggers that the database has."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def missing(connection: BaseDatabaseWrapper) -> list[Guard]:
    """Guards that should be in the database and are not."""
    present = installed(connection)
    return [guard for guard in all_guards() if guard.name not in present]


# With `deploy`, or `migrate`, which checks before it works, could never install what is missing.
@register(Tags.database, deploy=True)
def check_guards(databases: Sequence[str] | None = None, **options: Any) -> list[CheckMessage]:
    """Fail when a trigger that keeps a rule is not in the database."""
    if not databases or DEFAULT_DB_ALIAS not in databases:
        return []
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    return [
        Error(
            f"The database trigger {guard.name} on {guard.table} is missing.",
            hint="Run `manage.py migrate`: it installs every trigger again.",
            id="competitions.E001",
        )
        for guard in missing(connection)
        if guard.table in tables
    ]


# This room's own: people have agreed to these words.
GUARDS = [
    Guard("privacy_notice_stands", "competitions_privacynotice", "UPDATE", "OLD.published_at IS NOT NULL"),
    Guard("privacy_notice_kept", "competitions_privacynotice", "DELETE", "OLD.published_at IS NOT NULL"),
]
