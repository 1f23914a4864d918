"""A team says why a juror should not judge it; the president of the jury decides, and the juror never reads why."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions import wording
from competitions.models import Competition
from competitions.refusals import Refusal
from judging.domain.authority import require_president
from judging.domain.conflicts import record
from judging.domain.found_conflicts import Found
from judging.domain.profiles import NotInTheJury
from judging.messages import CHALLENGE_DECIDED, CHALLENGE_MADE
from judging.models import Challenge, Conflict, JuryRules, Round
from teams.domain.authority import require_captain_or_deputy
from teams.domain.telling import tell
from teams.models import Role, Team, User

LONGEST = 4000


class JuryNotPublic(Refusal):
    """The names of the jury have not been shown to the teams."""


class ChallengeReasonMissing(Refusal):
    message = gettext_lazy("Say what ties this juror to your team. Only the president of the jury reads it.")
    field = "reason"


class AlreadyChallenged(Refusal):
    message = gettext_lazy("Your team has challenged this juror before; a juror can be challenged once.")


class ChallengeTooLate(Refusal):
    message = gettext_lazy("The jury has finished, so nobody in it can be challenged any more.")


class DecisionReasonMissing(Refusal):
    message = gettext_lazy("Give the reason for your decision: the team reads it.")
    field = "decision"


class ChallengeDecided(Refusal):
    message = gettext_lazy("This challenge has been decided already.")


class OwnChallenge(Refusal):
    message = gettext_lazy("This challenge is about you: the deputy decides it, or the president.")


def shown_from(competition: Competition) -> datetime | None:
    """The moment from which the teams see who judges them; None where nobody has set one."""
    rules = JuryRules.objects.filter(competition=competition).values_list("jury_public_from", flat=True)
    moment: datetime | None = rules.first()
    return moment


def why_not_shown(competition: Competition, *, at: datetime) -> str:
    """Why the names of the jury are not shown to the teams at `at`; "" where they are."""
    moment = shown_from(competition)
    if moment is None:
        return _("The organiser has not made the names of the jury known yet.")
    if at < moment:
        return _("The names of the jury will be shown on %(moment)s.") % {
            "moment": wording.moment(moment, zone=competition.time_zone)
        }
    return ""


def why_too_late(competition: Competition) -> str:
    """Why nobody can be challenged any more; "" while somebody can."""
    rounds = Round.objects.of_competition(competition)
    over = rounds.exists() and not rounds.filter(closed_at=None).exists()
    return str(ChallengeTooLate.message) if over else ""


def challenge(*, team: Team, juror: User, reason: str, by: User, at: datetime) -> Challenge:
    """Challenge `juror` for `team`, once; the president and the deputy are told.

    Raises OnlyCaptainOrDeputy, ChallengeReasonMissing, JuryNotPublic, NotInTheJury, ChallengeTooLate,
    AlreadyChallenged.
    """
    reason = reason.strip()
    if not reason:
        raise ChallengeReasonMissing
    try:
        with transaction.atomic():
            team = Team.objects.locked(team.pk)
            require_captain_or_deputy(by, team)
            competition = team.competition
            if why := why_not_shown(competition, at=at):
                raise JuryNotPublic(why)
            if not Role.objects.held_by(juror, competition).filter(kind__in=Role.JURY).active(at=at).exists():
                raise NotInTheJury
            if why_too_late(competition):
                raise ChallengeTooLate
            if Challenge.objects.filter(team=team, juror=juror).exists():
                raise AlreadyChallenged
            made = Challenge.objects.create(team=team, juror=juror, reason=reason[:LONGEST], made_by=by, made_at=at)
            judges = who_decides(competition, at=at).exclude(pk=juror.pk)
            tell(CHALLENGE_MADE, people=judges, competition=competition, at=at, team=team, challenge=made)
    except IntegrityError as error:  # by the deputy at this very moment
        raise AlreadyChallenged from error
    return made


def decide(*, challenge: Challenge, upheld: bool, decision: str, by: User, at: datetime) -> Challenge:
    """Uphold the challenge or turn it down, with a reason that the team reads; captain and deputy are told.

    Upheld, it is a conflict of interest at once. Raises OnlyPresident, OwnChallenge, DecisionReasonMissing,
    ChallengeDecided.
    """
    competition = challenge.team.competition
    require_president(by, competition)
    if by.pk == challenge.juror_id:
        raise OwnChallenge
    if not decision.strip():
        raise DecisionReasonMissing
    with transaction.atomic():
        # The juror before the rest, as whoever records a conflict.
        User.objects.locked(challenge.juror_id)
        rows = Challenge.objects.select_for_update(no_key=True, of=("self",)).select_related("team__competition")
        challenge = rows.get(pk=challenge.pk)
        if challenge.decided_at is not None:
            raise ChallengeDecided
        challenge.decided_by, challenge.decided_at = by, at
        challenge.is_upheld, challenge.decision = upheld, decision.strip()
        challenge.save()
        if upheld:
            # Without the team's words: a juror may read what is recorded about them.
            found = Found(challenge.juror_id, challenge.team_id, Conflict.Kind.CHALLENGED)
            record([found], by=by, at=at, anew=True)
        tell(
            CHALLENGE_DECIDED,
            people=challenge.team.who_acts(),
            competition=competition,
            at=at,
            team=challenge.team,
            challenge=challenge,
        )
    return challenge


def waiting_for(person: User, competition: Competition) -> int:
    """How many challenges of the edition `person`, who may decide them, has still to decide; never one's own."""
    waiting = Challenge.objects.filter(team__competition=competition, decided_at=None)
    return waiting.exclude(juror=person).count()


def who_decides(competition: Competition, *, at: datetime) -> QuerySet[User]:
    """The president and the deputy of the edition."""
    chairs = (Role.Kind.PRESIDENT, Role.Kind.DEPUTY_PRESIDENT)
    roles = Role.objects.filter(competition=competition, kind__in=chairs).active(at=at)
    return User.objects.filter(pk__in=roles.values("person"), is_active=True).order_by("pk")
