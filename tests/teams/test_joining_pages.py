"""What those without a team meet, and how a team invites."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils.html import escape

from competitions.models import Competition
from teams.domain.invitations import invite, withdraw_invitation
from teams.models import Invitation, Team, User
from tests.builders.competitions import NOW, the_phase
from tests.builders.teams import a_person, a_role, the_theme
from tests.harness.clock import days
from tests.harness.mailbox import Mailbox
from tests.teams.browsing import post, read, says_why_not, url

SignedIn = Any


def test_who_has_no_team_reads_the_rules_and_how_to_begin(person: User, signed_in: SignedIn) -> None:
    client = signed_in(person)
    client.cookies["django_language"] = "en"

    page = client.get(url("team").replace("/ar/", "/en/")).content.decode()

    assert "From 3 to 6 members" in page
    assert "At least 2 different disciplines" in page
    assert "40% women" in page
    assert url("new").replace("/ar/", "/en/") in page


def test_who_lacks_a_profile_is_led_to_it_and_back(edition: Competition, signed_in: SignedIn) -> None:
    page = read(signed_in(a_person(complete=False)), "team")

    assert f"{reverse('teams:profile')}?next={url('team')}" in page
    assert url("new") not in page


def test_a_juror_reads_why_they_are_in_no_team(edition: Competition, signed_in: SignedIn) -> None:
    juror = a_role("juror", competition=edition)
    client = signed_in(juror)

    assert url("new") not in read(client, "team")
    page = read(client, "new")
    assert 'name="theme"' not in page
    assert (
        'name="theme"' not in post(client, "new", {"name_ar": "فريق", "theme": the_theme(edition).pk}).content.decode()
    )
    assert not Team.objects.exists()


def test_a_team_is_founded_and_its_page_opens(person: User, edition: Competition, signed_in: SignedIn) -> None:
    client = signed_in(person)
    theme = edition.themes.get(key="participation")

    refused = post(client, "new", {"name_ar": "Horizon", "name_latin": "", "theme": theme.pk})
    assert refused.context["form"].errors["name_ar"]
    page = post(client, "new", {"name_ar": "الأفق", "name_latin": "Horizon", "theme": theme.pk})

    team = Team.objects.get()
    assert (team.captain, team.theme, team.founded_at) == (person, theme, NOW)
    assert "الأفق" in page.content.decode()
    assert client.get(url("new")).headers["Location"] == url("team")


def test_when_registration_is_over_the_page_says_so_instead_of_asking(
    person: User, edition: Competition, now: Any, signed_in: SignedIn
) -> None:
    now.move_to(NOW + days(11))

    page = read(signed_in(person), "new")

    assert 'name="theme"' not in page
    assert "2020" in page


def test_somebody_declined_reads_the_reason_and_the_way_out(
    person: User, edition: Competition, focal_point: User, signed_in: SignedIn
) -> None:
    signed_in(focal_point).post(url("decline", person_id=person.pk), {"reason": "Retired <since> May"})

    page = read(signed_in(person), "team")

    assert escape("Retired <since> May") in page
    assert reverse("teams:profile") in page


@pytest.fixture
def invitation(team: Team, captain: User) -> Invitation:
    return invite(team=team, email="new@elsewhere.example", by=captain, received_at=NOW - days(1))


def test_the_captain_invites_sends_again_and_withdraws(
    invitation: Invitation, team: Team, captain: User, signed_in: SignedIn
) -> None:
    client = signed_in(captain)
    here = url("handle_invitation", invitation_id=invitation.pk)

    post(client, "invite", {"addresses": "second@elsewhere.example"})
    assert set(team.invitations.values_list("email", flat=True)) == {
        "new@elsewhere.example",
        "second@elsewhere.example",
    }
    assert here in read(client, "team")
    old = invitation.token_hash
    client.post(here, {"resend": ""})
    invitation.refresh_from_db()
    assert (invitation.token_hash != old, invitation.invited_at) == (True, NOW)
    assert client.post(here, {"resend": ""}).context["form"].non_field_errors()
    client.post(here, {"withdraw": ""})

    invitation.refresh_from_db()
    assert invitation.withdrawn_at == NOW
    assert client.get(here).status_code == 404


def test_invitations_are_handled_by_those_who_act_for_their_team(
    invitation: Invitation, member: User, rival: User, person: User, signed_in: SignedIn
) -> None:
    here = url("handle_invitation", invitation_id=invitation.pk)

    assert says_why_not(signed_in(member).post(here, {"withdraw": ""}))
    for one in (rival, person):
        assert signed_in(one).post(here, {"withdraw": ""}).status_code == 404
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None


def test_members_are_told_when_the_team_is_full(team: Team, captain: User, signed_in: SignedIn) -> None:
    Competition.objects.filter(pk=team.competition_id).update(team_size_max=3)
    client = signed_in(captain)

    assert url("invite") not in read(client, "team")
    assert says_why_not(client.get(url("invite")))
    assert post(client, "invite", {"addresses": "a@b.example"}).context["form"].non_field_errors()


def test_nobody_writes_addresses_after_registration_before_hearing_that_it_is_over(
    team: Team, captain: User, signed_in: SignedIn, now: Any
) -> None:
    now.move_to(the_phase(team.competition, "registration").closes_at)
    client = signed_in(captain)

    page, refused = client.get(url("invite")), post(client, "invite", {"addresses": "a@b.example"})

    assert says_why_not(page)
    assert refused.context["form"]["addresses"].value() == "a@b.example"
    assert refused.context["form"].non_field_errors()


def test_a_link_that_leads_nowhere_says_what_to_do_and_leaks_nothing(
    invitation: Invitation, team: Team, captain: User, person: User, signed_in: SignedIn
) -> None:
    client = signed_in(person)

    pages = [client.get(url("invitation", token=token)) for token in ("garbage", "x" * 300, "رابط")]

    assert {page.status_code for page in pages} == {404}
    assert all("teams/no_invitation.html" in [used.name for used in page.templates] for page in pages)
    assert not any(team.name_ar in page.content.decode() for page in pages)


def test_an_invitation_that_is_over_leads_on_to_the_other_ways_to_a_team(
    team: Team, captain: User, person: User, signed_in: SignedIn
) -> None:
    ours = invite(team=team, email=person.email, by=captain, received_at=NOW)
    withdraw_invitation(invitation=ours, by=captain, at=NOW)

    page = read(signed_in(person), "invited", invitation_id=ours.pk).split("<main")[1]

    assert 'name="accept"' not in page
    assert f'href="{url("team")}"' in page


def test_an_invitation_to_another_address_is_explained_with_what_to_do(
    team: Team, captain: User, person: User, signed_in: SignedIn, mailbox: Mailbox
) -> None:
    invite(team=team, email="somebody@elsewhere.example", by=captain, received_at=NOW)
    link = mailbox.link("somebody@elsewhere.example", containing="/invitations/")
    client = signed_in(person)

    page = client.get(urlsplit(link).path).content.decode()

    assert "s…@elsewhere.example" in page
    assert "somebody@elsewhere.example" not in page
    assert reverse("account_email") in page
    assert team.name_ar not in page
    assert captain.name_ar not in page
    assert page.count("<li>") >= 3


def test_whoever_holds_an_invitation_with_another_account_signs_out_and_is_there_again(
    team: Team, captain: User, person: User, signed_in: SignedIn, mailbox: Mailbox
) -> None:
    invite(team=team, email="somebody@elsewhere.example", by=captain, received_at=NOW)
    link = urlsplit(mailbox.link("somebody@elsewhere.example", containing="/invitations/")).path
    client = signed_in(person)
    page = client.get(link).content.decode().split("<main")[1]
    [come_back] = re.findall(r'name="next" value="([^"]+)"', page)

    answer = client.post(reverse("account_logout"), {"next": come_back})

    assert answer["Location"] == come_back == link
    assert "sessionid" not in client.cookies or not client.cookies["sessionid"].value
    assert "csrfmiddlewaretoken" in page.split('name="next"')[0]
