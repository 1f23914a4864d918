"""What members read of a captain who has disappeared, and of rules that hold no longer."""

from typing import Any

import pytest
from django.urls import reverse

from competitions.models import Competition
from teams.domain.captaincy import report_absent_captain
from teams.domain.membership import leave
from teams.models import CaptainAbsence, Membership, Team, User
from tests.builders.competitions import NOW, the_phase
from tests.builders.teams import a_member, a_participant, a_team
from tests.harness.clock import days
from tests.harness.queries import Queries

pytestmark = pytest.mark.usefixtures("now")


def url(name: str) -> str:
    return reverse(f"teams:{name}", kwargs={"edition": "open"})


@pytest.fixture
def missing(team: Team) -> Team:
    """The team, whose captain has not been here for eight days."""
    Team.objects.filter(pk=team.pk).update(founded_at=NOW - days(20))
    User.objects.filter(pk=team.captain_id).update(seen_at=NOW - days(8))
    return Team.objects.get(pk=team.pk)


def titles(page: Any) -> list[str]:
    return [note.title for note in page.context["page"].warnings]


def test_a_member_asks_the_organisers_and_reads_that_they_know(missing: Team, member: User, signed_in: Any) -> None:
    client = signed_in(member)
    assert url("captain_absent") in client.get(url("team")).text

    empty = client.post(url("captain_absent"), {"word": "  "})
    answer = client.post(url("captain_absent"), {"word": "لا يجيب منذ أسبوع"}, follow=True)

    assert empty.context["form"].errors["word"]
    assert CaptainAbsence.objects.get().reported_by == member
    assert url("captain_absent") not in answer.text
    assert member.display_name in answer.context["page"].warnings[0].text


def test_why_one_may_not_is_said(team: Team, captain: User, member: User, other_member: User, signed_in: Any) -> None:
    def read(person: User) -> str:
        answer = signed_in(person).get(url("captain_absent"))
        assert "form" not in answer.context
        return str(answer.context["reason"])

    too_early, captain_s_own = read(member), read(captain)
    Team.objects.filter(pk=team.pk).update(founded_at=NOW - days(20))
    User.objects.filter(pk=captain.pk).update(seen_at=NOW - days(8))
    report_absent_captain(team=team, word="Where?", by=member, at=NOW)

    assert len({too_early, captain_s_own, read(other_member)}) == 3


def test_neither_the_captain_nor_a_team_whose_captain_is_here_is_warned(
    team: Team, captain: User, member: User, signed_in: Any
) -> None:
    assert titles(signed_in(member).get(url("team"))) == []

    Team.objects.filter(pk=team.pk).update(founded_at=NOW - days(20))
    User.objects.filter(pk=captain.pk).update(seen_at=NOW - days(8))

    assert titles(signed_in(captain).get(url("team"))) == []


def test_a_confirmed_team_below_the_rules_is_warned_and_stays_confirmed(edition: Competition, signed_in: Any) -> None:
    team = a_team(competition=edition, confirmed=True)
    leaver = team.members().last()
    assert leaver is not None
    assert titles(signed_in(team.captain).get(url("team"))) == []

    leave(membership=Membership.objects.active().of(leaver).get(), reason="نقل", by=leaver, at=NOW)
    page = signed_in(team.captain).get(url("team"))

    assert len(titles(page)) == 1
    assert page.context["page"].kind == "ok"


def test_after_registration_a_captain_reads_who_removes(team: Team, captain: User, now: Any, signed_in: Any) -> None:
    now.move_to(the_phase(team.competition, "registration").closes_at)
    member = team.members().last()
    assert member is not None

    answer = signed_in(captain).post(url("remove"), {"member": member.pk, "reason": "Out"})

    assert "form" not in answer.context
    assert team.members().count() == 3


def test_the_page_of_a_member_whose_captain_is_missing_costs_the_same_for_few_and_for_many(
    missing: Team, member: User, signed_in: Any, queries: Queries
) -> None:
    report_absent_captain(team=missing, word="Where?", by=member, at=NOW)
    client = signed_in(member)

    def grow_to(size: int) -> None:
        for _each in range(size):
            a_member(missing, a_participant(missing.competition))

    queries.same_at(grow_to=grow_to, visit=lambda: client.get(url("team")))
