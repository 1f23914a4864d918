"""The people who look for a team, as captains meet them, and the card from the other side."""

from typing import Any

import pytest
from django.utils.html import escape

from competitions.models import Competition
from teams.domain.matchmaking import invite_seeker, show_card
from teams.domain.membership import name_deputy
from teams.domain.requests import open_to_requests
from teams.models import Invitation, SeekerCard, Team, User
from tests.builders.competitions import NOW
from tests.builders.teams import a_participant, eligible, the_theme
from tests.harness.clock import days
from tests.teams.browsing import post, read, says_why_not, url

SignedIn = Any


@pytest.fixture
def card(person: User, edition: Competition) -> SeekerCard:
    return show_card(
        competition=edition, themes=[the_theme(edition)], region="fes-meknes", brings="أصمم <الخدمات>", by=person,
        received_at=NOW,
    )  # fmt: skip


def test_a_card_is_shown_changed_and_withdrawn_on_its_page(
    person: User, edition: Competition, signed_in: SignedIn
) -> None:
    client, theme = signed_in(person), the_theme(edition)
    assert url("card") in read(client, "team")
    refused = post(client, "card", {"brings": "", "region": "fes-meknes", "themes": [theme.pk]})
    assert refused.context["form"].errors["brings"]

    post(client, "card", {"brings": "أصمم الخدمات", "region": "fes-meknes", "themes": [theme.pk]})
    page = read(client, "card")
    post(client, "card", {"withdraw": ""})

    card = SeekerCard.objects.get()
    assert "أصمم الخدمات" in page
    assert (card.brings, card.region, list(card.themes.all()), card.withdrawn_at) == (
        *("أصمم الخدمات", "fes-meknes"),
        *([theme], NOW),
    )


def test_who_is_in_a_team_or_may_not_join_shows_no_card(
    captain: User, organiser: User, team: Team, signed_in: SignedIn
) -> None:
    assert signed_in(captain).get(url("card")).headers["Location"] == url("team")
    assert 'name="brings"' not in read(signed_in(organiser), "card")


def test_captain_and_deputy_read_the_cards_and_others_do_not(
    card: SeekerCard, team: Team, captain: User, member: User, other_member: User, signed_in: SignedIn
) -> None:
    name_deputy(team=team, deputy=member, by=captain, at=NOW)

    for one in (captain, member):
        page = read(signed_in(one), "seekers")
        assert card.person.name_ar in page
        assert escape("أصمم <الخدمات>") in page
    assert says_why_not(signed_in(other_member).get(url("seekers")))
    assert says_why_not(signed_in(other_member).post(url("invite_seeker", card_id=card.pk)))
    assert signed_in(card.person).get(url("seekers")).status_code == 404
    assert not Invitation.objects.exists()


def test_who_suits_best_comes_first_and_the_page_says_why(
    card: SeekerCard, team: Team, captain: User, edition: Competition, signed_in: SignedIn
) -> None:
    other = a_participant(edition)
    show_card(competition=edition, themes=[], region="", brings="أكتب", by=other, received_at=NOW)
    open_to_requests(team=team, wanted=[card.person.discipline], note="", by=captain, received_at=NOW)

    page = read(signed_in(captain), "seekers")

    assert page.index(card.person.name_ar) < page.index(other.name_ar)
    assert "من التخصصات التي تبحثون عنها، والمحور المختار هو محوركم" in page


def test_nobody_sees_an_address_before_the_person_has_accepted(
    card: SeekerCard, team: Team, captain: User, member: User, person: User, desk: Any, signed_in: SignedIn
) -> None:
    client, address = signed_in(captain), person.email
    client.post(url("invite_seeker", card_id=card.pk))
    invitation = Invitation.objects.get()
    handle = url("handle_invitation", invitation_id=invitation.pk)
    pages = [
        read(client, "seekers"),
        client.get(url("invite_seeker", card_id=card.pk)).content.decode(),
        read(client, "team"),
        read(signed_in(member), "team"),
        client.get(handle).content.decode(),
        desk.get("/ar/admin/teams/invitation/").content.decode(),
        desk.get(f"/ar/admin/teams/invitation/{invitation.pk}/change/").content.decode(),
        desk.get(f"/ar/admin/teams/team/{team.pk}/change/").content.decode(),
        desk.get("/ar/admin/teams/seekercard/").content.decode(),
    ]

    assert not any(address in page or address.partition("@")[0] in page for page in pages)
    assert all(person.name_ar in page for page in pages[:7])
    assert captain.email not in read(signed_in(person), "team")
    assert captain.email not in read(signed_in(person), "invited", invitation_id=invitation.pk)


def test_the_person_finds_the_invitation_on_their_page_and_accepts(
    card: SeekerCard, team: Team, captain: User, person: User, signed_in: SignedIn
) -> None:
    invitation = invite_seeker(card=card, team=team, by=captain, received_at=NOW)
    client, here = signed_in(person), url("invited", invitation_id=invitation.pk)
    assert here in read(client, "team")

    client.post(here, {"accept": ""})

    assert person in team.members()
    assert signed_in(captain).get(url("invite_seeker", card_id=card.pk)).status_code == 404


def test_a_stranger_with_the_link_learns_nothing_of_whom_it_is_for(
    card: SeekerCard, team: Team, captain: User, rival: User, person: User, signed_in: SignedIn
) -> None:
    invitation = invite_seeker(card=card, team=team, by=captain, received_at=NOW)

    assert signed_in(rival).get(url("invited", invitation_id=invitation.pk)).status_code == 404


def test_the_list_costs_the_same_with_many_people(
    team: Team, captain: User, edition: Competition, signed_in: SignedIn, queries: Any
) -> None:
    client = signed_in(captain)

    def grow_to(size: int) -> None:
        while SeekerCard.objects.count() < size:
            seeker = eligible(a_participant(edition), edition)
            show_card(
                competition=edition, themes=edition.themes.all()[:2], region="", brings="أكتب", by=seeker,
                received_at=NOW + days(1),
            )  # fmt: skip

    def visit() -> None:
        with queries.at_most(12):
            read(client, "seekers")

    queries.same_at(grow_to=grow_to, visit=visit)
