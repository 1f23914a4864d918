"""Mentors and more time, given by an organiser."""

from datetime import timedelta
from typing import Any

import pytest

from competitions.models import Message
from teams.consequences import mentor_assigned
from teams.domain.accompaniment import (
    AlreadyAccompanies,
    MentorIsMember,
    NotAMentor,
    TeamIsGone,
    assign_mentor,
    end_mentorship,
)
from teams.domain.authority import OnlyOrganiser
from teams.domain.late_access import (
    JuryAtWork,
    LateReasonMissing,
    NotLater,
    PhaseNotForTeams,
    grant_late_access,
)
from teams.domain.membership import dissolve, leave
from teams.models import LateAccess, Membership, Team, User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.teams import a_person, a_role
from tests.harness.clock import days, seconds


def test_mentor_and_team_are_told(team: Team, mentor: User, organiser: User) -> None:
    assigned: list[Any] = []
    mentor_assigned.connect(receiver := lambda **sent: assigned.append(sent["mentorship"]), weak=False)

    try:
        mentorship = assign_mentor(team=team, mentor=mentor, by=organiser, at=NOW)
    finally:
        mentor_assigned.disconnect(receiver)

    assert assigned == [mentorship]
    assert (mentorship.assigned_by, mentorship.started_at, mentorship.ended_at) == (organiser, NOW, None)
    assert [message.kind for message in Message.objects.of(mentor)] == ["mentor_has_team"]
    told = Message.objects.filter(kind="team_has_mentor").values_list("recipient", flat=True)
    assert set(told) == set(team.members().values_list("pk", flat=True))


def test_only_an_organiser_assigns_and_ends(team: Team, mentor: User, organiser: User, captain: User) -> None:
    elsewhere = a_role("organiser", competition=a_competition())
    for by in (captain, mentor, elsewhere):
        with pytest.raises(OnlyOrganiser):
            assign_mentor(team=team, mentor=mentor, by=by, at=NOW)
    mentorship = assign_mentor(team=team, mentor=mentor, by=organiser, at=NOW)

    with pytest.raises(OnlyOrganiser):
        end_mentorship(mentorship, by=mentor, at=NOW)


def test_a_mentor_holds_the_role_in_this_edition(team: Team, organiser: User) -> None:
    elsewhere = a_role("mentor", competition=a_competition())
    former = a_role("mentor", competition=team.competition, until=NOW)

    for person in (a_person(), elsewhere, former):
        with pytest.raises(NotAMentor):
            assign_mentor(team=team, mentor=person, by=organiser, at=NOW)


def test_a_mentor_was_never_a_member_of_the_team(team: Team, member: User, organiser: User) -> None:
    place = Membership.objects.active().of(member).get(team=team)
    leave(membership=place, reason="Out", by=member, at=NOW)
    a_role("mentor", competition=team.competition, person=member)

    with pytest.raises(MentorIsMember):
        assign_mentor(team=team, mentor=member, by=organiser, at=NOW)


def test_a_mentor_accompanies_a_team_once_at_a_time(team: Team, mentor: User, organiser: User) -> None:
    mentorship = assign_mentor(team=team, mentor=mentor, by=organiser, at=NOW)
    with pytest.raises(AlreadyAccompanies):
        assign_mentor(team=team, mentor=mentor, by=organiser, at=NOW)

    end_mentorship(mentorship, by=organiser, at=NOW + days(1))
    end_mentorship(mentorship, by=organiser, at=NOW + days(2))

    mentorship.refresh_from_db()
    assert mentorship.ended_at == NOW + days(1)
    assert Message.objects.filter(kind="mentorship_ended").count() == 4
    assert assign_mentor(team=team, mentor=mentor, by=organiser, at=NOW + days(3))


def test_a_team_that_is_gone_gets_neither_mentor_nor_time(
    team: Team, captain: User, mentor: User, organiser: User
) -> None:
    dissolve(team=team, reason="Out", by=captain, at=NOW)

    with pytest.raises(TeamIsGone):
        assign_mentor(team=team, mentor=mentor, by=organiser, at=NOW)
    with pytest.raises(TeamIsGone):
        granted(team, organiser)


def granted(team: Team, by: User, **changes: Any) -> LateAccess:
    phase = changes.pop("phase", None) or the_phase(team.competition, "submission")
    given = {
        "until": phase.closes_at + timedelta(hours=12),
        "reason_kind": "outage",
        "reason": "Down for an hour",
        "at": NOW,
    }
    return grant_late_access(team=team, phase=phase, by=by, **{**given, **changes})


def test_a_team_is_given_more_time_and_told_until_when(team: Team, organiser: User) -> None:
    late = granted(team, organiser)

    assert team.late_access_until(late.phase) == late.until
    assert late.history.get().history_user == organiser
    assert Message.objects.filter(kind="late_access").count() == 3
    assert "09:59" not in Message.objects.filter(kind="late_access")[0].text
    assert "21:59" in Message.objects.filter(kind="late_access")[0].text


def test_the_longest_grant_counts(team: Team, organiser: User) -> None:
    late = granted(team, organiser)
    granted(team, organiser, until=late.until - seconds(60))

    assert team.late_access_until(late.phase) == late.until


def test_only_an_organiser_gives_time(team: Team, captain: User) -> None:
    with pytest.raises(OnlyOrganiser):
        granted(team, captain)


def test_more_time_ends_after_the_phase_and_before_the_jury(team: Team, organiser: User) -> None:
    phase, judging = (the_phase(team.competition, kind) for kind in ("submission", "judging"))
    for until in (phase.closes_at, phase.closes_at - days(1)):
        with pytest.raises(NotLater):
            granted(team, organiser, until=until)
    with pytest.raises(NotLater):
        granted(team, organiser, at=phase.closes_at + days(2))
    with pytest.raises(JuryAtWork):
        granted(team, organiser, until=judging.opens_at + seconds(1))

    assert granted(team, organiser, until=judging.opens_at)


def test_more_time_has_a_reason_and_a_phase_of_teams(team: Team, organiser: User) -> None:
    with pytest.raises(LateReasonMissing):
        granted(team, organiser, reason=" ")
    with pytest.raises(PhaseNotForTeams):
        granted(team, organiser, phase=the_phase(team.competition, "judging"))
    with pytest.raises(PhaseNotForTeams):
        granted(team, organiser, phase=the_phase(a_competition(), "submission"))
