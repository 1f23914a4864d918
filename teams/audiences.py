"""Whom deadline reminders may address among people and teams."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import BigIntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Lower
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competitions.domain.calendar import end_of
from competitions.models import Enrolment, Phase
from competitions.registries.audiences import Audience, Owed, register
from teams.domain.confirmation import what_is_left
from teams.domain.eligibility import waiting_in
from teams.models import Invitation, JoinRequest, LateAccess, Membership, Role, Team, User

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
    reader = Coalesce("person", Subquery(readers.values("user")[:1]), output_field=BigIntegerField())
    rows = waiting.annotate(late_until=_late(phase, "team"), reader=reader)
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


def word_blocks_a_team(phase: Phase, at: datetime, person: Any | None) -> Iterator[Owed]:
    """Focal points for whose word somebody waits who is in a team that is not confirmed, until the phase ends for it.

    One row for all teams of theirs that end together. Themselves and their teammates they leave to others.
    """
    waiting = _waiting_in_teams(phase, at=at)
    for one, departments, own_team in _contacts(phase, at=at, person=person):
        theirs = [place for place in waiting if place.person.department_id in departments and place.team_id != own_team]
        for deadline, places in groupby(sorted(theirs, key=_end_in(phase)), key=_end_in(phase)):
            blocking = list(places)
            yield Owed(
                person=one,
                deadline=deadline,
                todo=lazy(_give_your_word, str)(len(blocking), len({place.team_id for place in blocking})),
                url_name="teams:department",
                url_kwargs={"edition": phase.competition.slug},
                since=min(place.joined_at for place in blocking),
            )


def _waiting_in_teams(phase: Phase, *, at: datetime) -> list[Any]:
    """The places, in teams that are not confirmed, of people about whom nobody has decided."""
    edition = phase.competition
    enrolled = Enrolment.objects.filter(competition=edition).current(at=at).values("department")
    people = waiting_in(enrolled, edition).order_by().values("pk")
    places = Membership.objects.active().filter(competition=edition, team__confirmed_at=None, person__in=people)
    return list(places.annotate(late_until=_late(phase, "team")).select_related("person").order_by("pk"))


def _end_in(phase: Phase) -> Callable[[Any], datetime]:
    return lambda place: end_of(phase, until=place.late_until)


def _contacts(phase: Phase, *, at: datetime, person: Any | None) -> Iterator[tuple[User, set[int | None], int | None]]:
    """Each focal point of the edition with their departments and the team that they are in themselves."""
    own = Membership.objects.active().filter(person=OuterRef("person"), competition=OuterRef("competition"))
    held = Role.objects.filter(competition=phase.competition_id, kind=Role.Kind.FOCAL_POINT).active(at=at)
    if person is not None:
        held = held.filter(person=person)
    roles: Any = held.annotate(own_team=Subquery(own.values("team")[:1])).select_related("person")
    for one, their_roles in groupby(roles.order_by("person", "pk"), key=lambda role: role.person):
        kept = list(their_roles)
        yield one, {role.department_id for role in kept}, kept[0].own_team


def request_not_answered(phase: Phase, at: datetime, person: Any | None) -> Iterator[Owed]:
    """The captain and the deputy of each team that people have asked for a place, until registration ends for it."""
    waiting = JoinRequest.objects.waiting().filter(team__competition=phase.competition_id)
    rows: Any = waiting.annotate(late_until=_late(phase, "team")).order_by("team", "pk")
    if person is not None:
        rows = rows.filter(Q(team__captain=person) | Q(team__deputy=person))
    read = rows.select_related("team__competition", "team__captain", "team__deputy")
    for _team, requests in groupby(read, key=lambda request: request.team_id):
        first, *others = requests
        for one in first.team.who_acts():
            if person is None or one == person:
                yield Owed(
                    person=one,
                    deadline=end_of(phase, until=first.late_until),
                    todo=lazy(_answer_requests, str)(first.team, 1 + len(others)),
                    url_name="teams:team",
                    url_kwargs={"edition": first.team.competition.slug},
                    since=first.requested_at,
                )


def _answer_requests(team: Team, count: int) -> str:
    sentence = ngettext(
        "Answer the request to join the team “%(team)s”.",
        "Answer the %(count)d requests to join the team “%(team)s”.",
        count,
    )
    return sentence % {"team": team.display_name, "count": count}


def _late(phase: Phase, team: str) -> Subquery:
    """The later end that the team was given in the phase."""
    granted = LateAccess.objects.filter(team=OuterRef(team), phase=phase).order_by("-until")
    return Subquery(granted.values("until")[:1])


def _give_your_word(people: int, teams: int) -> str:
    """So many people, and the teams that wait with them."""
    who = ngettext(
        "%(count)d person of your department waits for your word",
        "%(count)d people of your department wait for your word",
        people,
    ) % {"count": people}
    what = ngettext(
        "%(count)d team cannot be confirmed without it", "%(count)d teams cannot be confirmed without it", teams
    ) % {"count": teams}
    return f"{who} · {what}"


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
WORD_BLOCKS_A_TEAM = register(
    Audience(
        key="teams.word_blocks_a_team",
        label=gettext_lazy("Focal points whose word a team waits for"),
        rows=word_blocks_a_team,
        phase_kinds=(Phase.Kind.REGISTRATION, Phase.Kind.SUBMISSION),
    )
)
REQUEST_NOT_ANSWERED = register(
    Audience(
        key="teams.request_not_answered",
        label=gettext_lazy("Captains and deputies who have not answered a request to join"),
        rows=request_not_answered,
        phase_kinds=(Phase.Kind.REGISTRATION,),
    )
)
