"""A round whose projects have entered, with jurors who have profiles, and proposals for it that are solved at once."""

from datetime import datetime
from typing import Any

from competitions.domain import jobs
from competitions.models import Competition
from judging.domain.plans import accept, propose, propose_mentors
from judging.domain.plans.proposal import Proposal
from judging.domain.rounds import collect
from judging.models import Assignment, JurorProfile, Plan, Round
from teams.models import Role, User
from tests.builders.competitions import a_competition
from tests.builders.judging import OPENING, a_juror, a_round, an_organiser


def a_collected_round(
    *, entries: int = 4, jurors: int = 4, wanted: int = 2, competition: Competition | None = None
) -> Round:
    """Projects have entered, nobody has been given any; so many jurors of departments of their own."""
    competition = competition or a_competition()
    round = a_round(competition=competition, entries=entries, opened=False)
    Round.objects.filter(pk=round.pk).update(evaluations_wanted=wanted)
    for _each in range(jurors):
        a_juror(competition)
    round.refresh_from_db()
    return collect(round=round, by=an_organiser(competition), at=OPENING)


def jurors_of(round: Round) -> list[User]:
    roles = Role.objects.filter(competition=round.competition, kind=Role.Kind.JUROR).order_by("person")
    return [role.person for role in roles.select_related("person")]


def with_profile(juror: User, **fields: Any) -> JurorProfile:
    """What a juror has said of themselves; themes and disciplines as lists."""
    profile = JurorProfile.objects.get(role__person=juror)
    for name in ("themes", "disciplines"):
        if name in fields:
            getattr(profile, name).set(fields.pop(name))
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.save()
    return profile


def solved(plan: Plan) -> Plan:
    """The plan, after its job has run."""
    assert plan.job is not None
    jobs.run(plan.job.pk, clock=lambda: OPENING)
    return Plan.objects.select_related("competition", "round__phase__competition", "job").get(pk=plan.pk)


def a_plan(round: Round | None = None, **how: Any) -> Plan:
    """A solved proposal that nobody has decided about."""
    round = round or a_collected_round()
    return solved(propose(round=round, by=an_organiser(round.competition), at=OPENING, **how))


def a_mentor_plan(competition: Competition, **how: Any) -> Plan:
    return solved(propose_mentors(competition=competition, by=an_organiser(competition), at=OPENING, **how))


def accepted(plan: Plan, *, at: datetime = OPENING) -> Plan:
    return accept(plan=plan, by=an_organiser(plan.competition), at=at)


def pairs(plan: Plan) -> set[tuple[int, int]]:
    """Who would read what, by the keys of entry and juror."""
    return Proposal.of(plan).pairs


def standing(round: Round) -> set[tuple[int, int]]:
    """Who reads what."""
    return set(Assignment.objects.live().filter(entry__round=round).values_list("entry", "juror"))
