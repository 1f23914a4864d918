"""What counts as passed: `--no-skips` makes a skipped or excused test a failure, and what cannot run here is named.

A test that needs PostgreSQL or Redis is left out where there is none: it is not skipped, and the last lines say so.
"""

from collections import Counter
from collections.abc import Generator
from typing import Any, TypeVar

import pytest
from django.conf import settings

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
NOT_RUN = pytest.StashKey[dict[str, int]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="a skipped or xfailed test is a failure")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a service that this run does not have."""
    absent = _absent_services()
    left_out = {item: name for item in items for name in absent if item.get_closest_marker(name)}
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]
    config.stash[NOT_RUN] = dict(Counter(left_out.values()))


def _absent_services() -> list[str]:
    services = {
        "postgresql": settings.DATABASES["default"]["ENGINE"].endswith("postgresql"),
        "sqlite": settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
        "redis": settings.CELERY_BROKER_URL.startswith("redis"),
    }
    return [name for name, is_there in services.items() if not is_there]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    return _strict(item.config, report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    return _strict(collector.config, report)


def _strict(config: pytest.Config, report: Report) -> Report:
    excused = getattr(report, "wasxfail", None)
    if config.getoption("--no-skips") and (report.outcome == "skipped" or excused is not None):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped or excused: {excused or report.longrepr}"
        vars(report).pop("wasxfail", None)
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    # With pytest-xdist only the workers know the tests; they tell the process that prints the summary.
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["not_run"] = session.config.stash.get(NOT_RUN, {})


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    node.config.stash[NOT_RUN] = getattr(node, "workeroutput", {}).get("not_run", {})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for name, count in sorted(config.stash.get(NOT_RUN, {}).items()):
        terminalreporter.write_line(f"NOT RUN HERE: {count} tests that need {name}")
