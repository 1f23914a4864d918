"""How many queries a page costs, and that it costs the same with one row and with thirty."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

SIZES = (1, 30)


class Queries:
    """Counts queries; when a count is wrong, the failure lists them."""

    @contextmanager
    def at_most(self, limit: int) -> Iterator[None]:
        """Fail when the block makes more than `limit` queries."""
        with CaptureQueriesContext(connection) as captured:
            yield
        assert len(captured) <= limit, f"{len(captured)} queries, {limit} allowed:\n{_listed(captured)}"

    def same_at(self, *, grow_to: Callable[[int], object], visit: Callable[[], object]) -> None:
        """Fail when `visit` costs more queries after `grow_to(30)` than after `grow_to(1)`.

        `grow_to(n)` makes the data so large that n rows show, related rows multiplied too. Each size is visited once
        before it is counted, so that caches of the process are warm for both.
        """
        captures = []
        for size in SIZES:
            grow_to(size)
            visit()
            with CaptureQueriesContext(connection) as captured:
                visit()
            captures.append(captured)
        few, many = captures
        assert len(few) == len(many), (
            f"{len(few)} queries with {SIZES[0]} row, {len(many)} with {SIZES[1]}:\n{_listed(many)}"
        )


def _listed(captured: CaptureQueriesContext) -> str:
    return "\n".join(query["sql"][:300] for query in captured.captured_queries)


@pytest.fixture
def queries() -> Queries:
    """Count the queries of a block or a page."""
    return Queries()
