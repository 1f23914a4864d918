"""What somebody does with their own account: sessions, a code instead of the password, another address."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from competitions.models import Competition, Department, Message
from teams.domain.eligibility import is_eligible
from teams.models import User
from teams.presenters.sessions import browser_named
from tests.builders.competitions import NOW
from tests.builders.teams import PASSWORD, a_participant
from tests.harness.mailbox import Mailbox
from tests.harness.queries import Queries

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1"
SESSIONS = "/en/accounts/sessions/"
WANTED = "drei-vier-fuenf"
NEW_ADDRESS = "souad@finances.example"
pytestmark = pytest.mark.usefixtures("now")


def browser_of(person: User, agent: str = FIREFOX) -> Client:
    client = Client(HTTP_USER_AGENT=agent)
    client.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/en/me/").status_code == 200


def say_again(client: Client) -> None:
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})


# --- Sessions ---------------------------------------------------------------------------------------------------------


def test_every_browser_is_listed_and_the_one_in_use_is_marked_first(person: User) -> None:
    here = browser_of(person)
    browser_of(person, IPHONE)

    rows = here.get(SESSIONS).context["rows"]

    assert [(row.browser, row.current) for row in rows] == [("Firefox · Linux", True), ("Safari · iPhone", False)]
    assert rows[0].address == "127.0.0.1"


def test_signing_out_elsewhere_leaves_this_browser_in(person: User, captain: User) -> None:
    here, elsewhere, somebody = browser_of(person), browser_of(person), browser_of(captain)

    page = here.post(SESSIONS, follow=True)

    assert "1 other session has ended." in page.content.decode()
    assert (is_in(here), is_in(elsewhere), is_in(somebody)) == (True, False, True)
    assert UserSession.objects.filter(user=person).count() == 1


def test_with_nothing_else_open_it_says_so(person: User) -> None:
    page = browser_of(person).post(SESSIONS, follow=True)

    assert "You are signed in nowhere else." in page.content.decode()


def test_sessions_that_are_over_are_not_listed(person: User) -> None:
    here, over = browser_of(person), browser_of(person)
    Session.objects.filter(pk=over.session.session_key).update(expire_date=NOW)

    assert len(here.get(SESSIONS).context["rows"]) == 1


@pytest.mark.parametrize("page", [SESSIONS, "/en/accounts/"])
def test_it_costs_the_same_however_many_there_are(page: str, person: User, queries: Queries) -> None:
    here = browser_of(person)

    def grow_to(count: int) -> None:
        for _browser in range(count - UserSession.objects.filter(user=person).count()):
            browser_of(person)

    queries.same_at(grow_to=grow_to, visit=lambda: here.get(page))
    with queries.at_most(12):
        here.get(page)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox · Linux"),
        (EDGE, "Edge · Windows"),
        (IPHONE, "Safari · iPhone"),
        ("curl/8", "متصفح غير معروف"),
    ],
)
def test_browsers_are_called_by_their_names(agent: str, words: str) -> None:
    assert browser_named(agent) == words


def test_another_password_signs_out_everywhere_else(person: User) -> None:
    here, elsewhere = browser_of(person), browser_of(person)

    here.post("/en/accounts/password/change/", {"oldpassword": PASSWORD, "password1": WANTED, "password2": WANTED})

    assert [row.current for row in here.get(SESSIONS).context["rows"]] == [True]
    assert (is_in(here), is_in(elsewhere)) == (True, False)


# --- A code instead of the password -----------------------------------------------------------------------------------


def code_to(person: User) -> str:
    message = Message.objects.filter(address=person.email).latest("pk")
    assert (message.kind, message.secret, message.text) == ("account", True, "")
    found = re.search(r"\b\d{8}\b", message.sealed_text)
    assert found
    return found[0]


@pytest.mark.parametrize("digits", ["0123456789", "٠١٢٣٤٥٦٧٨٩"])
def test_a_code_sent_to_the_address_signs_in(person: User, digits: str) -> None:
    client = Client()
    asked = client.post("/en/accounts/login/code/", {"email": person.email})
    code = code_to(person).translate(str.maketrans("0123456789", digits))

    client.post(asked.headers["Location"], {"code": code})

    assert is_in(client)


def test_after_a_quarter_of_an_hour_it_does_not(person: User, now: time_machine.Traveller) -> None:
    client = Client()
    asked = client.post("/en/accounts/login/code/", {"email": person.email})
    now.shift(timedelta(minutes=15, seconds=1))

    client.post(asked.headers["Location"], {"code": code_to(person)})

    assert not is_in(client)


def test_a_code_of_the_second_factor_is_read_from_an_arabic_keyboard(person: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    [counter, *_rest] = yield_hotp_counters_from_time()
    code = format_hotp_value(hotp_value(secret, counter)).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    client = browser_of(person)

    client.post("/en/accounts/2fa/authenticate/", {"code": code})

    assert is_in(client)


def test_it_does_not_do_without_the_second_factor(person: User) -> None:
    TOTP.activate(person, generate_totp_secret())
    client = Client()
    asked = client.post("/en/accounts/login/code/", {"email": person.email})

    response = client.post(asked.headers["Location"], {"code": code_to(person)})

    assert response.headers["Location"] == "/en/accounts/2fa/authenticate/"


# --- Another address --------------------------------------------------------------------------------------------------


def addresses(person: User) -> list[tuple[str, bool]]:
    return list(EmailAddress.objects.filter(user=person).order_by("pk").values_list("email", "verified"))


def test_the_password_is_asked_for_first(person: User) -> None:
    response = browser_of(person).post("/en/accounts/email/", {"email": NEW_ADDRESS, "action_add": ""})

    assert response.headers["Location"].startswith("/en/accounts/reauthenticate/")
    assert addresses(person) == [(person.email, True)]


def test_a_new_address_replaces_the_old_one_once_it_is_confirmed(
    edition: Competition, department: Department, mailbox: Mailbox
) -> None:
    person = a_participant(edition, department=department)
    old, client = person.email, browser_of(person)
    say_again(client)
    client.post("/en/accounts/email/", {"email": NEW_ADDRESS, "action_add": ""})
    waiting: Any = client.get("/en/accounts/email/").content.decode()
    assert addresses(person) == [(old, True), (NEW_ADDRESS, False)]
    assert NEW_ADDRESS in waiting
    assert old in waiting

    client.post("/" + mailbox.link(NEW_ADDRESS, containing="confirm-email").split("/", 3)[3])

    person.refresh_from_db()
    assert person.email == NEW_ADDRESS
    assert addresses(person) == [(NEW_ADDRESS, True)]
    assert is_eligible(person, edition)
    assert "was changed" in mailbox.to(old)[-1].body


def test_a_change_can_be_taken_back(person: User) -> None:
    client = browser_of(person)
    say_again(client)
    client.post("/en/accounts/email/", {"email": NEW_ADDRESS, "action_add": ""})

    client.post("/en/accounts/email/", {"email": NEW_ADDRESS, "action_remove": ""})

    assert addresses(person) == [(person.email, True)]
