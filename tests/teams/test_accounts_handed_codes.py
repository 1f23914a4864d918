"""A sign-in code that is handed in person: who may hand it to whom, and what it opens."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from competitions.models import Competition, Department, Message
from teams.domain.handing_codes import (
    CodeRefused,
    MayNotHandCodes,
    NoCodeForAddress,
    NoCodeForThem,
    hand_code,
    hand_code_to_address,
    sign_in_with_code,
)
from teams.models import SignInCode, User
from tests.builders.competitions import NOW, a_department
from tests.builders.teams import a_participant, a_person, a_role
from tests.teams.reading import without_tokens

NEW = "no-mailbox@mail.example"
HANDED = "/en/accounts/handed-code/"
WANTED = "drei-vier-fuenf"
pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def code(person: User, edition: Competition, focal_point: User) -> str:
    return hand_code(person=person, competition=edition, by=focal_point, at=NOW)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08}"


def test_a_focal_point_hands_a_code_to_somebody_of_their_department(
    person: User, edition: Competition, focal_point: User
) -> None:
    code = hand_code(person=person, competition=edition, by=focal_point, at=NOW)

    row = SignInCode.objects.get()
    assert re.fullmatch(r"\d{8}", code)
    assert code not in row.code_hash
    assert (row.person, row.issued_by, row.issued_at) == (person, focal_point, NOW)
    assert row.expires_at == NOW + timedelta(minutes=10)


def test_it_signs_in_once(person: User, code: str) -> None:
    assert sign_in_with_code(address=person.email, code=code, at=NOW) == person

    with pytest.raises(CodeRefused):
        sign_in_with_code(address=person.email, code=code, at=NOW)
    assert SignInCode.objects.get().used_at == NOW


@pytest.mark.parametrize("typed", ["{0}{1}", " {0} {1} ", "{0}-{1}", "{0}\u200f{1}"])
def test_it_is_read_as_people_type_it(typed: str, person: User, code: str) -> None:
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

    signed_in = sign_in_with_code(
        address=f" {person.email.upper()} ", code=typed.format(code[:4], code[4:]).translate(arabic), at=NOW
    )

    assert signed_in == person


def test_after_ten_minutes_it_works_no_more(person: User, code: str) -> None:
    with pytest.raises(CodeRefused):
        sign_in_with_code(address=person.email, code=code, at=NOW + timedelta(minutes=10))


def test_a_newer_code_takes_its_place(person: User, edition: Competition, focal_point: User, code: str) -> None:
    newer = hand_code(person=person, competition=edition, by=focal_point, at=NOW)

    with pytest.raises(CodeRefused):
        sign_in_with_code(address=person.email, code=code, at=NOW)
    assert sign_in_with_code(address=person.email, code=newer, at=NOW) == person


def test_the_fifth_wrong_attempt_burns_it(person: User, code: str) -> None:
    for _attempt in range(5):
        with pytest.raises(CodeRefused):
            sign_in_with_code(address=person.email, code=wrong(code), at=NOW)

    with pytest.raises(CodeRefused):
        sign_in_with_code(address=person.email, code=code, at=NOW)
    assert SignInCode.objects.get().failures == 5


def test_it_opens_nobody_elses_account(person: User, code: str, captain: User) -> None:
    with pytest.raises(CodeRefused):
        sign_in_with_code(address=captain.email, code=code, at=NOW)


@pytest.mark.parametrize("kind", ["organiser", "juror", "president", "deputy_president", "auditor"])
def test_who_runs_or_judges_an_edition_is_handed_none(
    kind: str, edition: Competition, department: Department, focal_point: User, organiser: User
) -> None:
    somebody = a_participant(edition, department=department)
    a_role(kind, competition=edition, person=somebody)

    for by in (focal_point, organiser):
        with pytest.raises(NoCodeForThem):
            hand_code(person=somebody, competition=edition, by=by, at=NOW)
        with pytest.raises(NoCodeForAddress):
            hand_code_to_address(address=somebody.email, competition=edition, by=by, at=NOW)
    assert not SignInCode.objects.exists()


@pytest.mark.parametrize("fields", [{"is_staff": True}, {"is_superuser": True}, {"is_active": False}])
def test_staff_and_closed_accounts_are_handed_none(
    fields: dict[str, bool], edition: Competition, department: Department, focal_point: User
) -> None:
    somebody = a_participant(edition, department=department, **fields)

    with pytest.raises(NoCodeForThem):
        hand_code(person=somebody, competition=edition, by=focal_point, at=NOW)


def test_nobody_hands_one_to_themselves(edition: Competition, department: Department, focal_point: User) -> None:
    User.objects.filter(pk=focal_point.pk).update(department=department)
    focal_point.refresh_from_db()

    with pytest.raises(NoCodeForThem):
        hand_code(person=focal_point, competition=edition, by=focal_point, at=NOW)
    with pytest.raises(NoCodeForAddress):
        hand_code_to_address(address=focal_point.email, competition=edition, by=focal_point, at=NOW)


def test_who_becomes_a_juror_meanwhile_does_not_come_in_with_it(person: User, edition: Competition, code: str) -> None:
    a_role("juror", competition=edition, person=person)

    with pytest.raises(CodeRefused):
        sign_in_with_code(address=person.email, code=code, at=NOW)


def test_other_people_hand_none(
    person: User, edition: Competition, captain: User, mentor: User, department: Department
) -> None:
    elsewhere = a_role("focal_point", competition=edition, department=a_department(enrolled_in=edition))

    for by in (captain, mentor, person, elsewhere):
        with pytest.raises(MayNotHandCodes):
            hand_code(person=person, competition=edition, by=by, at=NOW)
    for by in (captain, mentor, person):
        with pytest.raises(MayNotHandCodes):
            hand_code_to_address(address=NEW, competition=edition, by=by, at=NOW)


# --- By an address ----------------------------------------------------------------------------------------------------


def test_for_an_address_without_an_account_one_is_made(edition: Competition, focal_point: User) -> None:
    code = hand_code_to_address(address=f" {NEW.upper()}", competition=edition, by=focal_point, at=NOW)

    person = User.objects.get(email=NEW)
    assert not person.has_usable_password()
    assert [(row.email, row.verified) for row in EmailAddress.objects.filter(user=person)] == [(NEW, False)]
    assert not Message.objects.filter(address=NEW).exists()
    assert sign_in_with_code(address=NEW, code=code, at=NOW) == person


def test_who_has_not_chosen_a_department_yet_is_handed_one(edition: Competition, focal_point: User) -> None:
    somebody = a_person(complete=False)

    code = hand_code_to_address(address=somebody.email, competition=edition, by=focal_point, at=NOW)

    assert sign_in_with_code(address=somebody.email, code=code, at=NOW) == somebody


def test_people_of_other_departments_are_refused_like_jurors(edition: Competition, focal_point: User) -> None:
    elsewhere = a_participant(edition)
    juror = a_role("juror", competition=edition)
    sentences = set()

    for address in (elsewhere.email, juror.email):
        with pytest.raises(NoCodeForAddress) as refusal:
            hand_code_to_address(address=address, competition=edition, by=focal_point, at=NOW)
        sentences.add(str(refusal.value))

    assert len(sentences) == 1


def test_the_person_is_told_at_their_confirmed_address_who_made_it_and_not_the_code(
    person: User, focal_point: User, code: str
) -> None:
    [message] = Message.objects.filter(kind="code_handed")

    assert message.recipient == person
    assert focal_point.name_ar in message.text
    assert code not in message.text


# --- The pages --------------------------------------------------------------------------------------------------------


def code_on(page: Any) -> str:
    found = re.search(r'<bdi dir="ltr">(\d{4}) (\d{4})</bdi>', page.content.decode())
    assert found
    return "".join(found.groups())


def test_from_the_focal_points_click_to_the_persons_profile(
    edition: Competition, focal_point: User, signed_in: Any
) -> None:
    desk = signed_in(focal_point)
    page = desk.post(reverse("teams:hand_code_to_address", kwargs={"edition": "open"}), {"address": NEW})

    code = code_on(page)
    client = Client()
    response = client.post(HANDED, {"address": NEW, "code": code})

    assert "no-store" in page.headers["Cache-Control"]
    assert response.headers["Location"] == "/en/me/profile/"
    assert client.get("/en/me/profile/").status_code == 200
    assert not EmailAddress.objects.get(email=NEW).verified


def test_the_code_of_somebody_in_the_list_is_shown_once(
    person: User, edition: Competition, focal_point: User, signed_in: Any
) -> None:
    desk, here = signed_in(focal_point), reverse("teams:hand_code", kwargs={"edition": "open", "person_id": person.pk})
    asked = desk.get(here).content.decode()

    code = code_on(desk.post(here))

    assert person.email in asked
    assert f"{code[:4]} {code[4:]}" not in desk.get(here).content.decode()
    assert sign_in_with_code(address=person.email, code=code, at=NOW) == person


def test_a_second_factor_is_still_asked_for(person: User, code: str) -> None:
    TOTP.activate(person, generate_totp_secret())
    client = Client()

    response = client.post(HANDED, {"address": person.email, "code": code})

    assert response.headers["Location"] == "/en/accounts/2fa/authenticate/"
    assert client.get("/en/me/").status_code == 302


def test_whatever_is_wrong_the_answer_is_the_same(person: User, code: str, edition: Competition) -> None:
    burnt = a_participant(edition)
    tries = {"nobody@mail.example": code, burnt.email: code, person.email: wrong(code)}

    pages = {
        without_tokens(Client().post(HANDED, {"address": address, "code": typed}), address, typed)
        for address, typed in tries.items()
    }

    assert len(pages) == 1
    assert "do not go together" in pages.pop()


def test_who_signs_in_this_way_is_let_in_once_and_asked_to_confirm_the_next_time(
    edition: Competition, focal_point: User
) -> None:
    code = hand_code_to_address(address=NEW, competition=edition, by=focal_point, at=NOW)
    client = Client()
    client.post(HANDED, {"address": NEW, "code": code})

    with time_machine.travel(NOW + timedelta(minutes=1)):
        chosen = client.post("/en/accounts/password/set/", {"password1": WANTED, "password2": WANTED})
    again = Client().post("/en/accounts/login/", {"login": NEW, "password": WANTED})

    assert chosen.status_code == 302
    assert again.headers["Location"] == "/en/accounts/confirm-email/"
