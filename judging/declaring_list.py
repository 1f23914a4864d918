"""What a juror has ticked before they declare it, kept in their session from one search to the next."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, QueryDict

from competitions.models import Competition, Department
from teams.models import Team

MOST = 1_000  # of each; a session holds no more
TEAM, DEPARTMENT = "team", "department"


@dataclass
class DeclaringList:
    """The keys of teams and departments, in the order in which they were ticked."""

    session: Any
    competition: Competition
    teams: list[int] = field(default_factory=list)
    departments: list[int] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"declaring:{self.competition.pk}"

    def change(self, posted: QueryDict) -> None:
        """Add what is ticked in `team` and `department`, and take off what `remove` names, such as "team-7"."""
        teams = Team.objects.active().filter(competition=self.competition, pk__in=_numbers(posted.getlist(TEAM)))
        self._add(self.teams, teams)
        self._add(self.departments, Department.objects.filter(pk__in=_numbers(posted.getlist(DEPARTMENT))))
        kind, _dash, number = posted.get("remove", "").partition("-")
        listed = self.teams if kind == TEAM else self.departments
        for each in _numbers([number]):
            if each in listed:
                listed.remove(each)
        self._keep()

    def empty(self) -> None:
        """Everything on it has been declared."""
        self.session.pop(self.key, None)

    def _add(self, listed: list[int], rows: Any) -> None:
        new = [pk for pk in rows.values_list("pk", flat=True) if pk not in listed]
        listed += new[: MOST - len(listed)]

    def _keep(self) -> None:
        self.session[self.key] = {TEAM: self.teams, DEPARTMENT: self.departments}


def of(request: HttpRequest, competition: Competition) -> DeclaringList:
    """The list of whoever makes the request."""
    kept = request.session.get(f"declaring:{competition.pk}", {})
    return DeclaringList(request.session, competition, list(kept.get(TEAM, [])), list(kept.get(DEPARTMENT, [])))


def _numbers(typed: list[str]) -> list[int]:
    return [int(each) for each in typed if each.isascii() and each.isdigit()]
