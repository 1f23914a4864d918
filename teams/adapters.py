"""How the account pages speak and where they lead: allauth, told what this site wants."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import email_confirmed, password_changed, password_reset, password_set
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from competitions.domain.outbox import queue_raw
from teams import arrivals, limits, messages
from teams.domain.consent import consent_owed
from teams.domain.registration import address_confirmed, mailbox_read
from teams.domain.sessions import sign_out_elsewhere
from teams.models import User

log = logging.getLogger(__name__)

# The provider's place in our addresses.
PROVIDER = "ministry"


class AccountAdapter(DefaultAccountAdapter):
    """Every mail of the account pages becomes a row of the outbox, and a new person comes to their profile first."""

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """What is wrong; of too many attempts, when to try again."""
        if code in ("too_many_login_attempts", "rate_limited"):
            return ValidationError(limits.try_again(self.request), code=code)
        error: ValidationError = super().validation_error(code, *args)
        return error

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail in the language of the page. An address without an account has no user."""
        letter = self.render_mail(template_prefix, email, {"request": self.request, "email": email, **context})
        queue_raw(
            kind=messages.ACCOUNT,
            to=context.get("user"),
            to_address=email,
            language=get_language(),
            subject=letter.subject,
            text=str(letter.body),
            at=timezone.now(),
        )

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> User:
        """Store a new person, who reads the language in which they signed up."""
        user.language = get_language() or user.language
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the profile as long as something lacks in it, then to a new notice, then to the person's invitation.

        Who holds a role is not asked for a profile: it is for those who take part.
        """
        person = request.user
        if isinstance(person, User) and not person.roles.exists():
            if not person.profile_is_complete:
                return reverse("teams:profile")
            if consent_owed(person, at=timezone.now()):
                return reverse("teams:consent")
        return arrivals.where_to(request) or reverse("me")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Who comes by a provider is signed in at once, and goes where everybody goes."""
        return self.get_login_redirect_url(request)

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """Who is signed in goes on; who is not signs in now."""
        if self.request.user.is_authenticated:
            return self.get_login_redirect_url(self.request)
        return reverse("account_login")


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Sign-in by the one provider that the settings name; nothing of it is kept in the database."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """The provider of the settings, if there is one and it is the one asked for."""
        if not settings.OIDC_SERVER_URL or provider not in (None, PROVIDER, "openid_connect"):
            return []
        if client_id not in (None, settings.OIDC_CLIENT_ID):
            return []
        app = SocialApp(provider="openid_connect", provider_id=PROVIDER, name=settings.OIDC_NAME)
        app.client_id, app.secret = settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET
        app.settings = {"server_url": settings.OIDC_SERVER_URL, "oauth_pkce_enabled": True}
        return [app]

    def new_user(self, request: HttpRequest, sociallogin: Any) -> User:
        """A new person reads the language in which they came."""
        person: User = super().new_user(request, sociallogin)
        person.language = get_language() or person.language
        return person

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Believe an address only if the provider says in so many words that it has verified it.

        Some say "false" in a string, which would count as true.
        """
        for address in sociallogin.email_addresses:
            address.verified = address.verified is True
        person: User = super().populate_user(request, sociallogin, data)
        person.email = person.email.lower()
        return person

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Exception | None = None, **_: Any
    ) -> None:
        """Tell whoever runs the site what the person is not told: a wrong secret shows here and nowhere else."""
        log.warning("sign-in by the provider failed", extra={"error": str(error), "exception": repr(exception)[:120]})

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """An account with the provider's verified address is that person's; it is asked for verified ones only."""
        return True


@receiver(email_confirmed)
def _decide_by_domain(email_address: Any, **_: Any) -> None:
    address_confirmed(person=email_address.user, at=timezone.now())


@receiver(password_reset)
def _verify_by_reset(request: HttpRequest, user: User, **_: Any) -> None:
    mailbox_read(person=user, at=request.received_at)  # type: ignore[attr-defined]


@receiver([password_changed, password_set, password_reset])
def _sign_out_others(request: HttpRequest, user: User, **_: Any) -> None:
    """Whoever knew the password that counts no more is out, at once and not at their next page."""
    at = request.received_at  # type: ignore[attr-defined]
    sign_out_elsewhere(person=user, keep=request.session.session_key, by=user, at=at)
