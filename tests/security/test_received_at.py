from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from competitions.middleware import ReceivedAtMiddleware

NOW = datetime(2026, 12, 9, 22, 59, 30, tzinfo=UTC)
PROXY = "10.1.2.3"


def received_at(**headers: str) -> datetime:
    seen: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    with time_machine.travel(NOW, tick=False):
        ReceivedAtMiddleware(view)(RequestFactory().get("/", **headers))  # type: ignore[arg-type]
    return seen[0].received_at  # type: ignore[attr-defined, no-any-return]


def header(moment: datetime) -> str:
    """As nginx writes `$msec`: seconds with three digits."""
    return f"{moment.timestamp():.3f}"


@pytest.fixture(autouse=True)
def _one_proxy(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ["10.1.0.0/16"]


@pytest.mark.parametrize("waited", [timedelta(0), timedelta(milliseconds=1500), timedelta(seconds=120)])
def test_a_proxy_of_ours_is_believed_about_the_arrival(waited: timedelta) -> None:
    arrived = NOW - waited

    assert received_at(REMOTE_ADDR=PROXY, HTTP_X_REQUEST_ARRIVED=header(arrived)) == arrived


@pytest.mark.parametrize(
    "waited", [timedelta(seconds=120, milliseconds=1), timedelta(days=1), -timedelta(milliseconds=1)]
)
def test_an_arrival_too_long_ago_or_to_come_is_not_believed(waited: timedelta) -> None:
    assert received_at(REMOTE_ADDR=PROXY, HTTP_X_REQUEST_ARRIVED=header(NOW - waited)) == NOW


@pytest.mark.parametrize("address", ["192.0.2.1", "127.0.0.1", "::1", ""])
def test_a_visitor_is_not_believed(address: str) -> None:
    arrived = header(NOW - timedelta(seconds=60))

    assert received_at(REMOTE_ADDR=address, HTTP_X_REQUEST_ARRIVED=arrived) == NOW


@pytest.mark.parametrize("nonsense", ["", "yesterday", "nan", "inf", "-inf", "1e300", "-1", "12:00"])
def test_nonsense_from_the_proxy_is_not_believed(nonsense: str) -> None:
    assert received_at(REMOTE_ADDR=PROXY, HTTP_X_REQUEST_ARRIVED=nonsense) == NOW


def test_without_a_header_the_first_middleware_counts() -> None:
    assert received_at(REMOTE_ADDR=PROXY) == NOW


def test_the_moment_is_aware_and_utc() -> None:
    assert received_at(REMOTE_ADDR=PROXY, HTTP_X_REQUEST_ARRIVED=header(NOW)).utcoffset() == timedelta(0)
