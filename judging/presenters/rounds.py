"""The rounds of an edition as its organiser sets them up: how far each is, what comes next, what to mind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from competitions import timetable
from competitions.domain.calendar import SETTLING
from competitions.models import Competition
from judging.domain import findings
from judging.domain.advice import Advice, Size
from judging.domain.entering import waits_for_signature
from judging.models import Appeal, Criterion, Round
from judging.points import percent_in_words
from judging.presenters.rounds_head import address_of, header


@dataclass(frozen=True)
class RoundsPage:
    above: str
    back_url: str
    rounds: list[dict[str, str]]
    links: list[dict[str, str]]


@dataclass(frozen=True)
class SetupPage:
    header: dict[str, str]
    deadline: timetable.Deadline
    step: dict[str, Any]
    facts: list[dict[str, str]]
    notes: list[dict[str, str]]
    tasks: list[dict[str, str]]
    collect: bool
    opening: bool


def rounds_page(competition: Competition, rounds: Sequence[Round]) -> RoundsPage:
    address = {"edition": competition.slug}
    return RoundsPage(
        above=str(competition.name),
        back_url=reverse("judging:jury", kwargs=address),
        rounds=[
            {
                "label": str(round.name),
                "url": reverse("judging:round_setup", kwargs=address_of(round)),
                "kind": state(round)[0],
                "state": state(round)[1],
                "hint": str(round.phase.name),
            }
            for round in rounds
        ],
        links=[
            {"label": _("Appeals"), "url": reverse("judging:appeals", kwargs=address)},
            {"label": _("Changed rules"), "url": reverse("judging:rule_changes", kwargs=address)},
            {"label": _("Plan another round"), "url": reverse("admin:judging_round_add")},
        ],
    )


def state(round: Round) -> tuple[str, str]:
    """(kind of tag, word) for how far the round is."""
    if round.closed_at is not None:
        return "ok", pgettext("round", "Closed")
    if round.opened_at is not None:
        return "todo", pgettext("round", "Open")
    if round.collected_at is not None:
        return "warn", _("Projects have entered")
    return "off", pgettext("round", "Not opened")


def setup_page(
    round: Round, size: Size, advice: Sequence[Advice], counts: dict[str, int], short: int, *, at: datetime
) -> SetupPage:
    entered = round.collected_at is not None
    back = reverse("judging:rounds", kwargs={"edition": round.competition.slug})
    settled = at >= round.submission_phase.closes_at + SETTLING
    waits = not entered and waits_for_signature(round)
    return SetupPage(
        header={**header(round), "back_url": back},
        deadline=timetable.closing(round.phase, at=at, zone=round.competition.time_zone),
        step=_waiting_step() if settled and waits else _step(round, counts, short, settled=settled),
        facts=_facts(round, size),
        notes=[{"kind": "warn" if each.presses else "", "text": each.text} for each in advice],
        tasks=_tasks(round, counts),
        collect=not entered and settled and not waits,
        opening=round.opened_at is None and entered,
    )


def criteria_header(round: Round) -> dict[str, str]:
    back = reverse("judging:round_setup", kwargs=address_of(round))
    return {**header(round), "title": _("Criteria and weights"), "above": str(round.name), "back_url": back}


def criteria_rows(criteria: Sequence[Criterion]) -> list[dict[str, str]]:
    """Each criterion with its weight, and the way to its words, levels and what feeds it."""
    return [
        {
            "term": str(each.name),
            "value": _("%(percent)s %%") % {"percent": percent_in_words(each.weight)},
            "url": reverse("admin:judging_criterion_change", args=[each.pk]),
        }
        for each in criteria
    ]


def removal_header(round: Round, criterion: Criterion) -> dict[str, str]:
    back = reverse("judging:criteria", kwargs=address_of(round))
    title = _("Remove “%(criterion)s”?") % {"criterion": criterion.name}
    return {**header(round), "title": title, "above": str(round.name), "back_url": back}


def removal_links(round: Round, criteria: Sequence[Criterion]) -> list[dict[str, str]]:
    return [
        {
            "label": str(each.name),
            "url": reverse("judging:remove_criterion", kwargs={**address_of(round), "criterion_id": each.pk}),
        }
        for each in criteria
    ]


def president_ways(competition: Competition, *, at: datetime) -> list[dict[str, str]]:
    """What the president has to do before the rounds close, as links: name projects, decide on shortfalls, answer."""
    ways = []
    for round in Round.objects.of_competition(competition).filter(closed_at=None).select_related("phase__competition"):
        name = {"round": round.name}
        if round.entry_rule == Round.EntryRule.NAMED and round.opened_at is None:
            ways.append(_way(round, "naming", _("Name the projects of “%(round)s”") % name))
        if round.opened_at is not None and at >= round.phase.closes_at:
            ways.append(_way(round, "short", _("Projects that lack evaluations: %(round)s") % name))
    return [*ways, appeals_way(competition)]


def appeals_way(competition: Competition) -> dict[str, str]:
    """The appeals of the edition, with how many wait for an answer."""
    waiting = Appeal.objects.unanswered().of_competition(competition).count()
    words = ngettext("%(count)d to answer", "%(count)d to answer", waiting) % {"count": waiting}
    url = reverse("judging:appeals", kwargs={"edition": competition.slug})
    return {"label": _("Appeals"), "url": url, "kind": "todo" if waiting else "", "state": words if waiting else ""}


def _way(round: Round, name: str, label: str) -> dict[str, str]:
    return {"label": label, "url": reverse(f"judging:{name}", kwargs=address_of(round)), "kind": "", "state": ""}


def _step(round: Round, counts: dict[str, int], short: int, *, settled: bool) -> dict[str, Any]:
    """The one thing to do next, or that there is nothing."""
    if round.closed_at is not None:
        return {"sentence": _("The round has closed. The president and the jury go on from here."), "done": True}
    if short:
        words = ngettext(
            "The time is over and %(count)d project lacks evaluations: the president decides about it.",
            "The time is over and %(count)d projects lack evaluations: the president decides about them.",
            short,
        )
        return {"sentence": words % {"count": short}, "done": True}
    if round.collected_at is None:
        if settled:
            return {"sentence": _("Submitting has closed: let the projects enter the round.")}
        return {"sentence": _("Nothing to do before submitting has closed."), "done": True}
    if waiting := counts[findings.WAITING]:
        words = ngettext("Examine %(count)d project.", "Examine %(count)d projects.", waiting)
        url = reverse("judging:screening", kwargs=address_of(round))
        return {"sentence": words % {"count": waiting}, "url": url, "action": _("Examine the projects")}
    if round.opened_at is None:
        return {"sentence": _("Everything is examined. Give the projects to jurors, then open the round.")}
    return {"sentence": _("The jury is at work."), "done": True}


def _waiting_step() -> dict[str, Any]:
    words = _("The president has not signed the earlier round yet: its first projects enter this one.")
    return {"sentence": words, "done": True}


def _facts(round: Round, size: Size) -> list[dict[str, str]]:
    change = reverse("admin:judging_round_change", args=[round.pk])
    wanted = _("Every juror scores every project") if round.is_read_by_all else str(round.evaluations_wanted)
    return [
        {"term": _("Kind"), "value": str(round.get_kind_display()), "url": change},
        {"term": _("Which projects enter"), "value": str(round.get_entry_rule_display()), "url": change},
        {"term": _("Projects"), "value": str(size.projects)},
        {"term": _("Jurors"), "value": str(size.jurors)},
        {"term": _("Evaluations wanted per project"), "value": wanted, "url": change},
        {"term": _("Evaluations that a project needs to be ranked"), "value": str(round.evaluations_minimum)},
        {"term": _("Which score decides"), "value": str(round.get_decided_by_display()), "url": change},
        {"term": _("Blind"), "value": _("Yes") if round.is_blind else _("No"), "url": change},
    ]


def _tasks(round: Round, counts: dict[str, int]) -> list[dict[str, str]]:
    address = address_of(round)
    examined = {
        "label": _("Which projects are judged"),
        "url": reverse("judging:screening", kwargs=address),
        "hint": _("%(admitted)d admitted, %(excluded)d excluded, %(reserve)d under reserve") % counts,
    }
    tasks = [{"label": _("Criteria and weights"), "url": reverse("judging:criteria", kwargs=address)}]
    if sum(counts.values()):
        tasks.append(examined)
    further: dict[str, str] = {}
    if round.collected_at is not None:
        further["panels"] = _("Panels")
        if round.is_blind:
            further["blind_check"] = _("What names a team in a blind round")
        further["assignment"] = _("Who reads what")
    if round.kind == Round.Kind.PITCH:
        # A seed is published there before anybody knows who pitches.
        further["pitch_order"] = _("Running order")
        if round.collected_at is not None:
            further["audience_results"] = _("Vote of the audience")
    if round.opened_at is not None:
        further["ranking"] = _("How far the jury is")
    tasks += [{"label": label, "url": reverse(f"judging:{name}", kwargs=address)} for name, label in further.items()]
    return tasks
