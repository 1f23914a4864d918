"""Codes handed in person, and second factors, when two things happen at the same instant."""

from functools import partial
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from competitions.models import Competition
from teams.domain.handing_codes import CodeRefused, hand_code, hand_code_to_address, sign_in_with_code
from teams.models import SignInCode, User
from tests.builders.competitions import NOW
from tests.builders.teams import a_role
from tests.teams.test_races import at_once, refused

NEW = "no-mailbox@mail.example"
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_a_code_typed_twice_opens_one_session(
    person: User, edition: Competition, focal_point: User, now: object
) -> None:
    code = hand_code(person=person, competition=edition, by=focal_point, at=NOW)

    outcomes = at_once(*[partial(sign_in_with_code, address=person.email, code=code, at=NOW)] * 2)

    assert refused(outcomes) == [CodeRefused]
    assert person in outcomes


def test_of_two_codes_made_for_somebody_one_works(
    person: User, edition: Competition, focal_point: User, organiser: User, now: object
) -> None:
    about: dict[str, Any] = {"person": person, "competition": edition, "at": NOW}

    codes = at_once(*(partial(hand_code, by=by, **about) for by in (focal_point, organiser)))

    assert refused(codes) == []
    assert SignInCode.objects.usable(at=NOW).count() == 1


def test_two_who_hand_a_code_to_a_new_address_make_one_account(
    edition: Competition, focal_point: User, organiser: User, now: object
) -> None:
    about: dict[str, Any] = {"address": NEW, "competition": edition, "at": NOW}

    codes = at_once(*(partial(hand_code_to_address, by=by, **about) for by in (focal_point, organiser)))

    assert refused(codes) == []
    assert User.objects.filter(email=NEW).count() == 1
    assert SignInCode.objects.usable(at=NOW).count() == 1


def test_of_two_factors_removed_one_stays(edition: Competition, settings: Settings, now: object) -> None:
    settings.REQUIRE_MFA, settings.MFA_REAUTHENTICATION_REQUIRED = True, False
    juror = a_role("juror", competition=edition)
    keys = [Authenticator.objects.create(user=juror, type="webauthn", data={"name": "Key"}) for _key in range(2)]

    def remove(key: Authenticator) -> None:
        client = Client()
        client.force_login(juror, backend="django.contrib.auth.backends.ModelBackend")
        client.post(f"/ar/accounts/2fa/webauthn/keys/{key.pk}/remove/")

    at_once(*(partial(remove, key) for key in keys))

    assert Authenticator.objects.filter(user=juror, type="webauthn").count() == 1
