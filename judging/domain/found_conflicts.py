"""The conflicts of interest that the platform sees in its own data, recorded or not."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from judging.domain.kinship import Kinship
from judging.models import Conflict
from teams.models import Membership, Mentorship, User


@dataclass(frozen=True, order=True)
class Found:
    """A conflict that the platform sees in its own data."""

    juror_id: int
    team_id: int
    kind: str


def find_conflicts(juror: User, team: object) -> list[str]:
    """The kinds of conflict that the data show between `juror` and `team` today, recorded or not."""
    return [found.kind for found in found_between([juror], [team.pk])]  # type: ignore[attr-defined]


def found_between(jurors: Iterable[User], teams: Collection[int]) -> list[Found]:
    """Every automatic conflict between these jurors and teams; a handful of queries, whatever their number."""
    jurors = list(jurors)
    people = {juror.pk for juror in jurors}
    belonged = Membership.objects.filter(team__in=teams, person__in=people).values_list("person_id", "team_id")
    accompanied = Mentorship.objects.filter(team__in=teams, mentor__in=people).values_list("mentor_id", "team_id")
    found = {Found(person, team, Conflict.Kind.MEMBER) for person, team in belonged}
    found |= {Found(person, team, Conflict.Kind.MENTOR) for person, team in accompanied}
    return sorted(found | _of_one_department(jurors, departments_of(teams)))


def kin_of(jurors: Iterable[User], department: int | None, team: int) -> list[Found]:
    """The jurors of whose departments' line `department` is, from which somebody is in `team`."""
    return sorted(_of_one_department(list(jurors), {department: {team}} if department else {}))


def departments_of(teams: Collection[int]) -> dict[int, set[int]]:
    """The teams in which each department has, or had, a member.

    As it was copied at confirmation, as it is today for whoever is still in the team, and as it was in between.
    """
    found: dict[int, set[int]] = defaultdict(set)
    members = Membership.objects.filter(team__in=teams).values_list(
        "team_id", "person_id", "department_id", "person__department_id", "team__confirmed_at", "left_at"
    )
    since: dict[int, list[tuple[int, datetime, datetime | None]]] = defaultdict(list)
    for team, person, copied, own, confirmed_at, left_at in members:
        if copied is not None:
            found[copied].add(team)
        if own is not None and (left_at is None or copied is None):
            found[own].add(team)
        if confirmed_at is not None:
            since[person].append((team, confirmed_at, left_at))
    for person, department, at in _moves(since):
        for team, confirmed_at, left_at in since[person]:
            if confirmed_at <= at and (left_at is None or at < left_at):
                found[department].add(team)
    return found


def _moves(since: dict[int, list[tuple[int, datetime, datetime | None]]]) -> Iterable[tuple[int, int, datetime]]:
    """Where each of these people has served since the first of their teams was confirmed, and from when on."""
    if not since:
        return []
    first = min(confirmed_at for places in since.values() for _team, confirmed_at, _left in places)
    history = User.history.filter(id__in=since, department__isnull=False, history_date__gte=first)
    return list(history.order_by().values_list("id", "department_id", "history_date"))


def _of_one_department(jurors: list[User], departments: dict[int, set[int]]) -> set[Found]:
    kinship = Kinship.of_all_departments()
    near: dict[int | None, list[int]] = {
        own: [each for each in departments if kinship.are_kin(own, each)]
        for own in {juror.department_id for juror in jurors}
    }
    return {
        Found(juror.pk, team, Conflict.Kind.SAME_DEPARTMENT)
        for juror in jurors
        for department in near[juror.department_id]
        for team in departments[department]
    }
