"""The second factor: how its secrets lie in the database, and who does not get past without one."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from competitions.sealing import seal, unseal
from teams.domain.second_factor import lacks_second_factor

# Where a factor is set up and where one signs out; the addresses of machines; and the style of the pages.
OPEN_ROUTES = ("accounts/", "healthz", "readyz")


class MFAAdapter(DefaultMFAAdapter):
    """Closes TOTP secrets and recovery seeds with `ENCRYPTION_KEYS`."""

    def encrypt(self, text: str) -> str:
        """The text as it is stored."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` was given. Raises `InvalidToken` when no key opens it."""
        return unseal(encrypted_text)


class SecondFactorGate:
    """Leads who must have a second factor and has none to the page that says why and where to set one up.

    It costs one query per page of somebody who is signed in, and none where `REQUIRE_MFA` is off.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Before the view, when it is known which page was asked for."""
        if not settings.REQUIRE_MFA or _is_open(request) or not request.user.is_authenticated:
            return None
        if not lacks_second_factor(request.user, at=request.received_at):  # type: ignore[attr-defined]
            return None
        if request.headers.get("HX-Request"):  # a part of a page: the whole of it has to go there
            return HttpResponse(headers={"HX-Redirect": reverse("teams:second_factor")})
        return redirect("teams:second_factor")


def _is_open(request: HttpRequest) -> bool:
    """Whether the address, without the language in front of it, is one of those that stay open."""
    route = request.resolver_match.route if request.resolver_match else ""
    return route.startswith(OPEN_ROUTES) or route.partition("/")[2].startswith(OPEN_ROUTES)
