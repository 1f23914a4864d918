"""Ties and prizes to vote on, the ballot, and what came of a vote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from competitions.folding import fold
from judging.domain.deliberating import final_ranking
from judging.domain.deliberating.awarding import Proposed
from judging.domain.deliberating.close_scores import StatisticalTie
from judging.domain.deliberating.ties import AnalysisMissing, Tie, voices_of
from judging.domain.deliberating.voting import VOTED_PRIZES, ballots_needed, voters_of
from judging.models import Deliberation, Entry, Prize, Round, Vote
from judging.points import score_in_words
from judging.presenters.cells import Table, table
from judging.presenters.deliberation import Seat
from judging.presenters.figures import chances
from judging.presenters.rounds_head import address_of
from teams.models import User

PER_PAGE = 10
FOUND_AT_MOST = 20
NAMED = 20  # of those that are equal; the others are counted
CLOSE_AT_MOST = 20  # statistical ties, those nearest to the last place that counts


@dataclass(frozen=True)
class TiesPage:
    """`items` are equal scores, `close` statistical ties with the state of knowing them in `close_state`."""

    items: list[dict[str, Any]]
    page: Page[Tie]
    may_open: bool
    open_url: str
    close: list[dict[str, Any]]
    close_state: str
    projects_url: str


@dataclass(frozen=True)
class VotePage:
    """`result` is None while the vote is open: nobody sees a ballot before."""

    title: str
    rule: str
    progress: str
    may_vote: bool
    why_not: str
    close_url: str
    result: Table | None


def ties_page(
    going_on: Deliberation,
    groups: Sequence[Tie],
    close: Sequence[StatisticalTie] | None,
    *,
    seat: Seat,
    number: str | None,
) -> TiesPage:
    round = going_on.round
    page = Paginator(groups, PER_PAGE).get_page(number)
    running: dict[frozenset[int], int] = {
        frozenset(entry.pk for entry in vote.candidates.all()): vote.pk
        for vote in going_on.votes.filter(kind=Vote.Kind.TIE, closed_at=None).prefetch_related("candidates")
    }
    return TiesPage(
        items=[_tie(round, tie, running.get(tie.keys)) for tie in page.object_list],
        page=page,
        may_open=seat.chairs and going_on.closed_at is None,
        open_url=reverse("judging:ties", kwargs=address_of(round)),
        close=[_close(each) for each in (close or [])[-CLOSE_AT_MOST:]],
        close_state=_state_of_close(close),
        projects_url=reverse("judging:deliberation_projects", kwargs=address_of(round)),
    )


def candidates_of(vote: Vote) -> list[Entry]:
    return list(vote.candidates.all().with_names().defer("version__content").order_by("pk"))


def vote_page(vote: Vote, *, person: User, seat: Seat, at: datetime) -> VotePage:
    round = vote.deliberation.round
    is_open = vote.closed_at is None
    candidates = list(vote.candidates.all())
    voters = voters_of(round, candidates, at=at) if is_open else None
    has_voted = vote.ballots.filter(juror=person).exists()
    is_voter = voters is not None and voters.filter(pk=person.pk).exists()
    close_url = reverse("judging:vote_close", kwargs={**address_of(round), "vote_id": vote.pk})
    return VotePage(
        title=_("Vote: %(prize)s") % {"prize": vote.prize.name} if vote.prize else _("Vote on equal scores"),
        rule=_rule(vote),
        progress=_progress(vote, voters.count() if voters is not None else 0, at=at) if is_open else "",
        may_vote=is_voter and not has_voted,
        why_not=_why_not(vote, seat, is_voter=is_voter, has_voted=has_voted) if is_open else "",
        close_url=close_url if is_open and seat.chairs else "",
        result=None if is_open else _result(vote),
    )


def prizes_page(going_on: Deliberation, proposed: Sequence[Proposed], *, seat: Seat) -> dict[str, Any]:
    decides = seat.chairs and going_on.closed_at is None
    return {"items": [_prize(going_on.round, each, decides=decides) for each in proposed]}


def candidates_page(round: Round, prize: Prize, *, chosen: Sequence[int], typed: str) -> dict[str, Any]:
    """The chosen ones, then what the search finds, in the order of the ranking; never one long list."""
    entries = _in_order(round)
    wanted = fold(typed)
    found = [each for each in entries if each.pk not in chosen and (not wanted or _is_named(each, wanted))]
    return {
        "title": _("Vote: %(prize)s") % {"prize": prize.name},
        "typed": typed,
        "chosen": [_pick(each) for each in entries if each.pk in chosen],
        "found": [_pick(each) for each in found[:FOUND_AT_MOST]],
        "more": len(found) > FOUND_AT_MOST,
    }


def _in_order(round: Round) -> list[Entry]:
    try:
        return [each.entry for each in final_ranking(round)]
    except AnalysisMissing:
        return list(Entry.objects.admitted().filter(round=round).with_names().defer("version__content").order_by("pk"))


def _is_named(entry: Entry, wanted: str) -> bool:
    return any(wanted in fold(name) for name in (entry.version.title, entry.team.name_ar, entry.team.name_latin))


def _pick(entry: Entry, *, rank: int | None = None) -> dict[str, Any]:
    return {"pk": entry.pk, "title": entry.version.title, "team": entry.team.display_name, "rank": rank}


def _tie(round: Round, tie: Tie, running: int | None) -> dict[str, Any]:
    vote = running or tie.vote
    kind, state = _state_of_tie(tie, running)
    last = tie.rank + len(tie.entries) - 1
    return {
        "title": _("Ranks %(first)d to %(last)d") % {"first": tie.rank, "last": last},
        "line": _("Score %(score)s, and equal by every criterion that parts ties.")
        % {"score": score_in_words(tie.entries[0].score or 0)},
        "kind": kind,
        "state": state,
        "entries": [_pick(each.entry, rank=each.rank) for each in tie.entries[:NAMED]],
        "more": _more(len(tie.entries) - NAMED),
        "keys": [each.entry.pk for each in tie.entries],
        "vote_url": reverse("judging:vote", kwargs={**address_of(round), "vote_id": vote}) if vote else "",
    }


def _more(number: int) -> str:
    words = ngettext("and %(number)d other project", "and %(number)d other projects", number)
    return words % {"number": number} if number > 0 else ""


def _close(pair: StatisticalTie) -> dict[str, Any]:
    words = _("The higher one is truly better with %(chances)s chances.")
    return {
        "title": _("Ranks %(first)s and %(second)s") % {"first": pair.upper.rank, "second": pair.lower.rank},
        "line": words % {"chances": chances(pair.probability)},
        "entries": [_pick(each.entry, rank=each.rank) for each in (pair.upper, pair.lower)],
    }


def _state_of_close(close: Sequence[StatisticalTie] | None) -> str:
    """What there is to say instead of, or before, the list."""
    if close is None:
        return _("The analysis of the scores is still being computed.")
    if not close:
        return _("None: the data part all neighbours among the places that count.")
    left = len(close) - CLOSE_AT_MOST
    if left <= 0:
        return ""
    words = ngettext(
        "%(number)d pair with a higher rank is not listed.", "%(number)d pairs with a higher rank are not listed.", left
    )
    return words % {"number": left}


def _state_of_tie(tie: Tie, running: int | None) -> tuple[str, str]:
    if running:
        return "todo", pgettext("vote", "Open")
    return ("ok", _("Voted on")) if tie.vote else ("warn", _("ex æquo"))


def _rule(vote: Vote) -> str:
    words = _(
        "Every juror without a conflict of interest has one voice, given once. It is secret until the vote is closed."
    )
    if vote.president_counts_double:
        double = _("By the rules of the round the voice of the president counts double.")
        return f"{words} {double}"
    return words


def _progress(vote: Vote, voters: int, *, at: datetime) -> str:
    facts = {"cast": vote.ballots.count(), "voters": voters, "needed": ballots_needed(vote, at=at)}
    return _("%(cast)d of %(voters)d have voted; %(needed)d ballots are needed to close the vote.") % facts


def _why_not(vote: Vote, seat: Seat, *, is_voter: bool, has_voted: bool) -> str:
    if has_voted:
        return _("You have voted. A ballot cannot be seen or changed.")
    if not is_voter and seat.is_juror:
        return _("You have a conflict of interest with one of these teams, so you have no voice in this vote.")
    return ""


def _result(vote: Vote) -> Table:
    voices = voices_of(vote)
    result = table(_("Result of the vote"), [_("Project"), _("Team"), _("Voices")], amounts=[_("Voices")])
    for entry in sorted(candidates_of(vote), key=lambda each: (-voices.get(each.pk, 0), each.pk)):
        result.add(entry.version.title, entry.team.display_name, str(voices.get(entry.pk, 0)))
    abstained = vote.ballots.filter(entry=None).count()
    if abstained:
        result.add(_("Abstentions"), "", str(abstained))
    return result


def _prize(round: Round, each: Proposed, *, decides: bool) -> dict[str, Any]:
    prize, address = each.prize, {**address_of(round), "prize_id": each.prize.pk}
    kind, state = _state(each)
    name, level = str(prize.name), str(prize.get_level_display())
    may_vote = decides and prize.level in VOTED_PRIZES and each.vote is None and not each.is_settled
    return {
        "name": name,
        # "First prize" is not said twice of the first prize.
        "level": level if fold(level) != fold(name) else "",
        "kind": kind,
        "state": state,
        "winners": [{"title": entry.version.title, "team": entry.team.display_name} for entry in each.winners],
        "reason": each.because,
        "vote_url": reverse("judging:vote", kwargs={**address_of(round), "vote_id": each.vote.pk}) if each.vote else "",
        "vote_label": _("Result of the vote") if each.vote and each.vote.closed_at else _("Open the vote"),
        "open_url": reverse("judging:prize_vote", kwargs=address) if may_vote else "",
        "withhold_url": reverse("judging:prize_withhold", kwargs=address) if decides and not each.is_settled else "",
    }


def _state(each: Proposed) -> tuple[str, str]:
    if each.is_settled:
        given = any(award.is_given for award in each.award)
        return ("ok", pgettext("prize", "Awarded")) if given else ("off", pgettext("prize", "Not awarded"))
    if each.vote is not None and each.vote.closed_at is None:
        return "todo", pgettext("vote", "Open")
    if each.winners:
        words = ngettext("%(number)d winner", "%(number)d winners, ex æquo", len(each.winners))
        return "ok", words % {"number": len(each.winners)}
    return "missing", _("Nobody yet")
