"""Which projects enter a round: all, the first of an earlier one, or those that the president names."""

from datetime import timedelta
from typing import Any

import pytest

from competitions.domain import jobs
from competitions.domain.editions import move_phase
from competitions.models import Competition, Theme
from judging.domain import entering
from judging.domain.analysing import ask_for_missing
from judging.domain.authority import OnlyPresident
from judging.domain.planning import RoundRules
from judging.domain.rounds import close_round, collect, open_round
from judging.models import Entry, Round
from submissions.models import Project
from teams.domain.late_access import grant_late_access
from teams.models import LateAccess
from tests.builders.competitions import a_competition, the_phase
from tests.builders.judging import (
    OPENING,
    OVER,
    a_closed_round,
    a_juror,
    a_president,
    a_round,
    a_second_round,
    a_signature,
    an_assignment,
    an_evaluation,
    an_organiser,
    the_entry,
)
from tests.builders.submissions import a_project, a_version
from tests.builders.teams import a_team, the_theme

pytestmark = pytest.mark.django_db


def projects_of(round: Round) -> list[int]:
    return sorted(Entry.objects.filter(round=round).values_list("project", flat=True))


def test_the_first_of_an_earlier_round_enter_and_with_them_all_that_are_equal_at_the_last_place() -> None:
    first = a_closed_round(1800, 1500, 1500, 900)
    a_signature(first)

    final = a_second_round(first, entry_rule="first_overall", earlier_round=first, entry_count=2)
    collect(round=final, by=an_organiser(first.competition), at=OVER)

    assert projects_of(final) == [the_entry(first, place).project_id for place in (0, 1, 2)]


def test_a_later_round_set_up_after_the_signature_is_entered_where_the_calibrated_score_decides() -> None:
    competition = a_competition()
    first = a_round(competition=competition, entries=4, rules=RoundRules(decided_by="calibrated"))
    for juror in [a_juror(competition) for _number in range(3)]:
        for place in range(4):
            an_evaluation(an_assignment(entry=the_entry(first, place), juror=juror), points=1800 - 300 * place)
    first = close_round(round=first, at=OVER)
    run_waiting_jobs()
    a_signature(first)
    final = a_second_round(first, entry_rule="first_overall", earlier_round=first, entry_count=2)

    ask_for_missing(at=OVER)
    run_waiting_jobs()
    collect(round=final, by=an_organiser(competition), at=OVER)

    assert projects_of(final) == [the_entry(first, place).project_id for place in (0, 1)]


def run_waiting_jobs() -> None:
    """As the worker does."""
    for job in jobs.waiting(at=OVER):
        jobs.run(job, clock=lambda: OVER)


def test_the_first_of_each_theme_enter() -> None:
    competition = a_competition()
    first = a_round(competition=competition, entries=0, opened=False)
    rare = Theme.objects.create(competition=competition, key="rare", name_ar="نادر")
    for theme in (the_theme(competition), the_theme(competition), rare, rare):
        a_version(a_project(a_team(competition=competition, confirmed=True, theme=theme)))
    open_round(round=first, by=an_organiser(competition), at=OPENING)
    juror = a_juror(competition)
    for place, points in enumerate((1800, 1700, 1600, 900)):
        an_evaluation(an_assignment(entry=the_entry(first, place), juror=juror), points=points)
    a_signature(close_round(round=first, at=OVER))

    final = a_second_round(first, entry_rule="first_per_theme", earlier_round=first, entry_count=1)
    collect(round=final, by=an_organiser(competition), at=OVER)

    assert projects_of(final) == [the_entry(first, place).project_id for place in (0, 2)]


def test_before_the_president_has_signed_the_earlier_round_nobody_enters() -> None:
    first = a_closed_round(1800, 1500)
    final = a_second_round(first, entry_rule="first_overall", earlier_round=first, entry_count=1)

    with pytest.raises(entering.EarlierRoundNotSigned):
        collect(round=final, by=an_organiser(first.competition), at=OVER)


def test_projects_enter_once_and_can_be_assigned_before_the_round_opens() -> None:
    round = a_round(entries=2, opened=False)
    by = an_organiser(round.competition)

    collected = collect(round=round, by=by, at=OPENING)
    again = collect(round=round, by=by, at=OVER)
    an_assignment(entry=the_entry(round), at=OPENING)

    assert (collected.collected_at, again.collected_at, again.opened_at) == (OPENING, OPENING, None)
    assert open_round(round=round, by=by, at=OPENING).entries.count() == 2


@pytest.fixture
def to_name() -> Round:
    """A round whose projects the president names, two being submitted."""
    return a_round(entries=2, opened=False, rules=RoundRules(entry_rule="named"))


def test_the_president_names_projects_with_reasons(to_name: Round) -> None:
    president, by = a_president(to_name.competition), an_organiser(to_name.competition)
    chosen, other = Project.objects.order_by("pk")
    about: dict[str, Any] = {"round": to_name, "at": OPENING}

    with pytest.raises(entering.NothingNamed):
        collect(round=to_name, by=by, at=OPENING)
    with pytest.raises(OnlyPresident):
        entering.name_project(**about, project=chosen, reason="سبب", by=by)
    with pytest.raises(entering.NamedWithoutReason):
        entering.name_project(**about, project=chosen, reason=" ", by=president)
    entering.name_project(**about, project=chosen, reason="سبب", by=president)
    entering.name_project(**about, project=chosen, reason="سبب أدق", by=president)
    gone = entering.name_project(**about, project=other, reason="سبب", by=president)
    entering.take_name_back(entry=gone, by=president, at=OPENING)
    open_round(round=to_name, by=by, at=OPENING)

    assert [(entry.project, entry.named_because) for entry in to_name.entries.all()] == [(chosen, "سبب أدق")]
    with pytest.raises(entering.NamedTooLate):
        entering.name_project(**about, project=other, reason="سبب", by=president)


def test_only_what_was_submitted_for_the_round_can_be_named(to_name: Round) -> None:
    president = a_president(to_name.competition)
    unsubmitted = a_project(a_team(competition=to_name.competition, confirmed=True))
    foreign = a_version(a_project(a_team(confirmed=True))).project

    for project in (unsubmitted, foreign):
        with pytest.raises(entering.CannotBeNamed):
            entering.name_project(round=to_name, project=project, reason="سبب", by=president, at=OPENING)


def test_after_an_earlier_round_only_its_projects_can_be_named() -> None:
    first = a_closed_round(1500)
    a_signature(first)
    late = a_version(a_project(a_team(competition=first.competition, confirmed=True))).project
    final = a_second_round(first, entry_rule="named", earlier_round=first)
    president = a_president(first.competition)

    with pytest.raises(entering.CannotBeNamed):
        entering.name_project(round=final, project=late, reason="سبب", by=president, at=OVER)
    named = entering.name_project(round=final, project=the_entry(first).project, reason="سبب", by=president, at=OVER)

    assert named.version == the_entry(first).version


def test_nobody_names_what_enters_by_rule_and_what_is_read_is_not_unnamed(to_name: Round) -> None:
    by_rule = a_round(opened=False)
    with pytest.raises(entering.NotNamedHere):
        entering.name_project(
            round=by_rule,
            project=Project.objects.filter(team__competition=by_rule.competition).get(),
            reason="سبب",
            by=a_president(by_rule.competition),
            at=OPENING,
        )
    president = a_president(to_name.competition)
    project = Project.objects.filter(team__competition=to_name.competition).first()
    entry = entering.name_project(round=to_name, project=project, reason="سبب", by=president, at=OPENING)
    collect(round=to_name, by=an_organiser(to_name.competition), at=OPENING)
    an_assignment(entry=entry, at=OPENING)

    with pytest.raises(entering.ReadAlready):
        entering.take_name_back(entry=entry, by=president, at=OPENING)


def test_a_competition_of_nothing_submitted_says_so() -> None:
    competition: Competition = a_competition()
    round = a_round(competition=competition, entries=0, opened=False)

    with pytest.raises(entering.NothingToJudge):
        collect(round=round, by=an_organiser(competition), at=OPENING)
    assert the_phase(competition, "judging").round == round


def test_once_the_projects_have_entered_nobody_gets_more_time_to_submit() -> None:
    round = a_round(opened=False)
    phase, by = round.submission_phase, an_organiser(round.competition)
    late = a_team(competition=round.competition, confirmed=True)
    entered_at, until = phase.closes_at + timedelta(minutes=10), phase.closes_at + timedelta(hours=3)
    dates: dict[str, Any] = {"opens_at": phase.opens_at, "closes_at": until, "by": by, "at": entered_at}
    collect(round=round, by=by, at=entered_at)

    with pytest.raises(entering.ProjectsHaveEntered):
        grant_late_access(team=late, phase=phase, until=until, reason_kind="outage", reason="عطل", by=by, at=entered_at)
    with pytest.raises(entering.ProjectsHaveEntered):
        move_phase(phase, **dates)

    phase.refresh_from_db()
    assert phase.closes_at < entered_at
    assert not LateAccess.objects.exists()
