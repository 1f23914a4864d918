"""Writing to the database past the verbs, to see what it refuses by itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction


def refused(name: str, write: Callable[[], Any]) -> None:
    """Fail unless the database refuses `write` and names the rule (SQLite names columns for unique ones)."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


def by_every_way(name: str, row: models.Model, **changes: Any) -> None:
    """Refused as `save`, as `update`, as `bulk_update` and as SQL by hand."""
    rows = type(row)._base_manager.filter(pk=row.pk)
    columns = ", ".join(f"{type(row)._meta.get_field(field).column} = %s" for field in changes)  # type: ignore[union-attr]
    values = [value.pk if isinstance(value, models.Model) else value for value in changes.values()]
    changed = rows.get()
    for field, value in changes.items():
        setattr(changed, field, value)

    def sql() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {type(row)._meta.db_table} SET {columns} WHERE id = %s", [*values, row.pk])

    refused(name, changed.save)
    refused(name, lambda: rows.update(**changes))
    refused(name, lambda: type(row)._base_manager.bulk_update([changed], list(changes)))
    refused(name, sql)


def deleted(row: models.Model) -> Callable[[], Any]:
    def sql() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {type(row)._meta.db_table} WHERE id = %s", [row.pk])

    return sql
