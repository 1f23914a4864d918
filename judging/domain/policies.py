"""What an edition does with each kind of conflict of interest: it bars from judging, or is only disclosed."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.folding import fold
from competitions.models import Competition
from competitions.refusals import Refusal
from judging.domain.conflicts import take_away
from judging.domain.records import keep
from judging.domain.rule_changes import register_change, scored_rounds_to_change
from judging.models import Conflict, ConflictPolicy, Round, RuleChange
from teams.domain.authority import require_organiser
from teams.models import Role, Team, User

Effects = Mapping[str, str]  # by kind of conflict: "bar" or "disclose"
BAR, DISCLOSE = ConflictPolicy.Effect.BAR, ConflictPolicy.Effect.DISCLOSE


class WrongEffect(Refusal):
    message = _("Choose for each kind whether it bars or is disclosed.")


@dataclass(frozen=True)
class Remaining:
    """How many jurors remain for a team: as chosen, and by kind if that one barred, or were only disclosed."""

    team: Team
    jurors: int
    by_kind: dict[str, tuple[int, int]]


def effects_of(competition: Competition) -> dict[str, str]:
    """What the edition does with each kind; whatever it has not said bars. One query."""
    said = dict(ConflictPolicy.objects.filter(competition=competition).values_list("kind", "effect"))
    return {kind: said.get(kind, BAR) for kind in Conflict.Kind.values}


def set_policies(
    *, competition: Competition, effects: Effects, reason: str = "", by: User, at: datetime
) -> dict[str, str]:
    """Decide what each of these kinds does, and let the conflicts that stand follow.

    What bars from now on takes the projects that its jurors have. Once somebody has scored in a round that is not
    signed, it needs a reason, which stands in the public register of that round's changes.
    Raises OnlyOrganiser, WrongEffect, RuleReasonMissing.
    """
    require_organiser(by, competition)
    if not (set(effects) <= set(Conflict.Kind.values) and set(effects.values()) <= set(ConflictPolicy.Effect.values)):
        raise WrongEffect
    with transaction.atomic():
        Competition.objects.select_for_update(no_key=True).get(pk=competition.pk)
        now = effects_of(competition)
        changed = {kind: effect for kind, effect in effects.items() if now[kind] != effect}
        _hold_jurors(competition, {kind for kind, effect in changed.items() if effect == BAR})
        rounds = scored_rounds_to_change(competition) if changed else []
        for kind, effect in changed.items():
            _store(competition, kind, effect, by=by, at=at)
            _let_follow(competition, kind, effect, by=by, at=at)
            for round in rounds:
                _register(round, kind, now[kind], effect, reason=reason, by=by, at=at)
    return now | changed


def remaining(competition: Competition, effects: Effects, *, teams: Collection[Team], at: datetime) -> list[Remaining]:
    """How many jurors remain for each of these teams under `effects`, the worst off first; two queries."""
    jury = set(_jurors(competition, at=at))
    kinds = _kinds_by_pair(competition, jury)
    rows = [_remaining(team, len(jury), kinds.get(team.pk, {}), effects) for team in teams]
    return sorted(rows, key=lambda row: (row.jurors, fold(row.team.display_name), row.team.pk))


def number_of_jurors(competition: Competition, *, at: datetime) -> int:
    """How many jurors the edition has."""
    number: int = _jurors(competition, at=at).count()
    return number


def _jurors(competition: Competition, *, at: datetime) -> Any:
    roles = Role.objects.filter(competition=competition, kind=Role.Kind.JUROR).active(at=at)
    return roles.order_by().values_list("person", flat=True).distinct()


def _kinds_by_pair(competition: Competition, jury: set[int]) -> dict[int, dict[int, set[str]]]:
    """By team, by juror: the kinds of conflict that stand between them."""
    found: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = Conflict.objects.live().of_competition(competition).order_by().values_list("team_id", "juror_id", "kind")
    for team, juror, kind in rows:
        if juror in jury:
            found[team][juror].add(kind)
    return found


def _remaining(team: Team, jurors: int, kinds: dict[int, set[str]], effects: Effects) -> Remaining:
    barring = {kind for kind in Conflict.Kind.values if effects.get(kind, BAR) == BAR}
    by_kind = {
        kind: (
            jurors - _barred(kinds, barring | {kind}),
            jurors - _barred(kinds, barring - {kind}),
        )
        for kind in Conflict.Kind.values
    }
    return Remaining(team, jurors - _barred(kinds, barring), by_kind)


def _barred(kinds: dict[int, set[str]], barring: set[str]) -> int:
    return sum(1 for theirs in kinds.values() if theirs & barring)


def _store(competition: Competition, kind: str, effect: str, *, by: User, at: datetime) -> None:
    policy = ConflictPolicy.objects.filter(competition=competition, kind=kind).first()
    policy = policy or ConflictPolicy(competition=competition, kind=kind)
    policy.effect = effect
    keep(policy, by=by, at=at)


def _hold_jurors(competition: Competition, kinds: set[str]) -> None:
    """Whoever assigns holds the juror's row, so no assignment slips in between; jurors come before assignments."""
    if kinds:
        standing = Conflict.objects.live().of_competition(competition).filter(kind__in=kinds)
        jurors = User.objects.filter(pk__in=standing.values("juror")).order_by("pk")
        list(jurors.select_for_update(no_key=True).values_list("pk"))


def _let_follow(competition: Competition, kind: str, effect: str, *, by: User, at: datetime) -> None:
    """The jurors of what bars from now on are held."""
    standing = Conflict.objects.live().of_competition(competition).filter(kind=kind)
    if effect == BAR:
        take_away(set(standing.values_list("juror_id", "team_id")), by=by, at=at)
    Conflict.objects.filter(pk__in=standing.values("pk")).update(bars=effect == BAR)


def _register(round: Round, kind: str, old: str, new: str, *, reason: str, by: User, at: datetime) -> None:
    register_change(
        round,
        RuleChange.What.CONFLICTS,
        subject=lambda: Conflict.Kind(kind).label,
        old=lambda: ConflictPolicy.Effect(old).label,
        new=lambda: ConflictPolicy.Effect(new).label,
        reason=reason,
        by=by,
        at=at,
    )
