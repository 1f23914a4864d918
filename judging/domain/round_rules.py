"""What an organiser decides about a round besides its phases, and whether it fits together."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from competitions.refusals import Refusal
from judging.models import Round
from submissions.models import Question


class WrongEarlierRound(Refusal):
    message = gettext_lazy("Choose an earlier round of the same edition, and how many of its projects enter.")
    field = "earlier_round"


class NoEarlierRound(Refusal):
    message = gettext_lazy("Every submitted project enters: leave the earlier round and the number empty.")
    field = "entry_rule"


class WantsTooFew(Refusal):
    message = gettext_lazy("Ask for at least as many evaluations per project as a project needs to be ranked.")
    field = "evaluations_wanted"


class WrongQuorum(Refusal):
    message = gettext_lazy("The quorum is a share from 0 to 100 percent.")
    field = "quorum_percent"


class WrongAudienceWindow(Refusal):
    message = gettext_lazy("Say from when until when the audience votes, the end after the beginning; or neither.")
    field = "audience_closes_at"


@dataclass(frozen=True)
class RoundRules:
    """What an organiser decides about a round besides its phases. `hidden_questions` None leaves them as they are."""

    kind: str = Round.Kind.WRITTEN
    entry_rule: str = Round.EntryRule.ALL
    earlier_round: Round | None = None
    entry_count: int | None = None
    evaluations_wanted: int = 3
    is_read_by_all: bool = False
    evaluations_minimum: int = 1
    is_blind: bool = False
    decided_by: str = Round.Decides.OFFICIAL
    president_counts_double: bool = False
    quorum_percent: int = 50
    pitch_minutes: int = 7
    questions_minutes: int = 8
    audience_opens_at: datetime | None = None
    audience_closes_at: datetime | None = None
    hidden_questions: Sequence[Question] | None = None

    def columns(self) -> dict[str, Any]:
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name != "hidden_questions"}


def require_sound(round: Round, rules: RoundRules) -> None:
    """Return if `rules` fit together, and `round`.

    Raises WrongEarlierRound, NoEarlierRound, WantsTooFew, WrongQuorum, WrongAudienceWindow.
    """
    _require_entry_rule(round, rules)
    if not rules.is_read_by_all and rules.evaluations_wanted < rules.evaluations_minimum:
        raise WantsTooFew
    if not 0 <= rules.quorum_percent <= 100:
        raise WrongQuorum
    begins, ends = rules.audience_opens_at, rules.audience_closes_at
    if (begins is None) != (ends is None) or (begins is not None and ends is not None and ends <= begins):
        raise WrongAudienceWindow


def _require_entry_rule(round: Round, rules: RoundRules) -> None:
    earlier, counted = rules.earlier_round, rules.entry_count is not None
    if rules.entry_rule == Round.EntryRule.ALL and (earlier is not None or counted):
        raise NoEarlierRound
    by_rank = rules.entry_rule in (Round.EntryRule.FIRST_OVERALL, Round.EntryRule.FIRST_PER_THEME)
    if counted != by_rank or (by_rank and (earlier is None or not rules.entry_count)):
        raise WrongEarlierRound
    if earlier is not None and not _comes_before(earlier, round):
        raise WrongEarlierRound


def _comes_before(earlier: Round, round: Round) -> bool:
    of_edition = earlier.phase.competition_id == round.phase.competition_id
    return of_edition and earlier.pk != round.pk and earlier.phase.closes_at <= round.phase.closes_at
