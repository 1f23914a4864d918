"""Conflicts of interest between jurors and teams: recorded, declared, lifted, counted.

They are always rows, and whoever records one has taken the assignments that it bars.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition
from competitions.refusals import Refusal
from judging.domain.authority import NotYourEvaluation, require_organiser_or_president
from judging.domain.found_conflicts import Found, find_conflicts, found_between, kin_of
from judging.domain.kinship import Kinship
from judging.domain.relieving import relieve
from judging.domain.telling_organisers import tell_organisers
from judging.messages import RECUSED
from judging.models import Assignment, Conflict, ConflictDeclaration, ConflictPolicy, Entry, Round
from judging.models.conflict import ConflictQuerySet
from teams.models import Membership, Mentorship, Role, Team, User

__all__ = ["find_conflicts"]  # asked for here, told by the data

SOURCES: dict[str, str] = {
    Conflict.Kind.DECLARED: Conflict.Source.JUROR,
    Conflict.Kind.CHALLENGED: Conflict.Source.TEAM,
}


class ConflictReasonMissing(Refusal):
    message = _("Say in a few words why: it stays between you, the president and the organiser.")
    field = "reason"


class LiftReasonMissing(Refusal):
    message = _("Give the reason for lifting: it is part of the record.")
    field = "reason"


class OwnConflict(Refusal):
    message = _("Nobody lifts their own conflict of interest.")


class Counted(NamedTuple):
    """How many conflicts of a kind stand, and how many were lifted."""

    standing: int
    lifted: int


def record_automatic(round: Round, *, at: datetime) -> int:
    """Record what the data show between the edition's jury and the teams of `round`; return how many are new.

    What was recorded once is not recorded again, so a lifted conflict stays lifted.
    """
    teams = Entry.objects.filter(round=round).values_list("project__team", flat=True)
    return len(record(found_between(jury_of(round.competition.pk, at=at), list(teams)), by=None, at=at))


def record_between(juror: User, team: Team, *, at: datetime) -> None:
    """Record what the data show between one juror and one team."""
    record(found_between([juror], [team.pk]), by=None, at=at)


def juror_was_appointed(role: Role, *, by: User, at: datetime) -> None:
    """Record what the data show between somebody new in the jury and the teams of the edition."""
    record(found_between([role.person], _teams_of(role.competition_id)), by=by, at=at)


def person_has_moved(person: User, *, at: datetime) -> None:
    """Record what it means that `person` serves in another department now: as a juror, and as a member.

    What was lifted before is a new case.
    """
    juries = Role.objects.filter(person=person, kind__in=Role.JURY).active(at=at)
    teams = [team for edition in juries.values_list("competition_id", flat=True) for team in _teams_of(edition)]
    found = [each for each in found_between([person], teams) if each.kind == Conflict.Kind.SAME_DEPARTMENT]
    for membership in Membership.objects.active().of(person):
        jury = jury_of(membership.competition_id, at=at)
        found += kin_of(jury, person.department_id, membership.team_id)
        found += _meant_by_declarations(membership, person.department_id, at=at)
    record(found, by=person, at=at, anew=True)


def member_has_joined(membership: Membership, *, by: User, at: datetime) -> None:
    """Record what a new member means for the jury of the edition; what was lifted before is a new case now."""
    jury = jury_of(membership.competition_id, at=at)
    theirs = membership.department_id or membership.person.department_id
    found = kin_of(jury, theirs, membership.team_id)
    found += [
        Found(juror.pk, membership.team_id, Conflict.Kind.MEMBER) for juror in jury if juror.pk == membership.person_id
    ]
    record([*found, *_meant_by_declarations(membership, theirs, at=at)], by=by, at=at, anew=True)


def mentor_was_assigned(mentorship: Mentorship, *, by: User, at: datetime) -> None:
    """Record that somebody of the edition's jury has become the mentor of a team."""
    jury = {juror.pk for juror in jury_of(mentorship.team.competition_id, at=at)}
    assigned = Assignment.objects.of(mentorship.mentor).of_team(mentorship.team)
    if mentorship.mentor_id in jury or assigned.exists():
        record([Found(mentorship.mentor_id, mentorship.team_id, Conflict.Kind.MENTOR)], by=by, at=at, anew=True)


def declare(*, juror: User, team: Team, reason: str, by: User, at: datetime) -> Conflict:
    """Record that `juror` says to have a conflict with `team`, and take the team's project from them at once.

    The juror declares it, or an organiser or the president on their word. The organisers are told, without the reason.
    A second declaration changes nothing. Raises NotYourEvaluation, ConflictReasonMissing.
    """
    if by.pk != juror.pk and not by.has_perm("judging.lift_conflict", team.competition):
        raise NotYourEvaluation
    if not reason.strip():
        raise ConflictReasonMissing
    found = Found(juror.pk, team.pk, Conflict.Kind.DECLARED)
    source = Conflict.Source.JUROR if by.pk == juror.pk else Conflict.Source.ORGANISER
    with transaction.atomic():
        User.objects.locked(juror.pk)
        declared = Conflict.objects.live().between(juror, team).filter(kind=Conflict.Kind.DECLARED)
        if existing := declared.first():
            return existing
        # Whoever recuses themselves does not go on reading, whatever the edition does with declared conflicts.
        take_away({(juror.pk, team.pk)}, by=by, at=at)
        [conflict] = record([found], source=source, reason=reason.strip(), by=by, at=at, anew=True)
        tell_organisers(RECUSED, team.competition, at=at, juror=juror, teams=[team])
    return conflict


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


def counts(competition: Competition) -> dict[str, Counted]:
    """How many conflicts of each kind the edition has, for the minutes; one query, every kind named."""
    rows = Conflict.objects.of_competition(competition).order_by().values("kind")
    rows = rows.annotate(standing=Count("pk", filter=Q(lifted_at=None)), all=Count("pk"))
    found = {row["kind"]: Counted(row["standing"], row["all"] - row["standing"]) for row in rows}
    return {kind: found.get(kind, Counted(0, 0)) for kind in Conflict.Kind.values}


def in_full(competition: Competition) -> ConflictQuerySet:
    """Every conflict of the edition with whom it names, for the auditor."""
    rows = Conflict.objects.of_competition(competition).select_related("juror", "team", "declared_by", "lifted_by")
    return rows.order_by("team", "pk")


def jury_of(competition_id: int, *, at: datetime) -> list[User]:
    """Everybody who sits in the jury of the edition, the president and the deputy too."""
    roles = Role.objects.filter(competition=competition_id, kind__in=Role.JURY).active(at=at)
    return list(User.objects.filter(pk__in=roles.values("person")))


def record(
    found: Collection[Found],
    *,
    source: str | None = None,
    reason: str = "",
    by: User | None,
    at: datetime,
    anew: bool = False,
) -> list[Conflict]:
    """Write those that are new, after taking the assignments they bar; with `anew`, those that were lifted too."""
    with transaction.atomic():
        # Whoever assigns a juror holds the juror's row, so no assignment slips in between.
        jurors = {each.juror_id for each in found}
        list(User.objects.filter(pk__in=jurors).order_by("pk").select_for_update(no_key=True).values_list("pk"))
        known = Conflict.objects.filter(juror__in=jurors, team__in={each.team_id for each in found})
        known = known.live() if anew else known
        recorded = set(known.values_list("juror_id", "team_id", "kind"))
        new = sorted({each for each in found if (each.juror_id, each.team_id, each.kind) not in recorded})
        disclosed = _only_disclosed(new)
        take_away({(each.juror_id, each.team_id) for each in new if each not in disclosed}, by=by, at=at)
        return Conflict.objects.bulk_create(
            Conflict(
                juror_id=each.juror_id,
                team_id=each.team_id,
                kind=each.kind,
                source=source or SOURCES.get(each.kind, Conflict.Source.AUTOMATIC),
                bars=each not in disclosed,
                reason=reason,
                declared_at=at,
                declared_by=by,
            )
            for each in new
        )


def take_away(pairs: Collection[tuple[int, int]], *, by: User | None, at: datetime) -> list[Assignment]:
    """Close the live assignments of these (juror, team) in rounds that have not closed; return them."""
    # A round that is collected and not yet open may be assigned already.
    live = Assignment.objects.live().filter(entry__round__closed_at=None)
    theirs = live.filter(
        juror__in={juror for juror, _team in pairs}, entry__project__team__in={team for _juror, team in pairs}
    )
    locked = theirs.select_for_update(no_key=True, of=("self",)).select_related("entry__project").order_by("pk")
    closed = [each for each in locked if (each.juror_id, each.entry.project.team_id) in pairs]
    for assignment in closed:
        relieve(assignment, because=Assignment.Closed.CONFLICT, by=by, at=at)
    return closed


def _teams_of(competition_id: int) -> list[int]:
    return list(Team.objects.active().filter(competition=competition_id).values_list("pk", flat=True))


def _meant_by_declarations(membership: Membership, department: int | None, *, at: datetime) -> Iterable[Found]:
    """Jurors who have declared a department to which the new member belongs."""
    if department is None:
        return []
    declared = ConflictDeclaration.objects.filter(competition=membership.competition_id, departments__isnull=False)
    kinship = Kinship.of_all_departments()
    jurors = {
        juror
        for juror, theirs in declared.values_list("juror_id", "departments")
        if kinship.are_kin(theirs, department)
    }
    return [Found(juror, membership.team_id, Conflict.Kind.DECLARED) for juror in sorted(jurors)]


def _only_disclosed(found: Sequence[Found]) -> set[Found]:
    """Those of a kind that the edition of their team only discloses."""
    policies = ConflictPolicy.objects.filter(effect=ConflictPolicy.Effect.DISCLOSE)
    kinds = set(policies.values_list("competition_id", "kind"))
    if not kinds:
        return set()
    editions = dict(Team.objects.filter(pk__in={each.team_id for each in found}).values_list("pk", "competition_id"))
    return {each for each in found if (editions[each.team_id], each.kind) in kinds}
