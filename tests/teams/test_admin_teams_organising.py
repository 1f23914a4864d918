"""An organiser changes who is in a team, with a reason, and reads it afterwards in the team's history."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Competition
from teams.domain.captaincy import report_absent_captain
from teams.domain.membership import leave
from teams.domain.visits import note_visit
from teams.models import CaptainAbsence, Membership, Team, User
from tests.builders.competitions import NOW, the_phase
from tests.builders.teams import a_participant, a_team
from tests.harness.clock import days
from tests.harness.queries import Queries
from tests.teams.admin_pages import changing, listing

REASON = "تعويض عضو انتقل"


@pytest.fixture
def frozen(edition: Competition, now: Any) -> datetime:
    """The clock stands after registration has closed."""
    at = the_phase(edition, "registration").closes_at + days(1)
    now.move_to(at, tick=False)
    return at


def page(team: Team, what: str) -> str:
    return reverse("admin:teams_team_organise", args=[team.pk, what])


def history(team: Team) -> str:
    return reverse("admin:teams_team_history", args=[team.pk])


def place(person: User) -> Membership:
    return Membership.objects.active().of(person).get()


@pytest.mark.usefixtures("frozen")
class TestChanging:
    def test_a_whole_address_finds_the_person(self, team: Team, person: User, organiser: User, desk: Client) -> None:
        answer = desk.post(page(team, "add"), {"person": f" {person.email.upper()} ", "reason": REASON})

        assert answer["Location"] == changing(team)
        assert (place(person).team, place(person).added_by) == (team, organiser)
        assert REASON in desk.get(changing(team)).text

    def test_a_name_offers_those_who_bear_it(self, team: Team, edition: Competition, desk: Client) -> None:
        people = [a_participant(edition, name_ar=f"أمينة {name}", name_latin="Amina") for name in ("بناني", "التازي")]
        given = {"person": "امينه", "reason": REASON}

        question = desk.post(page(team, "add"), given)
        desk.post(page(team, "add"), {**given, "chosen": people[1].pk})

        assert set(question.context["form"].fields["chosen"].queryset) == set(people)
        assert REASON in question.text
        assert place(people[1]).team == team
        assert not Membership.objects.of(people[0]).exists()

    def test_nobody_found_and_a_reason_forgotten_are_said(self, team: Team, person: User, desk: Client) -> None:
        for typed in ("nobody@idarathon.example", "لا أحد", " "):
            assert desk.post(page(team, "add"), {"person": typed, "reason": REASON}).context["form"].errors["person"]
        answer = desk.post(page(team, "add"), {"person": person.email, "reason": " "})

        assert answer.context["form"].errors["reason"]
        assert not Membership.objects.of(person).exists()

    def test_what_the_verb_refuses_stands_beside_the_person(
        self, team: Team, desk: Client, edition: Competition
    ) -> None:
        taken = a_team(competition=edition).captain
        desk_sees = a_participant(edition, gender="")

        for person in (taken, desk_sees):
            answer = desk.post(page(team, "add"), {"person": person.email, "reason": REASON})
            assert answer.context["form"].errors["person"]

    def test_members_are_swapped_and_removed(
        self, team: Team, member: User, other_member: User, person: User, desk: Client
    ) -> None:
        desk.post(page(team, "swap"), {"leaving": place(member).pk, "person": person.email, "reason": REASON})
        desk.post(page(team, "remove"), {"leaving": place(other_member).pk, "reason": REASON})

        assert set(team.members()) == {team.captain, person}

    def test_another_captain_is_appointed_from_among_the_members(
        self, team: Team, member: User, rival: User, captain: User, desk: Client
    ) -> None:
        for nobody in (rival, captain):
            answer = desk.post(page(team, "captain"), {"new_captain": nobody.pk, "reason": REASON})
            assert answer.context["form"].errors["new_captain"]

        desk.post(page(team, "captain"), {"new_captain": member.pk, "reason": REASON})

        team.refresh_from_db()
        assert team.captain == member

    def test_for_a_team_of_others_and_one_that_is_over_the_pages_are_not_there(self, team: Team, desk: Client) -> None:
        Team.objects.filter(pk=team.pk).update(dissolved_at=NOW)

        for what in ("add", "swap", "remove", "captain"):
            assert desk.get(page(a_team(), what)).status_code == 404
            assert desk.get(page(team, what)).status_code == 404
        assert desk.get(page(a_team(competition=team.competition), "nonsense")).status_code == 404


class TestHistory:
    def test_everything_is_read_with_its_reason_and_who_did_it(
        self, team: Team, member: User, other_member: User, person: User, organiser: User, desk: Client
    ) -> None:
        desk.post(page(team, "swap"), {"leaving": place(member).pk, "person": person.email, "reason": REASON})
        desk.post(page(team, "captain"), {"new_captain": other_member.pk, "reason": "لا يجيب"})
        leave(membership=place(person), reason="مهمة في الخارج", by=person, at=NOW)

        answer = desk.get(history(team))

        reasons = [event.reason for event in answer.context["member_events"]]
        assert reasons[:3] == ["مهمة في الخارج", REASON, REASON]
        for words in (REASON, "لا يجيب", "مهمة في الخارج", organiser.display_name):
            assert words in answer.text

    def test_it_costs_the_same_for_a_long_one(
        self, team: Team, edition: Competition, desk: Client, queries: Queries
    ) -> None:
        def grow_to(size: int) -> None:
            for _each in range(size):
                membership = Membership.objects.create(
                    team=team, competition=edition, person=a_participant(edition), joined_at=NOW
                )
                leave(membership=membership, reason=REASON, by=membership.person, at=NOW)

        queries.same_at(grow_to=grow_to, visit=lambda: desk.get(history(team)))


class TestBelowTheRules:
    def test_the_list_finds_confirmed_teams_below_the_rules(self, edition: Competition, desk: Client) -> None:
        below, fine = (a_team(competition=edition, confirmed=True) for _each in range(2))
        leaver = below.members().last()
        assert leaver is not None
        leave(membership=place(leaver), reason=REASON, by=leaver, at=NOW)

        listed = desk.get(f"{listing(Team)}?rules=below").context["cl"].result_list

        assert set(listed) == {below}
        assert Team.objects.confirmed().filter(pk__in=[below.pk, fine.pk]).count() == 2


class TestMissingCaptains:
    @pytest.fixture
    def absence(self, team: Team, member: User) -> CaptainAbsence:
        User.objects.filter(pk=team.captain_id).update(seen_at=NOW - days(9))
        Team.objects.filter(pk=team.pk).update(founded_at=NOW - days(10))
        return report_absent_captain(team=team, word="لا يجيب منذ أسبوع", by=member, at=NOW)

    def test_another_captain_settles_it(
        self, absence: CaptainAbsence, member: User, rival: User, organiser: User, desk: Client
    ) -> None:
        shown = desk.get(changing(absence)).text
        refused = desk.post(changing(absence), {"new_captain": rival.pk, "answer": REASON})
        desk.post(changing(absence), {"new_captain": member.pk, "answer": REASON})

        assert absence.word in shown
        assert refused.context["adminform"].form.errors["new_captain"]
        absence.refresh_from_db()
        assert (absence.settled_by, absence.new_captain, absence.answer) == (organiser, member, REASON)
        assert Team.objects.get(pk=absence.team_id).captain == member

    def test_an_answer_leaves_the_captain_and_is_needed(
        self, absence: CaptainAbsence, organiser: User, desk: Client, captain: User
    ) -> None:
        assert (
            desk.post(changing(absence), {"new_captain": "", "answer": " "}).context["adminform"].form.errors["answer"]
        )

        desk.post(changing(absence), {"new_captain": "", "answer": REASON})

        absence.refresh_from_db()
        assert (absence.settled_by, absence.new_captain, absence.answer) == (organiser, None, REASON)
        assert Team.objects.get(pk=absence.team_id).captain == captain

    def test_a_captain_who_is_back_leaves_nothing_to_decide(
        self, absence: CaptainAbsence, captain: User, desk: Client
    ) -> None:
        waiting = f"{listing(CaptainAbsence)}?state=waiting"
        before = set(desk.get(waiting).context["cl"].result_list)

        note_visit(User.objects.get(pk=captain.pk), at=NOW)
        User.objects.filter(pk=captain.pk).update(seen_at=NOW + days(1))

        assert before == {absence}
        assert set(desk.get(waiting).context["cl"].result_list) == set()
        assert "answer" not in desk.get(changing(absence)).context["adminform"].form.fields
