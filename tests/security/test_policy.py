"""What the browser is told to refuse, and what signs people in."""

import pytest
from django.test import Client

from idarathon import settings as site_settings

SCRIPT, STYLE = "script-src", "style-src"


@pytest.fixture
def policy(client: Client) -> dict[str, list[str]]:
    header = client.get("/healthz").headers["Content-Security-Policy"]
    return {name: sources for name, *sources in (part.split() for part in header.split(";"))}


def test_nothing_unsafe_is_allowed(policy: dict[str, list[str]]) -> None:
    sources = {source for allowed in policy.values() for source in allowed}

    assert sources == {"'none'", "'self'", "data:"}


def test_everything_not_named_is_refused(policy: dict[str, list[str]]) -> None:
    assert policy["default-src"] == ["'none'"]
    assert policy[SCRIPT] == policy[STYLE] == ["'self'"]
    assert policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]


def test_no_part_of_the_policy_only_reports(client: Client) -> None:
    assert "Content-Security-Policy-Report-Only" not in client.get("/healthz").headers


def test_pages_are_not_framed_and_say_nothing_about_where_people_came_from(client: Client) -> None:
    headers = client.get("/healthz").headers

    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_people_come_in_by_a_verified_address_only() -> None:
    assert site_settings.ACCOUNT_EMAIL_VERIFICATION == "mandatory"
    assert set(site_settings.ACCOUNT_LOGIN_METHODS) == {"email"}
    assert site_settings.ACCOUNT_PREVENT_ENUMERATION
    assert not site_settings.ACCOUNT_CONFIRM_EMAIL_ON_GET


def test_uploads_have_no_address() -> None:
    assert site_settings.MEDIA_URL == ""
