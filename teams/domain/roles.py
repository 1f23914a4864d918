"""Who is given a part to play in an edition, and who gives it back."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Department
from competitions.refusals import Refusal
from teams import messages
from teams.consequences import role_ended, role_given
from teams.domain.authority import require_organiser
from teams.domain.exclusions import require_role_fits
from teams.domain.telling import tell
from teams.models import Mentorship, Role, User


class DepartmentMissing(Refusal):
    message = _("A focal point is the contact of one department: choose which.")
    field = "department"


class DepartmentNotEnrolled(Refusal):
    message = _("This department does not take part in the edition. Enrol it first.")
    field = "department"


class DepartmentNotWanted(Refusal):
    message = _("Only focal points are appointed for a department. Leave this empty.")
    field = "department"


class RoleAlreadyHeld(Refusal):
    message = _("This person already holds this role.")
    field = "kind"


class LastOrganiser(Refusal):
    message = _("This is the only organiser of the edition. Appoint another one first.")


def appoint(
    *,
    person: User,
    competition: Competition,
    kind: str,
    department: Department | None = None,
    reason: str = "",
    by: User,
    at: datetime,
) -> Role:
    """Give `person` the role `kind` in `competition` from `at` on; the person is told.

    An organiser may enter the administration from then on. A `reason` is for receivers that ask for one.
    Raises OnlyOrganiser, RolesExclude, MemberOfTeam, RoleAlreadyHeld, DepartmentMissing, DepartmentNotEnrolled,
    DepartmentNotWanted, or what a receiver of `role_given` refuses.
    """
    with transaction.atomic():
        require_organiser(by, competition)
        role = give(
            person=person, competition=competition, kind=kind, department=department, reason=reason, by=by, at=at
        )
        tell(messages.ROLE_GIVEN, people=[role.person], at=at, role=role, competition=competition)
    return role


def give(
    *,
    person: User,
    competition: Competition,
    kind: str,
    department: Department | None = None,
    reason: str = "",
    by: User,
    at: datetime,
) -> Role:
    """Write the role down, inside the transaction of a verb that has asked for the right and tells the person.

    Raises RolesExclude, MemberOfTeam, RoleAlreadyHeld, DepartmentMissing, DepartmentNotEnrolled, DepartmentNotWanted,
    or what a receiver of `role_given` refuses.
    """
    person = User.objects.locked(person.pk)
    _require_department_fits(kind, department, competition, at=at)
    held = Role.objects.held_by(person, competition).active(at=at).filter(kind=kind, department=department)
    if held.exists():
        raise RoleAlreadyHeld
    require_role_fits(person, competition, kind, at=at)
    role = Role(person=person, competition=competition, kind=kind, department=department, appointed_by=by, since=at)
    role._history_user = by
    try:
        with transaction.atomic():
            role.save()
    except IntegrityError as error:
        # A role that begins later is already there.
        raise RoleAlreadyHeld from error
    if kind == Role.Kind.ORGANISER:
        _let_into_administration(person, True, by=by)
    role_given.send(sender=Role, role=role, reason=reason, by=by, at=at)
    return role


def dismiss(role: Role, *, reason: str = "", by: User, at: datetime) -> Role:
    """End `role` at `at`; the person is told. A role that has ended stays as it is.

    With the last organiser role goes the way into the administration; with the mentor's role, what they accompany.
    A `reason` is for receivers that ask for one.
    Raises OnlyOrganiser, LastOrganiser, or what a receiver of `role_ended` refuses.
    """
    with transaction.atomic():
        require_organiser(by, role.competition)
        return end(role, reason=reason, by=by, at=at)


def end(role: Role, *, reason: str = "", by: User, at: datetime) -> Role:
    """The same, inside the transaction of a verb that has asked for the right."""
    person = User.objects.locked(role.person_id)
    role = Role.objects.select_for_update(no_key=True).get(pk=role.pk)
    if role.until is not None and role.until <= at:
        return role
    if role.kind == Role.Kind.ORGANISER:
        _require_another_organiser(role, by=by, at=at)
    role.until = max(at, role.since)
    role._history_user = by
    role.save()
    if role.kind == Role.Kind.ORGANISER:
        still = Role.objects.filter(person=person, kind=Role.Kind.ORGANISER).active(at=at).exists()
        _let_into_administration(person, still or person.is_superuser, by=by)
    if role.kind == Role.Kind.MENTOR:
        _end_mentorships(role, by=by, at=at)
    role_ended.send(sender=Role, role=role, reason=reason, by=by, at=at)
    tell(messages.ROLE_ENDED, people=[person], at=at, role=role, competition=role.competition)
    return role


def _require_department_fits(
    kind: str, department: Department | None, competition: Competition, *, at: datetime
) -> None:
    if kind != Role.Kind.FOCAL_POINT:
        if department is not None:
            raise DepartmentNotWanted
        return
    if department is None:
        raise DepartmentMissing
    if not Department.objects.enrolled(competition, at=at).filter(pk=department.pk).exists():
        raise DepartmentNotEnrolled


def _require_another_organiser(role: Role, *, by: User, at: datetime) -> None:
    # A superuser can always appoint one again.
    others = Role.objects.filter(competition=role.competition, kind=role.kind).active(at=at).exclude(pk=role.pk)
    if not by.is_superuser and not others.exists():
        raise LastOrganiser


def _let_into_administration(person: User, allowed: bool, *, by: User) -> None:
    if person.is_staff != allowed:
        person.is_staff = allowed
        person._history_user = by
        person.save(update_fields=["is_staff"])


def _end_mentorships(role: Role, *, by: User, at: datetime) -> None:
    accompanied = Mentorship.objects.active().of(role.person).filter(team__competition=role.competition)
    for mentorship in accompanied.select_for_update(no_key=True, of=("self",)):
        mentorship.ended_at = max(at, mentorship.started_at)
        mentorship._history_user = by
        mentorship.save()
