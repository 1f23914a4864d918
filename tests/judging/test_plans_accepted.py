"""A proposal that is accepted: assignments for everybody at once, and what stands in its way."""

from datetime import timedelta

import pytest

from judging.domain.assignment import RoundIsOver, assign
from judging.domain.conflicts import declare
from judging.domain.plans import propose, put_aside, replace, swap
from judging.domain.plans.obstacles import ProposalOutdated
from judging.domain.plans.proposal import Proposal
from judging.domain.plans.swapping import MustStay, PlanNotOpen
from judging.domain.rounds import exclude_entry, open_round
from judging.domain.stepping_back import step_back
from judging.models import Assignment
from teams.models import Role
from tests.builders.judging import JUDGING, OPENING, a_juror, an_evaluation, an_organiser
from tests.harness.mailbox import Mailbox
from tests.judging.planning_cast import (
    a_collected_round,
    a_plan,
    accepted,
    jurors_of,
    pairs,
    solved,
    standing,
)

pytestmark = pytest.mark.django_db


def test_accepting_gives_everything_at_once_and_tells_each_juror_once(mailbox: Mailbox) -> None:
    plan = a_plan(a_collected_round(entries=6, jurors=3, wanted=2))
    assert plan.round is not None

    accepted(plan)

    assert standing(plan.round) == pairs(plan)
    assert {each.plan for each in Assignment.objects.all()} == {plan}
    assert all(each.history.count() == 1 for each in Assignment.objects.all())
    assert [len(mailbox.to(juror.email)) for juror in jurors_of(plan.round)] == [1, 1, 1]


def test_accepting_twice_changes_nothing_and_tells_nobody(mailbox: Mailbox) -> None:
    plan = a_plan()
    accepted(plan)
    told = len(mailbox.to(jurors_of(plan.round)[0].email))  # type: ignore[arg-type]

    accepted(plan)

    assert len(mailbox.to(jurors_of(plan.round)[0].email)) == told  # type: ignore[arg-type]
    assert Assignment.objects.count() == len(pairs(plan))


def test_a_plan_put_aside_or_unsolved_is_not_accepted() -> None:
    round = a_collected_round()
    unsolved = propose(round=round, by=an_organiser(round.competition), at=OPENING)
    with pytest.raises(PlanNotOpen):
        accepted(unsolved)
    plan = solved(unsolved)
    put_aside(plan=plan, by=an_organiser(round.competition), at=OPENING)

    with pytest.raises(PlanNotOpen):
        accepted(plan)

    assert not Assignment.objects.exists()


def test_a_conflict_that_came_up_since_stops_it_and_is_told_by_name() -> None:
    plan = a_plan()
    entry, juror = sorted(pairs(plan))[0]
    team = plan.round.entries.get(pk=entry).team  # type: ignore[union-attr]
    person = Role.objects.get(person=juror).person
    declare(juror=person, team=team, reason="قرابة", by=person, at=OPENING)

    with pytest.raises(ProposalOutdated, match=f"conflict of interest has come up for {person.display_name}"):
        accepted(plan)

    assert not Assignment.objects.exists()


def test_a_project_that_left_the_round_since_stops_it() -> None:
    plan = a_plan()
    by = an_organiser(plan.competition)
    exclude_entry(entry=plan.round.entries.first(), reason="ناقص", by=by, at=OPENING)  # type: ignore[union-attr]

    with pytest.raises(ProposalOutdated, match="1 project of the proposal is no longer in the round"):
        accepted(plan)


def test_a_juror_who_left_since_stops_it() -> None:
    plan = a_plan()
    Role.objects.filter(person=sorted(pairs(plan))[0][1]).update(until=OPENING - timedelta(minutes=1))

    with pytest.raises(ProposalOutdated, match="No juror any more"):
        accepted(plan)


def test_after_the_end_nothing_is_accepted() -> None:
    plan = a_plan()
    assert plan.round is not None

    with pytest.raises(RoundIsOver):
        accepted(plan, at=plan.round.phase.closes_at)


def test_a_second_proposal_takes_back_what_nobody_has_begun() -> None:
    round = a_collected_round(entries=6, jurors=3, wanted=1)
    accepted(a_plan(round, seed=1))
    late = [a_juror(round.competition) for _each in range(3)]

    again = a_plan(round, seed=2)
    accepted(again)

    assert standing(round) == pairs(again)
    assert sorted(Proposal.of(again).loads.values()) == [1] * 6
    assert {juror.pk for juror in late} <= {juror for _entry, juror in standing(round)}
    closed = Assignment.objects.exclude(closed_at=None)
    assert {each.closed_because for each in closed} == {Assignment.Closed.REASSIGNED}


def test_what_is_taken_back_and_given_again_is_one_row() -> None:
    round = a_collected_round(entries=1, jurors=2, wanted=1)
    first, second = jurors_of(round)
    plan = a_plan(round)
    accepted(plan)
    (given,) = [juror for _entry, juror in standing(round)]
    other = first if given == second.pk else second
    by, entry = an_organiser(round.competition), round.entries.get()
    for out, into in ((given, other.pk), (other.pk, given)):
        changed = a_plan(round)
        reading = {juror for _entry, juror in pairs(changed)}
        if into not in reading:
            swap(plan=changed, project=entry.pk, out=out, into=into, revision=0, by=by, at=OPENING)
        accepted(changed)

    assert standing(round) == {(entry.pk, given)}
    assert Assignment.objects.count() == 2


def test_what_was_given_by_hand_and_what_is_begun_stays() -> None:
    round = a_collected_round(entries=3, jurors=3, wanted=1)
    by, juror = an_organiser(round.competition), jurors_of(round)[0]
    entries = list(round.entries.order_by("pk"))
    by_hand = [assign(entry=entry, juror=juror, by=by, at=OPENING) for entry in entries[:2]]

    plan = a_plan(round)

    assert {(each.entry_id, juror.pk) for each in by_hand} <= pairs(plan)
    with pytest.raises(MustStay):
        swap(plan=plan, project=entries[0].pk, out=juror.pk, into=None, revision=0, by=by, at=OPENING)


def test_what_somebody_begins_between_proposal_and_acceptance_stays_theirs() -> None:
    round = a_collected_round(entries=2, jurors=2, wanted=1)
    accepted(a_plan(round, seed=1))
    open_round(round=round, by=an_organiser(round.competition), at=OPENING)
    late = a_juror(round.competition)
    plan = a_plan(round)
    gone = sorted(standing(round) - pairs(plan))
    for assignment in Assignment.objects.live():
        an_evaluation(assignment, finished=False)

    accepted(plan, at=JUDGING)

    assert set(gone) <= standing(round)
    assert pairs(plan) <= standing(round)
    assert late.pk in {juror for _entry, juror in standing(round)}


def test_a_juror_who_steps_back_is_replaced_with_the_fewest_changes() -> None:
    round = a_collected_round(entries=6, jurors=4, wanted=2)
    accepted(a_plan(round))
    open_round(round=round, by=an_organiser(round.competition), at=OPENING)
    leaver = jurors_of(round)[0]
    before = standing(round)
    theirs = {pair for pair in before if pair[1] == leaver.pk}
    finished = Assignment.objects.live().filter(juror=leaver).order_by("pk")[0]
    an_evaluation(finished)
    step_back(juror=leaver, competition=round.competition, reason="مرض", by=leaver, at=JUDGING)

    plan = solved(replace(round=round, juror=leaver, by=an_organiser(round.competition), at=JUDGING))
    accepted(plan, at=JUDGING)

    after = standing(round)
    assert before - theirs <= after
    assert (finished.entry_id, leaver.pk) in after
    assert {entry: sum(1 for pair in after if pair[0] == entry) for entry, _juror in after} == dict.fromkeys(
        [entry.pk for entry in round.entries.all()], 2
    )


def test_a_juror_who_stays_but_gives_back_what_is_unfinished_is_replaced_too() -> None:
    round = a_collected_round(entries=4, jurors=3, wanted=1)
    accepted(a_plan(round))
    busy = jurors_of(round)[0]

    plan = solved(replace(round=round, juror=busy, by=an_organiser(round.competition), at=OPENING))
    accepted(plan)

    assert busy.pk not in {juror for _entry, juror in standing(round)}
    assert len(standing(round)) == 4
