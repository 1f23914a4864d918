"""How the account pages speak and where they lead: allauth, told what this site wants."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import email_confirmed
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from competitions.domain.outbox import queue_raw
from teams import arrivals, messages
from teams.domain.registration import address_confirmed
from teams.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Every mail of the account pages becomes a row of the outbox, and a new person comes to their profile first."""

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
        """To the profile as long as something lacks in it, then to the invitation with which the person came.

        Who holds a role is not asked for a profile: it is for those who take part.
        """
        person = request.user
        if isinstance(person, User) and not person.profile_is_complete and not person.roles.exists():
            return reverse("teams:profile")
        return arrivals.where_to(request) or reverse("me")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """Who is signed in goes on; who is not signs in now."""
        if self.request.user.is_authenticated:
            return self.get_login_redirect_url(self.request)
        return reverse("account_login")


@receiver(email_confirmed)
def _decide_by_domain(email_address: Any, **_: Any) -> None:
    address_confirmed(person=email_address.user, at=timezone.now())
