"""The organisers' admin: only staff know that it exists, and they come in with a second factor."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _


class IdarathonAdminSite(admin.AdminSite):
    """Django's admin behind allauth's sign-in; with `REQUIRE_MFA`, a second factor is asked for."""

    site_header = _("Idarathon administration")
    site_title = _("Idarathon administration")
    index_title = _("Run the edition")

    def has_permission(self, request: HttpRequest) -> bool:
        """Active staff, with a second factor where `REQUIRE_MFA` asks for one."""
        return super().has_permission(request) and _has_second_factor(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send visitors to the sign-in page and staff without a second factor to where one is set up.

        Raises Http404 for people who are signed in and not staff: to them there is no admin.
        """
        if request.user.is_authenticated:
            if not (request.user.is_active and request.user.is_staff):
                raise Http404
            if not _has_second_factor(request):
                # To the sign-in page they would come back here for ever.
                return redirect("mfa_index")
        response: HttpResponse = secure_admin_login(super().login)(request, extra_context=extra_context)
        return response


def _has_second_factor(request: HttpRequest) -> bool:
    return not settings.REQUIRE_MFA or is_mfa_enabled(request.user)
