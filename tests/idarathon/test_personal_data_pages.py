"""The pages about one's own data: what they say before, that they ask who one is, and where they end."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from competitions.models import Message
from submissions.models import VersionPerson
from teams.models import User
from tests.builders.competitions import NOW, a_competition
from tests.builders.teams import PASSWORD, a_member, a_person, a_team
from tests.builders.things import Edition
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
ERASE = "/fr/me/data/erase/"


@pytest.fixture(autouse=True)
def _at_now() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def edition(kept_edition: Edition) -> Edition:
    return kept_edition


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def erased(person: User) -> bool:
    return User.objects.get(pk=person.pk).erased_at is not None


def test_the_whole_way_out_in_the_browser(edition: Edition) -> None:
    member = edition.people["member"]
    client = signed_in(member)

    page = client.get(ERASE).content.decode()
    answer = client.post(ERASE, {"password": PASSWORD, "keep_name": "no"})
    last = client.get(answer.headers["Location"])

    assert edition.teams["team"].name_latin in page
    assert (answer.status_code, last.status_code, erased(member)) == (302, 200, True)
    assert client.get("/fr/me/").status_code == 302


def test_a_wrong_password_erases_nobody_and_keeps_the_choice(edition: Edition) -> None:
    member = edition.people["member"]

    page = signed_in(member).post(ERASE, {"password": "wrong", "keep_name": "yes"}).content.decode()

    assert not erased(member)
    assert 'value="yes"' in page.partition("checked")[0][-400:]


def test_without_a_choice_about_the_name_nothing_happens(edition: Edition) -> None:
    member = edition.people["member"]

    page = signed_in(member).post(ERASE, {"password": PASSWORD})

    assert (page.status_code, erased(member)) == (200, False)


def test_the_choice_to_stay_an_author_is_followed(edition: Edition) -> None:
    member, name = edition.people["member"], edition.people["member"].name_latin

    signed_in(member).post(ERASE, {"password": PASSWORD, "keep_name": "yes"})

    assert VersionPerson.objects.filter(name_latin=name, person=None).exists()


def test_whoever_has_submitted_nothing_is_not_asked_for_their_name(edition: Edition) -> None:
    page = signed_in(edition.people["newcomer"]).get(ERASE).content.decode()

    assert "keep_name" not in page


def test_a_captain_reads_what_to_do_first(edition: Edition) -> None:
    page = signed_in(edition.people["captain"]).get(ERASE)

    assert "teams/reason.html" in {each.name for each in page.templates}
    assert edition.teams["team"].name_latin in page.content.decode()


def test_somebody_without_a_password_signs_in_afresh(edition: Edition) -> None:
    member = edition.people["member"]
    member.set_unusable_password()
    member.save()
    client = signed_in(member)

    stale = client.post(ERASE, {"keep_name": "no"})
    session = client.session
    session["account_authentication_methods_user"] = str(member.pk)
    session["account_authentication_methods"] = [{"method": "code", "at": NOW.timestamp(), "email": member.email}]
    session.save()
    client.post(ERASE, {"keep_name": "no"})

    assert "teams/reason.html" in {each.name for each in stale.templates}
    assert erased(member)


def test_nobody_is_told_by_a_message_that_names_them(edition: Edition) -> None:
    member = edition.people["member"]

    signed_in(member).post(ERASE, {"password": PASSWORD, "keep_name": "no"})

    told = Message.objects.filter(kind="member_left")
    assert told.exists()
    assert not [each for each in told if member.name_ar in each.subject + each.text + each.html]


def test_the_pages_cost_the_same_with_many_editions(queries: Queries) -> None:
    person = a_person()
    client = signed_in(person)

    def grow_to(size: int) -> None:
        while person.memberships.count() < size:  # type: ignore[attr-defined]
            a_member(a_team(competition=a_competition()), person)

    queries.same_at(grow_to=grow_to, visit=lambda: client.get("/ar/me/data/"))


def test_the_pages_cost_little(edition: Edition, queries: Queries) -> None:
    client = signed_in(edition.people["member"])
    for url in ("/ar/me/data/", "/ar/me/data/erase/"):
        client.get(url)

        with queries.at_most(12):
            assert client.get(url).status_code == 200
