"""When a team can be confirmed, what that keeps, and when it lapses; the rules of its composition."""

from typing import Any

import pytest
from django.utils.translation import override

from competitions.models import Competition, Message
from teams.domain.authority import OnlyCaptainOrDeputy
from teams.domain.composition import composition
from teams.domain.confirmation import NotReady, confirm, what_blocks, what_is_left
from teams.domain.eligibility import decline, vouch
from teams.domain.invitations import accept, invite
from teams.domain.late_access import grant_late_access
from teams.domain.membership import agree, leave, name_deputy, remove
from teams.domain.windows import TeamIsFixed
from teams.models import Membership, Team, User
from tests.builders.competitions import NOW, the_phase
from tests.builders.teams import a_member, a_participant, a_team, eligible, enrol_department_of
from tests.harness.clock import days, seconds


def place(team: Team, person: User) -> Membership:
    return Membership.objects.active().of(person).get(team=team)


def blocks(team: Team) -> str:
    with override("en"):
        return " / ".join(what_blocks(team))


def test_a_ready_team_is_confirmed_and_its_members_kept_as_they_are(team: Team, captain: User, member: User) -> None:
    confirmed = confirm(team=team, by=captain, received_at=NOW)

    assert (confirmed.confirmed_at, confirmed.confirmed_by) == (NOW, captain)
    membership = place(team, member)
    kept = ("department", "discipline", "service_level", "region", "gender")
    assert [getattr(membership, name) for name in kept] == [getattr(member, name) for name in kept]
    told = Message.objects.filter(kind="team_confirmed").values_list("recipient", flat=True)
    assert set(told) == set(team.members().values_list("pk", flat=True))


def test_what_was_kept_stays_when_a_member_moves(team: Team, captain: User, member: User, edition: Competition) -> None:
    before = member.department
    confirm(team=team, by=captain, received_at=NOW)

    member.department = a_participant(edition).department
    member.save()

    assert place(team, member).department == before


def test_the_technical_grace_counts_for_all_that_must_be_done_before_submitting(
    team: Team, captain: User, member: User, edition: Competition
) -> None:
    end = the_phase(edition, "submission").closes_at
    edition.phases.filter(kind="submission").update(grace_seconds=30)
    Membership.objects.active().of(member).update(agreed_at=None)

    with pytest.raises(TeamIsFixed):
        confirm(team=team, by=captain, received_at=end + seconds(30))
    agree(membership=place(team, member), by=member, at=end + seconds(29))

    assert confirm(team=team, by=captain, received_at=end + seconds(29)).confirmed_at


def test_confirming_twice_changes_and_tells_nothing(team: Team, captain: User, member: User) -> None:
    name_deputy(team=team, deputy=member, by=captain, at=NOW)
    confirm(team=team, by=captain, received_at=NOW)

    assert confirm(team=team, by=member, received_at=NOW + days(1)).confirmed_by == captain
    assert Message.objects.filter(kind="team_confirmed").count() == 3


def test_captain_and_deputy_confirm_and_others_do_not(team: Team, captain: User, member: User, rival: User) -> None:
    for by in (member, rival):
        with pytest.raises(OnlyCaptainOrDeputy):
            confirm(team=team, by=by, received_at=NOW)
    name_deputy(team=team, deputy=member, by=captain, at=NOW)

    assert confirm(team=team, by=member, received_at=NOW).confirmed_by == member


def test_a_team_too_small_is_not_confirmed(edition: Competition) -> None:
    small = a_team(competition=edition, with_members=1)

    with pytest.raises(NotReady) as refused:
        confirm(team=small, by=small.captain, received_at=NOW)

    assert len(refused.value.reasons) == 1
    assert "2 members today" in blocks(small)


def test_a_team_of_one_discipline_is_not_confirmed(team: Team, captain: User) -> None:
    team.members().update(discipline=captain.discipline)

    assert "1 discipline today" in blocks(team)


def test_whoever_has_not_agreed_or_is_not_eligible_is_named(
    team: Team, edition: Competition, focal_point: User
) -> None:
    silent, waiting = a_participant(edition, name_latin="Silent One"), a_participant(edition, name_latin="Waiting One")
    for person in (silent, waiting):
        a_member(team, person)
    Membership.objects.filter(person=silent).update(agreed_at=None)
    eligible(silent, edition)

    assert "agreed to take part: \u2068Silent One\u2069" in blocks(team)
    assert "eligible: \u2068Waiting One\u2069" in blocks(team)


def test_somebody_who_was_declined_keeps_the_team_from_being_confirmed(
    team: Team, member: User, organiser: User, edition: Competition
) -> None:
    enrol_department_of(member, edition)
    decline(person=member, competition=edition, reason="Retired", by=organiser, at=NOW)
    assert member.name_latin in blocks(team)

    vouch(person=member, competition=edition, by=organiser, at=NOW)

    assert blocks(team) == ""


def test_the_target_of_women_is_shown_and_bars_only_where_the_organiser_says_so(team: Team, captain: User) -> None:
    team.members().update(gender="man")

    assert blocks(team) == ""
    team.competition.women_target_is_bar = True
    team.competition.save()

    assert "women" in blocks(team)
    with pytest.raises(NotReady):
        confirm(team=team, by=captain, received_at=NOW)


@pytest.mark.parametrize(
    ("genders", "met", "share"),
    [
        (["woman", "woman", "man"], True, "66%"),
        (["woman", "man", "man"], False, "33%"),
        (["woman", "man", "unsaid"], True, "50%"),
        (["unsaid", "unsaid", "unsaid"], False, "not known"),
    ],
)
def test_the_share_of_women_counts_those_who_said_it(genders: list[str], met: bool, share: str, team: Team) -> None:
    for person, gender in zip(team.members(), genders, strict=True):
        person.gender = gender
        person.save()

    with override("en"):
        [rule] = [rule for rule in composition(team).rules if "women" in rule.label]

    assert (rule.met, rule.bars) == (met, False)
    assert share in rule.detail


def test_without_a_target_nothing_is_said_about_it(team: Team) -> None:
    team.competition.women_target = None

    assert len(composition(team).rules) == 4


def test_the_composition_counts_services_and_disciplines(team: Team, member: User) -> None:
    member.service_level, member.region = "deconcentrated", "oriental"
    member.save()

    counted = composition(team)

    assert (counted.size, counted.disciplines, counted.central, counted.deconcentrated) == (3, 3, 2, 1)
    assert counted.holds


def test_who_left_counts_no_more(team: Team, member: User) -> None:
    leave(membership=place(team, member), reason="Out", by=member, at=NOW)

    assert composition(team).size == 2


def test_a_team_is_confirmed_until_the_last_submission_phase_closes(team: Team, captain: User, organiser: User) -> None:
    submission = the_phase(team.competition, "submission")
    with pytest.raises(TeamIsFixed):
        confirm(team=team, by=captain, received_at=submission.closes_at)
    late = submission.closes_at + days(1)
    grant_late_access(
        team=team, phase=submission, until=late, reason_kind="other", reason="Storm", by=organiser, at=NOW
    )

    with pytest.raises(TeamIsFixed):
        confirm(team=team, by=captain, received_at=late)
    assert confirm(team=team, by=captain, received_at=late - seconds(1))


def test_a_later_submission_phase_leaves_more_time(team: Team, captain: User) -> None:
    first = the_phase(team.competition, "submission")
    team.competition.phases.create(
        kind="submission", key="final", name_ar="نهائي", opens_at=NOW + days(20), closes_at=NOW + days(30)
    )

    assert confirm(team=team, by=captain, received_at=first.closes_at + days(1))


def test_a_new_member_makes_the_confirmation_lapse_and_the_captain_is_told(
    team: Team, captain: User, person: User
) -> None:
    confirm(team=team, by=captain, received_at=NOW)
    invitation = invite(team=team, email=person.email, by=captain, received_at=NOW)

    membership = accept(invitation=invitation, by=person, received_at=NOW)

    team.refresh_from_db()
    assert (team.confirmed_at, team.confirmed_by) == (None, None)
    assert "confirmation_lapsed" in [message.kind for message in Message.objects.of(captain)]
    eligible(person, team.competition)
    agree(membership=membership, by=person, at=NOW)
    assert confirm(team=team, by=captain, received_at=NOW).confirmed_at == NOW


def test_a_confirmation_outlives_members_who_leave_even_below_the_rules(edition: Competition) -> None:
    team = a_team(competition=edition, with_members=2, confirmed=True)
    member = team.members().exclude(pk=team.captain_id)[0]

    remove(membership=place(team, member), reason="Out", by=team.captain, at=NOW)

    team.refresh_from_db()
    assert not composition(team).holds
    assert team.confirmed_at is not None


def test_after_the_last_submission_a_confirmation_stands_whoever_leaves(edition: Competition) -> None:
    team = a_team(competition=edition, confirmed=True)
    member = team.members().last()
    assert member is not None

    leave(membership=place(team, member), reason="Out", by=member, at=the_phase(edition, "submission").closes_at)

    team.refresh_from_db()
    assert team.confirmed_at is not None


def test_what_is_left_is_said_in_one_line(team: Team, member: User) -> None:
    with override("en"):
        assert "confirm the team" in what_is_left(team)
        Membership.objects.filter(person=member).update(agreed_at=None)
        left: Any = what_is_left(team)

    assert left.startswith("1 point to settle")
    assert member.name_latin in left
