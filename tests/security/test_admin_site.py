"""Who comes into the admin, and what everybody else is told."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django import Settings

ADMIN = "/ar/admin/"

pytestmark = pytest.mark.django_db


def a_user(*, staff: bool, second_factor: bool = False) -> Any:
    user = get_user_model().objects.create_user(
        email=f"{staff}-{second_factor}@ministry.example", password=None, is_staff=staff
    )
    if second_factor:
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
    return user


def signed_in(client: Client, user: Any) -> Client:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_visitor_is_sent_to_sign_in(client: Client) -> None:
    response = client.get(ADMIN, follow=True)

    assert response.redirect_chain[-1][0].startswith("/ar/accounts/login/")


@pytest.mark.parametrize("address", [ADMIN, f"{ADMIN}login/", f"{ADMIN}teams/", f"{ADMIN}no-such-page/"])
def test_for_people_who_are_not_staff_there_is_no_admin(client: Client, address: str) -> None:
    signed_in(client, a_user(staff=False))

    assert client.get(address, follow=True).status_code == 404


@pytest.mark.parametrize("required", [True, False])
def test_staff_with_a_second_factor_come_in(client: Client, settings: Settings, required: bool) -> None:
    settings.REQUIRE_MFA = required
    signed_in(client, a_user(staff=True, second_factor=True))

    assert client.get(ADMIN).status_code == 200


def test_staff_without_a_second_factor_are_sent_to_set_one_up(client: Client, settings: Settings) -> None:
    settings.REQUIRE_MFA = True
    signed_in(client, a_user(staff=True))

    response = client.get(ADMIN, follow=True)

    assert response.redirect_chain[-1][0] == "/ar/accounts/second-factor/"
    assert response.status_code == 200


def test_where_none_is_required_staff_come_in_without_it(client: Client, settings: Settings) -> None:
    settings.REQUIRE_MFA = False
    signed_in(client, a_user(staff=True))

    assert client.get(ADMIN).status_code == 200


def test_second_factors_lie_encrypted_in_the_database() -> None:
    secret = generate_totp_secret()

    TOTP.activate(a_user(staff=True), secret)

    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in stored
