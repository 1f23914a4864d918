"""Inviting many colleagues at once, by addresses pasted in any shape."""

from typing import Any

import pytest

from competitions.domain.calendar import PhaseClosed
from competitions.models import Competition, Message
from teams.domain.authority import OnlyCaptainOrDeputy
from teams.domain.invitations import MOST_OPEN, invite
from teams.domain.inviting import NoAddress, Outcome, invite_many
from teams.domain.joining import TeamIsFull
from teams.models import Invitation, Team, User
from tests.builders.competitions import NOW, the_phase
from tests.harness.clock import days
from tests.teams.browsing import post, url

SignedIn = Any


def invited(team: Team, by: User, text: str) -> Outcome:
    return invite_many(team=team, text=text, by=by, received_at=NOW)


def test_addresses_pasted_from_a_mail_are_all_invited_each_once(team: Team, captain: User) -> None:
    text = (
        "Souad Ben Ali <Souad@Finances.example>; youssef@sante.example،\n"
        " mailto:souad@finances.example  hind@eau.example."
    )

    outcome = invited(team, captain, text)

    emails = ["souad@finances.example", "youssef@sante.example", "hind@eau.example"]
    assert [invitation.email for invitation in outcome.invited] == emails
    assert outcome.refused == []
    assert list(Message.objects.filter(kind="invitation").order_by("pk").values_list("address", flat=True)) == emails


def test_those_that_cannot_be_invited_hold_up_nobody_and_say_why(team: Team, captain: User, member: User) -> None:
    invite(team=team, email="waiting@eau.example", by=captain, received_at=NOW - days(1))

    outcome = invited(team, captain, f"souad\n{member.email}\nwaiting@eau.example\nnew@eau.example\na@b@c.example")

    assert [invitation.email for invitation in outcome.invited] == ["new@eau.example"]
    assert [refused.typed for refused in outcome.refused] == [
        "souad",
        member.email,
        "waiting@eau.example",
        "a@b@c.example",
    ]
    assert all(refused.reason for refused in outcome.refused)
    assert len({refused.reason for refused in outcome.refused}) == 4


def test_the_rule_of_twelve_holds_in_the_middle_of_a_list(team: Team, captain: User) -> None:
    outcome = invited(team, captain, "\n".join(f"{number}@eau.example" for number in range(MOST_OPEN + 3)))

    assert len(outcome.invited) == MOST_OPEN
    assert [refused.typed for refused in outcome.refused] == ["12@eau.example", "13@eau.example", "14@eau.example"]


def test_what_concerns_all_is_refused_at_once(team: Team, captain: User, member: User, edition: Competition) -> None:
    text = "new@eau.example"
    after = the_phase(edition, "registration").closes_at

    with pytest.raises(NoAddress):
        invited(team, captain, " \n ")
    with pytest.raises(OnlyCaptainOrDeputy):
        invited(team, member, text)
    with pytest.raises(PhaseClosed):
        invite_many(team=team, text=text, by=captain, received_at=after)
    Competition.objects.filter(pk=edition.pk).update(team_size_max=3)
    with pytest.raises(TeamIsFull):
        invited(team, captain, text)
    assert not Invitation.objects.exists()


def test_wrong_addresses_stay_in_the_field_and_right_ones_leave_it(
    team: Team, captain: User, signed_in: SignedIn
) -> None:
    page = post(signed_in(captain), "invite", {"addresses": "good@eau.example, bad@, other@eau.example"})

    form = page.context["form"]
    assert form["addresses"].value() == "bad@"
    assert "bad@" in str(form.errors["addresses"])
    assert set(team.invitations.values_list("email", flat=True)) == {"good@eau.example", "other@eau.example"}
    # Arabic has a word for two.
    assert "دعوتان" in next(str(message) for message in page.context["messages"])


def test_when_all_are_invited_the_page_leads_back_to_the_team(team: Team, captain: User, signed_in: SignedIn) -> None:
    page = post(signed_in(captain), "invite", {"addresses": "good@eau.example"})

    assert page.redirect_chain[-1][0] == url("team")


@pytest.mark.parametrize("text", ["", "   ", "\u200f\u200f", ",;"])
def test_nothing_typed_is_said_beside_the_field(text: str, team: Team, captain: User, signed_in: SignedIn) -> None:
    page = post(signed_in(captain), "invite", {"addresses": text})

    assert page.context["form"].errors["addresses"]
