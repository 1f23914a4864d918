"""The deliberation as a list of steps: what is done, what comes next, and for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from competitions import wording
from judging.domain.deliberating.close_scores import StatisticalTie
from judging.domain.deliberating.sitting import Quorum
from judging.domain.deliberating.standing import Standing
from judging.models import Deliberation, Round, Vote
from judging.presenters.rounds_head import address_of
from judging.presenters.rounds_head import header as head_of_round
from judging.presenters.signed import signature_receipt


@dataclass(frozen=True)
class Seat:
    """What somebody may do in a deliberation: lead it, decide in it, read the ranking, name winners and publish."""

    chairs: bool
    is_juror: bool
    sees_ranking: bool
    publishes: bool


@dataclass(frozen=True)
class StepsPage:
    step: dict[str, Any] | None
    votes: list[dict[str, str]]
    talk: list[dict[str, str]]
    decide: list[dict[str, str]]
    finish: list[dict[str, str]]
    receipt: dict[str, Any] | None


def header(round: Round) -> dict[str, str]:
    return {**head_of_round(round), "title": _("Deliberation"), "above": str(round.name)}


def inner(round: Round, back: str = "deliberation") -> dict[str, str]:
    """The head of a page below the steps."""
    labels = {"deliberation": _("Back to the deliberation"), "prizes": _("Back to the prizes")}
    url = reverse(f"judging:{back}", kwargs=address_of(round))
    return {"above": str(round.name), "back_url": url, "back_label": labels[back]}


def before(round: Round, *, chairs: bool) -> dict[str, str]:
    """The page before the deliberation is open."""
    return {"open_url": reverse("judging:deliberation_open", kwargs=address_of(round)) if chairs else ""}


def steps_page(standing: Standing, close: Sequence[StatisticalTie] | None, *, seat: Seat, at: datetime) -> StepsPage:
    steps = Steps(standing, close, seat, at)
    return StepsPage(
        step=steps.next_step(),
        votes=[steps.vote(vote) for vote in standing.open_votes],
        talk=[task for task in (steps.attendance(), steps.ranking(), steps.close_scores(), steps.projects()) if task],
        decide=[task for task in (steps.ties(), steps.prizes(), steps.closing()) if task],
        finish=[task for task in (steps.signatures(), steps.seal(), steps.winners(), steps.publication()) if task],
        receipt=signature_receipt(standing.deliberation.round),
    )


@dataclass(frozen=True)
class Steps:
    """Each step as a row of the task list, for whoever sits in `seat`."""

    standing: Standing
    close: Sequence[StatisticalTie] | None
    seat: Seat
    at: datetime

    @property
    def round(self) -> Round:
        return self.standing.deliberation.round

    def url(self, name: str, **more: Any) -> str:
        return reverse(f"judging:{name}", kwargs={**address_of(self.round), **more})

    def attendance(self) -> dict[str, str]:
        stand = self.standing.quorum
        kind = "ok" if stand.is_met else "missing"
        return _task(_("Who takes part"), self.url("attendance"), kind, quorum_words(stand))

    def ranking(self) -> dict[str, str] | None:
        if not self.seat.sees_ranking:
            return None
        state = pgettext("step", "To look at")
        return _task(_("Ranking, and how certain it is"), self.url("ranking"), "off", state)

    def projects(self) -> dict[str, str]:
        notes = ngettext("%(number)d note", "%(number)d notes", self.standing.notes) % {"number": self.standing.notes}
        changed = ngettext("%(number)d score changed", "%(number)d scores changed", self.standing.changes)
        hint = f"{notes} · {changed % {'number': self.standing.changes}}"
        state = pgettext("step", "To talk about") if self.standing.is_open else pgettext("step", "Closed")
        kind = "todo" if self.standing.is_open else "off"
        return _task(
            _("Projects on which the jurors differ most"), self.url("deliberation_projects"), kind, state, hint
        )

    def close_scores(self) -> dict[str, str]:
        label, url, close = _("Statistical ties"), f"{self.url('ties')}#statistical", self.close
        if close is None:
            return _task(label, url, "todo", pgettext("step", "Being computed"))
        if not close:
            return _task(label, url, "ok", _("None among the places that count"))
        words = ngettext("%(number)d pair", "%(number)d pairs", len(close)) % {"number": len(close)}
        kind = "todo" if self.standing.is_open else "off"
        return _task(label, url, kind, words, _("Their scores differ by less than the data can carry: deliberate."))

    def ties(self) -> dict[str, str]:
        label, url, ties = _("Equal scores"), self.url("ties"), self.standing.ties
        if self.standing.placed is None:
            return _task(label, url, "todo", pgettext("step", "Being computed"))
        if not ties:
            return _task(label, url, "ok", _("None that a vote would have to part"))
        if any(vote.kind == Vote.Kind.TIE for vote in self.standing.open_votes):
            return _task(label, url, "todo", _("A vote is open"))
        waiting = sum(1 for tie in ties if tie.vote is None)
        if not waiting:
            return _task(label, url, "ok", _("Voted on"))
        words = ngettext("%(number)d tie without a vote", "%(number)d ties without a vote", waiting)
        return _task(label, url, "warn", words % {"number": waiting}, _("Without a vote they stay ex æquo."))

    def prizes(self) -> dict[str, str] | None:
        if not self.standing.is_last or not self.standing.prizes:
            return None
        open_ones = sum(1 for each in self.standing.prizes if not each.winners and not each.is_settled)
        if not open_ones:
            return _task(_("Prizes"), self.url("prizes"), "ok", _("Each has a winner or a reason"))
        words = ngettext("%(number)d without a winner", "%(number)d without a winner", open_ones)
        return _task(_("Prizes"), self.url("prizes"), "todo", words % {"number": open_ones})

    def closing(self) -> dict[str, str] | None:
        label = _("Close the deliberation")
        if not self.standing.is_open:
            closed_at = self.standing.deliberation.closed_at
            assert closed_at is not None
            moment = wording.moment(closed_at, zone=self.round.competition.time_zone)
            return _task(_("The deliberation is closed"), "", "ok", pgettext("step", "Done"), moment)
        if not self.seat.chairs:
            return _task(label, "", "off", _("The president does it"))
        if self.standing.open_votes:
            return _task(label, "", "off", _("After the votes"))
        return _task(label, self.url("deliberation_close"), "todo", pgettext("step", "To do"))

    def signatures(self) -> dict[str, str]:
        label = _("Signatures of the jurors")
        if self.standing.is_open:
            return _task(label, "", "off", _("After the deliberation"))
        kind = "ok" if self.standing.signed.is_met else "missing"
        return _task(label, self.url("minutes"), kind, signed_words(self.standing.signed))

    def seal(self) -> dict[str, str]:
        label = _("Signature of the president, and seal")
        if self.standing.signature is not None:
            return _task(label, self.url("minutes"), "ok", pgettext("step", "Done"))
        if self.standing.is_open or not self.standing.signed.is_met:
            return _task(label, "", "off", _("After the jurors"))
        return _task(label, self.url("minutes"), "todo", pgettext("step", "To do"))

    def winners(self) -> dict[str, str] | None:
        if not self.standing.is_last or not self.standing.prizes:
            return None
        label = _("Name the winners")
        if self.standing.signature is None:
            return _task(label, "", "off", _("After the signature"))
        settled = all(each.is_settled for each in self.standing.prizes)
        kind, state = ("ok", pgettext("step", "Done")) if settled else ("todo", pgettext("step", "To do"))
        return _task(label, self.url("winners") if self.seat.publishes else "", kind, state)

    def publication(self) -> dict[str, str] | None:
        if not self.standing.is_last:
            return None
        label, chosen = _("Publication"), self.standing.publication
        if self.standing.signature is None:
            return _task(label, "", "off", _("After the signature"))
        url = self.url("publication") if self.seat.publishes else ""
        if chosen is None:
            return _task(label, url, "todo", _("No moment chosen"))
        moment = wording.moment(chosen.publish_at, zone=self.round.competition.time_zone)
        state = pgettext("step", "Public") if chosen.publish_at <= self.at else pgettext("step", "Scheduled")
        return _task(label, url, "ok", state, moment)

    def vote(self, vote: Any) -> dict[str, str]:
        label = _("Vote: %(prize)s") % {"prize": vote.prize.name} if vote.prize else _("Vote on equal scores")
        return _task(label, self.url("vote", vote_id=vote.pk), "todo", pgettext("vote", "Open"))

    def next_step(self) -> dict[str, Any] | None:
        """What the person does next; None for who only looks on."""
        if not (self.seat.chairs or self.seat.is_juror):
            return None
        ahead = self._as_chair() if self.seat.chairs else self._as_juror()
        if ahead is None:
            return {"sentence": self._nothing_left(), "done": True}
        sentence, name, action, more = ahead
        return {"sentence": sentence, "url": self.url(name, **more), "action": action}

    def _as_juror(self) -> tuple[str, str, str, dict[str, Any]] | None:
        standing = self.standing
        if standing.is_open and not standing.has_come:
            return _("Say that you take part in the deliberation."), "attendance", _("Take part"), {}
        if standing.open_votes:
            vote = {"vote_id": standing.open_votes[0].pk}
            return _("A vote is open."), "vote", _("Open the vote"), vote
        if not standing.is_open and standing.signature is None and not standing.has_signed:
            return _("Read the minutes and sign them."), "minutes", _("Open the minutes"), {}
        return None

    def _as_chair(self) -> tuple[str, str, str, dict[str, Any]] | None:
        standing = self.standing
        if standing.is_open:
            return self._in_session()
        if standing.signature is None:
            if self.seat.is_juror and not standing.has_signed:
                return self._as_juror()
            if not standing.signed.is_met:
                return _("The jurors sign the minutes."), "minutes", _("See who has signed"), {}
            return _("Sign the ranking: it is sealed."), "minutes", _("Open the minutes"), {}
        if any(not each.is_settled for each in standing.prizes):
            return _("Name the winners."), "winners", _("See who gets what"), {}
        if standing.is_last and standing.publication is None:
            return _("Choose when the results become public."), "publication", _("Choose the moment"), {}
        return None

    def _in_session(self) -> tuple[str, str, str, dict[str, Any]]:
        standing = self.standing
        if not standing.quorum.is_met:
            return _("Record who takes part: the quorum is not reached."), "attendance", _("Record the attendance"), {}
        if standing.open_votes:
            vote = {"vote_id": standing.open_votes[0].pk}
            return _("A vote is open. Close it once the jurors have voted."), "vote", _("Open the vote"), vote
        if self.standing.changes + self.standing.notes == 0:
            words = _("Talk about the projects on which the jurors differ most, then decide about ties and prizes.")
            return words, "deliberation_projects", _("Open the projects"), {}
        if standing.placed is None or any(tie.vote is None for tie in standing.ties):
            return _("Decide about ties and prizes, then close the deliberation."), "ties", _("See equal scores"), {}
        if any(not each.winners and not each.is_settled for each in standing.prizes):
            return (
                _("Decide about prizes without a winner, then close the deliberation."),
                "prizes",
                _("See prizes"),
                {},
            )
        words = _("Everything is decided: close the deliberation.")
        return words, "deliberation_close", _("Close the deliberation"), {}

    def _nothing_left(self) -> str:
        if self.standing.signature is None:
            return _("The others are at work. You will be told.")
        return _("The ranking is signed and sealed.")


def closing_page(going_on: Deliberation) -> dict[str, Any]:
    """What changes with the closing."""
    return {
        "is_open": going_on.closed_at is None,
        "points": [
            _("No score, note or vote can be added or changed any more."),
            _("Equal scores that no vote has parted stay ex æquo."),
            _("Each juror is asked to sign the minutes, then you sign the ranking."),
        ],
    }


def quorum_words(stand: Quorum) -> str:
    facts = {"present": stand.present, "jurors": stand.jurors, "needed": stand.needed}
    return _("%(present)d of %(jurors)d, quorum %(needed)d") % facts


def signed_words(stand: Quorum) -> str:
    facts = {"signed": stand.present, "jurors": stand.jurors, "needed": stand.needed}
    return _("%(signed)d of %(jurors)d have signed, %(needed)d are needed") % facts


def _task(label: str, url: str, kind: str, state: str, hint: str = "") -> dict[str, str]:
    return {"label": label, "url": url, "kind": kind, "state": state, "hint": hint}
