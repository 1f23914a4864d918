"""The pages of one's own team, as each of the cast meets them."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from competitions.models import Competition, Department
from teams.domain.accompaniment import assign_mentor
from teams.domain.composition import composition
from teams.domain.invitations import invite
from teams.domain.membership import name_deputy
from teams.models import Invitation, Membership, Team, User
from tests.builders.competitions import NOW, the_phase
from tests.builders.teams import a_participant, a_role, eligible
from tests.harness.clock import days
from tests.teams.browsing import post, read, says_why_not, url

SignedIn = Any
ACTIONS = ("edit", "agree", "confirm", "deputy", "hand_over", "leave", "remove", "dissolve", "invite")
LEADS = {"deputy", "hand_over", "remove", "dissolve"}
ACTS = {"edit", "confirm", "invite"}


@pytest.mark.parametrize("name", ["team", "new", *ACTIONS])
def test_nobody_signed_in_is_sent_to_sign_in_alike_for_what_exists_and_what_does_not(name: str, team: Team) -> None:
    for edition in ("open", "nowhere"):
        response = Client().get(reverse(f"teams:{name}", kwargs={"edition": edition}))
        assert response.status_code == 302
        assert "/accounts/login/" in response.headers["Location"]


def test_a_member_reads_everything_of_their_team(
    team: Team, captain: User, member: User, organiser: User, signed_in: SignedIn
) -> None:
    mentor = a_role("mentor", competition=team.competition)
    assign_mentor(team=team, mentor=mentor, by=organiser, at=NOW)
    invite(team=team, email="new@elsewhere.example", by=captain, received_at=NOW)

    page = read(signed_in(member), "team")

    names = [person.name_ar for person in team.members()]
    assert all(text in page for text in (team.name_ar, str(team.theme.name_ar), mentor.name_ar, *names))
    assert "new@elsewhere.example" in page
    assert url("leave") in page
    assert not any(url(name) in page for name in ("dissolve", "remove", "invite", "hand_over", "edit"))


def test_the_captain_is_offered_what_a_captain_does(team: Team, captain: User, signed_in: SignedIn) -> None:
    page = read(signed_in(captain), "team")

    assert all(url(name) in page for name in ("edit", "deputy", "hand_over", "remove", "dissolve", "invite", "confirm"))
    assert url("leave") not in page


def test_a_rival_reads_only_their_own_team(team: Team, rival: User, signed_in: SignedIn) -> None:
    page = read(signed_in(rival), "team")

    assert rival.name_ar in page
    assert team.name_ar not in page


def test_the_edition_must_exist_and_be_published(team: Team, captain: User, signed_in: SignedIn) -> None:
    client = signed_in(captain)
    assert client.get(reverse("teams:team", kwargs={"edition": "nowhere"})).status_code == 404

    Competition.objects.filter(pk=team.competition_id).update(published_at=None)

    assert client.get(url("team")).status_code == 404


@pytest.mark.parametrize("name", ACTIONS)
def test_who_is_in_no_team_finds_no_page_about_one(name: str, team: Team, person: User, signed_in: SignedIn) -> None:
    client = signed_in(person)

    assert client.get(url(name)).status_code == 404
    assert client.post(url(name), {"reason": "x", "member": team.captain_id}).status_code == 404


@pytest.mark.parametrize("name", sorted(LEADS | ACTS))
def test_a_member_reads_why_they_may_not_do_what_a_captain_does(
    name: str, team: Team, member: User, other_member: User, signed_in: SignedIn
) -> None:
    client = signed_in(member)
    before = [row.pk for row in Team.history.all()]

    for response in (client.get(url(name)), post(client, name, {"member": other_member.pk, "reason": "x"})):
        assert response.status_code == 200
        assert says_why_not(response)
    assert [row.pk for row in Team.history.all()] == before


@pytest.mark.parametrize("name", sorted(LEADS | ACTS))
def test_a_deputy_does_some_of_it(name: str, team: Team, captain: User, member: User, signed_in: SignedIn) -> None:
    name_deputy(team=team, deputy=member, by=captain, at=NOW)

    assert says_why_not(signed_in(member).get(url(name))) == (name in LEADS)


def test_agreeing_is_asked_once_and_recorded(team: Team, member: User, signed_in: SignedIn) -> None:
    Membership.objects.of(member).update(agreed_at=None)
    client = signed_in(member)
    assert url("agree") in read(client, "team")
    read(client, "agree")
    assert Membership.objects.of(member).get().agreed_at is None

    post(client, "agree")

    assert Membership.objects.of(member).get().agreed_at == NOW


def test_what_is_only_welcome_is_not_marked_as_missing(team: Team, captain: User, signed_in: SignedIn) -> None:
    Membership.objects.active().filter(team=team).exclude(person=captain).update(left_at=NOW)
    page = read(signed_in(captain), "team")

    marks = re.findall(r'<span class="(met|welcome|unmet)">', page)

    rules = composition(team).rules
    assert marks == ["met" if rule.met else "unmet" if rule.bars else "welcome" for rule in rules]
    assert {"unmet", "welcome"} <= {*marks}


def test_the_captain_confirms_after_seeing_what_is_missing(
    team: Team, captain: User, member: User, signed_in: SignedIn
) -> None:
    Membership.objects.of(member).update(agreed_at=None)
    client = signed_in(captain)
    page = read(client, "confirm")
    assert member.name_ar in page
    assert "<form" not in page.split("<h1>")[1].split("</main>")[0]
    refused = post(client, "confirm").content.decode()
    assert member.name_ar in refused

    Membership.objects.of(member).update(agreed_at=NOW)
    assert read(client, "confirm").count(">تأكيد الفريق</") == 2  # the heading and the button
    post(client, "confirm")

    team.refresh_from_db()
    assert team.confirmed_by == captain
    assert url("confirm") not in read(client, "team")


def test_the_captain_changes_names_and_typed_text_survives_a_refusal(
    team: Team, captain: User, rival: User, signed_in: SignedIn
) -> None:
    client, theirs = signed_in(captain), Team.objects.of(rival).get()

    refused = post(client, "edit", {"name_ar": theirs.name_ar, "name_latin": "Kept text", "theme": team.theme_id})
    assert refused.context["form"].errors["name_ar"]
    assert "Kept text" in refused.content.decode()
    post(client, "edit", {"name_ar": "", "name_latin": "Renamed", "theme": team.theme_id})

    team.refresh_from_db()
    assert team.name_latin == "Renamed"


def test_a_deputy_is_named_and_taken_back(team: Team, captain: User, member: User, signed_in: SignedIn) -> None:
    client = signed_in(captain)

    post(client, "deputy", {"member": member.pk})
    team.refresh_from_db()
    assert team.deputy == member
    post(client, "deputy", {"member": ""})

    team.refresh_from_db()
    assert team.deputy is None


def test_nobody_from_outside_can_be_chosen(team: Team, captain: User, rival: User, signed_in: SignedIn) -> None:
    client = signed_in(captain)

    for name in ("deputy", "hand_over", "remove"):
        response = post(client, name, {"member": rival.pk, "reason": "x"})
        assert response.context["form"].errors["member"]
        assert rival.name_ar not in response.content.decode()


def test_a_team_changes_hands_loses_a_member_and_ends(
    team: Team, captain: User, member: User, other_member: User, signed_in: SignedIn
) -> None:
    post(signed_in(captain), "hand_over", {"member": member.pk})
    post(signed_in(member), "remove", {"member": other_member.pk, "reason": "Never there"})
    left = post(signed_in(captain), "leave", {"reason": "Done"})
    assert left.status_code == 200
    assert Membership.objects.of(captain).get().left_because == "Done"
    assert not post(signed_in(member), "dissolve", {"reason": " "}).redirect_chain
    post(signed_in(member), "dissolve", {"reason": "Alone"})

    team.refresh_from_db()
    assert (team.captain, team.dissolved_at) == (member, NOW)
    assert Membership.objects.of(other_member).get().left_because == "Never there"


def test_a_captain_who_wants_to_leave_reads_what_to_do_first(team: Team, captain: User, signed_in: SignedIn) -> None:
    client = signed_in(captain)

    assert says_why_not(client.get(url("leave")))
    assert says_why_not(post(client, "leave", {"reason": "Out"}))
    assert captain in team.members()


def test_destructive_pages_ask_first_and_change_nothing_on_get(team: Team, captain: User, signed_in: SignedIn) -> None:
    client = signed_in(captain)

    for name in ("dissolve", "remove", "hand_over"):
        assert "button danger" in read(client, name)
    team.refresh_from_db()
    assert (team.dissolved_at, team.captain, team.members().count()) == (None, captain, 3)


def test_posts_without_a_token_of_the_form_are_refused(team: Team, captain: User, now: object) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(captain, backend="django.contrib.auth.backends.ModelBackend")

    for name in ACTIONS:
        assert client.post(url(name), {"reason": "x"}).status_code == 403


def test_after_the_last_submission_the_page_offers_no_changes(
    team: Team, captain: User, signed_in: SignedIn, now: Any
) -> None:
    client = signed_in(captain)
    now.move_to(the_phase(team.competition, "submission").closes_at)
    client.force_login(captain, backend="django.contrib.auth.backends.ModelBackend")

    page = read(client, "team")

    assert not any(url(name) in page for name in ("edit", "remove", "invite", "confirm", "agree"))
    refused = post(client, "edit", {"name_ar": "آخر", "name_latin": "", "theme": team.theme_id})
    assert refused.context["form"].non_field_errors()


def test_the_page_of_a_large_team_costs_no_more_queries_than_that_of_a_small_one(
    team: Team, captain: User, department: Department, organiser: User, signed_in: SignedIn, queries: Any
) -> None:
    Competition.objects.filter(pk=team.competition_id).update(team_size_max=60)
    client = signed_in(captain)

    def grow_to(size: int) -> None:
        while team.members().count() < size + 3:
            newcomer = eligible(a_participant(team.competition), team.competition)
            Membership.objects.create(
                team=team, competition=team.competition, person=newcomer, joined_at=NOW, agreed_at=NOW
            )
            mentor = a_role("mentor", competition=team.competition)
            assign_mentor(team=team, mentor=mentor, by=organiser, at=NOW)
            Invitation.objects.create(
                team=team, email=f"{newcomer.pk}@b.example", token_hash=str(newcomer.pk), invited_by=captain,
                invited_at=NOW, expires_at=NOW + days(3),
            )  # fmt: skip

    def visit() -> None:
        with queries.at_most(12):
            read(client, "team")

    queries.same_at(grow_to=grow_to, visit=visit)


def test_what_people_typed_is_escaped(team: Team, captain: User, signed_in: SignedIn) -> None:
    Team.objects.filter(pk=team.pk).update(name_ar="<script>alert(1)</script>")

    page = read(signed_in(captain), "team")

    assert "<script>alert(1)" not in page
    assert escape("<script>alert(1)</script>") in page
