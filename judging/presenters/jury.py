"""The jury's first page: a juror's evaluations, and the rounds for those who follow them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from competitions import timetable
from competitions.domain.calendar import is_open
from competitions.models import Competition
from judging.models import Assignment, Round


@dataclass(frozen=True)
class RoundWork:
    """One round as its juror sees it."""

    id: str
    name: str
    deadline: timetable.Deadline
    tasks: list[dict[str, str]]
    done: int
    total: int
    words: str


@dataclass(frozen=True)
class JuryPage:
    step: dict[str, Any] | None
    rounds: list[RoundWork]
    conflict_url: str
    followed: list[dict[str, str]]
    audit_url: str


def jury_page(
    competition: Competition, assignments: Sequence[Assignment], followed: Sequence[Round] | None, *, at: datetime
) -> JuryPage:
    """The page of a juror with `assignments` in `in_order`; `followed` is None for who only judges."""
    address = {"edition": competition.slug}
    zone = competition.time_zone
    by_round = groupby(assignments, key=lambda each: each.entry.round)
    rounds = [_round_work(round, list(theirs), at=at, zone=zone) for round, theirs in by_round]
    unfinished = [each for each in assignments if _is_owed(each, at=at)]
    return JuryPage(
        step=_step(unfinished, assignments, at=at),
        rounds=rounds,
        conflict_url=reverse("judging:conflict", kwargs=address) if _open_ones(assignments, at=at) else "",
        followed=[_followed(round, competition, at=at) for round in followed or ()],
        audit_url=reverse("judging:audit", kwargs=address) if followed is not None else "",
    )


def evaluation_url(assignment: Assignment) -> str:
    """The page on which a juror evaluates; needs the edition at hand."""
    slug = assignment.entry.round.phase.competition.slug
    return reverse("judging:evaluation", kwargs={"edition": slug, "assignment_id": assignment.pk})


def _open_ones(assignments: Iterable[Assignment], *, at: datetime) -> list[Assignment]:
    return [
        each for each in assignments if each.entry.round.closed_at is None and at < each.entry.round.phase.closes_at
    ]


def _is_owed(assignment: Assignment, *, at: datetime) -> bool:
    unfinished = assignment.work is None or assignment.work.finished_at is None
    round = assignment.entry.round
    return unfinished and round.closed_at is None and is_open(round.phase, at=at)


def _round_work(round: Round, assignments: list[Assignment], *, at: datetime, zone: str) -> RoundWork:
    done = sum(1 for each in assignments if each.work and each.work.finished_at)
    coming = at < round.phase.opens_at
    deadline = (timetable.opening if coming else timetable.closing)(round.phase, at=at, zone=zone)
    return RoundWork(
        id=f"round-{round.pk}",
        name=str(round.name),
        deadline=deadline,
        tasks=[_task(each, at=at) for each in assignments],
        done=done,
        total=len(assignments),
        words=_("%(done)s of %(total)s finished") % {"done": done, "total": len(assignments)},
    )


def _task(assignment: Assignment, *, at: datetime) -> dict[str, str]:
    version = assignment.entry.version
    kind, state = _state(assignment, at=at)
    return {
        "label": version.title,
        "hint": f"{assignment.entry.team.display_name} · {version.theme.name}",
        "url": evaluation_url(assignment),
        "kind": kind,
        "state": state,
    }


def _state(assignment: Assignment, *, at: datetime) -> tuple[str, str]:
    round = assignment.entry.round
    if assignment.work is not None and assignment.work.finished_at is not None:
        return "ok", pgettext("evaluation", "Finished")
    if round.closed_at is not None or at >= round.phase.closes_at:
        return "missing", pgettext("evaluation", "Not finished in time")
    if assignment.work is not None:
        return "todo", pgettext("evaluation", "Begun")
    return "off", pgettext("evaluation", "Not begun")


def _step(unfinished: list[Assignment], assignments: Sequence[Assignment], *, at: datetime) -> dict[str, Any] | None:
    """What to do next: go on with what is begun before beginning something else."""
    if not assignments:
        return None
    if not unfinished:
        waiting = any(at < each.entry.round.phase.opens_at for each in assignments)
        sentence = _("Evaluating has not begun yet.") if waiting else _("You have no evaluation left to finish.")
        return {"sentence": sentence, "done": True}
    following = min(unfinished, key=lambda each: each.work is None)
    zone = following.entry.round.phase.competition.time_zone
    deadline = timetable.closing(following.entry.round.phase, at=at, zone=zone)
    sentence = _("Go on with “%(title)s”.") if following.work else _("Evaluate “%(title)s”.")
    return {
        "sentence": sentence % {"title": following.entry.version.title},
        "url": evaluation_url(following),
        "action": _("Open the evaluation"),
        "when": f"{deadline.words} ({deadline.left})",
    }


def _followed(round: Round, competition: Competition, *, at: datetime) -> dict[str, str]:
    signed = getattr(round, "signature", None) is not None
    kind, state = "off", pgettext("round", "Not opened")
    if signed:
        kind, state = "ok", pgettext("round", "Signed")
    elif round.closed_at is not None:
        kind, state = "warn", pgettext("round", "Closed, to be signed")
    elif round.opened_at is not None:
        kind, state = "todo", pgettext("round", "Open")
    address = {"edition": competition.slug, "round_id": round.pk}
    return {"label": str(round.name), "url": reverse("judging:ranking", kwargs=address), "kind": kind, "state": state}
