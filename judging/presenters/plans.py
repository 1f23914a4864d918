"""Where an organiser has a proposal made: what it would be made of, and the proposals so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from competitions import wording
from competitions.models import Competition
from judging.domain.plans.overview import MentorsState, RoundState
from judging.models import Plan, Round
from judging.presenters.rounds_head import address_of, header


@dataclass(frozen=True)
class AssignmentPage:
    header: dict[str, str]
    back_label: str
    facts: list[dict[str, str]]
    notes: list[dict[str, str]]
    gaps: list[dict[str, Any]]
    plans: list[dict[str, str]]
    action: str


def assignment_page(round: Round, state: RoundState, plans: Sequence[Plan]) -> AssignmentPage:
    head = {**header(round), "title": _("Who reads what"), "above": str(round.name)}
    return AssignmentPage(
        header={**head, "back_url": reverse("judging:round_setup", kwargs=address_of(round))},
        back_label=_("Back to the round"),
        facts=_facts(round, state),
        notes=_notes(round, state),
        gaps=[
            {
                "name": gap.juror.display_name,
                "juror": gap.juror.pk,
                "words": ngettext("%(count)d unfinished project", "%(count)d unfinished projects", len(gap.entries))
                % {"count": len(gap.entries)},
                "url": reverse("judging:replace_juror", kwargs=address_of(round)),
            }
            for gap in state.gaps
        ],
        plans=[plan_row(plan, round.competition) for plan in plans],
        action=_("Propose who reads what"),
    )


def mentors_page(competition: Competition, state: MentorsState, plans: Sequence[Plan]) -> AssignmentPage:
    return AssignmentPage(
        header={
            "title": _("Who accompanies whom"),
            "above": str(competition.name),
            "back_url": reverse("judging:jury", kwargs={"edition": competition.slug}),
        },
        back_label=_("Back to the jury page"),
        facts=[
            {"term": _("Confirmed teams"), "value": str(state.teams)},
            {"term": _("Teams without a mentor"), "value": str(state.alone)},
            {"term": _("Mentors"), "value": str(state.mentors)},
        ],
        notes=[],
        gaps=[],
        plans=[plan_row(plan, competition) for plan in plans],
        action=_("Propose mentors"),
    )


def plan_row(plan: Plan, competition: Competition) -> dict[str, str]:
    """A proposal among others; read with its jobs and its makers."""
    kind, state = state_of(plan)
    made = {"name": plan.made_by.display_name, "moment": wording.moment(plan.made_at, zone=competition.time_zone)}
    return {
        "label": _("Proposal %(number)d") % {"number": plan.pk},
        "hint": _("%(name)s, %(moment)s") % made + " · " + _("seed %(seed)d") % {"seed": plan.seed},
        "url": reverse("judging:plan", kwargs={"edition": competition.slug, "plan_id": plan.pk}),
        "kind": kind,
        "state": state,
    }


def state_of(plan: Plan) -> tuple[str, str]:
    """(kind of tag, word)."""
    if plan.accepted_at is not None:
        return "ok", pgettext("plan", "Accepted")
    if plan.dropped_at is not None:
        return "off", pgettext("plan", "Put aside")
    if plan.is_being_accepted:
        return "warn", pgettext("plan", "Being accepted")
    if plan.solved_at is not None:
        return "todo", pgettext("plan", "To be decided")
    failed = plan.job is not None and plan.job.failed_at is not None
    return ("missing", pgettext("plan", "Failed")) if failed else ("warn", pgettext("plan", "Under way"))


def _facts(round: Round, state: RoundState) -> list[dict[str, str]]:
    wanted = _("all jurors") if round.is_read_by_all else str(round.evaluations_wanted)
    return [
        {"term": _("Projects"), "value": str(state.projects)},
        {"term": _("Jurors"), "value": str(state.jurors)},
        {"term": _("Evaluations wanted per project"), "value": wanted},
        {"term": _("Evaluations given to jurors"), "value": str(state.assigned)},
    ]


def _notes(round: Round, state: RoundState) -> list[dict[str, str]]:
    notes = []
    if state.suits_reading_by_all:
        text = _(
            "There are few projects in each theme. Better than any distribution: let every juror score every project. "
            "Severe and lenient jurors then weigh on all alike."
        )
        url = reverse("admin:judging_round_change", args=[round.pk])
        notes.append({"kind": "", "text": text, "url": url, "action": _("Change the round")})
    if state.undeclared:
        text = ngettext(
            "%(count)d juror has not declared conflicts of interest yet. Wait for it, for it may take projects away.",
            "%(count)d jurors have not declared conflicts of interest yet. Wait for them: it may take projects away.",
            state.undeclared,
        )
        notes.append({"kind": "warn", "text": text % {"count": state.undeclared}})
    return notes
