"""When a request arrived: the clock that deadlines are measured by."""

import ipaddress
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

ARRIVAL_HEADER = "X-Request-Arrived"
LONGEST_QUEUE = timedelta(seconds=120)


class ReceivedAtMiddleware:
    """Sets `request.received_at`, an aware UTC datetime. It stands first, so that nothing else counts as waiting."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.received_at = received_at(request, now=timezone.now())  # type: ignore[attr-defined]
        return self.get_response(request)


def received_at(request: HttpRequest, *, now: datetime) -> datetime:
    """The moment the request reached the proxy, where a proxy of ours says so credibly; else `now`.

    The header holds seconds since 1970 with a fraction. It is believed from the addresses in `TRUSTED_PROXIES` only,
    never from the future, and no further back than `LONGEST_QUEUE`.
    """
    if not _from_trusted_proxy(request):
        return now
    try:
        arrived = datetime.fromtimestamp(float(request.headers.get(ARRIVAL_HEADER, "")), tz=UTC)
    except (ValueError, OverflowError, OSError):  # absent, or not a moment
        return now
    return arrived if now - LONGEST_QUEUE <= arrived <= now else now


def _from_trusted_proxy(request: HttpRequest) -> bool:
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:  # a server behind a Unix socket gives no address
        return False
    return any(address in ipaddress.ip_network(network, strict=False) for network in settings.TRUSTED_PROXIES)
