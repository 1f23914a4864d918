"""A proposal changed by hand before anything is decided."""

import pytest

from judging.domain.conflicts import declare
from judging.domain.plans import swap
from judging.domain.plans.swapping import PlanChangedMeanwhile, PlanNotOpen, SwapImpossible
from tests.builders.judging import OPENING, an_organiser
from tests.judging.planning_cast import (
    a_collected_round,
    a_plan,
    accepted,
    jurors_of,
    pairs,
    with_profile,
)

pytestmark = pytest.mark.django_db


def test_a_change_by_hand_is_kept_with_who_made_it() -> None:
    plan = a_plan(a_collected_round(entries=2, jurors=3, wanted=1))
    by = an_organiser(plan.competition)
    entry, out = sorted(pairs(plan))[0]
    into = next(juror.pk for juror in jurors_of(plan.round) if juror.pk != out)  # type: ignore[arg-type]

    changed = swap(plan=plan, project=entry, out=out, into=into, revision=0, by=by, at=OPENING)

    assert (entry, into) in pairs(changed)
    assert (entry, out) not in pairs(changed)
    assert changed.swaps == [{"entry": entry, "out": out, "in": into, "by": by.pk, "at": OPENING.isoformat()}]
    assert changed.revision == 1


def test_of_two_changes_to_one_state_the_second_is_told_to_look_again() -> None:
    plan = a_plan(a_collected_round(entries=2, jurors=3, wanted=1))
    by = an_organiser(plan.competition)
    (entry, out), (other, leaving) = sorted(pairs(plan))
    swap(plan=plan, project=entry, out=out, into=None, revision=0, by=by, at=OPENING)

    with pytest.raises(PlanChangedMeanwhile):
        swap(plan=plan, project=other, out=leaving, into=None, revision=0, by=by, at=OPENING)


def test_nobody_is_put_in_by_hand_against_a_conflict_a_maximum_or_twice() -> None:
    round = a_collected_round(entries=2, jurors=3, wanted=1)
    barred, *others = jurors_of(round)
    for juror in others:
        with_profile(juror, maximum_load=1)
    for entry in round.entries.all():
        declare(juror=barred, team=entry.team, reason="قرابة", by=barred, at=OPENING)
    plan, by = a_plan(round), an_organiser(round.competition)
    (first, reader), (_second, other) = sorted(pairs(plan))

    for into in (barred.pk, reader, other, by.pk, None):
        with pytest.raises(SwapImpossible):
            swap(plan=plan, project=first, out=None, into=into, revision=0, by=by, at=OPENING)


def test_an_accepted_proposal_is_changed_no_more() -> None:
    plan = a_plan()
    accepted(plan)
    entry, out = sorted(pairs(plan))[0]

    with pytest.raises(PlanNotOpen):
        swap(plan=plan, project=entry, out=out, into=None, revision=0, by=an_organiser(plan.competition), at=OPENING)
