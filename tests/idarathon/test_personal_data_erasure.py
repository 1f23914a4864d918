"""Erasing oneself: what goes, what stays without a name, what refuses, and that nothing in the database tells."""

from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.test import Client

from competitions.models import Message, PrivacyNotice
from idarathon.erasure import erase_account
from judging.domain.departures import JuryUnderWay
from submissions.domain.canonical import digest
from submissions.models import Version, VersionPerson
from teams.domain.addresses import comparable
from teams.domain.farewell import CaptainOfOthers, OnlyOrganiserLeft, RunsTheSite
from teams.models import (
    Consent,
    Invitation,
    Membership,
    Mentorship,
    PayrollRecord,
    PeopleList,
    Role,
    SeekerCard,
    StaffInvitation,
    User,
)
from tests.builders.competitions import NOW, a_message
from tests.builders.judging import a_juror
from tests.builders.teams import a_person, a_role
from tests.builders.things import Edition
from tests.idarathon.traces import places_that_name

pytestmark = pytest.mark.django_db

NAME_AR, NAME_LATIN = "زبيدة القنيطري", "Zoubida Elkenitri"
PHONE, NUMBER = "+212661234567", "7654321"


@pytest.fixture
def edition(kept_edition: Edition) -> Edition:
    return kept_edition


def known_everywhere(person: User, edition: Edition) -> User:
    """Give `person` a name of their own, and have it and the address stand wherever something can stand."""
    person.name_ar, person.name_latin, person.phone = NAME_AR, NAME_LATIN, PHONE
    person.entity, person.service_role, person.accessibility_needs = "مديرية نادرة", "دور نادر", "كرسي متحرك"
    person.save()
    PayrollRecord.objects.filter(person=person).delete()
    PayrollRecord.objects.create(person=person, number=NUMBER, number_hash="f" * 64, given_at=NOW)
    notice = PrivacyNotice.objects.create(version=person.pk, text_ar="إشعار", published_at=NOW)
    Consent.objects.create(person=person, notice=notice, given_at=NOW)
    rival = edition.teams["rival_team"]
    competition, department = edition.competition, edition.departments["finance"]
    Invitation.objects.create(
        team=rival, email=person.email, token_hash=uuid4().hex, invited_by=rival.captain, invited_at=NOW,
        expires_at=NOW.replace(year=2021),
    )  # fmt: skip
    StaffInvitation.objects.create(
        competition=competition, department=department, email=person.email, invited_by=rival.captain, invited_at=NOW
    )
    PeopleList.objects.create(
        kind="staff", competition=competition, uploaded_by=rival.captain, uploaded_at=NOW,
        rows=[{"email": person.email, "name": NAME_AR}, {"email": "other@mail.example", "name": "غيرها"}],
    )  # fmt: skip
    SeekerCard.objects.create(person=person, competition=competition, brings=f"أنا {NAME_AR}", shown_at=NOW)
    a_message(to=rival.captain, subject=f"{NAME_AR} انضمت", text=f"{NAME_LATIN} <{person.email}>")
    a_message(to=person, text=f"السيدة {NAME_AR}")
    a_message(address=person.email.upper())
    LogEntry.objects.create(
        user=edition.people["organiser"],
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(person.pk),
        object_repr=NAME_AR,
        action_flag=CHANGE,
        change_message=f"[{NAME_LATIN}]",
    )
    for place in Membership.objects.filter(person=person):
        place.added_by, place.added_because = edition.people["organiser"], f"خلفت {NAME_AR} زميلا غادر"
        place._change_reason = place.added_because
        place.save()
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["kept"] = NAME_AR
    session.save()
    return person


def everything_about(person: User) -> tuple[str, ...]:
    return (person.email, NAME_AR, NAME_LATIN, PHONE, NUMBER, "مديرية نادرة", "كرسي متحرك")


def test_afterwards_nothing_in_the_database_names_the_person(edition: Edition) -> None:
    for who in ("member", "deputy", "newcomer", "mentor", "focal_point", "declined"):
        person = known_everywhere(edition.people[who], edition)
        texts = everything_about(person)
        known_before = places_that_name(*texts)

        erase_account(person=person, keep_name_on_work=False, at=NOW)

        assert (who, len(known_before) > 8, places_that_name(*texts)) == (who, True, set())


def test_the_name_stays_on_submitted_work_alone_if_the_person_wants_it(edition: Edition) -> None:
    person = known_everywhere(edition.people["member"], edition)
    before = dict(VersionPerson.objects.filter(person=person).values_list("pk", "name_ar"))
    texts = everything_about(person)

    erase_account(person=person, keep_name_on_work=True, at=NOW)

    assert before
    assert dict(VersionPerson.objects.filter(pk__in=before).values_list("pk", "name_ar")) == before
    assert not VersionPerson.objects.filter(person=person).exists()
    assert places_that_name(*texts) == set()


def test_a_version_keeps_its_hash_and_forgets_the_name(edition: Edition) -> None:
    person, version = edition.people["member"], edition.versions["version"]

    erase_account(person=person, keep_name_on_work=False, at=NOW)

    version = Version.objects.get(pk=version.pk)
    assert digest(version.content) == version.sha256
    assert not version.people.filter(person=person).exists()


def test_the_account_is_of_no_use_and_the_address_is_free(edition: Edition) -> None:
    person = edition.people["member"]
    address, client = person.email, Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    erased = erase_account(person=person, keep_name_on_work=False, at=NOW)

    assert (erased.is_active, erased.has_usable_password(), erased.erased_at) == (False, False, NOW)
    assert "/accounts/login/" in client.get("/ar/me/").headers["Location"]
    assert a_person(email=address).pk != person.pk
    assert not EmailAddress.objects.filter(user=person).exists()


def test_the_person_leaves_their_team_and_the_captain_learns_it(edition: Edition) -> None:
    person, team = edition.people["member"], edition.teams["team"]

    erase_account(person=person, keep_name_on_work=False, at=NOW)

    membership = Membership.objects.get(person=person, team=team)
    told = Message.objects.filter(recipient=team.captain, kind="member_left").latest("pk")
    assert (membership.left_at, membership.left_because, membership.gender) == (NOW, "", "")
    assert person.name_ar not in told.subject + told.text


def test_a_captain_of_others_hands_over_first(edition: Edition) -> None:
    captain = edition.people["captain"]

    with pytest.raises(CaptainOfOthers):
        erase_account(person=captain, keep_name_on_work=False, at=NOW)

    assert User.objects.get(pk=captain.pk).erased_at is None


def test_a_captain_alone_takes_the_team_along(edition: Edition) -> None:
    newcomer, team = edition.people["newcomer"], edition.teams["unconfirmed_team"]

    erase_account(person=newcomer, keep_name_on_work=False, at=NOW)

    team.refresh_from_db()
    assert team.dissolved_at == NOW


def test_in_an_edition_that_is_over_the_team_stays_as_it_was(edition: Edition) -> None:
    captain, team = edition.people["captain"], edition.teams["team"]
    later = NOW.replace(year=2021)

    erase_account(person=captain, keep_name_on_work=False, at=later)

    team.refresh_from_db()
    assert team.dissolved_at is None
    assert Membership.objects.get(person=captain, team=team).left_at is None


def test_a_jury_under_way_is_not_left_by_erasure(edition: Edition) -> None:
    for who in ("juror", "president"):
        with pytest.raises(JuryUnderWay):
            erase_account(person=edition.people[who], keep_name_on_work=False, at=NOW)


def test_a_juror_whose_role_has_ended_may_go(edition: Edition) -> None:
    juror = a_juror(edition.competition)
    Role.objects.filter(person=juror).update(until=NOW)

    assert erase_account(person=juror, keep_name_on_work=False, at=NOW).erased_at == NOW


def test_the_only_organiser_is_replaced_first(edition: Edition) -> None:
    organiser = edition.people["organiser"]

    with pytest.raises(OnlyOrganiserLeft):
        erase_account(person=organiser, keep_name_on_work=False, at=NOW)

    a_role("organiser", competition=edition.competition)
    assert erase_account(person=organiser, keep_name_on_work=False, at=NOW).is_staff is False


def test_whoever_runs_the_site_is_not_erased(edition: Edition) -> None:
    with pytest.raises(RunsTheSite):
        erase_account(person=edition.superuser, keep_name_on_work=False, at=NOW)


def test_a_mentor_leaves_their_teams_which_are_told(edition: Edition) -> None:
    mentor, team = edition.people["mentor"], edition.teams["team"]

    erase_account(person=mentor, keep_name_on_work=False, at=NOW)

    assert not Mentorship.objects.active().of(mentor).exists()
    told = Message.objects.filter(kind="mentorship_ended").values_list("recipient", flat=True)
    assert set(told) == {person.pk for person in team.members()}


def test_what_waits_for_an_answer_is_withdrawn_and_unsent_mail_is_not_sent(edition: Edition) -> None:
    person = a_person(department=edition.departments["finance"])
    edition.invite(person)
    waiting = a_message(to=person)

    erase_account(person=person, keep_name_on_work=False, at=NOW)

    waiting.refresh_from_db()
    assert (waiting.skipped_at, waiting.address, waiting.text) == (NOW, "", "")
    invitation = Invitation.objects.get(pk=edition.invitations["person"].pk)
    assert (invitation.withdrawn_at, invitation.email) == (NOW, "")


def test_a_domain_in_arabic_letters_is_found_as_mail_servers_write_it(edition: Edition) -> None:
    person = a_person(email="nour@مالية.example", department=edition.departments["finance"])
    StaffInvitation.objects.create(
        competition=edition.competition,
        department=edition.departments["finance"],
        email=comparable(person.email),
        invited_by=edition.people["focal_point"],
        invited_at=NOW,
    )

    erase_account(person=person, keep_name_on_work=False, at=NOW)

    assert not StaffInvitation.objects.filter(email__startswith="nour@").exists()


def test_erasing_twice_changes_nothing(edition: Edition) -> None:
    person = edition.people["member"]
    erase_account(person=person, keep_name_on_work=False, at=NOW)
    messages, history = Message.objects.count(), person.history.count()

    again = erase_account(person=person, keep_name_on_work=False, at=NOW.replace(month=12))

    assert again.erased_at == NOW
    assert (Message.objects.count(), person.history.count()) == (messages, history)


def test_other_peoples_sessions_and_words_stay(edition: Edition) -> None:
    person, other = edition.people["member"], edition.people["captain"]
    clients: dict[str, Any] = {}
    for each in (person, other):
        clients[each.email] = Client()
        clients[each.email].force_login(each, backend="django.contrib.auth.backends.ModelBackend")

    erase_account(person=person, keep_name_on_work=False, at=NOW)

    assert Session.objects.count() == 1
    assert clients[other.email].get("/ar/me/data/").status_code in (200, 404)
    other.refresh_from_db()
    assert other.name_ar
