"""A round opens over what was submitted, and closes by the clock."""

from datetime import timedelta

import pytest

from competitions.domain.calendar import SETTLING
from judging.domain import rounds
from judging.domain.rounds import close_due, close_round, exclude_entry, open_round
from judging.models import Conflict, Entry, Round
from judging.tasks import close_due_rounds
from submissions.models import Project
from teams.domain.authority import OnlyOrganiser
from teams.models import LateAccess, Team
from tests.builders.competitions import NOW, a_competition
from tests.builders.judging import (
    JUDGING,
    OPENING,
    OVER,
    a_closed_round,
    a_criterion,
    a_juror,
    a_round,
    a_signature,
    an_evaluation,
    an_organiser,
    the_entry,
)
from tests.builders.submissions import a_project, a_version
from tests.builders.teams import a_person, a_team
from tests.harness.clock import minutes, seconds

pytestmark = pytest.mark.django_db


def opening(round: Round, **changes: object) -> Round:
    return open_round(**{"round": round, "by": an_organiser(round.competition), "at": OPENING, **changes})  # type: ignore[arg-type]


def test_opening_pins_the_version_that_counts_of_every_active_team() -> None:
    competition = a_competition()
    round = a_round(competition=competition, entries=0, opened=False)
    twice = a_project(a_team(competition=competition, confirmed=True))
    a_version(twice, received_at=NOW)
    newest = a_version(twice, received_at=NOW + timedelta(hours=1))
    once = a_version(a_project(a_team(competition=competition, confirmed=True)))
    a_project(a_team(competition=competition, confirmed=True))
    gone = a_version(a_project(a_team(competition=competition, confirmed=True))).project.team
    gone.dissolved_at = NOW
    gone.save()
    a_version(a_project(a_team(confirmed=True)))

    opening(round)

    pinned = set(Entry.objects.filter(round=round).values_list("version", flat=True))
    assert pinned == {newest.pk, once.pk}


def test_a_team_that_must_be_confirmed_again_keeps_what_it_submitted() -> None:
    round = a_round(opened=False)
    version = round.submission_phase.versions.get()
    Team.objects.update(confirmed_at=None, confirmed_by=None)

    open_round(round=round, by=an_organiser(round.competition), at=OPENING)

    assert [entry.version for entry in round.entries.all()] == [version]


def test_a_version_that_comes_later_does_not_change_what_the_jury_reads() -> None:
    round = a_round()
    entry = round.entries.get()
    entry.version.phase.closes_at = OPENING + timedelta(days=1)
    entry.version.phase.save()

    a_version(entry.project, received_at=OPENING)

    entry.refresh_from_db()
    assert entry.version.number == 1


def test_opening_twice_changes_nothing() -> None:
    round = a_round()
    opened_at = round.opened_at
    a_version(a_project(a_team(competition=round.competition, confirmed=True)))

    again = opening(round, at=JUDGING)

    assert again.opened_at == opened_at
    assert round.entries.count() == 1


def test_a_round_opens_once_no_request_can_still_be_on_its_way() -> None:
    round = a_round(opened=False)
    ready = round.submission_phase.closes_at + SETTLING

    with pytest.raises(rounds.SubmissionNotSettled, match="submitted until"):
        opening(round, at=ready - seconds(1))

    assert opening(round, at=ready).opened_at == ready


def test_a_round_waits_for_the_team_that_was_given_longer() -> None:
    round = a_round(opened=False)
    team = Project.objects.get().team
    until = round.submission_phase.closes_at + timedelta(days=1)
    LateAccess.objects.create(
        team=team,
        phase=round.submission_phase,
        until=until,
        reason_kind="illness",
        reason="مرض",
        granted_by=a_person(),
        granted_at=NOW,
    )

    with pytest.raises(rounds.SubmissionNotSettled):
        opening(round, at=until + SETTLING - seconds(1))

    assert opening(round, at=until + SETTLING).opened_at is not None


def test_weights_must_sum_to_a_hundred_percent() -> None:
    round = a_round(criteria={"impact": 5000, "training": 4999}, opened=False)

    with pytest.raises(rounds.WeightsIncomplete, match=r"99\.99 percent"):
        opening(round)


def test_a_round_without_criteria_or_without_projects_does_not_open() -> None:
    without_criteria = a_round(criteria={"impact": 10_000}, opened=False)
    without_criteria.criteria.all().delete()
    without_projects = a_round(entries=0, opened=False)

    with pytest.raises(rounds.NoCriteria):
        opening(without_criteria)
    with pytest.raises(rounds.NothingToJudge):
        opening(without_projects)


def test_criteria_of_one_round_share_their_scale() -> None:
    round = a_round(criteria={"impact": 5000}, opened=False)
    a_criterion(round, key="training", weight=5000, maximum=1000)

    with pytest.raises(rounds.ScalesDiffer):
        opening(round)


def test_only_an_organiser_of_the_edition_opens_it() -> None:
    round = a_round(opened=False)

    for person in (a_person(), an_organiser(a_competition()), a_juror(round.competition)):
        with pytest.raises(OnlyOrganiser):
            opening(round, by=person)


def test_a_round_closes_three_minutes_after_its_phase_and_nobody_closes_it_early() -> None:
    round = an_evaluation().assignment.entry.round
    ready = round.phase.closes_at + minutes(3)

    with pytest.raises(rounds.RoundNotOver, match="by itself"):
        close_round(round=round, at=ready - seconds(1))
    assert close_due(at=ready - seconds(1)) == 0

    assert close_due(at=ready) == 1
    round.refresh_from_db()
    assert round.closed_at == ready
    assert round.phase.closed_at == ready


def test_closing_twice_keeps_the_first_moment_and_an_unopened_round_stays_unopened() -> None:
    closed, unopened = a_closed_round(1000), a_round(opened=False)

    assert close_round(round=closed, at=OVER + timedelta(days=1)).closed_at == OVER
    with pytest.raises(rounds.RoundNotOpen):
        close_round(round=unopened, at=OVER)
    assert close_due(at=OVER + timedelta(days=1)) == 0


def test_the_task_closes_what_is_due(time_machine: object) -> None:
    round = an_evaluation().assignment.entry.round
    time_machine.move_to(OVER)  # type: ignore[attr-defined]

    close_due_rounds()

    round.refresh_from_db()
    assert round.closed_at == OVER


def test_an_entry_is_excluded_with_a_reason_and_admitted_again() -> None:
    entry = a_round().entries.get()
    by = an_organiser(entry.round.competition)

    with pytest.raises(rounds.ReasonMissing):
        exclude_entry(entry=entry, reason="  ", by=by, at=JUDGING)
    excluded = exclude_entry(entry=entry, reason="منقول عن مشروع آخر", by=by, at=JUDGING)
    assert (excluded.excluded_because, excluded.excluded_by, excluded.excluded_at) == (
        "منقول عن مشروع آخر",
        by,
        JUDGING,
    )

    admitted = rounds.admit(entry=entry, by=by, at=JUDGING)
    assert admitted.excluded_at is None
    assert [record.excluded_because for record in entry.history.all()] == ["", "منقول عن مشروع آخر", ""]


def test_after_the_signature_no_entry_leaves_or_comes_back() -> None:
    signature = a_signature()
    entry = the_entry(signature.round)
    by = an_organiser(signature.round.competition)

    with pytest.raises(rounds.RankingSigned):
        exclude_entry(entry=entry, reason="سبب", by=by, at=OVER)
    with pytest.raises(rounds.RankingSigned):
        rounds.admit(entry=entry, by=by, at=OVER)


def test_opening_records_who_may_not_judge_whom() -> None:
    competition = a_competition()
    round = a_round(competition=competition, opened=False)
    team = Project.objects.get().team
    colleague = a_juror(competition, person=a_person(department=team.captain.department))
    a_juror(competition)

    opening(round)

    recorded = Conflict.objects.values_list("juror", "team", "kind", "source")
    assert list(recorded) == [(colleague.pk, team.pk, "same_department", "automatic")]
