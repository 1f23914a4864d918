"""What accepting a proposal would change of what stands today."""

from dataclasses import dataclass

from judging.domain.plans.proposal import Proposal
from judging.models import Assignment, Plan, Round
from teams.models import Mentorship


@dataclass(frozen=True)
class Changes:
    """Pairs are (entry or team, person). `taken` are closed; `begun` stay though the proposal has them not."""

    given: list[tuple[int, int]]
    taken: list[Assignment]
    begun: list[Assignment]
    stays: int


def changes(plan: Plan, proposal: Proposal) -> Changes:
    """Against what stands at this moment, which may not be what stood when the plan was made."""
    return _of_round(plan.round, proposal) if plan.round is not None else _of_mentors(plan, proposal)


def _of_round(round: Round, proposal: Proposal) -> Changes:
    live = Assignment.objects.live().filter(entry__round=round).select_related("evaluation").order_by("entry", "juror")
    standing = {(each.entry_id, each.juror_id): each for each in live.defer(*_COMMENTS)}
    gone = [each for pair, each in standing.items() if pair not in proposal.pairs]
    without = set(proposal.inputs["without"])
    # What somebody has begun since is theirs to finish, unless it is they who leave.
    begun = [each for each in gone if each.work is not None and (each.juror_id not in without or each.work.finished_at)]
    stays = {each.pk for each in begun}
    return Changes(
        given=sorted(proposal.pairs - set(standing)),
        taken=[each for each in gone if each.pk not in stays],
        begun=begun,
        stays=len(standing) - len(gone),
    )


def _of_mentors(plan: Plan, proposal: Proposal) -> Changes:
    active = Mentorship.objects.active().filter(team__competition=plan.competition)
    standing = set(active.values_list("team", "mentor"))
    accompanied = {team for team, _mentor in standing}
    given = sorted(pair for pair in proposal.pairs - standing if pair[0] not in accompanied)
    return Changes(given=given, taken=[], begun=[], stays=len(proposal.pairs & standing))


_COMMENTS = ("evaluation__comment_for_team", "evaluation__comment_for_jury")
