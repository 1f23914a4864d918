"""Rows that belong to a row, read in the same query: an annotation of JSON, the same on both databases."""

from typing import Any

from django.db.models import Aggregate, F, Func, JSONField, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast


class _Row(Func):
    """A row as a JSON object. Django's own asks each new connection first whether SQLite knows JSON."""

    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_OBJECT", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_BUILD_OBJECT", **context)


class _Together(Aggregate):
    """All the objects of a group as one JSON list."""

    output_field = JSONField()
    name = "together"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def rows_beside(rows: QuerySet[Any], *, by: str, of: str = "pk", **fields: str) -> Subquery:
    """Of `rows` those whose column `by` is the `of` of the row that is read: a list of objects, None where none is.

    `fields` are the columns that each object has, by the names that it gives them. They come in no order.
    """
    own = rows.filter(**{by: OuterRef(of)}).order_by().values(by)
    parts = [part for name, field in fields.items() for part in (Cast(Value(name), TextField()), F(field))]
    return Subquery(own.annotate(together=_Together(_Row(*parts))).values("together"))
