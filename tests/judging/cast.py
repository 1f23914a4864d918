"""Everybody who might come by a page, and what it answers them."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from teams.models import User
from tests.builders.teams import a_person
from tests.judging.conftest import Jury

JURORS = {"juror", "colleague", "bystander"}
OVERSEERS = {"president", "deputy", "organiser", "auditor", "superuser"}
EVERYBODY = JURORS | OVERSEERS | {"captain", "stranger"}

SignIn = Callable[[User], Client]


def everybody(jury: Jury) -> dict[str, User]:
    return {name: a_person() if name == "stranger" else getattr(jury, name) for name in EVERYBODY}


def statuses(jury: Jury, signed_in: SignIn, url: str, method: str = "get") -> dict[str, int]:
    """The status by person; nobody signed in is "nobody"."""
    clients = {name: signed_in(person) for name, person in everybody(jury).items()}
    clients["nobody"] = Client()
    return {name: status_of(getattr(client, method)(url)) for name, client in clients.items()}


def status_of(answer: Any) -> int:
    """The status; a file that is handed out is read to its end, which closes it."""
    if answer.streaming:
        list(answer.streaming_content)
    return int(answer.status_code)


def only(allowed: set[str], status: int = 200) -> dict[str, int]:
    return {**dict.fromkeys(EVERYBODY, 404), **dict.fromkeys(allowed, status), "nobody": 302}
