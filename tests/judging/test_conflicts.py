"""Who may not judge whom: found in the data, declared by a juror, lifted with a reason."""

from datetime import timedelta

import pytest

from judging.domain import conflicts
from judging.domain.assignment import ConflictOfInterest, assign
from judging.domain.authority import NotYourEvaluation, OnlyOrganiserOrPresident
from judging.domain.conflicts import declare, find_conflicts, lift, record_automatic
from judging.domain.scoring import EvaluationClosed, reopen
from judging.models import Assignment, Conflict
from teams.consequences import member_joined, mentor_assigned, team_withdrawn
from teams.models import Membership, Mentorship, Team, User
from tests.builders.competitions import NOW, a_competition, a_department
from tests.builders.judging import (
    JUDGING,
    OPENING,
    OVER,
    a_closed_round,
    a_juror,
    a_president,
    a_round,
    an_assignment,
    an_evaluation,
    an_organiser,
    close_as_it_is,
    the_entry,
)
from tests.builders.teams import a_member, a_person, a_role, a_team

pytestmark = pytest.mark.django_db


def joins(team: Team, person: User) -> Membership:
    """What the verb that adds a member does, as far as this room sees it."""
    membership = a_member(team, person)
    member_joined.send(Membership, membership=membership, by=person, at=JUDGING)
    return membership


def accompanies(team: Team, mentor: User) -> Mentorship:
    mentorship = Mentorship.objects.create(team=team, mentor=mentor, assigned_by=mentor, started_at=JUDGING)
    mentor_assigned.send(Mentorship, mentorship=mentorship, by=mentor, at=JUDGING)
    return mentorship


def test_the_department_of_a_member_bars_and_so_does_everything_above_and_below_it() -> None:
    ministry = a_department()
    direction, sister = a_department(parent=ministry), a_department(parent=ministry)
    service = a_department(parent=direction)
    competition = a_competition()
    team = a_team(competition=competition, captain=a_person(department=direction))

    found = {
        place.code: find_conflicts(a_juror(competition, person=a_person(department=place)), team)
        for place in (ministry, direction, service, sister, a_department())
    }

    assert list(found.values()) == [
        ["same_department"],
        ["same_department"],
        ["same_department"],
        [],
        [],
    ]


def test_whoever_was_once_member_or_mentor_of_the_team_does_not_judge_it() -> None:
    competition = a_competition()
    team = a_team(competition=competition)
    former, mentor = a_person(), a_person()
    Membership.objects.filter(pk=a_member(team, former).pk).update(left_at=NOW)
    Mentorship.objects.create(team=team, mentor=mentor, assigned_by=mentor, started_at=NOW, ended_at=NOW)

    assert find_conflicts(former, team) == ["member", "same_department"]
    assert find_conflicts(mentor, team) == ["mentor"]


def test_a_person_without_a_department_is_nobodys_colleague() -> None:
    team = a_team()
    juror = a_juror(team.competition, person=a_person(complete=False))

    assert find_conflicts(juror, team) == []


def test_recording_again_adds_nothing_and_does_not_bring_back_what_was_lifted() -> None:
    round = a_round(opened=False)
    team = Team.objects.get(project__isnull=False)
    juror = a_juror(round.competition, person=a_person(department=team.captain.department))
    conflicts.record_between(juror, team, at=OPENING)
    conflict = Conflict.objects.get()
    lift(conflict=conflict, reason="لا صلة بينهما", by=an_organiser(round.competition), at=OPENING)

    conflicts.record_between(juror, team, at=OPENING)

    assert Conflict.objects.count() == 1
    assert not Conflict.objects.live().exists()


def test_recording_for_a_round_finds_jurors_appointed_after_it_was_opened() -> None:
    round = a_round()
    team = round.entries.get().team
    juror = a_juror(round.competition, person=a_person(department=team.captain.department))

    assert record_automatic(round, at=JUDGING) == 1
    assert record_automatic(round, at=JUDGING) == 0
    assert Conflict.objects.live().between(juror, team).exists()


def test_a_juror_of_a_members_department_cannot_be_assigned_and_the_reason_is_said() -> None:
    round = a_round()
    entry = round.entries.get()
    juror = a_juror(round.competition, person=a_person(department=entry.team.captain.department, name_latin="Amal"))

    with pytest.raises(ConflictOfInterest, match="Same department as a member"):
        assign(entry=entry, juror=juror, by=an_organiser(round.competition), at=JUDGING)

    assert not Assignment.objects.exists()
    assert Conflict.objects.live().between(juror, entry.team).exists()


def test_once_lifted_the_juror_can_be_assigned() -> None:
    round = a_round()
    entry, organiser = round.entries.get(), an_organiser(round.competition)
    juror = a_juror(round.competition, person=a_person(department=entry.team.captain.department))
    record_automatic(round, at=JUDGING)
    lift(conflict=Conflict.objects.get(), reason="مديرية أخرى", by=organiser, at=JUDGING)

    assert assign(entry=entry, juror=juror, by=organiser, at=JUDGING).closed_at is None


def test_a_member_who_joins_from_a_jurors_department_takes_the_project_from_that_juror_at_once() -> None:
    assignment, other = an_assignment(), a_round()
    evaluation = an_evaluation(assignment)
    elsewhere = an_assignment(entry=other.entries.get())

    joins(assignment.entry.team, a_person(department=assignment.juror.department))

    assignment.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (assignment.closed_at, assignment.closed_because) == (JUDGING, "conflict")
    assert elsewhere.closed_at is None
    with pytest.raises(EvaluationClosed):
        reopen(evaluation=evaluation, by=assignment.juror, received_at=JUDGING)


def test_a_new_colleague_in_the_team_is_a_new_case_though_an_older_one_was_lifted() -> None:
    assignment = an_assignment()
    team, organiser = assignment.entry.team, an_organiser(assignment.entry.round.competition)
    joins(team, a_person(department=assignment.juror.department))
    lift(conflict=Conflict.objects.get(), reason="تحقق", by=organiser, at=JUDGING)
    assign(entry=assignment.entry, juror=assignment.juror, by=organiser, at=JUDGING)

    joins(team, a_person(department=assignment.juror.department))

    assignment.refresh_from_db()
    assert assignment.closed_because == "conflict"
    assert Conflict.objects.live().count() == 1


def test_a_juror_who_becomes_mentor_of_the_team_loses_its_project() -> None:
    assignment = an_assignment()

    accompanies(assignment.entry.team, assignment.juror)

    assignment.refresh_from_db()
    assert assignment.closed_because == "conflict"
    assert Conflict.objects.live().get().kind == "mentor"


def test_a_mentor_who_is_no_juror_leaves_no_trace_here() -> None:
    accompanies(an_assignment().entry.team, a_person())

    assert not Conflict.objects.exists()


def test_what_arises_after_closing_is_recorded_and_changes_no_ranking() -> None:
    round = a_closed_round(1500)
    assignment = Assignment.objects.get()

    joins(round.entries.get().team, a_person(department=assignment.juror.department))

    assignment.refresh_from_db()
    assert assignment.closed_at is None
    assert Conflict.objects.live().count() == 1


def test_a_juror_declares_and_the_project_leaves_them_at_once() -> None:
    assignment = an_assignment()
    an_evaluation(assignment)
    team, juror = assignment.entry.team, assignment.juror

    conflict = declare(juror=juror, team=team, reason=" زميل سابق ", by=juror, at=JUDGING)
    again = declare(juror=juror, team=team, reason="مرة أخرى", by=juror, at=JUDGING)

    assignment.refresh_from_db()
    assert (conflict.kind, conflict.source, conflict.reason) == ("declared", "juror", "زميل سابق")
    assert again == conflict
    assert assignment.closed_because == "conflict"


def test_a_declaration_needs_a_reason_and_comes_from_the_juror_or_those_who_lead() -> None:
    assignment = an_assignment()
    team, juror = assignment.entry.team, assignment.juror

    with pytest.raises(conflicts.ConflictReasonMissing):
        declare(juror=juror, team=team, reason=" ", by=juror, at=JUDGING)
    for stranger in (team.captain, a_juror(team.competition), a_role("auditor", competition=team.competition)):
        with pytest.raises(NotYourEvaluation):
            declare(juror=juror, team=team, reason="سبب", by=stranger, at=JUDGING)

    declared = declare(juror=juror, team=team, reason="سبب", by=an_organiser(team.competition), at=JUDGING)
    assert declared.source == "organiser"


def test_lifting_needs_a_reason_and_is_never_done_by_the_juror_concerned() -> None:
    assignment = an_assignment()
    team, juror = assignment.entry.team, assignment.juror
    a_role("president", competition=team.competition, person=juror)
    conflict = declare(juror=juror, team=team, reason="سبب", by=juror, at=JUDGING)
    organiser = an_organiser(team.competition)

    with pytest.raises(conflicts.LiftReasonMissing):
        lift(conflict=conflict, reason="", by=organiser, at=JUDGING)
    with pytest.raises(conflicts.OwnConflict):
        lift(conflict=conflict, reason="سبب", by=juror, at=JUDGING)
    with pytest.raises(OnlyOrganiserOrPresident):
        lift(conflict=conflict, reason="سبب", by=team.captain, at=JUDGING)

    lifted = lift(conflict=conflict, reason="خطأ", by=organiser, at=JUDGING)
    assert (lifted.lifted_by, lifted.lifted_because) == (organiser, "خطأ")
    assignment.refresh_from_db()
    assert assignment.closed_at is not None


def test_the_president_lifts_too() -> None:
    assignment = an_assignment()
    conflict = declare(
        juror=assignment.juror, team=assignment.entry.team, reason="سبب", by=assignment.juror, at=JUDGING
    )

    lifted = lift(conflict=conflict, reason="خطأ", by=a_president(assignment.entry.round.competition), at=JUDGING)

    assert lifted.lifted_at == JUDGING


def test_a_team_that_withdraws_leaves_every_unsigned_round_and_frees_its_jurors() -> None:
    assignment = an_assignment()
    team = assignment.entry.team

    team_withdrawn.send(Team, team=team, by=team.captain, at=JUDGING)

    assignment.refresh_from_db()
    entry = assignment.entry
    entry.refresh_from_db()
    assert assignment.closed_because == "withdrawn"
    assert entry.excluded_at == JUDGING
    assert entry.excluded_because != ""


def test_a_team_that_withdraws_after_closing_is_not_ranked_and_its_evaluations_stay() -> None:
    round = a_closed_round(1500, 1000)
    first = the_entry(round)

    team_withdrawn.send(Team, team=first.team, by=first.team.captain, at=OVER + timedelta(hours=1))

    first.refresh_from_db()
    assert first.excluded_at is not None
    assert not Assignment.objects.filter(closed_at__isnull=False).exists()


def test_closing_the_round_ends_what_a_declaration_can_take_away() -> None:
    assignment = an_assignment()
    an_evaluation(assignment)
    close_as_it_is(round=assignment.entry.round, at=OVER)

    declare(juror=assignment.juror, team=assignment.entry.team, reason="سبب", by=assignment.juror, at=OVER)

    assignment.refresh_from_db()
    assert assignment.closed_at is None
