"""The consent to the notice about personal data: to which version, when, and who is asked for it."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from competitions.models import Competition, Department, PrivacyNotice
from teams.domain.consent import ConsentMissing, NoticeNotInForce, consent_owed, give_consent, latest_consent
from teams.domain.founding import found_team
from teams.domain.profiles import Profile
from teams.domain.registration import complete_profile, save_profile_so_far
from teams.models import Consent, User
from tests.builders.competitions import NOW, a_notice
from tests.builders.teams import PASSWORD, a_participant, a_person, the_theme
from tests.harness.clock import days
from tests.teams.test_accounts import profile_data


@pytest.fixture
def notice(db: None) -> PrivacyNotice:
    return a_notice(published_at=NOW - days(30))


def said(person: User) -> Profile:
    return replace(Profile.of(person), name_ar="سعاد بن علي", name_latin="Souad Ben Ali")


def test_consent_is_to_a_version_and_dated(person: User, notice: PrivacyNotice) -> None:
    given = give_consent(person=person, notice=notice, at=NOW)

    assert (given.notice, given.given_at) == (notice, NOW)
    assert give_consent(person=person, notice=notice, at=NOW + days(1)).given_at == NOW, "the first date stays"
    assert consent_owed(person, at=NOW) is None


def test_nothing_is_owed_before_there_is_a_notice(person: User) -> None:
    a_notice(published_at=None)
    a_notice(published_at=NOW + days(1))

    assert consent_owed(person, at=NOW) is None
    assert consent_owed(person, at=NOW + days(1)) is not None


def test_a_new_version_is_asked_again_and_the_old_consent_stays(person: User, notice: PrivacyNotice) -> None:
    give_consent(person=person, notice=notice, at=NOW - days(20))
    newer = a_notice(published_at=NOW)

    assert consent_owed(person, at=NOW) == newer
    with pytest.raises(NoticeNotInForce):
        give_consent(person=person, notice=notice, at=NOW)
    give_consent(person=person, notice=newer, at=NOW)
    assert [consent.notice for consent in person.consents.all()] == [newer, notice]
    latest = latest_consent(person)
    assert latest is not None
    assert latest.notice == newer


def test_nobody_agrees_to_a_draft(person: User) -> None:
    with pytest.raises(NoticeNotInForce):
        give_consent(person=person, notice=a_notice(published_at=None), at=NOW)


def test_a_profile_is_complete_with_the_consent_and_kept_so_far_without(
    person: User, edition: Competition, notice: PrivacyNotice
) -> None:
    profile = said(person)

    with pytest.raises(ConsentMissing):
        complete_profile(person=person, profile=profile, at=NOW)
    save_profile_so_far(person=person, profile=profile, at=NOW)
    assert not Consent.objects.exists()
    complete_profile(person=person, profile=profile, agrees_to=notice, at=NOW)
    assert consent_owed(person, at=NOW) is None


def test_an_old_tick_does_not_complete_a_profile(person: User, notice: PrivacyNotice) -> None:
    a_notice(published_at=NOW)

    with pytest.raises(NoticeNotInForce):
        complete_profile(person=person, profile=said(person), agrees_to=notice, at=NOW)


def test_nobody_founds_a_team_without_having_agreed(person: User, edition: Competition, notice: PrivacyNotice) -> None:
    about: Any = {"name_ar": "فريق", "name_latin": "", "theme": the_theme(edition), "received_at": NOW}

    with pytest.raises(ConsentMissing):
        found_team(competition=edition, by=person, **about)
    give_consent(person=person, notice=notice, at=NOW)
    assert found_team(competition=edition, by=person, **about).captain == person


def test_what_was_agreed_to_and_when_never_changes(person: User, notice: PrivacyNotice) -> None:
    give_consent(person=person, notice=notice, at=NOW)

    for change in ({"given_at": NOW - days(1)}, {"notice": a_notice(published_at=NOW)}):
        with pytest.raises(IntegrityError, match="consent_stands"), transaction.atomic():
            Consent.objects.update(**change)


# --- The pages --------------------------------------------------------------------------------------------------------

pages = pytest.mark.usefixtures("now")


@pages
def test_the_profile_asks_for_it_with_version_date_and_link(
    edition: Competition, department: Department, notice: PrivacyNotice, signed_in: Any
) -> None:
    newcomer = a_person(complete=False)
    client: Client = signed_in(newcomer)

    page = client.get("/en/me/profile/").content.decode()
    assert "version 1, 24 October 2020" in page
    assert "/en/me/notice/" in page
    refused = client.post("/en/me/profile/", profile_data(department))
    assert "Put the tick to agree" in refused.content.decode()
    client.post("/en/me/profile/", profile_data(department, consent_1="on"))

    newcomer.refresh_from_db()
    assert newcomer.profile_is_complete
    assert Consent.objects.get(person=newcomer).notice == notice
    assert "You agreed to the notice" in client.get("/en/me/profile/").content.decode()


@pages
def test_a_tick_under_the_version_before_counts_for_nothing(
    edition: Competition, department: Department, notice: PrivacyNotice, signed_in: Any
) -> None:
    newcomer = a_person(complete=False)
    a_notice(published_at=NOW)

    page = signed_in(newcomer).post("/en/me/profile/", profile_data(department, consent_1="on")).content.decode()

    assert "Put the tick to agree" in page
    assert "version 2" in page
    assert not Consent.objects.exists()


@pages
def test_after_signing_in_a_new_version_is_one_short_step(
    person: User, notice: PrivacyNotice, edition: Competition
) -> None:
    client = Client()
    signed_in = client.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert signed_in.headers["Location"] == "/en/me/profile/consent/"

    assert "Put the tick" in client.post("/en/me/profile/consent/", {}).content.decode()
    done = client.post("/en/me/profile/consent/?next=/en/open/team/", {"consent_1": "on"})

    assert done.headers["Location"] == "/en/open/team/"
    assert Consent.objects.get(person=person).notice == notice
    assert client.get("/en/me/profile/consent/").headers["Location"] == "/en/me/"


@pages
def test_who_has_not_agreed_is_led_to_the_notice_from_where_a_team_begins(
    person: User, notice: PrivacyNotice, edition: Competition, signed_in: Any
) -> None:
    page = signed_in(person).get("/en/open/team/").content.decode()

    assert "/en/me/profile/consent/?next=/en/open/team/" in page


def test_lists_of_people_do_not_ask_it_of_each(edition: Competition, notice: PrivacyNotice) -> None:
    people = [a_participant(edition) for _number in range(3)]

    with CaptureQueriesContext(connection) as captured:
        assert all(person.profile_is_complete for person in people)

    assert len(captured) == 0
