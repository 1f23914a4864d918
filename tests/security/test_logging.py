"""One line per request and task, and nothing personal in any."""

import json
import logging
from unittest import mock

import pytest
from celery import shared_task
from django.contrib.auth import get_user_model
from django.test import Client, RequestFactory
from django.urls import ResolverMatch

from idarathon import health
from idarathon.logging import JsonFormatter, masked_path, without_secrets

ADDRESS = "amina.benali@ministry.example"
LONG_TOKEN = "Zm9vYmFyYmF6cXV4LTEyMzQ1Njc4"


@shared_task(name="tests.count_to")
def count_to(number: int) -> int:
    return number


@pytest.fixture(autouse=True)
def _at_info(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


def lines(caplog: pytest.LogCaptureFixture, logger: str) -> list[dict[str, object]]:
    formatter = JsonFormatter()
    return [json.loads(formatter.format(record)) for record in caplog.records if record.name == logger]


def test_a_request_is_one_line_without_its_query(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/healthz", {"email": ADDRESS})

    (line,) = lines(caplog, "idarathon.request")

    assert set(line) == {"at", "level", "logger", "message", "method", "path", "status", "ms", "queued_ms", "user"}
    assert (line["method"], line["path"], line["status"], line["user"]) == ("GET", "/healthz", 200, None)


@pytest.mark.django_db
def test_a_person_is_a_number(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    person = get_user_model().objects.create_user(email=ADDRESS, password=None)
    client.force_login(person)

    client.get("/fr/accounts/email/")

    (line,) = lines(caplog, "idarathon.request")
    assert line["user"] == person.pk
    assert ADDRESS not in caplog.text


@pytest.mark.django_db
def test_a_page_that_does_not_exist_is_a_line_too(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.get(f"/ar/nothing/{LONG_TOKEN}/{ADDRESS}/")

    (line,) = lines(caplog, "idarathon.request")

    assert line["path"] == "/ar/nothing/***/***/"
    assert line["status"] == 404


@pytest.mark.django_db
def test_a_part_that_fails_says_why_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(raise_request_exception=False)

    with mock.patch.dict(health.PROBES, {"broker": None}):
        client.get("/readyz")

    (line,) = lines(caplog, "idarathon.health")
    assert "TypeError" in str(line["trace"])
    assert [entry["status"] for entry in lines(caplog, "idarathon.request")] == [503]


@pytest.mark.parametrize("argument", ["token", "key", "uidb36"])
def test_a_short_token_is_masked_by_its_name(argument: str) -> None:
    request = RequestFactory().get("/ar/invitations/abc123/")
    request.resolver_match = ResolverMatch(print, (), {argument: "abc123"})

    assert masked_path(request) == "/ar/invitations/***/"


def test_no_message_and_no_trace_carries_an_address() -> None:
    try:
        raise ValueError(f"Key (email)=({ADDRESS}) already exists.")
    except ValueError as error:
        record = logging.makeLogRecord({"msg": f"to {ADDRESS} failed", "exc_info": (type(error), error, None)})

    text = JsonFormatter().format(record)

    assert ADDRESS not in text
    assert "\n" not in text
    assert "already exists" in text


def test_what_is_no_secret_is_left_alone() -> None:
    harmless = "celery@machine ready at /ar/2020/rules/ within 3 s"

    assert without_secrets(harmless) == harmless


def test_a_task_is_one_line_without_its_arguments(caplog: pytest.LogCaptureFixture) -> None:
    count_to.apply(args=(4711,))

    (line,) = lines(caplog, "idarathon.task")

    assert set(line) == {"at", "level", "logger", "message", "task", "id", "state", "ms"}
    assert (line["task"], line["state"]) == ("tests.count_to", "SUCCESS")
