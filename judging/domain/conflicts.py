"""Conflicts of interest between jurors and teams: found, declared, lifted.

They are always rows, and whoever records one has taken the assignments that it bars.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from judging.domain.authority import NotYourEvaluation, require_organiser_or_president
from judging.domain.kinship import Kinship
from judging.domain.relieving import relieve
from judging.models import Assignment, Conflict, Entry, Round
from teams.models import Membership, Mentorship, Role, Team, User


class ConflictReasonMissing(Refusal):
    message = _("Say in a few words why: it stays between you, the president and the organiser.")
    field = "reason"


class LiftReasonMissing(Refusal):
    message = _("Give the reason for lifting: it is part of the record.")
    field = "reason"


class OwnConflict(Refusal):
    message = _("Nobody lifts their own conflict of interest.")


@dataclass(frozen=True, order=True)
class Found:
    """A conflict that the platform sees in its own data."""

    juror_id: int
    team_id: int
    kind: str


def find_conflicts(juror: User, team: Team) -> list[str]:
    """The kinds of conflict that the data show between `juror` and `team` today, recorded or not."""
    return [found.kind for found in _found_between([juror], [team.pk])]


def record_automatic(round: Round, *, at: datetime) -> int:
    """Record what the data show between the edition's jurors and the teams of `round`; return how many are new.

    What was recorded once is not recorded again, so a lifted conflict stays lifted.
    """
    teams = Entry.objects.filter(round=round).values_list("project__team", flat=True)
    jurors = User.objects.filter(pk__in=_jurors_of(round.competition.pk, at=at))
    return len(_record(_found_between(jurors, list(teams)), by=None, at=at))


def record_between(juror: User, team: Team, *, at: datetime) -> None:
    """Record what the data show between one juror and one team."""
    _record(_found_between([juror], [team.pk]), by=None, at=at)


def member_has_joined(membership: Membership, *, by: User, at: datetime) -> None:
    """Record what a new member means for the jurors of the edition; what was lifted before is a new case now."""
    jurors = User.objects.filter(pk__in=_jurors_of(membership.competition_id, at=at))
    kinship = Kinship.of_all_departments()
    theirs = membership.department_id or membership.person.department_id
    found = [
        Found(juror.pk, membership.team_id, Conflict.Kind.SAME_DEPARTMENT)
        for juror in jurors
        if kinship.are_kin(juror.department_id, theirs)
    ]
    found += [
        Found(juror.pk, membership.team_id, Conflict.Kind.MEMBER)
        for juror in jurors
        if juror.pk == membership.person_id
    ]
    _record(found, by=by, at=at, anew=True)


def mentor_was_assigned(mentorship: Mentorship, *, by: User, at: datetime) -> None:
    """Record that a juror of the edition has become the mentor of a team."""
    jurors = _jurors_of(mentorship.team.competition_id, at=at)
    assigned = Assignment.objects.of(mentorship.mentor).of_team(mentorship.team)
    if mentorship.mentor_id in jurors or assigned.exists():
        found = Found(mentorship.mentor_id, mentorship.team_id, Conflict.Kind.MENTOR)
        _record([found], by=by, at=at, anew=True)


def declare(*, juror: User, team: Team, reason: str, by: User, at: datetime) -> Conflict:
    """Record that `juror` says to have a conflict with `team`, and take the team's project from them at once.

    The juror declares it, or an organiser or the president on their word. A second declaration changes nothing.
    Raises NotYourEvaluation, ConflictReasonMissing.
    """
    if by.pk != juror.pk and not by.has_perm("judging.lift_conflict", team.competition):
        raise NotYourEvaluation
    if not reason.strip():
        raise ConflictReasonMissing
    source = Conflict.Source.JUROR if by.pk == juror.pk else Conflict.Source.ORGANISER
    with transaction.atomic():
        User.objects.locked(juror.pk)
        declared = Conflict.objects.live().between(juror, team).filter(kind=Conflict.Kind.DECLARED)
        if existing := declared.first():
            return existing
        _take_away({(juror.pk, team.pk)}, by=by, at=at)
        return Conflict.objects.create(
            juror=juror,
            team=team,
            kind=Conflict.Kind.DECLARED,
            source=source,
            reason=reason.strip(),
            declared_at=at,
            declared_by=by,
        )


def lift(*, conflict: Conflict, reason: str, by: User, at: datetime) -> Conflict:
    """End a conflict for a reason that is kept; the juror may be assigned again, and is not by this alone.

    Raises OnlyOrganiserOrPresident, OwnConflict, LiftReasonMissing.
    """
    require_organiser_or_president(by, conflict.team.competition)
    if by.pk == conflict.juror_id:
        raise OwnConflict
    if not reason.strip():
        raise LiftReasonMissing
    with transaction.atomic():
        conflict = Conflict.objects.select_for_update(no_key=True).get(pk=conflict.pk)
        if conflict.lifted_at is None:
            conflict.lifted_at, conflict.lifted_by, conflict.lifted_because = at, by, reason.strip()
            conflict.save()
    return conflict


def _jurors_of(competition_id: int, *, at: datetime) -> set[int]:
    roles = Role.objects.filter(competition=competition_id, kind=Role.Kind.JUROR).active(at=at)
    return set(roles.values_list("person_id", flat=True))


def _found_between(jurors: Iterable[User], teams: list[int]) -> list[Found]:
    """Every automatic conflict between these jurors and teams; three queries, whatever their number."""
    kinship = Kinship.of_all_departments()
    members = Membership.objects.filter(team__in=teams).values_list(
        "team_id", "person_id", "department_id", "person__department_id"
    )
    departments = {(team, copied or own) for team, _person, copied, own in members}
    belonged = {(team, person) for team, person, _copied, _own in members}
    accompanied = set(Mentorship.objects.filter(team__in=teams).values_list("team_id", "mentor_id"))
    found = set()
    for juror in jurors:
        for team in teams:
            if (team, juror.pk) in belonged:
                found.add(Found(juror.pk, team, Conflict.Kind.MEMBER))
            if (team, juror.pk) in accompanied:
                found.add(Found(juror.pk, team, Conflict.Kind.MENTOR))
        found |= {
            Found(juror.pk, team, Conflict.Kind.SAME_DEPARTMENT)
            for team, department in departments
            if kinship.are_kin(juror.department_id, department)
        }
    return sorted(found)


def _record(found: list[Found], *, by: User | None, at: datetime, anew: bool = False) -> list[Conflict]:
    """Write those that are new, after taking the assignments they bar; with `anew`, those that were lifted too."""
    with transaction.atomic():
        # Whoever assigns a juror holds the juror's row, so no assignment slips in between.
        jurors = {each.juror_id for each in found}
        list(User.objects.filter(pk__in=jurors).order_by("pk").select_for_update(no_key=True).values_list("pk"))
        known = Conflict.objects.filter(juror__in=jurors, team__in={each.team_id for each in found})
        known = known.live() if anew else known
        recorded = set(known.values_list("juror_id", "team_id", "kind"))
        new = [each for each in found if (each.juror_id, each.team_id, each.kind) not in recorded]
        _take_away({(each.juror_id, each.team_id) for each in new}, by=by, at=at)
        return Conflict.objects.bulk_create(
            Conflict(
                juror_id=each.juror_id,
                team_id=each.team_id,
                kind=each.kind,
                source=Conflict.Source.AUTOMATIC,
                declared_at=at,
                declared_by=by,
            )
            for each in new
        )


def _take_away(pairs: set[tuple[int, int]], *, by: User | None, at: datetime) -> None:
    """Close the live assignments of these (juror, team) in rounds that still run."""
    live = Assignment.objects.live().in_running_rounds().select_for_update(no_key=True, of=("self",))
    theirs = live.filter(
        juror__in={juror for juror, _team in pairs}, entry__project__team__in={team for _juror, team in pairs}
    )
    for assignment in theirs.select_related("entry__project").order_by("pk"):
        if (assignment.juror_id, assignment.entry.project.team_id) in pairs:
            relieve(assignment, because=Assignment.Closed.CONFLICT, by=by, at=at)
