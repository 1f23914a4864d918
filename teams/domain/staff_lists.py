"""A department invites its staff to the edition, from a list: shown first, then sent by a job, each address once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.domain import jobs
from competitions.domain.circulars import Addressee, queue_circular
from competitions.models import Competition, Department, Enrolment, Job
from competitions.refusals import Refusal
from competitions.spreadsheets import EmptyTable, TableTooLarge, read_table
from teams import messages
from teams.domain.addresses import comparable, spellings
from teams.domain.people_lists import ListIsOver, kept_name
from teams.domain.staff_rows import Entry, Judged, Outcome, addresses_in_table, addresses_in_text, judge
from teams.domain.windows import require_registration_open, windows_of
from teams.models import PeopleList, Role, StaffInvitation, User

JOB = "staff_invitations"
PER_STEP = 200  # addresses a transaction
MOST = 6_000  # addresses in one list
LANGUAGE = "ar"  # of whoever has no account that says otherwise


class NotYourDepartment(Refusal):
    message = gettext_lazy("Only a focal point of this department, or an organiser, can invite its staff.")


class DepartmentNotEnrolled(Refusal):
    message = gettext_lazy("This department does not take part in the edition, so its staff cannot be invited.")
    field = "department"


class ListUnderWay(Refusal):
    message = gettext_lazy(
        "The invitations of another list of this department are being written. Please wait a little."
    )


class NobodyToInvite(Refusal):
    message = gettext_lazy("There is nobody to invite in this list: see why below.")


def departments_of(person: User, competition: Competition, *, at: datetime) -> Any:
    """The enrolled departments whose staff `person` may invite."""
    enrolled = Department.objects.enrolled(competition, at=at)
    if person.has_perm("competitions.organise", competition):
        return enrolled
    roles = Role.objects.held_by(person, competition).filter(kind=Role.Kind.FOCAL_POINT).active(at=at)
    return enrolled.filter(pk__in=roles.values("department"))


def require_may_invite(by: User, competition: Competition, department: Department, *, at: datetime) -> None:
    """Raises NotYourDepartment, DepartmentNotEnrolled, PhaseNotOpen, PhaseClosed, RegistrationMissing."""
    roles = Role.objects.held_by(by, competition).filter(kind=Role.Kind.FOCAL_POINT, department=department)
    if not (roles.active(at=at).exists() or by.has_perm("competitions.organise", competition)):
        raise NotYourDepartment
    if not Department.objects.enrolled(competition, at=at).filter(pk=department.pk).exists():
        raise DepartmentNotEnrolled
    require_registration_open(competition, at=at)


def why_not(departments: Any, competition: Competition, *, at: datetime) -> str:
    """Why nobody of `departments`, those one is the contact of, can be invited now; "" where somebody can."""
    if not departments:
        return str(DepartmentNotEnrolled.message)
    try:
        require_registration_open(competition, at=at)
    except Refusal as refusal:
        return str(refusal)
    return ""


def lists_of(person: User, competition: Competition, *, at: datetime) -> Any:
    """The lists of the departments whose contact `person` is, newest first; of all for an organiser."""
    lists = PeopleList.objects.filter(kind=PeopleList.Kind.STAFF, competition=competition)
    if not person.has_perm("competitions.organise", competition):
        roles = Role.objects.held_by(person, competition).filter(kind=Role.Kind.FOCAL_POINT).active(at=at)
        lists = lists.filter(department__in=roles.values("department"))
    return lists.select_related("competition", "department", "job").order_by("-pk")


def preview_staff_list(
    *,
    competition: Competition,
    department: Department,
    upload: "File[Any] | None" = None,
    pasted: str = "",
    by: User,
    at: datetime,
) -> PeopleList:
    """Keep the addresses of the uploaded table and of the pasted text, so that they can be looked at first.

    Raises what `require_may_invite` and `read_table` raise, EmptyTable, TableTooLarge.
    """
    require_may_invite(by, competition, department, at=at)
    entries = addresses_in_text(pasted)
    if upload is not None:
        entries += addresses_in_table(read_table(upload))
    if not entries:
        raise EmptyTable(_("There is no address in it."))
    if len(entries) > MOST:
        raise TableTooLarge(_("A list has at most %(most)d addresses. Split it into several.") % {"most": MOST})
    return PeopleList.objects.create(
        kind=PeopleList.Kind.STAFF,
        competition=competition,
        department=department,
        uploaded_by=by,
        uploaded_at=at,
        file_name=kept_name(upload.name) if upload is not None else "",
        rows=[entry.as_stored() for entry in entries],
    )


def rows_of(people_list: PeopleList) -> list[Judged]:
    """What would come of each address if the list were confirmed now."""
    assert people_list.department is not None
    entries = [Entry(**row) for row in people_list.rows]
    return judge(entries, people_list.competition, people_list.department)


def invite_staff(*, people_list: PeopleList, by: User, at: datetime) -> PeopleList:
    """Have a job invite every address of the list that the department has not invited yet.

    Confirming twice returns the list as it is. One list of a department at a time.
    Raises what `require_may_invite` raises, ListIsOver, ListUnderWay, NobodyToInvite.
    """
    competition, department = people_list.competition, people_list.department
    assert department is not None
    with transaction.atomic():
        # Two lists of one department wait here for each other; which is second finds the first one under way.
        enrolments = Enrolment.objects.filter(competition=competition, department=department)
        list(enrolments.select_for_update(no_key=True))
        people_list = PeopleList.objects.select_for_update(no_key=True, of=("self",)).get(pk=people_list.pk)
        if people_list.confirmed_at:
            return people_list
        require_may_invite(by, competition, department, at=at)
        if under_way(competition, department).exists():
            raise ListUnderWay
        return _confirmed(people_list, by=by, at=at)


def under_way(competition: Competition, department: Department) -> Any:
    """The lists of the department whose invitations are being written."""
    lists = PeopleList.objects.filter(competition=competition, department=department, job__isnull=False)
    return lists.filter(job__finished_at=None, job__failed_at=None)


@jobs.runs(JOB)
def write_invitations(job: Job, at: datetime) -> Iterator[int]:
    """Invite the addresses of the job's list, some hundreds a transaction; yields how many have been seen to.

    An invitation and its message are written together, and what is there already is left alone, so it can be begun
    again anywhere. At the end the addresses leave the list.
    """
    people_list = PeopleList.objects.select_related("competition", "department").get(pk=job.arguments["people_list"])
    emails = [comparable(row["email"]) for row in people_list.rows]
    for start in range(0, len(emails), PER_STEP):
        batch = emails[start : start + PER_STEP]
        with transaction.atomic():
            _invite(batch, people_list, at=at)
        yield start + len(batch)
    PeopleList.objects.filter(pk=people_list.pk).update(rows=[])


def _confirmed(people_list: PeopleList, *, by: User, at: datetime) -> PeopleList:
    if not people_list.rows:
        raise ListIsOver
    judged = rows_of(people_list)
    chosen = [row.entry.as_stored() for row in judged if row.outcome == Outcome.NEW]
    if not chosen:
        raise NobodyToInvite
    people_list.counts = Counter(row.outcome.value for row in judged)
    people_list.rows, people_list.confirmed_at = chosen, at
    people_list.job = jobs.start(JOB, arguments={"people_list": people_list.pk}, by=by, at=at, total=len(chosen))
    people_list.save(update_fields=["counts", "rows", "confirmed_at", "job"])
    return people_list


def _invite(emails: Sequence[str], people_list: PeopleList, *, at: datetime) -> None:
    competition, department = people_list.competition, people_list.department
    assert department is not None
    known = StaffInvitation.objects.filter(competition=competition, department=department, email__in=emails)
    there = set(known.values_list("email", flat=True))
    missing = [email for email in emails if email not in there]
    StaffInvitation.objects.bulk_create(
        [
            StaffInvitation(
                competition=competition,
                department=department,
                email=email,
                invited_by_id=people_list.uploaded_by_id,
                invited_at=at,
            )
            for email in missing
        ],
        ignore_conflicts=True,
    )
    phase = windows_of(competition).registration(at=at)
    queue_circular(
        messages.STAFF_INVITED,
        to=_addressees(missing, people_list),
        context={"competition": competition, "department": department, "closes_at": phase.closes_at if phase else at},
        at=at,
        competition=competition,
        about={"department": department.pk},
    )


def _addressees(emails: Sequence[str], people_list: PeopleList) -> list[Addressee]:
    """Whom to write to, in the language of their account where they have one; closed accounts get nothing."""
    accounts = User.objects.filter(email__in=spellings(emails)).only("email", "language", "is_active")
    people = {comparable(person.email): person for person in accounts}
    found = []
    for email in emails:
        person = people.get(email)
        if person is None or person.is_active:
            language = person.language if person else LANGUAGE
            found.append(Addressee(email, language, _key(email, people_list), person))
    return found


def _key(email: str, people_list: PeopleList) -> str:
    """What is equal for two invitations of one address by one department; an address may be longer than a key."""
    digest = sha256(email.encode()).hexdigest()
    return f"staff:{people_list.competition_id}:{people_list.department_id}:{digest}"
