"""The machinery of the permission table: what a row says, how a cell is tried, which addresses there are."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.builders.world import ANONYMOUS, CAST, World

# What a cell may expect, and so what a page may do.
PAGE = "page"  # 200, and what was asked for
REASON = "reason"  # 200 that says why not, 204, 405 or 412; nothing has changed
SIGN_IN = "sign_in"  # redirected to the sign-in page, to come back afterwards
ELSEWHERE = "elsewhere"  # redirected to another page; nothing has changed
DONE = "done"  # redirected after a change
TAKEN = "taken"  # a script is told what has changed, or nothing (204)
MISSING = "missing"  # 404
OUTCOMES = (PAGE, REASON, SIGN_IN, ELSEWHERE, DONE, TAKEN, MISSING)

# The administration has a door of its own, which leads on to that of the site.
SIGN_IN_PATHS = ("/accounts/login/", "/admin/login/")
REASON_TEMPLATES = {"teams/reason.html"}

Given = Callable[[World], Any]
# By table.
Fingerprint = dict[str, str]
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(?P<table>\w+)"')


@dataclass(frozen=True)
class Row:
    """One page or one post, in one situation, and what each of the cast meets there."""

    name: str
    about: str
    method: str
    kwargs: dict[str, Given]
    data: dict[str, Given]
    expected: dict[str, str]
    args: tuple[Given, ...] = ()
    # Words in the posted files, by field.
    files: dict[str, Given] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.name}" + (f" ({self.about})" if self.about else "")

    def url(self, world: World, language: str = "ar") -> str:
        """The address in that world."""
        kwargs = {name: given(world) for name, given in self.kwargs.items()}
        return reverse(self.name, args=[given(world) for given in self.args] or None, kwargs=kwargs or None)


def row(method: str, name: str, about: str = "", **cells: Any) -> Row:
    """A row; `at` are the parts of its address, `data` what is posted, and each outcome names the roles that meet it.

    Who is named nowhere finds nothing, and whoever has not signed in is asked to.
    """
    at, data = cells.pop("at", {}), cells.pop("data", {})
    expected = dict.fromkeys(CAST, MISSING) | {ANONYMOUS: SIGN_IN}
    named: list[str] = []
    for outcome, roles in cells.items():
        assert outcome in OUTCOMES, outcome
        expected |= dict.fromkeys(roles, outcome)
        named += roles
    assert len(named) == len(set(named)), f"{name}: somebody is named twice"
    args, kwargs = (tuple(at), {}) if isinstance(at, list | tuple) else ((), at)
    return Row(name, about, method, kwargs, data, expected, args)


def get(name: str, about: str = "", **cells: Any) -> Row:
    """A row for looking at a page."""
    return row("get", name, about, **cells)


def post(name: str, about: str = "", **cells: Any) -> Row:
    """A row for changing something."""
    return row("post", name, about, **cells)


def try_cell(one: Row, client: Client, world: World, *, before: Fingerprint) -> str:
    """Make the request, tell what happened, and undo it; `before` is the fingerprint of the world."""
    with undone(client):
        data = {name: given(world) for name, given in one.data.items()}
        with written_tables() as written:
            response = getattr(client, one.method)(one.url(world), data)
            if response.streaming:
                list(response.streaming_content)  # read to its end, the file is closed
        changed = one.method == "post" and bool(written & set(before)) and fingerprint() != before
    return outcome_of(response, changed=changed)


@contextmanager
def written_tables() -> Iterator[set[str]]:
    """The tables that are written to meanwhile: where there is none, no row need be compared."""
    written: set[str] = set()

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if found := WRITES.match(sql):
            written.add(found["table"])
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield written


def outcome_of(response: Any, *, changed: bool) -> str:
    """The outcome in one word; what fits none is said as it is, so that it can never be expected."""
    status, location = response.status_code, response.headers.get("Location", "")
    what = str(status)
    if status in (301, 302, 303):
        if not any(path in location for path in SIGN_IN_PATHS):
            return DONE if changed else ELSEWHERE
        what = SIGN_IN
    elif status == 404:
        what = MISSING
    elif status in (405, 412):
        what = REASON
    elif status in (200, 204) and changed and _is_for_a_script(response):
        return TAKEN
    elif status == 204:
        what = REASON
    elif status == 200:
        posted = response.request["REQUEST_METHOD"] == "POST"
        what = REASON if posted or _gives_a_reason(response) else PAGE
    return f"{what}, but something has changed" if changed else what


def _is_for_a_script(response: Any) -> bool:
    return response.status_code == 204 or response.headers.get("Content-Type", "").startswith("application/json")


def _gives_a_reason(response: Any) -> bool:
    used = {template.name for template in getattr(response, "templates", ())}
    return bool(used & REASON_TEMPLATES)


@contextmanager
def undone(client: Client | None = None) -> Iterator[None]:
    """Let nothing that happens meanwhile stay: no row, and no cookie of the client."""
    cookies = deepcopy(client.cookies) if client else None
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    if client and cookies is not None:
        client.cookies = cookies


def fingerprint() -> Fingerprint:
    """A hash over every row of each table, sessions left out; equal before and after when nothing has changed."""
    with connection.cursor() as cursor:
        return {table: _hash(cursor, select) for table, select in _selects().items()}


def _hash(cursor: Any, select: str) -> str:
    cursor.execute(select)
    return sha256(repr(cursor.fetchall()).encode()).hexdigest()


@cache
def _selects() -> dict[str, str]:
    """Read past the models: they would take longer, and might leave something out."""
    models = [model for model in apps.get_models(include_auto_created=True) if model is not Session]
    quoted = connection.ops.quote_name
    keys = {model._meta.db_table: quoted(str(model._meta.pk.column)) for model in models if model._meta.pk}
    return {table: f"SELECT * FROM {quoted(table)} ORDER BY {key}" for table, key in keys.items()}


def url_names() -> set[str]:
    """The name of every address of the site, with its namespaces. Nameless ones are Django's own detours."""
    return set(_names(get_resolver(), ()))


def _names(resolver: URLResolver, namespaces: tuple[str, ...]) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield ":".join([*namespaces, pattern.name])
        else:
            inner = (pattern.namespace,) if pattern.namespace else ()
            yield from _names(pattern, (*namespaces, *inner))
