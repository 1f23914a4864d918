"""Why somebody who judges cannot go away in the middle of it, nor become one with somebody whom they may judge."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.models import Competition
from competitions.refusals import Refusal
from judging.models import Assignment, Conflict, Round
from teams.domain.windows import open_editions
from teams.models import Membership, Mentorship, Role, User


class JuryUnderWay(Refusal):
    """The edition still needs this juror, or somebody in their place."""


class AccountHasJudged(Refusal):
    message = gettext_lazy("The account belongs to the record of a jury, so it cannot become one with another.")


class JudgesTheOther(Refusal):
    message = gettext_lazy("One account is on the jury of an edition in which the other one takes part.")


def require_no_jury_under_way(person: User, *, at: datetime) -> None:
    """Return unless an edition under way counts on `person` in its jury. Raises JuryUnderWay."""
    roles = (
        Role.objects.filter(person=person, kind__in=Role.JURY)
        .active(at=at)
        .select_related("competition")
        .order_by("pk")
    )
    # A round that nobody ever signed does not hold its jury for longer than the edition keeps people at all.
    unsigned = Round.objects.opened().filter(signature=None, phase__competition__retention_warned_at=None)
    going_on = {
        *open_editions(at=at).values_list("pk", flat=True),
        *unsigned.values_list("phase__competition", flat=True),
    }
    for role in roles:
        if role.competition_id in going_on:
            raise JuryUnderWay(
                _("You are “%(role)s” in “%(edition)s”. Ask its organisers to end this role first.")
                % {"role": role.get_kind_display(), "edition": role.competition.name}
            )


def require_never_judged(account: User) -> None:
    """Return unless a jury's record holds `account`. Raises AccountHasJudged."""
    held = Role.objects.filter(person=account, kind__in=(*Role.JURY, Role.Kind.AUDITOR))
    if held.exists() or Assignment.objects.of(account).exists() or Conflict.objects.filter(juror=account).exists():
        raise AccountHasJudged


def require_judges_nobody(first: User, second: User) -> None:
    """Return unless `first` is or was on the jury of an edition in which `second` is or was. Raises JudgesTheOther."""
    judged = Competition.objects.filter(roles__person=first, roles__kind__in=Role.JURY).values("pk")
    in_a_team = Membership.objects.of(second).filter(competition__in=judged)
    accompanies = Mentorship.objects.of(second).filter(team__competition__in=judged)
    if in_a_team.exists() or accompanies.exists():
        raise JudgesTheOther
