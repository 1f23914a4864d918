"""A juror looks at the teams and departments of the edition, and says where they are in conflict, or nowhere."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Department
from competitions.refusals import Refusal
from judging.domain import profiles
from judging.domain.conflicts import record
from judging.domain.found_conflicts import Found, departments_of
from judging.domain.kinship import Kinship
from judging.domain.profiles import NotInTheJury
from judging.domain.telling_organisers import tell_organisers
from judging.messages import RECUSED
from judging.models import Assignment, Conflict, ConflictDeclaration
from teams.models import Role, Team, User


class CharterFirst(Refusal):
    message = _("Accept the charter of the jury first.")


class NotOfThisEdition(Refusal):
    message = _("Choose teams of this edition.")


def declare_conflicts(
    *,
    juror: User,
    competition: Competition,
    teams: Collection[Team] = (),
    departments: Collection[Department] = (),
    reason: str = "",
    at: datetime,
) -> ConflictDeclaration:
    """Record that `juror` has looked, and is in conflict with these teams and with every team of these departments.

    None of either is an answer too. Projects already given are taken back at once, and the organisers are told then.
    Whoever joins a team later from one of the departments is meant as well. May be done again; nothing declared before
    is undone by it. Raises NotInTheJury, CharterFirst, NotOfThisEdition.
    """
    if any(team.competition_id != competition.pk for team in teams):
        raise NotOfThisEdition
    with transaction.atomic():
        juror = User.objects.locked(juror.pk)
        if not Role.objects.held_by(juror, competition).filter(kind__in=Role.JURY).active(at=at).exists():
            raise NotInTheJury
        if not profiles.has_accepted(juror, competition, at=at):
            raise CharterFirst
        meant = {team.pk for team in teams} | teams_of_departments(departments, competition)
        _tell_of_projects_given_back(juror, competition, meant, at=at)
        found = [Found(juror.pk, team, Conflict.Kind.DECLARED) for team in sorted(meant)]
        record(found, reason=reason.strip(), by=juror, at=at, anew=True)
        declaration = ConflictDeclaration.objects.create(
            juror=juror, competition=competition, declared_at=at, teams_declared=len(meant)
        )
        declaration.departments.set(departments)
    return declaration


def teams_of_departments(departments: Iterable[Department], competition: Competition) -> set[int]:
    """The active teams in which somebody of these departments is, or of what lies above or below them."""
    wanted = {department.pk for department in departments}
    if not wanted:
        return set()
    teams = Team.objects.active().filter(competition=competition).values_list("pk", flat=True)
    kinship = Kinship.of_all_departments()
    return {
        team
        for department, theirs in departments_of(list(teams)).items()
        if any(kinship.are_kin(each, department) for each in wanted)
        for team in theirs
    }


def _tell_of_projects_given_back(juror: User, competition: Competition, teams: set[int], *, at: datetime) -> None:
    """Before they are taken: the organisers learn which of the juror's projects need somebody else."""
    live = Assignment.objects.live().of(juror).filter(entry__round__closed_at=None, entry__project__team__in=teams)
    given_back = list(Team.objects.filter(pk__in=live.values("entry__project__team")).order_by("pk"))
    if given_back:
        tell_organisers(RECUSED, competition, at=at, juror=juror, teams=given_back)
