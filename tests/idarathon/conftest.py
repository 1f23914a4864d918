"""Everybody's clock stands at NOW; people come with a browser of their own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.builders.competitions import NOW
from tests.builders.furnished import a_furnished_edition
from tests.builders.teams import a_person
from tests.builders.things import Edition
from tests.harness.kept import kept

Visit = Callable[..., Any]


@pytest.fixture
def _at_now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@kept
def kept_edition() -> Edition:
    """A furnished edition, as it stands at NOW."""
    with time_machine.travel(NOW, tick=False):
        superuser = a_person(email="superuser@idarathon.example", is_staff=True, is_superuser=True)
        return a_furnished_edition("current", superuser=superuser)


@pytest.fixture
def visit() -> Visit:
    """Open a page as somebody, or as nobody: `visit("/ar/me/", person)`. Who has signed in stays so."""
    clients: dict[int | None, Client] = {}

    def open_page(path: str, person: Any = None) -> Any:
        key = person.pk if person else None
        if key not in clients:
            clients[key] = Client()
            if person is not None:
                clients[key].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return clients[key].get(path)

    return open_page
