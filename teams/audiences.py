"""Whom deadline reminders may address among people and teams."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.domain.calendar import end_of
from competitions.models import Phase
from competitions.registries.audiences import Audience, Owed, register
from teams.domain.confirmation import what_is_left
from teams.models import Invitation, LateAccess, Team, User

AT_A_TIME = 200


def team_not_confirmed(phase: Phase, at: datetime, person: Any | None) -> Iterator[Owed]:
    """The captain and the deputy of each team that is not confirmed, until the phase ends for that team."""
    teams = Team.objects.active().filter(competition=phase.competition_id, confirmed_at=None)
    if person is not None:
        teams = teams.filter(Q(captain=person) | Q(deputy=person))
    late = teams.annotate(late_until=_late(phase, "pk")).select_related("competition", "captain", "deputy")
    rows: Any = late.order_by("pk")
    for team in rows.iterator(chunk_size=AT_A_TIME):
        for one in team.who_acts():
            if person is None or one == person:
                yield Owed(
                    person=one,
                    deadline=end_of(phase, until=team.late_until),
                    todo=lazy(what_is_left, str)(team),
                    url_name="teams:team",
                    url_kwargs={"edition": team.competition.slug},
                    since=team.founded_at,
                )


def invitation_not_answered(phase: Phase, at: datetime, person: Any | None) -> Iterator[Owed]:
    """People with an account to whom a team has sent an invitation that waits for an answer."""
    # Equal, not alike: in a pattern, an underscore in an address would stand for any letter.
    readers = EmailAddress.objects.annotate(lowered=Lower("email")).filter(lowered=OuterRef("email"), verified=True)
    waiting = Invitation.objects.open(at=at).filter(team__competition=phase.competition_id, team__dissolved_at=None)
    rows = waiting.annotate(late_until=_late(phase, "team"), reader=Subquery(readers.values("user")[:1]))
    rows = rows.filter(reader__isnull=False) if person is None else rows.filter(reader=person.pk)
    invitations: list[Any] = list(rows.select_related("team__competition").order_by("pk"))
    people = User.objects.in_bulk([invitation.reader for invitation in invitations])
    for invitation in invitations:
        yield Owed(
            person=people[invitation.reader],
            deadline=min(end_of(phase, until=invitation.late_until), invitation.expires_at),
            todo=lazy(_answer, str)(invitation),
            url_name="teams:invited",
            url_kwargs={"edition": invitation.team.competition.slug, "invitation_id": invitation.pk},
            since=invitation.invited_at,
        )


def _late(phase: Phase, team: str) -> Subquery:
    """The later end that the team was given in the phase."""
    granted = LateAccess.objects.filter(team=OuterRef(team), phase=phase).order_by("-until")
    return Subquery(granted.values("until")[:1])


def _answer(invitation: Invitation) -> str:
    return _("Answer the invitation of the team “%(team)s”.") % {"team": invitation.team.display_name}


TEAM_NOT_CONFIRMED = register(
    Audience(
        key="teams.team_not_confirmed",
        label=gettext_lazy("Captains and deputies of teams that are not confirmed"),
        rows=team_not_confirmed,
        phase_kinds=(Phase.Kind.REGISTRATION, Phase.Kind.SUBMISSION),
    )
)
INVITATION_NOT_ANSWERED = register(
    Audience(
        key="teams.invitation_not_answered",
        label=gettext_lazy("People who have not answered an invitation to a team"),
        rows=invitation_not_answered,
        phase_kinds=(Phase.Kind.REGISTRATION,),
        ends_with_phase=False,
    )
)
