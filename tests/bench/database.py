"""A database of the bench's own, made from the models and taken away again."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.db import OperationalError, connection
from django.test.utils import get_runner, setup_test_environment


@contextmanager
def bench_database() -> Iterator[None]:
    """Inside, everything is read from and written to it."""
    setup_test_environment()
    # Tables from the models: the migrations would take longer than all that is measured.
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        yield
    finally:
        runner.teardown_databases(databases)


def is_postgresql() -> bool:
    """Whether the database is one that answers and locks rows."""
    if connection.vendor != "postgresql":
        return False
    try:
        with connection._nodb_cursor():
            return True
    except OperationalError:  # none that answers
        return False
