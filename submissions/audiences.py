"""Whom this room's reminders may address."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.domain.calendar import end_of
from competitions.models import Phase
from competitions.registries.audiences import Audience, Owed, register
from submissions.domain.approving import text_digest
from submissions.domain.checking import check_draft
from submissions.domain.drafting import project_or_blank
from submissions.domain.progress import sections_left, what_is_left
from submissions.domain.reading import Draft, read_drafts
from submissions.models import Approval, AutomaticSubmission, Version, late_until
from teams.models import Membership, Team

_in_words = lazy(what_is_left, str)

# Drafts are long; so many teams are read at a time.
TEAMS_AT_ONCE = 40


def project_not_submitted(phase: Phase, at: datetime, person: Any | None) -> Iterator[Owed]:
    """Members of active teams of which nothing counts in the phase and that still can submit, each with their own end.

    A team that has withdrawn what it submitted is among them; one that has asked that its draft be submitted at the
    deadline is told what will happen.
    """
    for teams in _waiting(phase, at, person):
        drafts = _drafts(phase, teams, at=at)
        memberships = _memberships(teams, person)
        left = {team.pk: _left(team, sections_left(check_draft(drafts[team.pk]))) for team in teams}
        yield from _owed(phase, memberships, teams, left, url="submissions:project")


def sign_off_owed(phase: Phase, at: datetime, person: Any | None) -> Iterator[Owed]:
    """Members who have not signed off on a text that a teammate of theirs has, while nothing of the team's counts."""
    for teams in _waiting(phase, at, person):
        texts = {pk: text_digest(draft) for pk, draft in _drafts(phase, teams, at=at).items()}
        signed = _signed(phase, teams, texts)
        owing = [
            membership
            for membership in _memberships(teams, person)
            if signed.get(membership.team_id) and membership.person_id not in signed[membership.team_id]
        ]
        to_sign_off = lazy(lambda: _("to read the project file and sign off on it"), str)()
        yield from _owed(phase, owing, teams, {team.pk: to_sign_off for team in teams}, url="submissions:check")


def _waiting(phase: Phase, at: datetime, person: Any | None) -> Iterator[Sequence[Any]]:
    """Teams of which nothing counts and that still can submit, some at a time."""
    asked = AutomaticSubmission.objects.waiting().filter(phase=phase, project__team=OuterRef("pk"))
    teams: Any = (
        Team.objects.active()
        .filter(competition=phase.competition_id)
        .exclude(pk__in=Version.objects.of_phase(phase).counting().values("project__team"))
        .annotate(
            late_until=late_until(team="pk", phase=phase),
            has_submitted=Exists(Version.objects.of_phase(phase).filter(project__team=OuterRef("pk"))),
            is_automatic=Exists(asked),
        )
        .select_related("competition", "project")
        .order_by("pk")
    )
    if person is not None:
        teams = teams.of(person)
    waiting = [team for team in teams if end_of(phase, until=team.late_until) > at]
    for first in range(0, len(waiting), TEAMS_AT_ONCE):
        yield waiting[first : first + TEAMS_AT_ONCE]


def _drafts(phase: Phase, teams: Sequence[Any], *, at: datetime) -> dict[int, Draft]:
    """By team, blank where nothing has been begun."""
    return read_drafts([project_or_blank(team, at=at) for team in teams], phase)


def _memberships(teams: Sequence[Any], person: Any | None) -> Any:
    memberships = Membership.objects.active().filter(team__in=teams).select_related("person").order_by("team", "pk")
    return memberships if person is None else memberships.of(person)


def _signed(phase: Phase, teams: Sequence[Any], texts: dict[int, str]) -> dict[int, set[int]]:
    """By team, the keys of those whose sign-off is on the text as it stands."""
    found: dict[int, set[int]] = {}
    given = Approval.objects.filter(phase=phase, project__team__in=teams)
    for team, person, text in given.values_list("project__team", "person", "text_sha256"):
        if texts[team] == text:
            found.setdefault(team, set()).add(person)
    return found


def _owed(phase: Phase, memberships: Any, teams: Sequence[Any], todo: Mapping[int, Any], *, url: str) -> Iterator[Owed]:
    by_key = {team.pk: team for team in teams}
    for membership in memberships:
        team = by_key[membership.team_id]
        yield Owed(
            person=membership.person,
            deadline=end_of(phase, until=team.late_until),
            todo=todo[team.pk],
            url_name=url,
            url_kwargs={"edition": team.competition.slug},
            since=membership.joined_at,
        )


def _left(team: Any, sections: int) -> Any:
    return _in_words(
        confirmed=team.confirmed_at is not None,
        sections=sections,
        again=team.has_submitted,
        automatic=team.is_automatic,
    )


register(
    Audience(
        key="submissions.project_not_submitted",
        label=gettext_lazy("Members of teams whose project is not submitted"),
        rows=project_not_submitted,
        phase_kinds=(Phase.Kind.SUBMISSION,),
    )
)
register(
    Audience(
        key="submissions.sign_off_owed",
        label=gettext_lazy("Members who have not signed off on what a teammate has signed off on"),
        rows=sign_off_owed,
        phase_kinds=(Phase.Kind.SUBMISSION,),
    )
)
