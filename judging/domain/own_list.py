"""What is a juror's to evaluate in an edition, however much it is: counted whole, and read a page at a time."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When

from competitions.domain.calendar import end_of, is_open
from competitions.models import Competition
from judging.domain.juror_signing import standing
from judging.models import Assignment, Conflict, Extension, Round
from teams.models import User

DONE, BEGUN, TO_DO = "done", "begun", "to-do"
STATES = (TO_DO, BEGUN, DONE)
BY_THEMSELVES, BY_OTHERS = "by themselves", "by others"
PER_PAGE = 50


class Owned(NamedTuple):
    """One assignment, as far as a list of all of them needs it.

    `recused`: by whom a conflict of interest was said that has taken it from its juror; nothing but its name is theirs.
    """

    pk: int
    round: int
    begun_at: datetime | None
    finished_at: datetime | None
    recused: str = ""

    @property
    def state(self) -> str:
        if self.finished_at is not None:
            return DONE
        return BEGUN if self.begun_at is not None else TO_DO


@dataclass(frozen=True)
class OwnList:
    """`chosen` is the round that is shown, `state` what it is filtered by, `page` a page of the assignments that match.

    `shown` are those of the page, the next one to open and those of `recused`, whole; `ends` the later ends of the
    juror's extensions. Of what the juror is recused from, as many as fill a page.
    """

    rounds: list[Round]
    counts: dict[int, "Counter[str]"]
    chosen: Round | None
    state: str
    page: "Page[int]"
    next_one: int | None
    shown: dict[int, Assignment]
    ends: dict[int, datetime]
    signed: set[int]
    recused: dict[int, str]

    def end_of(self, round: Round) -> datetime:
        """When the round ends for this juror."""
        return end_of(round.phase, until=self.ends.get(round.pk))

    def may_write_in(self, round: Round, *, at: datetime) -> bool:
        """Whether they may still change what they gave in `round`."""
        return round.closed_at is None and is_open(round.phase, at=at, until=self.ends.get(round.pk))


def owned_by(juror: User, competition: Competition) -> list[Owned]:
    """What is theirs in the edition, or was until a conflict of interest took it; in their order, one light query."""
    every = Assignment.objects.of_todays_jurors().of(juror).of_competition(competition)
    taken = Q(closed_because=Assignment.Closed.CONFLICT)
    theirs = every.filter(taken | Q(pk__in=every.standing().values("pk"))).in_order()
    said = Conflict.objects.filter(juror=juror, team=OuterRef("entry__project__team"), source=Conflict.Source.JUROR)
    recused = Case(
        When(taken & Exists(said.filter(declared_at=OuterRef("closed_at"))), then=Value(BY_THEMSELVES)),
        When(taken, then=Value(BY_OTHERS)),
        default=Value(""),
    )
    rows = theirs.values_list("pk", "entry__round", "evaluation__begun_at", "evaluation__finished_at", recused)
    return [Owned(*row) for row in rows]


def own_list(juror: User, owned: list[Owned], *, round: str, state: str, page: str, at: datetime) -> OwnList:
    """The round, state and page asked for, where there are such; two queries at most."""
    recused = {each.pk: each.recused for each in [each for each in owned if each.recused][:PER_PAGE]}
    found = _rounds(juror, list({each.round for each in owned}))
    owned = [each for each in owned if not each.recused]
    order = list(dict.fromkeys(each.round for each in owned))
    rounds = [found[pk] for pk in order]
    ends = {each.pk: each.extended_until for each in rounds if each.extended_until}
    chosen = _chosen(rounds, ends, round, at=at)
    state = state if state in STATES else ""
    matching = [each.pk for each in owned if chosen and each.round == chosen.pk and state in ("", each.state)]
    shown_page = Paginator(matching, PER_PAGE).get_page(page)
    next_one = _next(owned, found, ends, at=at)
    wanted = {*shown_page.object_list, *([next_one] if next_one else []), *recused}
    return OwnList(
        rounds=rounds,
        counts={pk: Counter(each.state for each in owned if each.round == pk) for pk in order},
        chosen=chosen,
        state=state,
        page=shown_page,
        next_one=next_one,
        shown=_shown(wanted, found),
        ends=ends,
        signed={each.pk for each in rounds if each.is_signed_by_juror},
        recused=recused,
    )


def _shown(wanted: set[int], rounds: dict[int, Round]) -> dict[int, Assignment]:
    shown = Assignment.objects.in_a_list().in_bulk(list(wanted)) if wanted else {}
    for assignment in shown.values():
        assignment.entry.round = rounds[assignment.entry.round_id]
    return shown


def _rounds(juror: User, rounds: list[int]) -> dict[int, Any]:
    """With the juror's own end and whether their signature stands."""
    if not rounds:
        return {}
    given = Extension.objects.filter(juror=juror, round=OuterRef("pk")).order_by("-until")
    found = Round.objects.filter(pk__in=rounds).select_related("phase__competition")
    return found.annotate(
        extended_until=Subquery(given.values("until")[:1]),
        is_signed_by_juror=Exists(standing(juror).filter(round=OuterRef("pk"))),
    ).in_bulk()


def _next(owned: list[Owned], rounds: dict[int, Round], ends: dict[int, datetime], *, at: datetime) -> int | None:
    """What is begun comes before what is not."""
    owed = [
        each
        for each in owned
        if each.finished_at is None
        and rounds[each.round].closed_at is None
        and is_open(rounds[each.round].phase, at=at, until=ends.get(each.round))
    ]
    return min(owed, key=lambda each: each.begun_at is None).pk if owed else None


def _chosen(rounds: list[Round], ends: dict[int, datetime], asked: str, *, at: datetime) -> Round | None:
    """The round asked for, else the first that is open to the juror, else the last."""
    named = next((each for each in rounds if str(each.pk) == asked), None)
    running = (each for each in rounds if each.closed_at is None and at < end_of(each.phase, until=ends.get(each.pk)))
    return named or next(running, rounds[-1] if rounds else None)
