"""Everything about somebody's account, one line each, in finished values."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teams.domain.sessions import open_sessions
from teams.models import User


@dataclass(frozen=True)
class AccountRow:
    """A line of the list: where it leads, and how it stands."""

    label: str
    url: str
    hint: str = ""
    kind: str = ""
    state: str = ""


def account_rows(person: User, *, at: datetime) -> list[AccountRow]:
    """The parts of the account; six queries, however much there is."""
    factors = list(Authenticator.objects.filter(user=person))
    rows = [_address(person), _password(person), _second_factor(factors), _passkeys(factors), _sessions(person, at)]
    if settings.OIDC_SERVER_URL:
        rows.append(_provider(person))
    rows.append(AccountRow(_("Profile"), reverse("teams:profile"), str(person.display_name)))
    return [*rows, AccountRow(_("My personal data"), reverse("my_data"), _("Take a copy of everything, or leave."))]


def _address(person: User) -> AccountRow:
    verified = {row.email.lower() for row in EmailAddress.objects.filter(user=person, verified=True)}
    confirmed = person.email.lower() in verified
    kind, state = ("ok", _("Confirmed")) if confirmed else ("warn", _("Not confirmed yet"))
    return AccountRow(_("E-mail address"), reverse("account_email"), person.email, kind, state)


def _password(person: User) -> AccountRow:
    if person.has_usable_password():
        return AccountRow(_("Password"), reverse("account_change_password"), _("Choose another one whenever you like."))
    hint = _("You have none: you sign in by other means.")
    return AccountRow(_("Password"), reverse("account_set_password"), hint)


def _second_factor(factors: list[Authenticator]) -> AccountRow:
    kinds = {factor.type for factor in factors} & {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}
    kind, state = ("ok", _("On")) if kinds else ("todo", _("Off"))
    hint = _("A code of your telephone, or a key, after the password.")
    return AccountRow(_("Two-factor authentication"), reverse("mfa_index"), hint, kind, state)


def _passkeys(factors: list[Authenticator]) -> AccountRow:
    count = sum(factor.type == Authenticator.Type.WEBAUTHN for factor in factors)
    words = ngettext("%(count)d key or passkey", "%(count)d keys or passkeys", count) % {"count": count}
    return AccountRow(_("Security keys and passkeys"), reverse("mfa_list_webauthn"), words if count else _("None yet."))


def _sessions(person: User, at: datetime) -> AccountRow:
    count = len(open_sessions(person, at=at))
    words = ngettext("Signed in in %(count)d browser", "Signed in in %(count)d browsers", count) % {"count": count}
    return AccountRow(_("Where I am signed in"), reverse("teams:sessions"), words if count else "")


def _provider(person: User) -> AccountRow:
    connected = SocialAccount.objects.filter(user=person).exists()
    kind, state = ("ok", _("Connected")) if connected else ("todo", _("Not connected"))
    label = _("Sign-in by %(provider)s") % {"provider": settings.OIDC_NAME}
    return AccountRow(label, reverse("socialaccount_connections"), "", kind, state)
