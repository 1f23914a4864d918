"""Sign-in by an OpenID Connect provider: a real one runs beside the test, and every redirect is followed."""

import re
from collections.abc import Iterator
from typing import Any

import oidc_provider_mock
import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from pytest_django import Settings

from competitions.models import Message
from teams.models import User
from tests.builders.teams import PASSWORD, a_person
from tests.harness.mailbox import Mailbox

ADDRESS = "amina@ministry.example"
LOGIN, SITE = "/fr/accounts/provider/ministry/", "http://testserver"
CONNECTIONS = "/fr/accounts/provider/"
# The provider's own use of its libraries is not ours to mend.
OF_THE_PROVIDER = pytest.mark.filterwarnings("ignore::DeprecationWarning")
pytestmark = [pytest.mark.django_db, OF_THE_PROVIDER]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The provider's address, while it runs."""
    with pytest.MonkeyPatch.context() as environment, oidc_provider_mock.run_server_in_thread() as running:
        environment.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        yield f"http://localhost:{running.server_port}"


@pytest.fixture
def provider(server: str, settings: Settings) -> str:
    settings.OIDC_SERVER_URL, settings.OIDC_NAME = server, "وزارة تجريبية"
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "idarathon", "a secret"
    return server


def known_there(provider: str, sub: str, **claims: Any) -> str:
    """Somebody with an account at the provider, and what it says of them."""
    requests.put(f"{provider}/users/{sub}", json=claims, timeout=5).raise_for_status()
    return sub


def come_back(client: Client, sub: str, *, login: str = LOGIN) -> Any:
    """Press the button, sign in at the provider, and follow its answer back to us."""
    away = client.post(login)
    assert away.status_code == 302, away.content.decode()
    answer = requests.post(away.headers["Location"], data={"sub": sub}, allow_redirects=False, timeout=5)
    assert answer.headers["Location"].startswith(SITE + "/fr/accounts/provider/ministry/callback/")
    return client.get(answer.headers["Location"].removeprefix(SITE))


def signed_in(client: Client) -> User | None:
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key) if key else None


def test_there_is_none_until_it_is_configured(client: Client) -> None:
    person = a_person()

    page = client.get("/fr/accounts/login/").content.decode()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    assert "accounts/provider/" not in page
    for address in (LOGIN, f"{CONNECTIONS}ministry/callback/", CONNECTIONS, f"{CONNECTIONS}signup/"):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


@pytest.mark.parametrize("page", ["login", "signup"])
def test_the_button_stands_on_both_entrances(page: str, provider: str, client: Client) -> None:
    content = client.get(f"/fr/accounts/{page}/").content.decode()

    assert f'action="{LOGIN}?process=login"' in content
    assert "وزارة تجريبية" in content


def test_a_first_sign_in_makes_an_account_with_the_verified_address(provider: str, client: Client) -> None:
    sub = known_there(provider, "1", email=ADDRESS.upper(), email_verified=True)

    response = come_back(client, sub)

    person = User.objects.get()
    assert response.headers["Location"] == "/fr/me/profile/"
    assert (signed_in(client), person.email, person.language) == (person, ADDRESS, "fr")
    assert not person.has_usable_password()
    assert EmailAddress.objects.get(user=person).verified
    assert not SocialToken.objects.exists()


def test_the_second_sign_in_finds_the_same_account(provider: str, client: Client) -> None:
    sub = known_there(provider, "2", email=ADDRESS, email_verified=True)
    come_back(Client(), sub)

    come_back(client, sub)

    assert signed_in(client) == User.objects.get()


@pytest.mark.parametrize("said", [False, "false", "true", None])
def test_an_address_that_the_provider_has_not_verified_gets_our_own_mail(
    said: Any, provider: str, client: Client, mailbox: Mailbox
) -> None:
    sub = known_there(provider, f"3-{said}", email=ADDRESS, **({} if said is None else {"email_verified": said}))

    response = come_back(client, sub)

    assert response.headers["Location"] == "/fr/accounts/confirm-email/"
    assert signed_in(client) is None
    assert not EmailAddress.objects.get().verified
    assert mailbox.link(ADDRESS, containing="confirm-email")


def test_an_account_with_the_same_verified_address_is_connected_and_told(provider: str, client: Client) -> None:
    person = a_person(email=ADDRESS)
    sub = known_there(provider, "4", email=ADDRESS, email_verified=True)

    come_back(client, sub)

    assert signed_in(client) == person
    assert SocialAccount.objects.get(user=person).uid == sub
    assert person.check_password(PASSWORD)
    assert Message.objects.filter(address=ADDRESS).exists()


def test_but_never_by_an_address_that_the_provider_has_not_verified(
    provider: str, client: Client, mailbox: Mailbox
) -> None:
    person = a_person(email=ADDRESS)
    sub = known_there(provider, "5", email=ADDRESS, email_verified=False)

    known = come_back(client, sub)
    unknown = come_back(Client(), known_there(provider, "5b", email="nobody@ministry.example"))

    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert signed_in(client) is None
    assert not SocialAccount.objects.filter(user=person).exists()
    assert len(mailbox.to(ADDRESS)) == 1


def test_who_squats_an_address_loses_the_account_to_its_owner(provider: str, client: Client) -> None:
    squatted = a_person(email=ADDRESS, verified=False)
    sub = known_there(provider, "6", email=ADDRESS, email_verified=True)

    come_back(client, sub)

    squatted.refresh_from_db()
    assert not squatted.has_usable_password()


def test_a_second_factor_is_still_asked_for(provider: str, client: Client) -> None:
    person = a_person(email=ADDRESS)
    TOTP.activate(person, generate_totp_secret())
    sub = known_there(provider, "7", email=ADDRESS, email_verified=True)

    response = come_back(client, sub)

    assert response.headers["Location"] == "/fr/accounts/2fa/authenticate/"
    assert signed_in(client) is None


def test_without_an_address_the_person_is_asked_for_one(provider: str, client: Client, mailbox: Mailbox) -> None:
    sub = known_there(provider, "8", name="Amina")

    asked = come_back(client, sub)
    client.post(asked.headers["Location"], {"email": ADDRESS})

    assert asked.headers["Location"] == "/fr/accounts/provider/signup/"
    assert mailbox.link(ADDRESS, containing="confirm-email")
    assert not EmailAddress.objects.get().verified


def test_who_turns_back_at_the_provider_is_told_so(provider: str, client: Client) -> None:
    away = client.post(LOGIN)
    denied = requests.post(away.headers["Location"], data={"action": "deny"}, allow_redirects=False, timeout=5)

    page = client.get(denied.headers["Location"].removeprefix(SITE), follow=True)

    assert "La connexion n’a pas eu lieu" in page.content.decode()
    assert signed_in(client) is None


def test_an_answer_that_nobody_asked_for_opens_nothing(provider: str, client: Client) -> None:
    page = client.get(f"{CONNECTIONS}ministry/callback/?code=made-up&state=made-up")

    assert page.status_code in (200, 401)
    assert signed_in(client) is None


def test_a_provider_that_does_not_answer_is_told_in_a_sentence(
    provider: str, client: Client, settings: Settings
) -> None:
    settings.OIDC_SERVER_URL = "http://localhost:9"  # the port of "discard": nothing listens there

    page = client.post(LOGIN)

    assert "La connexion n’a pas eu lieu" in page.content.decode()


def test_a_person_connects_and_disconnects(provider: str, client: Client) -> None:
    person = a_person(email=ADDRESS)
    client.post("/fr/accounts/login/", {"login": ADDRESS, "password": PASSWORD})
    offered = client.get(CONNECTIONS).content.decode()
    sub = known_there(provider, "9", email="other@ministry.example", email_verified=True)

    again = come_back(client, sub, login=f"{LOGIN}?process=connect")
    client.post(again.headers["Location"], {"password": PASSWORD})
    account = SocialAccount.objects.get(user=person)
    shown = client.get(CONNECTIONS).content.decode()
    client.post(CONNECTIONS, {"account": account.pk})

    assert f"{LOGIN}?process=connect" in offered
    assert again.headers["Location"] == "/fr/accounts/reauthenticate/"
    assert re.search(rf'name="account" value="{account.pk}"', shown)
    assert not SocialAccount.objects.exists()
