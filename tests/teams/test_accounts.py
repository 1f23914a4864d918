"""From signing up to the profile, and what the account pages send."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from competitions.models import Competition, Department, Message
from teams.domain.eligibility import is_eligible
from teams.domain.invitations import invite
from teams.models import Membership, Team, User
from tests.builders.competitions import NOW, a_discipline
from tests.builders.teams import PASSWORD, a_participant, a_person, a_role
from tests.harness.mailbox import Mailbox
from tests.teams.reading import token_in

ADDRESS = "souad@finances.example"
SIGN_UP = {"email": ADDRESS, "password1": PASSWORD, "password2": PASSWORD}
pytestmark = pytest.mark.usefixtures("now")


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def signed_up(client: Client, mailbox: Mailbox, *, language: str = "ar") -> Any:
    """Sign up, follow the mail, press the button there, and sign in."""
    client.post(f"/{language}/accounts/signup/", SIGN_UP)
    confirm = path_of(mailbox.link(ADDRESS, containing="confirm-email"))
    assert client.get(confirm).status_code == 200
    assert not EmailAddress.objects.get(email=ADDRESS).verified, "only a click confirms"
    client.post(confirm)
    return client.post(f"/{language}/accounts/login/", {"login": ADDRESS, "password": PASSWORD})


def profile_data(department: Department, **changes: Any) -> dict[str, Any]:
    given = {
        "name_ar": "سعاد بن علي",
        "name_latin": "Souad Ben Ali",
        "department": department.pk,
        "service_level": "central",
        "region": "",
        "entity": "Direction du budget",
        "service_role": "Cheffe de service",
        "discipline": a_discipline().pk,
        "gender": "woman",
        "language": "fr",
    }
    return {**given, **changes}


def test_a_new_person_signs_up_in_a_language_and_comes_to_the_profile(
    edition: Competition, department: Department, mailbox: Mailbox
) -> None:
    client = Client()

    response = signed_up(client, mailbox, language="fr")

    person = User.objects.get(email=ADDRESS)
    assert person.language == "fr"
    assert response.headers["Location"] == "/fr/me/profile/"
    page = client.get("/fr/me/profile/")
    assert page.status_code == 200
    saved = client.post("/fr/me/profile/", profile_data(department))
    assert saved.headers["Location"] == "/fr/me/"
    assert is_eligible(person, edition)


def test_account_mails_are_secrets_of_the_outbox_in_the_language_of_the_page(edition: Competition) -> None:
    Client().post("/fr/accounts/signup/", SIGN_UP)

    message = Message.objects.get()
    assert (message.kind, message.secret, message.language, message.address) == ("account", True, "fr", ADDRESS)
    assert (message.text, message.html) == ("", "")
    assert "/fr/accounts/confirm-email/" in message.sealed_text
    assert "confirm-email" not in message.subject


def test_nobody_learns_whether_an_address_has_an_account(edition: Competition, mailbox: Mailbox) -> None:
    a_person(email=ADDRESS)

    def tried(address: str, *, to: str) -> Any:
        data = SIGN_UP | {"email": address}
        page = Client().post(f"/ar/accounts/{to}/", data, follow=True)
        return page.redirect_chain, page.content.decode().replace(address, "")

    for to in ("signup", "password/reset"):
        known, unknown = tried(ADDRESS, to=to), tried(f"nobody-{to[:6]}@finances.example", to=to)
        assert known[0] == unknown[0]
        assert len(known[1]) == len(unknown[1])
    assert User.objects.filter(email=ADDRESS).count() == 1
    assert len(mailbox.to(ADDRESS)) == 2
    [nobody] = Message.objects.filter(address="nobody-passwo@finances.example")
    assert (nobody.recipient, nobody.secret) == (None, True)


def test_whoever_confirms_a_second_address_becomes_eligible(
    edition: Competition, department: Department, mailbox: Mailbox, signed_in: Any
) -> None:
    person = a_participant(edition, department=department)
    client = signed_in(person)
    # Adding an address is asked for with the password again.
    client.post("/ar/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/ar/accounts/email/", {"email": ADDRESS, "action_add": ""})
    assert not is_eligible(person, edition)

    client.post(path_of(mailbox.link(ADDRESS, containing="confirm-email")))

    assert is_eligible(person, edition)


def test_who_has_a_role_is_not_asked_for_a_profile(edition: Competition) -> None:
    juror = a_role("juror", competition=edition, person=a_person(complete=False))

    response = Client().post("/ar/accounts/login/", {"login": juror.email, "password": PASSWORD})

    assert response.headers["Location"] == "/ar/me/"


def test_where_one_was_going_is_where_one_comes(edition: Competition, person: User) -> None:
    response = Client().post(
        "/ar/accounts/login/?next=/ar/open/team/",
        {"login": person.email, "password": PASSWORD, "next": "/ar/open/team/"},
    )

    assert response.headers["Location"] == "/ar/open/team/"


# --- The profile ------------------------------------------------------------------------------------------------------


def test_the_profile_can_be_left_and_taken_up_again(
    edition: Competition, department: Department, person: User, signed_in: Any
) -> None:
    client = signed_in(person)

    page = client.get("/ar/me/profile/").content.decode()

    assert f'value="{person.name_latin}"' in page
    assert f'<option value="{department.pk}" selected>' in page


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name_ar": "Souad"}, "name_ar"),
        ({"name_latin": "سعاد"}, "name_latin"),
        ({"service_level": "deconcentrated"}, "region"),
        ({"gender": ""}, "gender"),
        ({"department": ""}, "department"),
        ({"department": "999999"}, "department"),
        ({"discipline": "x"}, "discipline"),
    ],
)
def test_what_was_typed_stays_when_something_is_wrong(
    change: dict[str, str], field: str, edition: Competition, department: Department, signed_in: Any
) -> None:
    client = signed_in(a_person(complete=False))

    response = client.post("/ar/me/profile/", {**profile_data(department), "name_latin": "Typed Name", **change})

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {field}
    assert "سعاد بن علي" in response.content.decode() or field == "name_ar"
    assert f'id="id_{field}' in response.content.decode()


def test_nobody_is_led_away_from_the_site(edition: Competition, department: Department, signed_in: Any) -> None:
    client = signed_in(a_person(complete=False))

    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        response = client.post(f"/ar/me/profile/?next={elsewhere}", profile_data(department))
        assert response.headers["Location"] == "/ar/me/"
    back = client.post("/ar/me/profile/?next=/ar/open/team/", profile_data(department))
    assert back.headers["Location"] == "/ar/open/team/"


def test_the_profile_says_where_one_stands(
    edition: Competition, person: User, focal_point: User, signed_in: Any
) -> None:
    client = signed_in(person)
    waiting = client.get("/en/me/profile/").content.decode()
    assert "has still to confirm" in waiting

    signed_in(focal_point).post(f"/ar/open/department/{person.pk}/vouch/")

    assert "You are eligible" in client.get("/en/me/profile/").content.decode()


def test_without_enrolled_departments_the_profile_says_that_it_has_to_wait(signed_in: Any, db: None) -> None:
    page = signed_in(a_person(complete=False)).get("/en/me/profile/").content.decode()

    assert "No department is enrolled yet" in page


# --- From an invitation -----------------------------------------------------------------------------------------------


@pytest.fixture
def link(team: Team, captain: User) -> str:
    """The invitation's link, sent to somebody without an account."""
    invite(team=team, email=ADDRESS, by=captain, received_at=NOW)
    token = token_in(Message.objects.get(kind="invitation"))
    return reverse("teams:invitation", kwargs={"edition": "open", "token": token})


def test_somebody_without_an_account_comes_from_the_mail_into_the_team(
    link: str, team: Team, department: Department, mailbox: Mailbox
) -> None:
    client = Client()
    first = client.get(link)
    assert first.headers["Location"] == f"/ar/accounts/login/?next={link}"

    response = signed_up(client, mailbox)
    assert response.headers["Location"] == "/ar/me/profile/"
    saved = client.post("/ar/me/profile/", profile_data(department))
    page = client.get(saved.headers["Location"]).content.decode()
    assert team.name_ar in page
    accepted = client.post(saved.headers["Location"], {"accept": ""})

    assert accepted.headers["Location"] == "/ar/open/team/"
    assert Membership.objects.active().get(person__email=ADDRESS).team == team


def test_the_link_alone_asks_to_sign_in_whether_it_is_good_or_not(link: str) -> None:
    wrong = link.replace(link.split("/")[-2], "no-such-token")

    for one in (link, wrong):
        response = Client().get(one)
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/ar/accounts/login/")


def test_a_wrong_link_leads_nowhere(link: str, person: User, signed_in: Any) -> None:
    client = signed_in(person)

    assert client.get(link.replace(link.split("/")[-2], "no-such-token")).status_code == 404
    assert client.get(link.replace("/open/", "/elsewhere/")).status_code == 404


def test_the_holder_of_the_link_with_another_address_is_told_which_account_to_use_and_no_more(
    link: str, team: Team, captain: User, person: User, signed_in: Any
) -> None:
    client = signed_in(person)

    page = client.get(link).content.decode()
    posted = client.post(link, {"accept": ""}, follow=True)

    assert "s…@finances.example" in page
    assert ADDRESS not in page
    assert person.email in page
    assert team.name_ar not in page
    assert captain.name_ar not in page
    assert posted.context["form"].non_field_errors()
    assert not Membership.objects.of(person).exists()


def test_others_do_not_find_an_invitation_by_its_number(link: str, team: Team, person: User, signed_in: Any) -> None:
    here = reverse("teams:invited", kwargs={"edition": "open", "invitation_id": team.invitations.get().pk})

    assert signed_in(person).get(here).status_code == 404
    assert signed_in(person).post(here, {"accept": ""}).status_code == 404


def test_an_invitation_waits_on_the_site_for_whoever_lost_the_mail(
    link: str, team: Team, edition: Competition, department: Department, signed_in: Any
) -> None:
    client = signed_in(a_participant(edition, department=department, email=ADDRESS))
    here = reverse("teams:invited", kwargs={"edition": "open", "invitation_id": team.invitations.get().pk})
    assert here in client.get("/ar/open/team/").content.decode()

    client.post(here, {"decline": ""})

    assert team.invitations.get().declined_at == NOW
    assert here not in client.get("/ar/open/team/").content.decode()
    assert "accept" not in client.get(here).content.decode().split("</h1>")[1].split("</main>")[0]


def test_who_is_in_already_is_led_to_the_team(
    link: str, edition: Competition, department: Department, signed_in: Any
) -> None:
    client = signed_in(a_participant(edition, department=department, email=ADDRESS))
    client.post(link, {"accept": ""})

    assert client.get(link).headers["Location"] == "/ar/open/team/"
