"""How many queries a page costs, and that it costs the same with one row and with thirty."""

from collections.abc import Callable, Iterator, Mapping
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
        self.all_same_at(grow_to=grow_to, visits={"": visit})

    def all_same_at(
        self,
        *,
        grow_to: Callable[[int], object],
        visits: Mapping[str, Callable[[], object]],
        at_most: Mapping[str, int] | None = None,
    ) -> None:
        """The same of many pages, which look at data that is made once; the failure names those that differ.

        A page that has a number in `at_most` costs no more than that at either size.
        """
        few, many = (self._costs_at(size, grow_to, visits) for size in SIZES)
        differing = [
            f"{name}: {text}".removeprefix(": ")
            for name in visits
            if (text := _difference(few[name], many[name], (at_most or {}).get(name)))
        ]
        assert not differing, "\n\n".join(differing)

    def _costs_at(
        self, size: int, grow_to: Callable[[int], object], visits: Mapping[str, Callable[[], object]]
    ) -> dict[str, CaptureQueriesContext]:
        grow_to(size)
        costs = {}
        for name, visit in visits.items():
            visit()
            with CaptureQueriesContext(connection) as costs[name]:
                visit()
        return costs


def _difference(few: CaptureQueriesContext, many: CaptureQueriesContext, limit: int | None) -> str:
    """What is wrong with the costs of a page, nothing if nothing is."""
    if len(few) != len(many):
        return f"{len(few)} queries with {SIZES[0]} row, {len(many)} with {SIZES[1]}:\n{_listed(many)}"
    if limit is not None and len(many) > limit:
        return f"{len(many)} queries, {limit} allowed:\n{_listed(many)}"
    return ""


def _listed(captured: CaptureQueriesContext) -> str:
    return "\n".join(query["sql"][:300] for query in captured.captured_queries)


@pytest.fixture
def queries() -> Queries:
    """Count the queries of a block or a page."""
    return Queries()
