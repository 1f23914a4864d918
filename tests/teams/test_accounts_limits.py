"""Too many attempts: each limit stops them, and says in minutes when to try again."""

import html
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from competitions.models import Message
from idarathon.account_settings import ACCOUNT_RATE_LIMITS, MFA_RATE_LIMITS
from teams.limits import minutes_left
from tests.builders.competitions import NOW, a_competition
from tests.builders.teams import PASSWORD, a_person, a_role

ADDRESS = "souad@finances.example"
AGAIN = re.compile(r"There have been too many attempts\. Try again in (\d+) minutes?\.")
Attempt = Callable[[Client], Any]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings: Settings) -> Iterator[time_machine.Traveller]:
    """The limits of the site, nothing counted yet, and a clock that stands still."""
    settings.ACCOUNT_RATE_LIMITS, settings.MFA_RATE_LIMITS = dict(ACCOUNT_RATE_LIMITS), dict(MFA_RATE_LIMITS)
    cache.clear()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock
    cache.clear()


def posting(page: str, **data: str) -> Attempt:
    return lambda client: client.post(f"/en/accounts/{page}", data)


def minutes_on(page: Any) -> int | None:
    """The minutes that a page asks to wait, None if it does not."""
    found = AGAIN.search(html.unescape(page.content.decode()))
    return int(found[1]) if found else None


LOGIN = posting("login/", login=ADDRESS, password="wrong")
RESET = posting("password/reset/", email=ADDRESS)
CODE = posting("login/code/", email=ADDRESS)
HANDED = posting("handed-code/", address=ADDRESS, code="12345678")


@pytest.mark.parametrize(
    ("attempt", "allowed", "minutes", "status"),
    [(LOGIN, 5, 5, 200), (RESET, 3, 10, 429), (CODE, 3, 10, 200), (HANDED, 5, 5, 429)],
    ids=["login", "reset", "login code", "handed code"],
)
@pytest.mark.parametrize("known", [True, False])
def test_one_account_is_tried_a_few_times_only_whether_it_exists_or_not(
    attempt: Attempt, allowed: int, minutes: int, status: int, known: bool, clock: time_machine.Traveller
) -> None:
    if known:
        a_person(email=ADDRESS)
    before = [minutes_on(attempt(Client())) for _attempt in range(allowed)]

    stopped = attempt(Client())
    clock.shift(timedelta(seconds=61))
    later = attempt(Client())
    clock.shift(timedelta(minutes=minutes))
    let_through = attempt(Client())

    assert before == [None] * allowed
    assert (stopped.status_code, minutes_on(stopped)) == (status, minutes)
    assert minutes_on(later) == minutes - 1
    assert minutes_on(let_through) is None


@pytest.mark.parametrize("address", ["signup/", "login/", "password/reset/", "login/code/", "handed-code/"])
def test_one_place_is_let_try_often_as_a_ministry_may_share_it_but_not_for_ever(
    address: str, settings: Settings
) -> None:
    assert {limit.split("/")[0] for limit in ACCOUNT_RATE_LIMITS.values() if "ip" in limit} == {"120"}
    settings.ACCOUNT_RATE_LIMITS = {
        name: limit.replace("120/m/ip", "3/m/ip") for name, limit in ACCOUNT_RATE_LIMITS.items()
    }

    def tried(number: int) -> Any:
        who = f"somebody{number}@finances.example"
        data = {"email": who, "login": who, "address": who, "code": "1", "password": "wrong"}
        return Client().post(f"/en/accounts/{address}", data | {"password1": PASSWORD, "password2": PASSWORD})

    pages = [tried(number) for number in range(4)]

    assert [minutes_on(page) for page in pages] == [None, None, None, 1]
    assert Client(REMOTE_ADDR="10.0.0.9").post(f"/en/accounts/{address}", {}).status_code == 200


def test_the_page_says_it_in_a_header_too_and_in_every_language() -> None:
    for language, sentence in (("ar", "10 دقائق"), ("fr", "dans 10 minutes"), ("en", "in 10 minutes")):
        cache.clear()
        for _attempt in range(4):
            page = Client().post(f"/{language}/accounts/password/reset/", {"email": ADDRESS})
        assert (page.status_code, page.headers["Retry-After"]) == (429, "600")
        assert sentence in page.content.decode()
        assert f'lang="{language}"' in page.content.decode()


def test_a_confirmation_is_sent_again_once_a_minute(clock: time_machine.Traveller) -> None:
    a_person(email=ADDRESS, verified=False)
    sign_in = posting("login/", login=ADDRESS, password=PASSWORD)
    sent = []

    for seconds in (0, 59, 61):
        clock.move_to(NOW + timedelta(seconds=seconds))
        sign_in(Client())
        sent.append(Message.objects.filter(address=ADDRESS).count())

    assert sent == [1, 1, 2]


@pytest.mark.parametrize(
    ("address", "data", "allowed"),
    [
        ("email/", {"action_add": "", "email": "wrong"}, 10),
        ("password/change/", {"oldpassword": "wrong"}, 5),
        ("reauthenticate/", {"password": "wrong"}, 5),
    ],
)
def test_who_is_signed_in_is_slowed_down_too(address: str, data: dict[str, str], allowed: int) -> None:
    client = signed_in()

    pages = [posting(address, **data)(client) for _attempt in range(allowed + 1)]

    assert [minutes_on(page) is not None for page in pages] == [False] * allowed + [True]


def test_the_codes_of_a_second_factor_are_not_guessed() -> None:
    person = a_person(email=ADDRESS)
    TOTP.activate(person, generate_totp_secret())
    client = Client()
    posting("login/", login=ADDRESS, password=PASSWORD)(client)

    pages = [posting("2fa/authenticate/", code="000000")(client) for _attempt in range(6)]

    assert [minutes_on(page) for page in pages] == [None] * 5 + [5]


def test_nobody_hands_out_codes_by_the_hundred(settings: Settings) -> None:
    edition = a_competition(slug="open")
    organiser = a_role("organiser", competition=edition)
    client = signed_in(organiser.email)
    here = reverse("teams:hand_code_to_address", kwargs={"edition": "open"}).replace("/ar/", "/en/")

    pages = [client.post(here, {"address": f"somebody{number}@mail.example"}) for number in range(61)]

    assert [page.status_code for page in pages] == [200] * 60 + [429]
    assert minutes_on(pages[-1]) == 60


def test_nobody_is_told_to_come_back_in_a_second(rf: Any) -> None:
    request = rf.get("/")
    request.limited_for = 0.5

    assert minutes_left(request) == 1


def signed_in(address: str = ADDRESS) -> Client:
    if address == ADDRESS:
        a_person(email=ADDRESS)
    client = Client()
    posting("login/", login=address, password=PASSWORD)(client)
    posting("reauthenticate/", password=PASSWORD)(client)
    return client
