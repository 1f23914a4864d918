"""Who does not get past without a second factor, and that the last one stays."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from competitions.models import Competition, Message
from teams.domain.second_factor import NothingToTakeAway, NotYourOwn, OnlySuperuser, take_away_second_factor
from teams.models import Role, User
from tests.builders.competitions import NOW, a_competition
from tests.builders.teams import PASSWORD, a_participant, a_person, a_role

GATE = "/en/accounts/second-factor/"
BOUND = ["organiser", "juror", "president", "deputy_president", "auditor"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _required(settings: Settings) -> Iterator[None]:
    settings.REQUIRE_MFA = True
    settings.MFA_REAUTHENTICATION_REQUIRED = False  # tried in the browser: tests/browser/test_accounts.py
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def edition() -> Competition:
    return a_competition(slug="open")


@pytest.fixture
def juror(edition: Competition) -> User:
    return a_role("juror", competition=edition)


def browser_of(person: User) -> Client:
    """Somebody who has just said who they are."""
    client = Client()
    client.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def a_key(person: User) -> Authenticator:
    return Authenticator.objects.create(user=person, type="webauthn", data={"name": "Key"})


@pytest.mark.parametrize("kind", BOUND)
@pytest.mark.parametrize("address", ["/en/me/", "/en/", "/en/open/calendar/", "/en/open/jury/"])
def test_who_decides_is_led_to_set_one_up(kind: str, address: str, edition: Competition) -> None:
    client = browser_of(a_role(kind, competition=edition))

    response = client.get(address)

    assert response.headers["Location"] == GATE
    assert "a stolen password must not be enough" in client.get(GATE).content.decode()


def test_a_part_of_a_page_sends_the_whole_page_there(juror: User) -> None:
    response = browser_of(juror).get("/en/me/", headers={"HX-Request": "true"})

    assert response.headers["HX-Redirect"] == GATE


@pytest.mark.parametrize("fields", [{"is_staff": True}, {"is_superuser": True}])
def test_staff_are_led_there_too(fields: dict[str, bool], edition: Competition) -> None:
    assert browser_of(a_person(**fields)).get("/en/me/").headers["Location"] == GATE


@pytest.mark.parametrize(
    "address", ["/en/accounts/", "/en/accounts/2fa/", "/fr/accounts/second-factor/", "/healthz", "/en/accounts/logout/"]
)
def test_what_leads_to_a_factor_or_out_stays_open(address: str, juror: User) -> None:
    assert browser_of(juror).get(address).status_code == 200


@pytest.mark.parametrize("kind", ["mentor", "focal_point"])
def test_others_are_not_asked(kind: str, edition: Competition) -> None:
    person = a_participant(edition)
    department = person.department if kind == "focal_point" else None
    a_role(kind, competition=edition, person=person, department=department)

    assert browser_of(person).get("/en/me/").status_code == 200


def test_a_role_that_has_ended_binds_nobody(juror: User) -> None:
    role = Role.objects.get(person=juror)
    role.until = role.since
    role.save()

    assert browser_of(juror).get("/en/me/").status_code == 200


def test_with_an_application_they_pass(juror: User) -> None:
    client = browser_of(juror)
    TOTP.activate(juror, generate_totp_secret())

    assert client.get("/en/me/").status_code == 200
    assert client.get(GATE).headers["Location"] == "/en/me/"


def test_recovery_codes_alone_are_no_second_factor(juror: User) -> None:
    client = browser_of(juror)
    RecoveryCodes.activate(juror)

    assert client.get("/en/me/").headers["Location"] == GATE


@pytest.mark.parametrize(("required", "cost"), [(True, 1), (False, 0)])
def test_the_gate_costs_one_query_and_none_where_it_is_off(
    required: bool, cost: int, settings: Settings, edition: Competition
) -> None:
    client = browser_of(a_participant(edition))
    settings.REQUIRE_MFA = required

    with CaptureQueriesContext(connection) as captured:
        client.get("/en/me/")

    assert len([query for query in captured if "mfa_authenticator" in query["sql"]]) == cost


# --- The last one stays -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", BOUND)
def test_who_must_have_one_does_not_remove_the_last(kind: str, edition: Competition) -> None:
    person = a_role(kind, competition=edition)
    client = browser_of(person)
    TOTP.activate(person, generate_totp_secret())

    page = client.post("/en/accounts/2fa/totp/deactivate/")

    assert "this is your last one" in page.content.decode()
    assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_nor_the_last_key(juror: User) -> None:
    client = browser_of(juror)
    key = a_key(juror)

    page = client.post(f"/en/accounts/2fa/webauthn/keys/{key.pk}/remove/")

    assert "this is your last one" in page.content.decode()
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_one_of_two_may_go(juror: User) -> None:
    client = browser_of(juror)
    key = a_key(juror)
    TOTP.activate(juror, generate_totp_secret())

    removed = client.post(f"/en/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    kept = client.post("/en/accounts/2fa/totp/deactivate/")

    assert removed.status_code == 302
    assert kept.status_code == 200
    assert [row.type for row in Authenticator.objects.filter(user=juror)] == ["totp"]


def test_others_remove_their_last_one(edition: Competition) -> None:
    person = a_participant(edition)
    client = browser_of(person)
    TOTP.activate(person, generate_totp_secret())

    client.post("/en/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.filter(user=person).exists()


def test_nobody_removes_somebody_elses_key(juror: User, edition: Competition) -> None:
    key = a_key(juror)
    TOTP.activate(juror, generate_totp_secret())
    stranger: Any = a_participant(edition)

    response = browser_of(stranger).post(f"/en/accounts/2fa/webauthn/keys/{key.pk}/remove/")

    assert response.status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


# --- Who has lost it --------------------------------------------------------------------------------------------------


@pytest.fixture
def superuser() -> User:
    person = a_person(is_staff=True, is_superuser=True)
    TOTP.activate(person, generate_totp_secret())
    return person


def test_a_superuser_takes_a_lost_factor_away_and_everybody_concerned_is_told(
    edition: Competition, juror: User, superuser: User
) -> None:
    president = a_role("president", competition=edition)
    a_role("president", competition=a_competition(slug="other"))
    client = browser_of(juror)
    TOTP.activate(juror, generate_totp_secret())

    take_away_second_factor(person=juror, reason="The telephone was stolen.", by=superuser, at=NOW)

    assert not Authenticator.objects.filter(user=juror).exists()
    assert client.get("/en/me/").headers["Location"].startswith("/en/accounts/login/")
    told = Message.objects.filter(kind="second_factor_taken_away")
    assert {message.recipient for message in told} == {juror, president}
    assert all("The telephone was stolen." in message.text for message in told)
    record = juror.history.first()
    assert (record.history_user, record.history_change_reason) == (superuser, "The telephone was stolen.")


def test_nobody_else_does_and_nobody_their_own(edition: Competition, juror: User, superuser: User) -> None:
    organiser = a_role("organiser", competition=edition)
    TOTP.activate(juror, generate_totp_secret())

    for person, by, refusal in (
        (juror, organiser, OnlySuperuser),
        (superuser, superuser, NotYourOwn),
        (organiser, superuser, NothingToTakeAway),
    ):
        with pytest.raises(refusal):
            take_away_second_factor(person=person, reason="Lost.", by=by, at=NOW)
    assert Authenticator.objects.filter(user=juror).exists()


def test_only_superusers_are_offered_it_in_the_administration(
    edition: Competition, juror: User, superuser: User
) -> None:
    organiser = a_role("organiser", competition=edition)
    for person in (organiser, juror):
        TOTP.activate(person, generate_totp_secret())
    offered = {}

    for person in (organiser, superuser):
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        offered[person.pk] = "take_away_factor" in client.get("/en/admin/teams/user/").content.decode()

    assert offered == {organiser.pk: False, superuser.pk: True}
