"""Who accompanies which team."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from teams import messages
from teams.consequences import mentor_assigned
from teams.domain.authority import require_organiser
from teams.domain.telling import tell_about
from teams.models import Membership, Mentorship, Role, Team, User


class NotAMentor(Refusal):
    message = _("This person does not hold the role of mentor in this edition. Appoint them first.")
    field = "mentor"


class MentorIsMember(Refusal):
    message = _("This person is or was a member of the team, and cannot accompany it.")
    field = "mentor"


class AlreadyAccompanies(Refusal):
    message = _("This mentor already accompanies the team.")
    field = "mentor"


class TeamIsGone(Refusal):
    message = _("The team has withdrawn from the competition.")
    field = "team"


def assign_mentor(*, team: Team, mentor: User, by: User, at: datetime) -> Mentorship:
    """Let `mentor` accompany `team`; both are told.

    Raises OnlyOrganiser, TeamIsGone, NotAMentor, MentorIsMember, AlreadyAccompanies, or what a receiver of
    `mentor_assigned` refuses.
    """
    with transaction.atomic():
        mentor = User.objects.locked(mentor.pk)
        team = Team.objects.locked(team.pk)
        require_organiser(by, team.competition)
        if team.dissolved_at is not None:
            raise TeamIsGone
        _require_may_accompany(mentor, team, at=at)
        mentorship = Mentorship(team=team, mentor=mentor, assigned_by=by, started_at=at)
        mentorship._history_user = by
        try:
            with transaction.atomic():
                mentorship.save()
        except IntegrityError as error:
            raise AlreadyAccompanies from error
        mentor_assigned.send(sender=Mentorship, mentorship=mentorship, by=by, at=at)
        tell_about(team, messages.TEAM_HAS_MENTOR, people=team.members(), at=at, mentor=mentor)
        tell_about(team, messages.MENTOR_HAS_TEAM, people=[mentor], at=at)
    return mentorship


def end_mentorship(mentorship: Mentorship, *, by: User, at: datetime) -> Mentorship:
    """End the accompaniment; mentor and team are told. One that has ended stays as it is. Raises OnlyOrganiser."""
    with transaction.atomic():
        team = Team.objects.locked(mentorship.team_id)
        require_organiser(by, team.competition)
        mentorship = Mentorship.objects.select_related("mentor").get(pk=mentorship.pk)
        if mentorship.ended_at is not None:
            return mentorship
        mentorship.ended_at = max(at, mentorship.started_at)
        mentorship._history_user = by
        mentorship.save()
        people = [mentorship.mentor, *team.members()]
        tell_about(team, messages.MENTORSHIP_ENDED, people=people, at=at, mentor=mentorship.mentor)
    return mentorship


def _require_may_accompany(mentor: User, team: Team, *, at: datetime) -> None:
    roles = Role.objects.held_by(mentor, team.competition).active(at=at)
    if not roles.filter(kind=Role.Kind.MENTOR).exists():
        raise NotAMentor
    if Membership.objects.of(mentor).filter(team=team).exists():
        raise MentorIsMember
    if Mentorship.objects.active().of(mentor).filter(team=team).exists():
        raise AlreadyAccompanies
