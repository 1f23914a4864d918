"""Which rate limit somebody has hit, and when to try again.

allauth counts the attempts and says only that there were too many. Its one function that counts is wrapped here, so
that the request remembers how long the limit lasts that stopped it.
"""

import math
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.exceptions import RateLimited
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import ngettext

SHORTEST = 1  # minute: nobody is told to come back in a second


def install() -> None:
    """Have allauth's counting note on the request what it refused; once, however often it is called."""
    if not hasattr(ratelimit._consume_single_rate, "notes"):
        ratelimit._consume_single_rate = _noting(ratelimit._consume_single_rate)


def minutes_left(request: HttpRequest) -> int:
    """In how many minutes the limit that stopped this request lets it through."""
    seconds = getattr(request, "limited_for", 0)
    return max(SHORTEST, math.ceil(seconds / 60))


def try_again(request: HttpRequest) -> str:
    """The sentence that says so."""
    count = minutes_left(request)
    words = ngettext(
        "There have been too many attempts. Try again in %(count)d minute.",
        "There have been too many attempts. Try again in %(count)d minutes.",
        count,
    )
    return words % {"count": count}


def _noting(consume: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(consume)
    def counted(request: HttpRequest, *, raise_exception: bool = False, dry_run: bool = False, **limit: Any) -> Any:
        usage = consume(request, raise_exception=False, dry_run=dry_run, **limit)
        if usage is None:
            request.limited_for = _seconds_left(request, **limit)  # type: ignore[attr-defined]
            if raise_exception:
                raise RateLimited
        return usage

    counted.notes = True  # type: ignore[attr-defined]
    return counted


def _seconds_left(request: HttpRequest, *, rate: ratelimit.Rate, **limit: Any) -> float:
    """Until the oldest of the attempts that count is forgotten."""
    attempts = cache.get(ratelimit.get_cache_key(request, rate=rate, **limit), [])
    return attempts[-1] + rate.duration - time.time() if attempts else 0
