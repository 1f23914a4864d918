"""The harness itself: what it promises other tests."""

import os

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from tests.codebase.sources import ROOT
from tests.harness.kept import kept
from tests.harness.queries import Queries

SAMPLE = """
import pytest

def test_that_passes():
    pass

@pytest.mark.skip(reason="not today")
def test_that_is_skipped():
    pass

@pytest.mark.xfail(reason="known")
def test_that_is_excused():
    assert False

@pytest.mark.xfail(reason="mended", strict=False)
def test_that_passes_though_excused():
    pass

@pytest.mark.{absent}
def test_that_needs_the_other_database():
    pass
"""

NAMED = "NOT RUN HERE: 1 tests that need *"


def run_sample(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    absent = "sqlite" if connection.vendor == "postgresql" else "postgresql"
    pytester.makepyfile(SAMPLE.format(absent=absent))
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    pytester.makeini("[pytest]\nmarkers =\n  postgresql\n  sqlite\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", path)
        patch.setenv("DJANGO_SETTINGS_MODULE", "tests.settings")
        return pytester.runpytest_subprocess("-p", "tests.harness.strictness", *arguments)


def test_a_skipped_or_excused_test_is_a_failure_where_none_may_be(pytester: pytest.Pytester) -> None:
    run_sample(pytester, "--no-skips").assert_outcomes(passed=1, failed=2, errors=1, deselected=1)


def test_elsewhere_it_is_not_and_what_cannot_run_here_is_named(pytester: pytest.Pytester) -> None:
    result = run_sample(pytester)

    result.assert_outcomes(passed=1, skipped=1, xfailed=1, xpassed=1, deselected=1)
    result.stdout.fnmatch_lines([NAMED])


def test_several_processes_name_it_too(pytester: pytest.Pytester) -> None:
    run_sample(pytester, "-n", "2").stdout.fnmatch_lines([NAMED])


class TestEmptyingGuardedTables:
    """A trigger that forbids deleting must not leave rows for the next test, and must be there again after it."""

    @pytest.mark.sqlite
    @pytest.mark.parametrize("turn", [1, 2])
    @pytest.mark.django_db(transaction=True)
    def test_rows_are_gone_and_the_trigger_is_back(self, turn: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TRIGGER IF NOT EXISTS session_stays BEFORE DELETE ON django_session "
                "BEGIN SELECT RAISE(ABORT, 'session_stays'); END"
            )
            assert Session.objects.count() == 0
            a_session("guarded")
            triggers = cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'session_stays'").fetchone()

        assert triggers == (1,)
        if turn == 2:
            with connection.cursor() as cursor:
                cursor.execute("DROP TRIGGER session_stays")


made: list[str] = []


@kept
def kept_session() -> Session:
    made.append("a session")
    return a_session("kept")


@pytest.fixture(scope="module")
def started_late() -> bool:
    """Like a browser: begun for the first test that asks for it. Whether a world still stands then."""
    return connection.in_atomic_block


class TestKeptWorlds:
    @pytest.mark.django_db
    @pytest.mark.parametrize("turn", [1, 2])
    def test_one_is_made_once_and_found_as_it_was_made(self, turn: int, kept_session: Session) -> None:
        found = (kept_session.session_data, Session.objects.get().session_data)
        kept_session.session_data = "changed"
        kept_session.save()

        assert found == ("", "")
        assert made == ["a session"]

    @pytest.mark.django_db
    def test_who_does_not_ask_for_it_does_not_find_it(self) -> None:
        assert not Session.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_it_is_undone_before_anything_is_started_for_the_next_test(self, started_late: bool) -> None:
        assert not started_late

    @pytest.mark.django_db(transaction=True)
    def test_without_a_transaction_that_could_be_undone_it_is_made_for_the_test(self, kept_session: Session) -> None:
        before = len(made)

        assert Session.objects.get() == kept_session
        assert (made.pop(), len(made)) == ("a session", before - 1)


@pytest.mark.django_db
class TestQueries:
    def test_a_page_that_asks_per_row_is_found(self, queries: Queries) -> None:
        def visit() -> None:
            for session in Session.objects.all():
                session.refresh_from_db()

        with pytest.raises(AssertionError, match="2 queries with 1 row, 31 with 30"):
            queries.same_at(grow_to=grow_to, visit=visit)

    def test_a_page_that_asks_once_passes(self, queries: Queries) -> None:
        queries.same_at(grow_to=grow_to, visit=lambda: list(Session.objects.all()))

    def test_of_many_pages_those_that_ask_per_row_are_named(self, queries: Queries) -> None:
        def per_row() -> None:
            for session in Session.objects.all():
                session.refresh_from_db()

        visits = {"dear": per_row, "cheap": lambda: list(Session.objects.all()), "dear too": per_row}
        with pytest.raises(AssertionError) as failure:
            queries.all_same_at(grow_to=grow_to, visits=visits)

        named = [line.strip() for line in str(failure.value).splitlines() if line.endswith("with 30:")]
        assert named == ["dear: 2 queries with 1 row, 31 with 30:", "dear too: 2 queries with 1 row, 31 with 30:"]

    def test_a_page_that_costs_the_same_but_too_much_is_named(self, queries: Queries) -> None:
        visits = {name: lambda: list(Session.objects.all()) for name in ("dear", "cheap")}

        with pytest.raises(AssertionError, match=r"^dear: 1 queries, 0 allowed"):
            queries.all_same_at(grow_to=grow_to, visits=visits, at_most={"dear": 0, "cheap": 1})

    def test_too_many_queries_are_listed(self, queries: Queries) -> None:
        with pytest.raises(AssertionError, match="1 queries, 0 allowed"), queries.at_most(0):
            Session.objects.count()


def grow_to(size: int) -> None:
    for number in range(Session.objects.count(), size):
        a_session(str(number))


def a_session(key: str) -> Session:
    return Session.objects.create(session_key=key, expire_date=timezone.now())
