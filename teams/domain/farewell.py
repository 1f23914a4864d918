"""How somebody who has their account erased parts from the editions under way."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.models import Competition
from competitions.refusals import Refusal
from teams import messages
from teams.consequences import erasure_asked
from teams.domain.membership import dissolve, leave
from teams.domain.telling import tell_about
from teams.models import (
    Invitation,
    JoinRequest,
    Membership,
    Mentorship,
    MergeRequest,
    Role,
    SignInCode,
    Team,
    User,
)


class CaptainOfOthers(Refusal):
    """A team would be left without a captain."""


class OnlyOrganiserLeft(Refusal):
    """An edition would be left without an organiser."""


class RunsTheSite(Refusal):
    message = gettext_lazy(
        "This account administers the site. Another administrator has to take that right back first."
    )


def require_may_part(person: User, *, at: datetime) -> None:
    """Return if nothing keeps `person` from going; a page may ask as well as the verb.

    Raises RunsTheSite, CaptainOfOthers, OnlyOrganiserLeft, or what a receiver of `erasure_asked` refuses.
    """
    if person.is_superuser:
        raise RunsTheSite
    for membership in places_under_way(person, at=at):
        team = membership.team
        if team.captain_id == person.pk and team.members().exclude(pk=person.pk).exists():
            raise CaptainOfOthers(
                _("You are the captain of “%(team)s”. Hand the team over to another member, or withdraw it, first.")
                % {"team": team.display_name}
            )
    for role in _roles(person, at=at).filter(kind=Role.Kind.ORGANISER, competition__in=_under_way(at=at)):
        others = Role.objects.filter(competition=role.competition_id, kind=role.kind).active(at=at)
        if not others.exclude(person=person).exists():
            raise OnlyOrganiserLeft(
                _("You are the only organiser of “%(edition)s”. Have another one appointed first.")
                % {"edition": role.competition.name}
            )
    erasure_asked.send(sender=User, person=person, at=at)


def places_under_way(person: User, *, at: datetime) -> QuerySet[Membership]:
    """The person's places in teams of editions that still go on; in those that are over, they stay as they were."""
    mine = Membership.objects.active().of(person).filter(competition__in=_under_way(at=at), team__dissolved_at=None)
    return mine.select_related("team__competition").order_by("pk")


def part(*, person: User, at: datetime) -> None:
    """Take `person`, whose row the caller holds, out of the teams and roles of the editions under way.

    Teams and those whom they accompanied are told; a team of nobody else withdraws. Whatever waits for the person's
    answer is withdrawn. Raises what `require_may_part` raises.
    """
    # Held from here on, no captaincy changes hands between the look and the act.
    mine = Membership.objects.active().of(person).values("team")
    list(Team.objects.filter(pk__in=mine).order_by("pk").select_for_update(no_key=True))
    require_may_part(person, at=at)
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("The person has had their account erased.")
    for membership in places_under_way(person, at=at):
        if membership.team.captain_id == person.pk:
            dissolve(team=membership.team, reason=reason, by=person, at=at)
        else:
            leave(membership=membership, reason=reason, by=person, at=at)
    _end_accompaniment(person, at=at)
    for role in _roles(person, at=at):
        role.until = max(at, role.since)
        role._history_user = person
        role.save()
    withdraw_what_waits(person, at=at)


def withdraw_what_waits(person: User, *, at: datetime) -> None:
    """Close what somebody still could answer for this account: invitations, requests, codes."""
    Invitation.objects.unanswered().filter(_sent_to(person)).update(withdrawn_at=at)
    JoinRequest.objects.waiting().of(person).update(withdrawn_at=at)
    SignInCode.objects.filter(person=person, used_at=None, replaced_at=None).update(replaced_at=at)
    MergeRequest.objects.filter(Q(first=person) | Q(second=person), answered_at=None).update(
        answered_at=at, accepted=False
    )


def _sent_to(person: User) -> Q:
    either = Q(person=person)
    for address in {person.email, *person.emailaddress_set.values_list("email", flat=True)}:  # type: ignore[attr-defined]
        either |= Q(email__iexact=address)
    return either


def _end_accompaniment(person: User, *, at: datetime) -> None:
    for mentorship in Mentorship.objects.active().of(person).select_related("team__competition"):
        mentorship.ended_at = max(at, mentorship.started_at)
        mentorship._history_user = person
        mentorship.save()
        team: Team = mentorship.team
        tell_about(team, messages.MENTORSHIP_ENDED, people=team.members(), at=at, mentor=person)


def _roles(person: User, *, at: datetime) -> QuerySet[Role]:
    return Role.objects.filter(person=person).active(at=at).select_related("competition").order_by("pk")


def _under_way(*, at: datetime) -> QuerySet[Competition]:
    """Editions that are being prepared or whose last phase has not ended."""
    return (
        Competition.objects.filter(Q(published_at=None) | Q(phases__closes_at__gt=at))
        .distinct()
        .order_by()
        .values("pk")
    )
