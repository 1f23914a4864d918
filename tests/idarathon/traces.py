"""Looking for somebody in the whole database: every table, every column, and what sessions hold."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection


def places_that_name(*texts: str) -> set[str]:
    """`table.column` of everything in which one of `texts` stands, as a whole word, whatever its case."""
    either = "|".join(re.escape(text) for text in texts if text)
    wanted = re.compile(rf"(?<![\w-])(?:{either})(?!\w)", re.IGNORECASE)
    return {place for place, written in _everything() if wanted.search(written)}


def _everything() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    yield f"{table}.{column}", _readable(value)
    for session in Session.objects.all():
        yield "django_session.content", _readable(session.get_decoded())


def _readable(value: Any) -> str:
    """The value as text; JSON may be kept with its letters escaped."""
    if isinstance(value, str) and value[:1] in '[{"':
        try:
            value = json.loads(value)
        except ValueError:
            return value
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
