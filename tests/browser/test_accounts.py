"""The account pages in a browser: each is looked at on a telephone and on a desk, and a passkey signs somebody in."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django import Settings

from competitions.models import Competition
from teams.models import User
from tests.browser.visitor import Visitor
from tests.builders.competitions import a_competition
from tests.builders.teams import PASSWORD, a_participant, a_role
from tests.harness.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.indifferent, pytest.mark.django_db(transaction=True)]

MINE = [
    "teams:account",
    "teams:sessions",
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_list_webauthn",
    "socialaccount_connections",
]
ENTRANCES = [
    "account_login",
    "account_signup",
    "account_request_login_code",
    "account_reset_password",
    "teams:handed_code",
    "account_email_verification_sent",
    "account_inactive",
    "socialaccount_login_cancelled",
]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def edition() -> Competition:
    return a_competition(slug="trial")


@pytest.fixture
def person(edition: Competition) -> User:
    return a_participant(edition)


def let_in(visitor: Visitor, person: User) -> None:
    """Sign in with the password, and say once more who one is, as the safety of the account asks."""
    visitor.open("account_login")
    visitor.page.fill("[name=login]", person.email)
    visitor.page.fill("[name=password]", PASSWORD)
    visitor.press("main form.form:not([id]) button[type=submit]")


def say_again(visitor: Visitor) -> None:
    visitor.page.fill("[name=password]", PASSWORD)
    visitor.press()


def a_key_in(page: Page) -> None:
    """Put a key into the computer: it answers at once, as if a finger had touched it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def the_code(page: Page) -> str:
    """What the application on the telephone shows, once it has read the secret."""
    secret = page.locator("#authenticator_secret").input_value()
    [counter, *_rest] = yield_hotp_counters_from_time()
    return str(format_hotp_value(hotp_value(secret, counter)))


@pytest.mark.parametrize(("language", "phone"), [("ar", True), ("fr", False)])
def test_every_page_reads_well(
    open_page: OpenPage, person: User, language: str, phone: bool, settings: Settings
) -> None:
    settings.OIDC_SERVER_URL, settings.OIDC_NAME = "http://localhost:9", "وزارة تجريبية"
    settings.OIDC_CLIENT_ID = settings.OIDC_CLIENT_SECRET = "made-up"
    visitor = Visitor(open_page(language, phone=phone), language)

    for name in ENTRANCES:
        visitor.open(name)
    let_in(visitor, person)
    for name in MINE:
        visitor.open(name)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_juror_is_led_to_an_application_on_the_telephone_and_signs_in_with_it(
    open_page: OpenPage, edition: Competition, language: str, settings: Settings
) -> None:
    settings.REQUIRE_MFA = True
    juror = a_role("juror", competition=edition)
    visitor = Visitor(open_page(language, phone=language == "ar"), language)
    let_in(visitor, juror)
    assert visitor.page.url.endswith(address("teams:second_factor", language))

    visitor.follow("main a.button")
    say_again(visitor)
    visitor.page.fill("[name=code]", the_code(visitor.page))
    visitor.press()
    assert visitor.page.locator("textarea").input_value().count("\n") == 9  # ten recovery codes
    for name in ("mfa_index", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        visitor.open(name)
    assert TOTP(juror.authenticator_set.get(type="totp"))  # type: ignore[attr-defined]
    visitor.open("me")


def test_a_passkey_alone_signs_somebody_in(open_page: OpenPage, person: User) -> None:
    page = open_page("ar", phone=True)
    visitor = Visitor(page, "ar")
    a_key_in(page)
    let_in(visitor, person)

    visitor.open("mfa_add_webauthn")
    say_again(visitor)
    page.fill("[name=name]", "مفتاحي")
    page.check("[name=passwordless]")
    visitor.follow("#mfa_webauthn_add")
    for name in ("mfa_list_webauthn", "mfa_index"):
        visitor.open(name)
    visitor.open("account_logout")
    visitor.press()
    visitor.open("account_login")
    visitor.follow("#passkey_login")

    assert page.url.endswith(address("me", "ar"))
    visitor.open("teams:sessions")


def address(name: str, language: str) -> str:
    return f"/{language}/" + reverse(name).split("/", 2)[2]
