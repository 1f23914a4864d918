"""Worlds that are dear to make: made once, and kept for as long as the tests that come next ask for the same one.

A world stands in a transaction around those of the tests, so that each finds it as it was made; every test gets copies
of its objects and of its files. A test that does not ask for it does not find it either: then it is undone.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from copy import deepcopy
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.utils import translation
from pytest_django import DjangoDbBlocker

# What pytest-django opens the transaction of a test with.
OPENS_THE_TRANSACTION = "_django_db_helper"
NEXT = pytest.StashKey[pytest.Item | None]()
_worlds: dict[str, Callable[[], Any]] = {}


class Keeper:
    """Holds one world at most."""

    def __init__(self, blocker: DjangoDbBlocker, folder: Callable[[], Path]) -> None:
        self._blocker, self._folder = blocker, folder
        self._name, self._held = "", ExitStack()
        self._world: Any = None
        self._files = Path()

    def prepare(self, test: pytest.Item) -> None:
        """Have the world there that the test asks for, and no other."""
        name = world_of(test)
        if name == self._name:
            return
        self.close()
        if name:
            self._make(name)

    def hand_out(self, make: Callable[[], Any]) -> Any:
        """Copies; a test without a transaction gets a world of its own."""
        if not self._name:
            return make()
        shutil.copytree(self._files, settings.MEDIA_ROOT, dirs_exist_ok=True)
        return deepcopy(self._world)

    def end(self, *, before: pytest.Item | None) -> None:
        """Undo the world unless the test that comes next asks for it too."""
        if before is None or world_of(before) != self._name:
            self.close()

    def close(self) -> None:
        """Undo it."""
        with self._blocker.unblock():
            self._held.close()
        self._name = ""

    def _make(self, name: str) -> None:
        self._files = self._folder()
        with self._blocker.unblock(), ExitStack() as held:
            held.enter_context(transaction.atomic())
            held.callback(transaction.set_rollback, True)
            with override_settings(MEDIA_ROOT=self._files), translation.override(settings.LANGUAGE_CODE):
                self._world = _worlds[name]()
            self._held = held.pop_all()
        self._name = name


KEEPER = pytest.StashKey[Keeper]()


def kept(make: Callable[[], Any]) -> Any:
    """Make a fixture, of the same name, out of a function `kept_…` that makes a world by the builders.

    It is made in the language of the site, before any other fixture of the test.
    """
    name = make.__name__
    assert name.startswith("kept_"), f"{name} may be another fixture elsewhere; call it kept_{name}."
    assert name not in _worlds, f"There is a world called {name} already."
    _worlds[name] = make

    @pytest.fixture(name=name)
    def handed_out(_keeper: Keeper, db: None) -> Any:
        return _keeper.hand_out(make)

    return handed_out


@pytest.fixture(scope="session")
def _keeper(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Keeper]:
    keeper = Keeper(django_db_blocker, lambda: tmp_path_factory.mktemp("kept"))
    request.config.stash[KEEPER] = keeper
    yield keeper
    keeper.close()


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest) -> None:
    if fixturedef.argname == OPENS_THE_TRANSACTION:
        request.getfixturevalue("_keeper").prepare(request.node)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    item.stash[NEXT] = nextitem


def pytest_fixture_post_finalizer(fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest) -> None:
    """Undo a world as soon as the next test does not ask for it.

    Later would be too late: while a browser is driven, a thread's connection is another one.
    """
    keeper = request.config.stash.get(KEEPER, None)
    if keeper is not None and fixturedef.argname == OPENS_THE_TRANSACTION:
        keeper.end(before=request.node.stash[NEXT])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Within a module those that ask for the same world come one after the other, and before those that commit."""
    in_modules = groupby(items, key=lambda item: item.getparent(pytest.Module))
    items[:] = [item for _module, together in in_modules for item in sorted(together, key=_turn)]


def _turn(test: pytest.Item) -> tuple[bool, str]:
    return commits(test), world_of(test)


def world_of(test: pytest.Item) -> str:
    """The world that is kept for this test, nothing if it asks for none or has no transaction that could be undone."""
    asked_for = set(getattr(test, "fixturenames", ()))
    return "" if commits(test) else next((name for name in _worlds if name in asked_for), "")


def commits(test: pytest.Item) -> bool:
    """Whether the database is emptied after this test, instead of rolled back."""
    marker = test.get_closest_marker("django_db")
    asked_for = set(getattr(test, "fixturenames", ()))
    return bool(marker and marker.kwargs.get("transaction")) or bool(asked_for & {"transactional_db", "live_server"})
