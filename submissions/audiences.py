"""Whom this room's reminders may address."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from competitions.domain.calendar import end_of
from competitions.models import Phase
from competitions.registries.audiences import Audience, Owed, register
from submissions.domain.checking import check_draft
from submissions.domain.drafting import project_or_blank
from submissions.domain.progress import sections_left, what_is_left
from submissions.domain.reading import read_drafts
from submissions.models import Version, late_until
from teams.models import Membership, Team

_in_words = lazy(what_is_left, str)

# Drafts are long; so many teams are read at a time.
TEAMS_AT_ONCE = 40


def project_not_submitted(phase: Phase, at: datetime, person: Any | None) -> Iterator[Owed]:
    """Members of active teams that have submitted nothing in the phase and still can, each with their own end."""
    teams: Any = (
        Team.objects.active()
        .filter(competition=phase.competition_id)
        .exclude(pk__in=Version.objects.of_phase(phase).values("project__team"))
        .annotate(late_until=late_until(team="pk", phase=phase))
        .select_related("competition", "project")
        .order_by("pk")
    )
    if person is not None:
        teams = teams.of(person)
    waiting = [team for team in teams if end_of(phase, until=team.late_until) > at]
    for first in range(0, len(waiting), TEAMS_AT_ONCE):
        yield from _owed(phase, waiting[first : first + TEAMS_AT_ONCE], person, at=at)


def _owed(phase: Phase, teams: Sequence[Any], person: Any | None, *, at: datetime) -> Iterator[Owed]:
    left = _sections_left(phase, teams, at=at)
    memberships = Membership.objects.active().filter(team__in=teams).select_related("person").order_by("team", "pk")
    if person is not None:
        memberships = memberships.of(person)
    by_key = {team.pk: team for team in teams}
    for membership in memberships:
        team = by_key[membership.team_id]
        yield Owed(
            person=membership.person,
            deadline=end_of(phase, until=team.late_until),
            todo=_in_words(confirmed=team.confirmed_at is not None, sections=left[team.pk]),
            url_name="submissions:project",
            url_kwargs={"edition": team.competition.slug},
            since=membership.joined_at,
        )


def _sections_left(phase: Phase, teams: Sequence[Any], *, at: datetime) -> dict[int, int]:
    """By team, in how many sections something is missing; all of them where nothing has been begun."""
    drafts = read_drafts([project_or_blank(team, at=at) for team in teams], phase)
    return {pk: sections_left(check_draft(draft)) for pk, draft in drafts.items()}


register(
    Audience(
        key="submissions.project_not_submitted",
        label=_("Members of teams whose project is not submitted"),
        rows=project_not_submitted,
        phase_kinds=(Phase.Kind.SUBMISSION,),
    )
)
