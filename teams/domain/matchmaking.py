"""People who are alone: the card with which they look for a team, and how a team invites them by it.

No address is written down or shown on this way: a team learns it once the person has accepted and is a member.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Region, Theme
from competitions.refusals import Refusal
from teams.domain.authority import NotYours, require_captain_or_deputy
from teams.domain.invitations import require_invitations_left, send
from teams.domain.joining import require_free_seat, require_may_join
from teams.domain.names import within
from teams.domain.windows import require_registration_open
from teams.models import Invitation, JoinRequest, SeekerCard, Team, User

LONGEST = 500


class BringsMissing(Refusal):
    message = _("Write in a few words what you bring to a team.")
    field = "brings"


class ThemesOfAnotherEdition(Refusal):
    message = _("Choose among the themes of this edition.")
    field = "themes"


class RegionUnknown(Refusal):
    message = _("Choose one of the twelve regions, or none.")
    field = "region"


class NotYourCard(NotYours):
    message = _("Only the person themselves can do this.")


class CardWithdrawn(Refusal):
    message = _("This person looks for a team no longer.")


class HasAskedYou(Refusal):
    message = _("This person has asked to join your team: answer their request instead.")


class InvitedByCard(Refusal):
    message = _("Your team has invited this person, and their answer is still to come.")


class HasDeclined(Refusal):
    message = _("This person has declined an invitation of your team.")


def show_card(
    *, competition: Competition, themes: Iterable[Theme], region: str, brings: str, by: User, received_at: datetime
) -> SeekerCard:
    """Show to captains that `by` looks for a team, or change what the card says. Discipline stands in the profile.

    Raises BringsMissing, TooLong, ThemesOfAnotherEdition, RegionUnknown, PhaseNotOpen, PhaseClosed,
    RegistrationMissing, and what `require_may_join` raises.
    """
    brings, themes = _brings(brings), list(themes)
    if any(theme.competition_id != competition.pk for theme in themes):
        raise ThemesOfAnotherEdition
    if region and region not in Region.values:
        raise RegionUnknown
    with transaction.atomic():
        person = User.objects.locked(by.pk)
        require_registration_open(competition, at=received_at)
        require_may_join(person, competition, at=received_at)
        shown = SeekerCard.objects.shown().of(person).filter(competition=competition).first()
        card = shown or SeekerCard(person=person, competition=competition, shown_at=received_at)
        card.region, card.brings = region, brings
        card.save()
        card.themes.set(themes)
    return card


def withdraw_card(*, card: SeekerCard, by: User, at: datetime) -> SeekerCard:
    """Look no longer; a second time changes nothing. Raises NotYourCard."""
    with transaction.atomic():
        User.objects.locked(card.person_id)
        card = SeekerCard.objects.get(pk=card.pk)
        if card.person_id != by.pk:
            raise NotYourCard
        if card.withdrawn_at is None:
            card.withdrawn_at = at
            card.save()
    return card


def invite_seeker(*, card: SeekerCard, team: Team, by: User, received_at: datetime) -> Invitation:
    """Invite into `team` whoever shows `card`; they get a mail, and the team sees their name in place of an address.

    Raises OnlyCaptainOrDeputy, PhaseNotOpen, PhaseClosed, RegistrationMissing, TeamIsFull, CardWithdrawn, HasAskedYou,
    InvitedByCard, HasDeclined, TooManyInvitations, ManyInvitationsToday.
    """
    with transaction.atomic():
        # The person before the team: their card cannot be withdrawn meanwhile, nor can they join another team.
        person = User.objects.locked(card.person_id)
        team = Team.objects.locked(team.pk)
        require_captain_or_deputy(by, team)
        require_registration_open(team.competition, at=received_at, team=team)
        require_free_seat(team)
        if not SeekerCard.objects.shown().filter(pk=card.pk, competition=team.competition_id).exists():
            raise CardWithdrawn
        _require_may_invite(team, person, at=received_at)
        require_invitations_left(team, at=received_at)
        invitation = Invitation(team=team, person=person, invited_by=by)
        send(invitation, at=received_at)
    return invitation


def _require_may_invite(team: Team, person: User, *, at: datetime) -> None:
    if JoinRequest.objects.waiting().of(person).filter(team=team).exists():
        raise HasAskedYou
    before = Invitation.objects.filter(team=team, person=person)
    if before.open(at=at).exists():
        raise InvitedByCard
    if before.filter(declined_at__isnull=False).exists():
        raise HasDeclined
    # One that has expired makes room for a new one.
    before.unanswered().update(withdrawn_at=at)


def _brings(text: str) -> str:
    if not text.strip():
        raise BringsMissing
    return within(text, LONGEST, "brings")
