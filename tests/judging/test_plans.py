"""A proposal of who reads what: made from the state of a round and a seed, with reasons and what would help."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from competitions.domain import jobs
from competitions.models import Job
from judging.domain.canonical_form import canonical, fingerprint
from judging.domain.conflicts import declare
from judging.domain.plans import accept, propose, put_aside, replace, swap
from judging.domain.plans.proposal import Proposal
from judging.domain.plans.proposing import NobodyToAssign, PlanUnderWay
from judging.domain.rounds import RoundNotOpen
from judging.models import Assignment, Conflict, Panel, PanelMember, Plan, Round
from teams.domain.authority import OnlyOrganiser
from tests.builders.judging import OPENING, a_president, a_round, an_organiser
from tests.judging.planning_cast import (
    a_collected_round,
    a_plan,
    jurors_of,
    pairs,
    with_profile,
)

pytestmark = pytest.mark.django_db


def test_every_project_is_proposed_to_as_many_jurors_as_the_round_wants_at_equal_loads() -> None:
    plan = a_plan(a_collected_round(entries=6, jurors=4, wanted=2))

    proposal = Proposal.of(plan)

    assert not proposal.short
    assert sorted(proposal.loads.values()) == [3, 3, 3, 3]
    assert not Assignment.objects.exists()


def test_the_same_state_and_seed_give_the_same_proposal() -> None:
    round = a_collected_round(entries=6, jurors=5, wanted=3)

    first, second = a_plan(round, seed=11), a_plan(round, seed=11)

    assert first.result == second.result
    assert first.inputs_sha256 == second.inputs_sha256 == fingerprint(canonical(first.inputs))
    assert first.pk != second.pk


def test_what_a_plan_was_made_of_never_changes() -> None:
    plan = a_plan()

    with pytest.raises(IntegrityError, match="plan_inputs_stay"):
        Plan.objects.filter(pk=plan.pk).update(seed=plan.seed + 1)


def test_while_one_is_computed_no_second_one_is_begun() -> None:
    round = a_collected_round()
    by = an_organiser(round.competition)

    first = propose(round=round, by=by, at=OPENING)
    second = propose(round=round, by=by, at=OPENING)

    assert first == second
    assert Job.objects.of_kind("judging.plan").count() == 1


def test_while_one_is_computed_another_kind_of_it_waits() -> None:
    round = a_collected_round()
    by = an_organiser(round.competition)
    propose(round=round, by=by, at=OPENING)

    with pytest.raises(PlanUnderWay):
        replace(round=round, juror=jurors_of(round)[0], by=by, at=OPENING)


def test_a_job_that_is_begun_again_comes_to_the_same_answer() -> None:
    plan = a_plan(seed=5)
    assert plan.job is not None
    before = plan.result
    Plan.objects.filter(pk=plan.pk).update(result=None, solved_at=None)
    Job.objects.filter(pk=plan.job.pk).update(finished_at=None, claimed_until=None)

    jobs.run(plan.job.pk, clock=lambda: OPENING)

    plan.refresh_from_db()
    assert plan.result == before


def test_who_knows_the_theme_and_the_language_is_proposed_first() -> None:
    round = a_collected_round(entries=2, jurors=4, wanted=2)
    themes = list(round.competition.themes.order_by("order"))
    expert, other, stranger, foreigner = jurors_of(round)
    for juror in (expert, other):
        with_profile(juror, themes=[themes[0]], languages=["ar"], maximum_load=2)
    with_profile(stranger, themes=[themes[1]], languages=["ar"])
    with_profile(foreigner, themes=[themes[0]], languages=["fr"])

    proposal = Proposal.of(a_plan(round))

    place, seats = 0, proposal.seats
    fits = [proposal.affinity(place, seats[juror.pk]) for juror in (expert, stranger, foreigner)]
    assert fits[0] > fits[1]
    assert fits[0] > fits[2]


def test_words_of_expertise_that_the_project_uses_count_however_they_are_spelled() -> None:
    round = a_collected_round(entries=1, jurors=2, wanted=1)
    expert, stranger = jurors_of(round)
    with_profile(expert, expertise="الطَّابور والشُّبّاك")
    with_profile(stranger, expertise="astronomie nucléaire")

    plan = a_plan(round)

    assert pairs(plan) == {(round.entries.get().pk, expert.pk)}
    assert {"شباك", "طابور"} <= set(plan.inputs["words"])


def test_a_conflict_is_never_proposed_and_what_lacks_is_named_with_what_would_help() -> None:
    round = a_collected_round(entries=1, jurors=2, wanted=2)
    entry, (juror, _other) = round.entries.get(), jurors_of(round)
    declare(juror=juror, team=entry.team, reason="قرابة", by=juror, at=OPENING)

    plan = a_plan(round)

    assert (entry.pk, juror.pk) not in pairs(plan)
    assert Proposal.of(plan).short == [0]
    assert plan.result is not None
    helps = {each["kind"]: each for each in plan.result["relaxations"]}
    assert set(helps) == {"disclose", "more", "fewer"}
    assert helps["disclose"]["conflict"] == Conflict.Kind.DECLARED
    assert helps["fewer"]["to"] == 1


def test_nobody_is_given_more_than_their_maximum_over_all_rounds() -> None:
    round = a_collected_round(entries=4, jurors=2, wanted=2)
    first, second = jurors_of(round)
    with_profile(first, maximum_load=1)

    plan = a_plan(round)

    proposal = Proposal.of(plan)
    assert proposal.loads[proposal.seats[first.pk]] == 1
    assert proposal.loads[proposal.seats[second.pk]] == 4
    assert plan.result is not None
    raised = next(each for each in plan.result["relaxations"] if each["kind"] == "raise")
    assert (raised["juror"], raised["to"], raised["serves"]) == (proposal.seats[first.pk], 4, 3)


def test_who_is_not_there_during_the_round_is_given_nothing() -> None:
    round = a_collected_round(entries=2, jurors=3, wanted=2)
    away = jurors_of(round)[0]
    with_profile(away, available_from=(round.phase.closes_at + timedelta(days=2)).date())

    assert away.pk not in {juror for _entry, juror in pairs(a_plan(round))}


def test_panels_are_kept_apart() -> None:
    round = a_collected_round(entries=4, jurors=4, wanted=2)
    panels = [Panel.objects.create(round=round, number=number) for number in (1, 2)]
    jurors, entries = jurors_of(round), list(round.entries.order_by("pk"))
    for place, juror in enumerate(jurors):
        PanelMember.objects.create(panel=panels[place % 2], round=round, juror=juror)
    for place, entry in enumerate(entries):
        entry.panel = panels[place % 2]
        entry.save()

    found = pairs(a_plan(round))

    expected = {(entries[one].pk, jurors[other].pk) for one in range(4) for other in range(4) if one % 2 == other % 2}
    assert found == expected


def test_where_everybody_reads_everything_that_is_proposed() -> None:
    round = a_collected_round(entries=3, jurors=3, wanted=1)
    Round.objects.filter(pk=round.pk).update(is_read_by_all=True)
    round.refresh_from_db()

    plan = a_plan(round)

    assert len(pairs(plan)) == 9
    assert not Proposal.of(plan).short


def test_before_the_projects_have_entered_nothing_is_proposed() -> None:
    round = a_round(opened=False)

    with pytest.raises(RoundNotOpen):
        propose(round=round, by=an_organiser(round.competition), at=OPENING)


def test_without_jurors_the_organiser_is_told_whom_to_invite() -> None:
    round = a_collected_round(jurors=0)

    with pytest.raises(NobodyToAssign, match="Invite jurors"):
        propose(round=round, by=an_organiser(round.competition), at=OPENING)


def test_only_an_organiser_proposes_changes_and_decides() -> None:
    plan = a_plan()
    president = a_president(plan.competition)

    for act in (
        lambda: propose(round=plan.round, by=president, at=OPENING),  # type: ignore[arg-type]
        lambda: swap(plan=plan, project=1, out=1, into=2, revision=0, by=president, at=OPENING),
        lambda: accept(plan=plan, by=president, at=OPENING),
        lambda: put_aside(plan=plan, by=president, at=OPENING),
    ):
        with pytest.raises(OnlyOrganiser):
            act()
