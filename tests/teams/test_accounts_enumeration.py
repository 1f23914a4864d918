"""No page tells whether an address has an account: both answers are compared to the last byte."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from competitions.models import Competition, Message
from teams.models import User
from tests.builders.teams import PASSWORD, a_person
from tests.harness.mailbox import Mailbox
from tests.teams.reading import without_tokens

KNOWN, UNKNOWN = "souad@finances.example", "nabil@finances.example"
LANGUAGES = ["ar", "fr", "en"]
TYPED = {"password": "wrong", "password1": PASSWORD, "password2": PASSWORD, "code": "12345678"}
PAGES = ["signup", "login", "login/code", "password/reset", "handed-code"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def everything_said(page: str, address: str, *, language: str, client: Client | None = None, **typed: str) -> Any:
    """Where one is led, with which status, and each page on the way; all of it as if any address had been typed."""
    data = {**TYPED, "email": address, "login": address, "address": address, **typed}
    response = (client or Client()).post(f"/{language}/accounts/{page}/", data, follow=True)
    headers = {name: value for name, value in response.headers.items() if name != "Content-Security-Policy"}
    return response.redirect_chain, response.status_code, headers, without_tokens(response, address, address.lower())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("fields", [{}, {"verified": False}, {"is_active": False}], ids=["usual", "new", "closed"])
def test_known_and_unknown_addresses_get_the_same_answer(
    page: str, language: str, fields: dict[str, bool], edition: Competition
) -> None:
    a_person(email=KNOWN, **fields)

    known = everything_said(page, KNOWN, language=language)
    unknown = everything_said(page, UNKNOWN, language=language)

    assert known == unknown


@pytest.mark.parametrize("page", PAGES)
def test_capitals_make_no_difference(page: str, edition: Competition) -> None:
    a_person(email=KNOWN)

    assert everything_said(page, KNOWN.title(), language="en") == everything_said(page, UNKNOWN.title(), language="en")


def test_a_wrong_login_code_is_answered_alike(edition: Competition) -> None:
    a_person(email=KNOWN)

    def tried(address: str) -> Any:
        client = Client()
        client.post("/en/accounts/login/code/", {"email": address})
        return [everything_said("login/code/confirm", address, language="en", client=client) for _attempt in range(6)]

    assert tried(KNOWN) == tried(UNKNOWN)


@pytest.mark.parametrize("page", ["signup", "login/code", "password/reset"])
def test_each_gets_one_mail_and_nobody_else_does(page: str, edition: Competition, mailbox: Mailbox) -> None:
    a_person(email=KNOWN)

    for address in (KNOWN, UNKNOWN):
        everything_said(page, address, language="en")

    assert sorted(message.address for message in Message.objects.all()) == sorted([KNOWN, UNKNOWN])
    assert all(message.secret for message in Message.objects.all())


def test_signing_up_again_changes_nothing_of_the_account(edition: Competition) -> None:
    person = a_person(email=KNOWN)

    everything_said("signup", KNOWN, language="en", password1="another-one-entirely", password2="another-one-entirely")

    person.refresh_from_db()
    assert User.objects.filter(email=KNOWN).count() == 1
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize("language", LANGUAGES)
def test_changing_to_somebody_elses_address_looks_like_changing_to_a_free_one(
    language: str, edition: Competition, mailbox: Mailbox
) -> None:
    a_person(email=KNOWN)

    def tried(address: str) -> Any:
        # Names and addresses of one length: the answers say how long they are.
        person = a_person(email=f"{'taken' if address == KNOWN else 'liber'}@idarathon.example", name_ar="ليلى")
        client = Client()
        client.post(f"/{language}/accounts/login/", {"login": person.email, "password": PASSWORD})
        client.post(f"/{language}/accounts/reauthenticate/", {"password": PASSWORD})
        said = everything_said("email", address, language=language, client=client, action_add="")
        return [*said[:3], said[3].replace(person.email, "")]

    taken, free = tried(KNOWN), tried(UNKNOWN)

    assert taken == free
    assert not EmailAddress.objects.filter(email=KNOWN, verified=True).exclude(user__email=KNOWN).exists()
