"""A large proposal is accepted by a job: whole or not at all, once, and by nobody else meanwhile."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from competitions.domain import jobs
from competitions.domain.jobs import LEASE
from competitions.models import Job
from judging.domain.conflicts import declare
from judging.domain.plans import accept, accepting, giving, propose, propose_mentors, put_aside, swap
from judging.domain.plans.swapping import PlanBeingAccepted
from judging.domain.screening import exclude_entry
from judging.domain.stepping_back import step_back
from judging.models import Assignment, Plan
from teams.models import Mentorship, User
from tests.builders.judging import OPENING, an_organiser
from tests.builders.teams import a_role
from tests.harness.mailbox import Mailbox
from tests.judging.planning_cast import (
    a_collected_round,
    a_mentor_plan,
    a_plan,
    accepted,
    jurors_of,
    pairs,
    standing,
)

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
LATER = OPENING + LEASE + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every proposal counts as large, and a batch is two rows."""
    monkeypatch.setattr(accepting, "AT_ONCE", dict.fromkeys(Plan.Purpose.values, 0))
    monkeypatch.setattr(giving, "PER_STEP", 2)


def run(plan: Plan, *, at: Any = OPENING) -> Plan:
    """The plan, after the job that accepts it has had its turn."""
    assert plan.accepting_id is not None
    jobs.run(plan.accepting_id, clock=lambda: at)
    return Plan.objects.select_related("competition", "round__phase__competition", "accepting").get(pk=plan.pk)


def changes_url(plan: Plan) -> str:
    return reverse("judging:plan_changes", kwargs={"edition": plan.competition.slug, "plan_id": plan.pk})


def test_nothing_stands_until_the_job_has_run_and_then_everything_does(mailbox: Mailbox) -> None:
    plan = accepted(a_plan(a_collected_round(entries=6, jurors=3, wanted=2)))
    assert plan.round is not None
    before = (plan.accepted_at, standing(plan.round))

    plan = run(plan)

    assert before == (None, set())
    assert standing(plan.round) == pairs(plan)  # type: ignore[arg-type]
    assert (plan.accepted_at, plan.accepted_by, plan.obstacle) == (OPENING, plan.accepting.requested_by, None)  # type: ignore[union-attr]
    assert all(each.history.count() == 1 for each in Assignment.objects.all())
    assert [len(mailbox.to(juror.email)) for juror in jurors_of(plan.round)] == [1, 1, 1]  # type: ignore[arg-type]


def test_a_few_pairs_are_written_within_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = a_plan(a_collected_round(entries=4, jurors=3, wanted=2))
    monkeypatch.setattr(accepting, "AT_ONCE", dict.fromkeys(Plan.Purpose.values, len(pairs(plan))))

    plan = accepted(plan)

    assert (plan.accepting_id, plan.accepted_at) == (None, OPENING)


def test_pressed_twice_there_is_one_job_and_run_twice_nothing_is_told_twice(mailbox: Mailbox) -> None:
    plan = a_plan()
    first, second = accepted(plan), accepted(plan)

    plan = run(run(first))
    list(accepting.accept_by_job(Job.objects.get(pk=plan.accepting_id), OPENING))

    assert first.accepting_id == second.accepting_id
    assert len(mailbox.to(jurors_of(plan.round)[0].email)) == 1  # type: ignore[arg-type]
    assert Assignment.objects.count() == len(pairs(plan))


def test_while_it_is_being_accepted_nobody_changes_it_or_takes_its_place() -> None:
    round = a_collected_round(entries=2, jurors=4, wanted=1)
    other, plan = a_plan(round, seed=1), a_plan(round, seed=2)
    by = an_organiser(round.competition)
    accepted(plan)
    (entry, out), _other = sorted(pairs(plan))
    refused: list[Callable[[], Any]] = [
        lambda: swap(plan=plan, project=entry, out=out, into=None, revision=0, by=by, at=OPENING),
        lambda: put_aside(plan=plan, by=by, at=OPENING),
        lambda: accept(plan=other, by=by, at=OPENING),
        lambda: propose(round=round, by=by, at=OPENING),
    ]

    for act in refused:
        with pytest.raises(PlanBeingAccepted):
            act()

    assert standing(round) == set()
    assert standing(run(Plan.objects.get(pk=plan.pk)).round) == pairs(plan)  # type: ignore[arg-type]


def test_a_worker_that_dies_in_the_middle_leaves_nothing_and_another_one_does_it_whole(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = accepted(a_plan(a_collected_round(entries=6, jurors=3, wanted=2)))
    real = jobs._show

    def die(job: Job, done: int, **signs: Any) -> None:
        if done > giving.LOOKED_AT and Assignment.objects.exists():
            raise KeyboardInterrupt  # passes every `except Exception`, as the end of a process does
        real(job, done, **signs)

    monkeypatch.setattr(jobs, "_show", die)
    with pytest.raises(KeyboardInterrupt):
        run(plan)
    monkeypatch.setattr(jobs, "_show", real)
    left = (Assignment.objects.count(), Plan.objects.get(pk=plan.pk).accepted_at, jobs.waiting(at=LATER))

    plan = run(plan, at=LATER)

    assert left == (0, None, [plan.accepting_id])
    assert standing(plan.round) == pairs(plan)  # type: ignore[arg-type]
    assert len(mailbox.to(jurors_of(plan.round)[0].email)) == 1  # type: ignore[arg-type]


def test_a_job_that_failed_leaves_the_proposal_open_and_it_is_accepted_by_the_next(
    monkeypatch: pytest.MonkeyPatch, signed_in: SignIn, at_work: None
) -> None:
    plan = accepted(a_plan())
    failed = plan.accepting_id
    monkeypatch.setattr(giving, "record_automatic", _broken)
    plan = run(plan)
    monkeypatch.undo()
    page = signed_in(an_organiser(plan.competition)).get(changes_url(plan)).text

    assert (plan.is_open, standing(plan.round)) == (True, set())  # type: ignore[arg-type]
    assert "It was not accepted, and nothing has changed" in page
    assert "no memory" not in page
    plan = accepted(plan)
    assert standing(plan.round) == pairs(plan)  # type: ignore[arg-type]
    assert plan.accepting_id == failed  # so few are written within the call


def test_a_failed_job_started_again_accepts_nothing_that_was_changed_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = accepted(a_plan(a_collected_round(entries=2, jurors=4, wanted=1)))
    by = an_organiser(plan.competition)
    with monkeypatch.context() as broken:
        broken.setattr(giving, "record_automatic", _broken)
        plan = run(plan)
    (entry, out), _other = sorted(pairs(plan))
    swap(plan=plan, project=entry, out=out, into=None, revision=0, by=by, at=OPENING)
    jobs.restart(plan.accepting, by=by, at=OPENING)  # type: ignore[arg-type]

    plan = run(plan)

    assert (plan.is_open, plan.obstacle["kind"], standing(plan.round)) == (True, "changed", set())  # type: ignore[index, arg-type]


def test_what_has_come_up_meanwhile_stops_it_and_the_organiser_reads_what(signed_in: SignIn, at_work: None) -> None:
    plan = a_plan()
    entry, juror = sorted(pairs(plan))[0]
    person = User.objects.get(pk=juror)
    team = plan.round.entries.get(pk=entry).team  # type: ignore[union-attr]
    accepted(plan)
    declare(juror=person, team=team, reason="قرابة", by=person, at=OPENING)

    plan = run(Plan.objects.get(pk=plan.pk))

    page = signed_in(an_organiser(plan.competition)).get(changes_url(plan)).text
    assert standing(plan.round) == set()  # type: ignore[arg-type]
    assert plan.is_open
    assert f"A conflict of interest has come up for {person.display_name}" in page
    assert person.display_name not in str(plan.obstacle)


@pytest.mark.parametrize("happens", ["a project is excluded", "a juror steps back", "the organiser is dismissed"])
def test_each_thing_that_forbids_it_leaves_the_plan_open_with_a_sentence(
    happens: str, signed_in: SignIn, at_work: None
) -> None:
    plan = a_plan()
    by = a_role("organiser", competition=plan.competition)
    entry, juror = sorted(pairs(plan))[0]
    accept(plan=plan, by=by, at=OPENING)
    if happens == "a project is excluded":
        one = plan.round.entries.get(pk=entry)  # type: ignore[union-attr]
        exclude_entry(entry=one, reason="غير كامل", by=an_organiser(plan.competition), at=OPENING)
    elif happens == "a juror steps back":
        person = User.objects.get(pk=juror)
        step_back(competition=plan.competition, juror=person, reason="سفر", by=person, at=OPENING)
    else:
        by.roles.update(until=OPENING)  # type: ignore[attr-defined]

    plan = run(Plan.objects.get(pk=plan.pk))

    page = signed_in(an_organiser(plan.competition)).get(changes_url(plan)).text
    assert (plan.is_open, Assignment.objects.exists()) == (True, False)
    assert "It was not accepted, and nothing has changed" in page
    assert 'class="note missing"' in page


def test_the_database_itself_bars_a_conflict_that_nobody_has_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = accepted(a_plan())
    entry, juror = sorted(pairs(plan))[-1]
    team = plan.round.entries.get(pk=entry).team  # type: ignore[union-attr]
    declare(juror=User.objects.get(pk=juror), team=team, reason="قرابة", by=User.objects.get(pk=juror), at=OPENING)
    monkeypatch.setattr(giving, "_obstacle", lambda *_, **__: None)

    plan = run(plan)

    assert plan.is_open
    assert plan.accepting is not None
    assert plan.accepting.failed_at == OPENING
    assert not Assignment.objects.exists()


def test_what_was_closed_is_opened_again_and_what_is_not_proposed_is_taken_back_with_their_history() -> None:
    round = a_collected_round(entries=4, jurors=4, wanted=2)
    run(accepted(a_plan(round, seed=1)))
    run(accepted(a_plan(round, seed=5)))
    plan = a_plan(round, seed=1)

    plan = run(accepted(plan))

    assert standing(round) == pairs(plan)
    assert all(each.history.latest().closed_at == each.closed_at for each in Assignment.objects.all())
    closed = Assignment.objects.exclude(closed_at=None)
    assert set(closed.values_list("closed_because", flat=True)) <= {Assignment.Closed.REASSIGNED}


def test_mentors_are_appointed_by_a_job_all_or_none() -> None:
    round = a_collected_round(entries=2)
    competition = round.competition
    for _each in range(2):
        a_role("mentor", competition=competition)
    plan = a_mentor_plan(competition)
    accepted(plan)
    before = Mentorship.objects.count()
    with pytest.raises(PlanBeingAccepted):
        propose_mentors(competition=competition, by=an_organiser(competition), at=OPENING)

    plan = run(Plan.objects.get(pk=plan.pk))

    assert (before, plan.accepted_at) == (0, OPENING)
    assert set(Mentorship.objects.values_list("team", "mentor")) == pairs(plan)


def test_the_organiser_follows_it_and_reads_that_it_stands(signed_in: SignIn, at_work: None) -> None:
    plan = a_plan()
    client = signed_in(an_organiser(plan.competition))

    led = client.post(changes_url(plan), {"accept": "1"})["Location"]
    follows = client.get(led).text
    project = reverse("judging:plan", kwargs={"edition": plan.competition.slug, "plan_id": plan.pk})
    preview = client.get(project).text
    run(Plan.objects.get(pk=plan.pk))
    after = client.get(led).text

    assert led == changes_url(plan)
    assert "The proposal is being accepted" in follows
    assert "0 of 100" in follows
    assert "Being accepted" in preview
    assert "Change by hand" not in preview
    assert "The proposal stands, and those concerned are told." in after
    assert 'name="accept"' not in after


def test_a_batch_costs_two_statements_whatever_it_is_a_batch_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving, "PER_STEP", 500)
    few = accepted(a_plan(a_collected_round(entries=1, jurors=1, wanted=1)))
    many = accepted(a_plan(a_collected_round(entries=15, jurors=4, wanted=2)))

    costs = []
    for plan in (few, many):
        with CaptureQueriesContext(connection) as found:
            list(accepting.accept_by_job(Job.objects.get(pk=plan.accepting_id), OPENING))
        costs.append(len(found))

    assert costs[0] == costs[1]


def _broken(*_: Any, **__: Any) -> None:
    raise LookupError("no memory")
