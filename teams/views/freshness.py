"""Whether somebody has said lately who they are."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.core import ratelimit
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from teams.views.own import PersonRequest

LATELY = 10 * 60  # seconds


def kept_from_proving(request: PersonRequest, *, title: str, back_url: str, back_label: str) -> HttpResponse | None:
    """The page for whoever cannot prove now who they are, by a fresh sign-in or after too many tries; else None."""
    if _must_sign_in_afresh(request):
        return _sign_in_afresh_page(request, title=title, back_url=back_url, back_label=back_label)
    limited: HttpResponse | None = ratelimit.consume_or_429(request, action="prove")
    return limited


def _must_sign_in_afresh(request: PersonRequest) -> bool:
    """Whether the person, who has no password that could be asked for, signed in too long ago."""
    if request.user.has_usable_password():
        return False
    records = get_authentication_records(request, request.user)
    return not any(time.time() - record["at"] < LATELY for record in records)


def _sign_in_afresh_page(request: PersonRequest, *, title: str, back_url: str, back_label: str) -> HttpResponse:
    """What somebody without a password does to prove who they are."""
    reason = _("Your account has no password. Sign out, sign in again, and come back here within ten minutes.")
    context = {"title": title, "reason": reason, "back_url": back_url, "back_label": back_label}
    return render(request, "teams/reason.html", {**context, "url": reverse("account_logout"), "action": _("Sign out")})
