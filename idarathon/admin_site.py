"""The organisers' admin: only staff know that it exists, and they come in with a second factor."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from allauth.account.decorators import secure_admin_login
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from idarathon.admin_index import in_order
from idarathon.affairs import affairs_of

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class IdarathonAdminSite(admin.AdminSite):
    """Django's admin behind allauth's sign-in; with `REQUIRE_MFA`, a second factor is asked for."""

    site_header = _("Idarathon administration")
    site_title = _("Idarathon administration")
    index_title = _("Run the edition")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The lists in the order of an edition's life."""
        return in_order(super().get_app_list(request, app_label))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The first page, which begins with what needs a decision."""
        affairs = affairs_of(request.user, at=request.received_at)  # type: ignore[attr-defined]
        return super().index(request, extra_context={"affairs": affairs, **(extra_context or {})})

    def has_permission(self, request: HttpRequest) -> bool:
        """Active staff, with a second factor where `REQUIRE_MFA` asks for one."""
        return super().has_permission(request) and _has_second_factor(request)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """A page of the admin; what is not for somebody does not exist for them, be it one page or the whole admin."""
        page = super().admin_view(view, cacheable)

        @wraps(page)
        def without_hints(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            _require_not_an_outsider(request)
            try:
                return page(request, *args, **kwargs)
            except PermissionDenied as refusal:
                raise Http404 from refusal

        return cast(View, without_hints)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send visitors to the sign-in page and staff without a second factor to where one is set up.

        Raises Http404 for people who are signed in and not staff: to them there is no admin.
        """
        if request.user.is_authenticated:
            _require_not_an_outsider(request)
            if not _has_second_factor(request):
                # To the sign-in page they would come back here for ever.
                return redirect("mfa_index")
        response: HttpResponse = secure_admin_login(super().login)(request, extra_context=extra_context)
        return response


def _require_not_an_outsider(request: HttpRequest) -> None:
    """Raises Http404 for people who are signed in and not staff."""
    if request.user.is_authenticated and not (request.user.is_active and request.user.is_staff):
        raise Http404


def _has_second_factor(request: HttpRequest) -> bool:
    return not settings.REQUIRE_MFA or is_mfa_enabled(request.user)
