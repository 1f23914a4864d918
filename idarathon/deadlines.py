"""A person's own deadlines and appointments in one edition, late access included."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from competitions.domain.calendar import end_of
from competitions.models import Phase
from competitions.wording import distance, last_minute, moment
from judging.domain.pitching.appearing import appearances_of, to_come
from judging.models import Assignment, Extension
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
    """What `person` must have done by when, and when they must be there, soonest first; at most six queries."""
    ends = _of_the_team(person, edition, at=at) + _of_the_jury(person, edition, at=at)
    rows = [(end, label, url_name, last_minute(end, zone=edition.time_zone)) for end, label, url_name in ends]
    hours = _of_the_pitches(person, edition, at=at)
    rows += [(hour, label, url_name, moment(hour, zone=edition.time_zone)) for hour, label, url_name in hours]
    return [
        OwnDeadline(label, reverse(url_name, kwargs={"edition": edition.slug}), words, distance(instant, at=at))
        for instant, label, url_name, words in sorted(rows)
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
    own = Extension.objects.filter(juror=person, round__phase=OuterRef("pk")).order_by("-until").values("until")[:1]
    phases = Phase.objects.filter(round__entries__assignments__in=owed).annotate(until=Subquery(own)).distinct()
    ends = [(end_of(phase, until=phase.until), phase) for phase in phases]  # type: ignore[attr-defined]
    return [
        (end, _("%(phase)s: finish your evaluations") % {"phase": phase.name}, "judging:jury")
        for end, phase in ends
        if end > at
    ]


def _of_the_pitches(person: Any, edition: Any, *, at: datetime) -> list[tuple[datetime, str, str]]:
    """When the team pitches, and when the first of the projects is heard that the person judges."""
    theirs = appearances_of(person, edition)
    own = [
        (slot.starts_at, _("%(round)s: your team pitches") % {"round": slot.round.name}, "judging:own_pitch")
        for slot in to_come(theirs.own, at=at)
    ]
    heard = [
        (slot.starts_at, _("%(round)s: pitches before the jury") % {"round": slot.round.name}, "judging:jury")
        for slot in to_come(theirs.judged, at=at)[:1]
    ]
    return own + heard
