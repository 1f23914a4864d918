"""The addresses under accounts/: allauth's, and the sign-in by another provider where there is one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as provider
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path
from requests import RequestException

from teams.adapters import PROVIDER
from teams.views.second_factor import keeping_one_factor

View = Callable[..., HttpResponseBase]


def offered(view: View) -> View:
    """`view`, which does not exist as long as no provider is configured, nor for any other than that one.

    A provider that does not answer is told in a sentence.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.OIDC_SERVER_URL or kwargs.get("provider_id", PROVIDER) != PROVIDER:
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except RequestException as error:
            response: HttpResponseBase = render_authentication_error(
                request, get_adapter().get_provider(request, PROVIDER), exception=error
            )
            return response

    return guarded


urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("allauth.account.urls")),
    path("2fa/totp/deactivate/", keeping_one_factor(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "2fa/webauthn/keys/<int:pk>/remove/", keeping_one_factor(webauthn.remove_webauthn), name="mfa_remove_webauthn"
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("provider/", offered(provider.connections), name="socialaccount_connections"),
    path("provider/signup/", offered(provider.signup), name="socialaccount_signup"),
    path("provider/cancelled/", offered(provider.login_cancelled), name="socialaccount_login_cancelled"),
    path("provider/error/", offered(provider.login_error), name="socialaccount_login_error"),
    path("provider/<slug:provider_id>/", offered(oidc.login), name="openid_connect_login"),
    path("provider/<slug:provider_id>/callback/", offered(oidc.callback), name="openid_connect_callback"),
]
