"""Changing a proposal by hand, and putting it aside."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from judging.domain.plans.consequences import consequences
from judging.domain.plans.proposal import Proposal
from judging.models import Plan
from teams.domain.authority import require_organiser
from teams.models import User


class PlanNotOpen(Refusal):
    message = _("This proposal has been accepted or put aside, or is still being computed: it cannot be changed.")


class PlanBeingAccepted(Refusal):
    message = _("A proposal is being accepted: wait until everyone has been given what it says.")


class PlanChangedMeanwhile(Refusal):
    message = _("Somebody has changed this proposal meanwhile. Look at it again, then make your change.")


class SwapImpossible(Refusal):
    message = _("This change is not possible: look at what it would mean, then choose somebody else.")


class MustStay(Refusal):
    message = _("What somebody has begun, and what was given by hand, stays. Take it back from the juror first.")


def swap(*, plan: Plan, project: int, out: int | None, into: int | None, revision: int, by: User, at: datetime) -> Plan:
    """In `plan`, let `into` have `project` instead of `out`; one of them may be None. All three are keys.

    Raises OnlyOrganiser, PlanNotOpen, PlanBeingAccepted, PlanChangedMeanwhile, MustStay, SwapImpossible.
    """
    require_organiser(by, plan.competition)
    with transaction.atomic():
        plan = _open(plan)
        if plan.revision != revision:
            raise PlanChangedMeanwhile
        proposal = Proposal.of(plan)
        _require_possible(proposal, project, out, into)
        plan.swaps.append({"entry": project, "out": out, "in": into, "by": by.pk, "at": at.isoformat()})
        plan.revision += 1
        plan.save(update_fields=["swaps", "revision"])
    return plan


def put_aside(*, plan: Plan, by: User, at: datetime) -> Plan:
    """Nothing comes of `plan`. Done once; one that was accepted stays accepted.

    Raises OnlyOrganiser, PlanNotOpen, PlanBeingAccepted.
    """
    require_organiser(by, plan.competition)
    with transaction.atomic():
        plan = locked(plan)
        if plan.accepted_at is not None:
            raise PlanNotOpen
        if plan.is_being_accepted:
            raise PlanBeingAccepted
        if plan.dropped_at is None:
            plan.dropped_at = at
            plan.save(update_fields=["dropped_at"])
    return plan


def locked(plan: Plan) -> Plan:
    """The plan with its edition, round and the job that accepts it, its row locked until the transaction ends.

    Read once it is held: what is joined to a row for which one waits is as old as the waiting.
    """
    list(Plan.objects.filter(pk=plan.pk).select_for_update(no_key=True).values_list("pk"))
    return Plan.objects.select_related("competition", "round__phase__competition", "accepting").get(pk=plan.pk)


def require_open(plan: Plan) -> None:
    """Raises PlanNotOpen, PlanBeingAccepted."""
    if plan.is_being_accepted:
        raise PlanBeingAccepted
    if not plan.is_open:
        raise PlanNotOpen


def _open(plan: Plan) -> Plan:
    plan = locked(plan)
    require_open(plan)
    return plan


def _require_possible(proposal: Proposal, project: int, out: int | None, into: int | None) -> None:
    place = proposal.places.get(project)
    if place is None or out == into:
        raise SwapImpossible
    reading = proposal.read_by.get(place, [])
    leaving, coming = proposal.seats.get(out), proposal.seats.get(into)
    if leaving is not None and (place, leaving) in proposal.fixed:
        raise MustStay
    unknown = (out is not None and leaving not in reading) or (
        into is not None and (coming is None or coming in reading)
    )
    if unknown or not consequences(proposal, {"entry": project, "out": out, "in": into}).is_possible:
        raise SwapImpossible
