"""The jury's first page: a juror's evaluations of one round at a time, and the rounds for those who follow them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from competitions import timetable
from competitions.models import Competition
from judging.domain.blinding import team_of, titles
from judging.domain.own_list import BEGUN, BY_THEMSELVES, DONE, TO_DO, OwnList
from judging.models import Assignment, Deliberation, Round
from judging.presenters.states import state_of


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool
    count: int = 0


@dataclass(frozen=True)
class RoundWork:
    """One round as its juror sees it; `signing` is the way to the signature, once there is something to sign."""

    id: str
    name: str
    deadline: timetable.Deadline
    done: int
    total: int
    words: str
    compare_url: str
    states: list[Tab]
    tasks: list[dict[str, str]]
    signing: dict[str, str] | None
    session_url: str = ""


@dataclass(frozen=True)
class JuryPage:
    step: dict[str, Any] | None
    round: RoundWork | None
    rounds: list[Tab]
    conflict_url: str
    followed: list[dict[str, str]] = field(default_factory=list)
    audit_url: str = ""
    deliberations: list[dict[str, str]] = field(default_factory=list)
    recused: list[dict[str, str]] = field(default_factory=list)


def jury_page(
    competition: Competition,
    own: OwnList,
    followed: Sequence[Round] | None,
    deliberations: Sequence[Deliberation] = (),
    *,
    at: datetime,
) -> JuryPage:
    """The page of a juror; `followed` is None for who only judges. `deliberations` are those in which they sit."""
    address = {"edition": competition.slug}
    here = reverse("judging:jury", kwargs=address)
    called = titles([each.entry for each in own.shown.values()])
    chosen = own.chosen
    open_ones = [each for each in own.rounds if each.closed_at is None and at < own.end_of(each)]
    step = _step(own, called, deliberations, at=at)
    work = _round_work(competition, own, chosen, called, here, at=at) if chosen else None
    if step and work and work.signing and work.signing["url"] == step.get("url"):
        work = replace(work, signing=None)  # the next step says so already
    return JuryPage(
        step=step,
        round=work,
        rounds=[
            Tab(str(each.name), f"{here}?{urlencode({'round': each.pk})}", each == chosen, own.counts[each.pk].total())
            for each in own.rounds
        ]
        if len(own.rounds) > 1
        else [],
        conflict_url=reverse("judging:conflict", kwargs=address) if open_ones else "",
        followed=[_followed(round, competition, at=at) for round in followed or ()],
        audit_url=reverse("judging:audit", kwargs=address) if followed is not None else "",
        deliberations=[_deliberation(each, competition) for each in deliberations],
        recused=[_recused(own.shown[key], said, called) for key, said in own.recused.items()],
    )


def _round_work(
    competition: Competition, own: OwnList, round: Round, called: Mapping[int, str], here: str, *, at: datetime
) -> RoundWork:
    counts = own.counts[round.pk]
    until = own.ends.get(round.pk)
    zone = competition.time_zone
    if at < round.phase.opens_at:
        deadline = timetable.opening(round.phase, at=at, zone=zone)
    else:
        deadline = timetable.closing(round.phase, at=at, until=until, zone=zone)
    done, total = counts[DONE], counts.total()
    place = {"edition": competition.slug, "round_id": round.pk}
    return RoundWork(
        id=f"round-{round.pk}",
        name=str(round.name),
        deadline=deadline,
        done=done,
        total=total,
        words=_("%(done)s of %(total)s finished") % {"done": done, "total": total},
        compare_url=reverse("judging:own_scores", kwargs=place) if done or counts[BEGUN] else "",
        states=_states(own, round, counts, here),
        tasks=[_task(own.shown[key], called, competition, until, at=at) for key in own.page],
        signing=_signing(own, round, at=at),
        session_url=reverse("judging:pitch_now", kwargs=place) if round.kind == Round.Kind.PITCH else "",
    )


def _states(own: OwnList, round: Round, counts: "Counter[str]", here: str) -> list[Tab]:
    labels = (
        ("", pgettext("evaluations", "All"), counts.total()),
        (TO_DO, pgettext("evaluations", "To do"), counts[TO_DO]),
        (BEGUN, pgettext("evaluations", "Begun"), counts[BEGUN]),
        (DONE, pgettext("evaluations", "Finished"), counts[DONE]),
    )
    kept = {"round": round.pk} if len(own.rounds) > 1 else {}

    def url(state: str) -> str:
        query = urlencode({**kept, **({"state": state} if state else {})})
        return f"{here}?{query}" if query else here

    return [Tab(label, url(state), own.state == state, count) for state, label, count in labels]


def _task(
    assignment: Assignment, called: Mapping[int, str], competition: Competition, until: datetime | None, *, at: datetime
) -> dict[str, str]:
    entry = assignment.entry
    kind, state = state_of(assignment, entry.round, at=at, until=until)
    return {
        "label": called[entry.pk],
        "hint": " · ".join(fact for fact in (team_of(entry), str(entry.version.theme.name)) if fact),
        "url": _evaluation_url(assignment, competition),
        "kind": kind,
        "state": state,
    }


def _recused(assignment: Assignment, said: str, called: Mapping[int, str]) -> dict[str, str]:
    """Without a link: nothing of the project opens to them any more."""
    entry = assignment.entry
    sentence = _("A conflict of interest with this team has been recorded. You read and score this project no more.")
    if said == BY_THEMSELVES:
        sentence = _("You have declared a conflict of interest. You read and score this project no more.")
    return {
        "label": called[entry.pk],
        "hint": f"{entry.round.name} · {sentence}",
        "kind": "off",
        "state": pgettext("evaluation", "Stepped back"),
    }


def _evaluation_url(assignment: Assignment, competition: Competition) -> str:
    return reverse("judging:evaluation", kwargs={"edition": competition.slug, "assignment_id": assignment.pk})


def _signing(own: OwnList, round: Round, *, at: datetime) -> dict[str, str] | None:
    """Finish each, then sign all: the way there once all are finished, or once the round has closed on what is."""
    done, total = own.counts[round.pk][DONE], own.counts[round.pk].total()
    place = {"edition": round.competition.slug, "round_id": round.pk}
    url = reverse("judging:sign_evaluations", kwargs=place)
    if round.pk in own.signed:
        text = _("You have signed your evaluations of this round.")
        if own.may_write_in(round, at=at):
            text = _("You have signed your evaluations of this round. Reopening one withdraws the signature.")
        return {"kind": "ok", "text": text, "url": url, "action": _("See what you signed")}
    if done and (done == total or round.closed_at is not None):
        text = _("Everything is finished. Look at all of it once more, then sign it.")
        if done < total:
            text = _("The round has closed. Sign what you have finished.")
        return {"kind": "warn", "text": text, "url": url, "action": _("Sign my evaluations")}
    return None


def _step(
    own: OwnList, called: Mapping[int, str], deliberations: Sequence[Deliberation], *, at: datetime
) -> dict[str, Any] | None:
    """What to do next: go on with what is begun before beginning something else."""
    if not own.rounds:
        return None
    if own.next_one is None:
        return _last_step(own, deliberations, at=at)
    following = own.shown[own.next_one]
    round = following.entry.round
    competition = round.phase.competition
    deadline = timetable.closing(round.phase, at=at, until=own.ends.get(round.pk), zone=competition.time_zone)
    sentence = _("Go on with “%(title)s”.") if following.work else _("Evaluate “%(title)s”.")
    return {
        "sentence": sentence % {"title": called[following.entry_id]},
        "url": _evaluation_url(following, competition),
        "action": _("Open the evaluation"),
        "when": f"{deadline.words} ({deadline.left})",
    }


def _last_step(own: OwnList, deliberations: Sequence[Deliberation], *, at: datetime) -> dict[str, Any]:
    """With nothing left to finish: sign, deliberate, wait, or nothing."""
    for signing in (_signing(own, each, at=at) for each in own.rounds):
        if signing and signing["kind"] == "warn":
            return {"sentence": signing["text"], "url": signing["url"], "action": signing["action"]}
    for each in deliberations:
        if step := _to_deliberate(each, own.rounds[0].phase.competition):
            return step
    waiting = any(at < each.phase.opens_at for each in own.rounds)
    sentence = _("Evaluating has not begun yet.") if waiting else _("You have no evaluation left to finish.")
    return {"sentence": sentence, "done": True}


def _to_deliberate(each: Deliberation, competition: Competition) -> dict[str, Any] | None:
    """Until the ranking is sealed: to take part, then to sign the minutes."""
    if getattr(each.round, "signature", None) is not None or getattr(each, "has_signed", False):
        return None
    sentence = _("The jury deliberates on the round “%(round)s”: take part.")
    if each.closed_at is not None:
        sentence = _("The jury has deliberated on the round “%(round)s”: sign the minutes.")
    return {
        "sentence": sentence % {"round": each.round.name},
        "url": _deliberation(each, competition)["url"],
        "action": _("Go to the deliberation"),
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


def _deliberation(each: Deliberation, competition: Competition) -> dict[str, str]:
    address = {"edition": competition.slug, "round_id": each.round_id}
    kind, state = "todo", pgettext("deliberation", "Open")
    if getattr(each.round, "signature", None) is not None:
        kind, state = "ok", pgettext("round", "Signed")
    elif each.closed_at is not None:
        kind, state = "warn", pgettext("deliberation", "Minutes to sign")
    label = str(each.round.name)
    return {"label": label, "url": reverse("judging:deliberation", kwargs=address), "kind": kind, "state": state}
