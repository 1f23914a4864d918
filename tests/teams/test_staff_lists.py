"""A department invites its staff from a list: shown first, then written by a job, each address once."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext

from competitions.domain import jobs
from competitions.domain.calendar import PhaseClosed
from competitions.models import Competition, Department, Job, Message
from competitions.spreadsheets import EmptyTable, TableTooLarge
from teams.domain import staff_lists
from teams.domain.addresses import comparable
from teams.domain.people_lists import ListIsOver, empty_old_lists
from teams.domain.staff_lists import (
    DepartmentNotEnrolled,
    ListUnderWay,
    NobodyToInvite,
    NotYourDepartment,
    invite_staff,
    preview_staff_list,
    rows_of,
)
from teams.models import PeopleList, StaffInvitation, User
from tests.builders.competitions import NOW, a_department, the_phase
from tests.builders.files import a_csv, a_workbook
from tests.builders.teams import a_person, a_role
from tests.harness.clock import days, minutes
from tests.harness.queries import Queries

pytestmark = pytest.mark.usefixtures("now")


def a_list(department: Department, by: User, pasted: str = "", **fields: Any) -> PeopleList:
    """A list that waits to be confirmed."""
    edition = department.enrolments.get().competition
    return preview_staff_list(competition=edition, department=department, pasted=pasted, by=by, at=NOW, **fields)


def outcomes(people_list: PeopleList) -> list[tuple[int, str, str]]:
    """Line, address or what stands there, and outcome."""
    return [(row.entry.line, row.entry.email or row.entry.typed, row.outcome.value) for row in rows_of(people_list)]


def done(people_list: PeopleList, by: User) -> PeopleList:
    """The list, confirmed and its job done."""
    confirmed = invite_staff(people_list=people_list, by=by, at=NOW)
    assert confirmed.job is not None
    jobs.run(confirmed.job.pk, clock=lambda: NOW)
    confirmed.refresh_from_db()
    confirmed.job.refresh_from_db()
    return confirmed


def staff(count: int) -> str:
    """So many addresses, one a line."""
    return "\n".join(f"person{number}@finances.example" for number in range(count))


def invited() -> list[str]:
    """The addresses of the invitations, in their order."""
    return list(StaffInvitation.objects.order_by("pk").values_list("email", flat=True))


def written() -> Counter[str]:
    """How many messages each address has."""
    return Counter(Message.objects.filter(kind="staff_invited").values_list("address", flat=True))


def test_each_address_is_told_apart_without_a_word_about_other_departments(
    edition: Competition, department: Department, focal_point: User
) -> None:
    colleague = a_person(department=department)
    EmailAddress.objects.create(user=colleague, email="second@finances.example", verified=True)
    stranger = a_person(department=a_department(enrolled_in=edition))
    done(a_list(department, focal_point, "early@finances.example"), focal_point)

    people_list = a_list(
        department,
        focal_point,
        f"new@finances.example\nNEW@finances.example; nobody\n{colleague.email.upper()}, second@finances.example\n"
        f"Early <early@finances.example>\n\n{stranger.email}",
    )

    assert outcomes(people_list) == [
        (1, "new@finances.example", "new"),
        (2, "new@finances.example", "twice"),
        (2, "nobody", "wrong"),
        (3, colleague.email, "registered"),
        (3, "second@finances.example", "registered"),
        (4, "early@finances.example", "invited"),
        (6, stranger.email, "new"),
    ]


def test_what_another_department_has_invited_looks_new(edition: Competition, department: Department) -> None:
    other = a_department(enrolled_in=edition)
    theirs = a_role("focal_point", competition=edition, department=other)
    ours = a_role("focal_point", competition=edition, department=department)
    done(a_list(other, theirs, "sara@x.example"), theirs)

    people_list = done(a_list(department, ours, "sara@x.example"), ours)

    assert people_list.counts == {"new": 1}
    assert written() == {"sara@x.example": 2}


@pytest.mark.parametrize(
    ("upload", "found"),
    [
        (a_csv(("Nom", "البريد الإلكتروني"), ("Sara", "a@x.example"), ("Omar", "wrong")), ["a@x.example", "wrong"]),
        (a_csv(("a@x.example",), ("b@x.example",), encoding="cp1256"), ["a@x.example", "b@x.example"]),
        (a_csv(("سارة العلمي", "a@x.example"), ("عمر", "none"), encoding="cp1256"), ["a@x.example", "عمر"]),
        (a_workbook(["Courriel", "Nom"], ["a@x.example", "b@x.example"]), ["a@x.example"]),
    ],
)
def test_addresses_are_found_in_tables_with_and_without_names_of_columns(
    department: Department, focal_point: User, upload: Any, found: list[str]
) -> None:
    people_list = a_list(department, focal_point, upload=upload)

    assert [text for _line, text, _outcome in outcomes(people_list)] == found


def test_everybody_new_gets_one_mail_in_their_language_and_the_addresses_leave_the_list(
    edition: Competition, department: Department, focal_point: User
) -> None:
    french = a_person(language="fr", department=a_department())
    closed = a_person(is_active=False, department=a_department())

    people_list = done(
        a_list(department, focal_point, f"a@x.example {french.email} {closed.email} a@x.example\nnobody"), focal_point
    )

    assert invited() == ["a@x.example", french.email, closed.email]
    sent = Message.objects.filter(kind="staff_invited").values_list("address", "language", "recipient", "secret")
    assert set(sent) == {("a@x.example", "ar", None, False), (french.email, "fr", french.pk, False)}
    assert people_list.rows == []
    assert people_list.counts == {"new": 3, "twice": 1, "wrong": 1}
    assert (people_list.job.done, people_list.job.finished_at) == (3, NOW)


def test_the_mail_leads_to_the_sign_up_and_hints_at_no_account(
    edition: Competition, department: Department, focal_point: User
) -> None:
    known = a_person(language="ar", department=a_department())

    done(a_list(department, focal_point, f"a@x.example {known.email}"), focal_point)

    first, second = Message.objects.filter(kind="staff_invited").order_by("pk")
    assert first.text == second.text
    assert department.name_ar in first.text
    assert "/ar/accounts/signup/" in first.text


def test_a_domain_in_arabic_is_invited_once_however_it_is_spelled(department: Department, focal_point: User) -> None:
    arabic = "sara@وزارة.example"
    done(a_list(department, focal_point, arabic), focal_point)

    people_list = a_list(department, focal_point, f"{arabic} {comparable(arabic)}")

    assert [outcome for _line, _text, outcome in outcomes(people_list)] == ["invited", "twice"]
    assert invited() == [comparable(arabic)]


def test_confirming_twice_and_running_twice_invites_nobody_twice(department: Department, focal_point: User) -> None:
    people_list = a_list(department, focal_point, staff(3))
    confirmed = done(people_list, focal_point)

    again = invite_staff(people_list=people_list, by=focal_point, at=NOW)
    list(staff_lists.write_invitations(confirmed.job, NOW))

    assert again.job == confirmed.job
    assert Job.objects.count() == 1
    assert set(written().values()) == {1}
    assert len(invited()) == 3


def test_a_job_that_was_killed_in_the_middle_goes_on_and_invites_nobody_twice(
    department: Department, focal_point: User
) -> None:
    total = staff_lists.PER_STEP * 2 + 5
    confirmed = invite_staff(people_list=a_list(department, focal_point, staff(total)), by=focal_point, at=NOW)
    next(staff_lists.write_invitations(confirmed.job, NOW))
    assert len(invited()) == staff_lists.PER_STEP

    jobs.run(confirmed.job.pk, clock=lambda: NOW)

    assert len(invited()) == len(written()) == total
    assert set(written().values()) == {1}


def test_the_second_list_of_a_department_waits_for_the_first(department: Department, focal_point: User) -> None:
    first, second = (a_list(department, focal_point, email) for email in ("a@x.example", "b@x.example"))
    confirmed = invite_staff(people_list=first, by=focal_point, at=NOW)

    with pytest.raises(ListUnderWay):
        invite_staff(people_list=second, by=focal_point, at=NOW)
    jobs.run(confirmed.job.pk, clock=lambda: NOW)

    assert invite_staff(people_list=second, by=focal_point, at=NOW).job is not None


def test_only_the_departments_own_focal_point_or_an_organiser_invites(
    edition: Competition, department: Department, organiser: User, focal_point: User
) -> None:
    other = a_role("focal_point", competition=edition, department=a_department(enrolled_in=edition))
    people_list = a_list(department, organiser, "a@x.example")

    with pytest.raises(NotYourDepartment):
        a_list(department, other, "a@x.example")
    with pytest.raises(NotYourDepartment):
        invite_staff(people_list=people_list, by=other, at=NOW)
    assert invite_staff(people_list=people_list, by=focal_point, at=NOW).confirmed_at == NOW


def test_nobody_is_invited_once_the_department_has_withdrawn_or_registration_is_over(
    edition: Competition, department: Department, focal_point: User
) -> None:
    people_list = a_list(department, focal_point, "a@x.example")
    ends = the_phase(edition, "registration").closes_at

    with pytest.raises(PhaseClosed):
        invite_staff(people_list=people_list, by=focal_point, at=ends)
    department.enrolments.update(ended_at=NOW - minutes(1))
    with pytest.raises(DepartmentNotEnrolled):
        invite_staff(people_list=people_list, by=focal_point, at=NOW)


@pytest.mark.parametrize(
    ("pasted", "refusal"), [("", EmptyTable), (" ;;\n ", EmptyTable), (staff(6001), TableTooLarge)]
)
def test_a_list_without_an_address_or_with_too_many_is_refused(
    department: Department, focal_point: User, pasted: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        a_list(department, focal_point, pasted)


def test_a_list_with_nobody_new_starts_no_job(department: Department, focal_point: User) -> None:
    with pytest.raises(NobodyToInvite):
        invite_staff(people_list=a_list(department, focal_point, "nobody"), by=focal_point, at=NOW)
    assert not Job.objects.exists()


def test_a_list_that_waits_for_a_day_is_emptied_and_one_under_way_is_not(
    department: Department, focal_point: User
) -> None:
    waiting, under_way = (a_list(department, focal_point, email) for email in ("a@x.example", "b@x.example"))
    invite_staff(people_list=under_way, by=focal_point, at=NOW)

    empty_old_lists(at=NOW + days(2))

    waiting.refresh_from_db()
    under_way.refresh_from_db()
    assert (waiting.rows, len(under_way.rows)) == ([], 1)
    jobs.run(under_way.job.pk, clock=lambda: NOW)
    with pytest.raises(ListIsOver):
        invite_staff(people_list=waiting, by=focal_point, at=NOW)


def queries_of_job(department: Department, by: User, addresses: Iterable[str]) -> int:
    """How many queries the job of such a list makes in all."""
    confirmed = invite_staff(people_list=a_list(department, by, "\n".join(addresses)), by=by, at=NOW)
    with CaptureQueriesContext(connection) as captured:
        jobs.run(confirmed.job.pk, clock=lambda: NOW)
    return len(captured)


def test_a_step_costs_the_same_however_many_there_are(
    department: Department, focal_point: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staff_lists, "PER_STEP", 50)

    few, more, many = (
        queries_of_job(department, focal_point, [f"{size}-{number}@x.example" for number in range(size)])
        for size in (50, 100, 1000)
    )

    per_step = more - few
    assert many - few == 19 * per_step


def test_looking_costs_the_same_for_few_and_for_many(
    department: Department, focal_point: User, queries: Queries
) -> None:
    lists: list[PeopleList] = []

    def grow_to(size: int) -> None:
        people = [a_person(department=department) for _ in range(size)]
        lists.append(a_list(department, focal_point, " ".join(person.email for person in people)))

    queries.same_at(grow_to=grow_to, visit=lambda: rows_of(PeopleList.objects.get(pk=lists[-1].pk)))
