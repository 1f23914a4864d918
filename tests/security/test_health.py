from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from competitions import guards
from idarathon import health
from tests.builders.scanner import a_scanner

pytestmark = pytest.mark.django_db


def test_a_living_process_says_so_without_asking_the_database(
    client: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert client.get("/healthz").json() == {"alive": True}


def test_a_site_that_can_work_is_ready(client: Client) -> None:
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": True, "broker": True, "migrations": True}


def test_a_migration_that_is_not_applied_is_named(client: Client, settings: Settings) -> None:
    settings.MIGRATION_MODULES = {"sessions": "tests.security.pending"}

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": True, "broker": True, "migrations": False}


def test_a_trigger_that_is_missing_is_named(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    guard = guards.all_guards()[0]
    with connection.cursor() as cursor:
        table = "" if connection.vendor == "sqlite" else f' ON "{guard.table}"'
        cursor.execute(f'DROP TRIGGER "{guard.name}"{table}')

    response = client.get("/readyz")
    with connection.cursor() as cursor:
        for statement in guard.statements(connection.vendor):
            cursor.execute(statement, None)

    assert response.status_code == 503
    assert response.json()["migrations"] is False
    assert guard.name in caplog.text


def test_a_broker_that_does_not_answer_is_named(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with mock.patch.dict(health.PROBES, {"broker": _refused}):
        response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["broker"] is False
    assert "nobody listens" not in response.text
    assert "nobody listens" in caplog.text


def _refused() -> None:
    raise ConnectionRefusedError("nobody listens")


def test_a_scanner_is_asked_and_its_absence_takes_nothing_out_of_service(client: Client, settings: Settings) -> None:
    with a_scanner() as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        there = client.get("/readyz")
    away = client.get("/readyz")

    assert (there.status_code, there.json()["scanner"]) == (200, True)
    assert (away.status_code, away.json()["ready"], away.json()["scanner"]) == (200, True, False)
