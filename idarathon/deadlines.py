"""A person's own deadlines in one edition, late access included."""

from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from competitions.models import Phase
from competitions.wording import distance, last_minute
from judging.models import Assignment
from submissions.domain.windows import Window, windows_of
from teams.models import Team


class OwnDeadline(NamedTuple):
    """A row of a task list: what, by when in words, and where."""

    label: str
    url: str
    hint: str
    state: str
    kind: str = "todo"


def own_deadlines(person: Any, edition: Any, *, at: datetime) -> list[OwnDeadline]:
    """What `person` must have done by when, soonest first; at most three queries."""
    ends = _of_the_team(person, edition, at=at) + _of_the_jury(person, edition, at=at)
    return [
        OwnDeadline(
            label,
            reverse(url_name, kwargs={"edition": edition.slug}),
            last_minute(end, zone=edition.time_zone),
            distance(end, at=at),
        )
        for end, label, url_name in sorted(ends)
    ]


def _of_the_team(person: Any, edition: Any, *, at: datetime) -> list[tuple[datetime, str, str]]:
    team = Team.objects.of(person).filter(competition=edition).first()
    if team is None:
        return []
    rows = [
        (window.end, _submission_label(window), "submissions:project")
        for window in windows_of(team)
        if not window.is_over(at=at)
    ]
    if team.confirmed_at is None and rows:
        rows.append((max(rows)[0], _("Last moment to confirm the team"), "teams:team"))
    return rows


def _submission_label(window: Window) -> str:
    values = {"phase": window.phase.name}
    if window.end > window.phase.closes_at:
        return _("%(phase)s: your team was given more time") % values
    return _("%(phase)s: submit the project") % values


def _of_the_jury(person: Any, edition: Any, *, at: datetime) -> list[tuple[datetime, str, str]]:
    owed = Assignment.objects.of(person).owed().filter(entry__round__phase__competition=edition)
    phases = Phase.objects.filter(round__entries__assignments__in=owed, closes_at__gt=at).distinct()
    return [
        (phase.closes_at, _("%(phase)s: finish your evaluations") % {"phase": phase.name}, "judging:jury")
        for phase in phases
    ]
