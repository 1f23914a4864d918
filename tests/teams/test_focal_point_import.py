"""The organiser names the focal points of all departments from a list: all of it or nothing."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils.translation import override

from competitions.models import Competition, Department, DepartmentName, Message
from competitions.spreadsheets import ColumnsMissing, TableTooLarge
from teams.domain.authority import OnlyOrganiser
from teams.domain.focal_point_rows import Outcome, fingerprint
from teams.domain.focal_points import (
    ListHasChanged,
    ListHasErrors,
    name_focal_points,
    preview_focal_points,
    rows_of,
)
from teams.domain.people_lists import ListIsOver, empty_old_lists
from teams.domain.roles import appoint
from teams.models import PeopleList, Role, User
from tests.builders.competitions import NOW, a_department
from tests.builders.files import a_csv
from tests.builders.teams import a_person, a_role
from tests.harness.clock import days, minutes
from tests.harness.queries import Queries

HEAD = ("E-mail", "الاسم بالعربية", "Nom et prénom", "Département")
pytestmark = pytest.mark.usefixtures("now")


def a_list(edition: Competition, by: User, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> PeopleList:
    """A list that was uploaded and waits to be confirmed."""
    return preview_focal_points(competition=edition, upload=a_csv(head, *rows), by=by, at=NOW)


def outcomes(people_list: PeopleList) -> list[tuple[int, str, str]]:
    """Line, outcome and reason of each row."""
    return [(row.entry.line, row.outcome.value, row.reason) for row in rows_of(people_list, at=NOW)]


def confirm(people_list: PeopleList, by: User, *, shown: str | None = None, at: Any = NOW) -> PeopleList:
    """Name everybody, as they were shown."""
    shown = fingerprint(rows_of(people_list, at=at)) if shown is None else shown
    return name_focal_points(people_list=people_list, shown=shown, by=by, at=at)


def focal_points(edition: Competition) -> set[tuple[str, str]]:
    """Who is the contact of which department."""
    roles = Role.objects.filter(competition=edition, kind="focal_point")
    return set(roles.values_list("person__email", "department__code"))


def test_people_are_named_whether_they_have_an_account_or_not(
    edition: Competition, department: Department, organiser: User
) -> None:
    known = a_person(email="sara@finances.example", language="fr")
    rows = [
        ("Sara@Finances.example", "", "", department.code),
        ("omar@finances.example", "عمر التازي", "Omar Tazi", department.code),
    ]

    done = confirm(a_list(edition, organiser, *rows), organiser)

    assert focal_points(edition) == {(known.email, department.code), ("omar@finances.example", department.code)}
    assert done.counts == {"named": 1, "new": 1}
    assert (done.rows, done.confirmed_at) == ([], NOW)
    omar = User.objects.get(email="omar@finances.example")
    assert (omar.name_ar, omar.name_latin, omar.language) == ("عمر التازي", "Omar Tazi", "ar")
    assert not omar.has_usable_password()
    assert omar.history.get().history_user == organiser
    sent = Message.objects.values_list("recipient__email", "kind", "language", "secret")
    assert set(sent) == {(known.email, "role_given", "fr", False), (omar.email, "focal_point_named", "ar", True)}


def test_the_link_in_the_mail_opens_the_account(edition: Competition, department: Department, organiser: User) -> None:
    row = ("omar@finances.example", "", "Omar Tazi", department.code)
    confirm(a_list(edition, organiser, row), organiser)
    [url] = re.findall(r"https?://\S+", Message.objects.get(kind="focal_point_named").sealed_text)
    visitor = Client()

    page = visitor.get("/" + url.split("/", 3)[3], follow=True)
    typed = {"password1": "a-long-enough-phrase", "password2": "a-long-enough-phrase"}
    visitor.post(page.request["PATH_INFO"], typed)

    came = visitor.post("/ar/accounts/login/", {"login": row[0], "password": typed["password1"]})

    assert User.objects.get(email=row[0]).check_password(typed["password1"])
    assert (came.status_code, came.headers["Location"]) == (302, "/ar/me/")


def test_a_password_that_a_stranger_has_set_for_the_address_opens_nothing(
    edition: Competition, department: Department, organiser: User
) -> None:
    squatter = a_person(email="omar@finances.example", verified=False)

    confirm(a_list(edition, organiser, (squatter.email, "", "", department.code)), organiser)

    squatter.refresh_from_db()
    assert not squatter.has_usable_password()
    assert Message.objects.get().kind == "focal_point_named"


def test_departments_are_found_by_code_and_by_names_in_three_languages_and_of_former_times(
    edition: Competition, organiser: User
) -> None:
    department = a_department(enrolled_in=edition, name_ar="وزارة الاقتصاد والمالية", name_fr="Économie et Finances")
    DepartmentName.objects.create(department=department, name_ar="وزارة المالية", since=NOW.date())
    written = [department.code.upper(), "ÉCONOMIE  ET FINANCES", "وزارة الإقتصاد والماليّة", "وزارة الماليه"]
    rows = [(f"person{number}@x.example", "", "Sara Alami", name) for number, name in enumerate(written)]

    found = rows_of(a_list(edition, organiser, *rows), at=NOW)

    assert [(row.outcome, row.department) for row in found] == [(Outcome.NEW, department)] * len(written)


def test_each_row_that_cannot_be_taken_says_why_with_its_line(
    edition: Competition, department: Department, organiser: User
) -> None:
    outside = a_department()
    a_department(enrolled_in=edition, name_fr="Santé", name_ar="الصحة")
    a_department(enrolled_in=edition, name_fr="Santé", name_ar="الصحة العمومية")
    juror = a_role("juror", competition=edition)
    gone = a_person(is_active=False)
    already = a_role("focal_point", competition=edition, department=department)
    code = department.code
    people_list = a_list(
        edition,
        organiser,
        ("not an address", "", "Sara Alami", code),
        ("", "", "Sara Alami", code),
        ("a@x.example, b@x.example", "", "Sara Alami", code),
        ("new@x.example", "", "Sara Alami", ""),
        ("new@x.example", "", "Sara Alami", "nowhere"),
        ("new@x.example", "", "Sara Alami", "SANTÉ"),
        ("new@x.example", "", "Sara Alami", outside.code),
        (juror.email, "", "", code),
        (gone.email, "", "", code),
        ("new@x.example", "", "", code),
        ("new@x.example", "Sara", "", code),
        (already.email, "", "", code),
        ("fine@x.example", "", "Sara Alami", code),
        ("FINE@x.example.", "", "Sara Alami", code),
    )

    with override("en"):
        found = outcomes(people_list)

    assert [line for line, outcome, _reason in found if outcome == "wrong"] == [*range(2, 13), 15]
    reasons = {line: reason for line, _outcome, reason in found}
    assert "no @" in reasons[2]
    assert "missing" in reasons[3]
    assert "more than one address" in reasons[4]
    assert "department is missing" in reasons[5]
    assert "No department" in reasons[6]
    assert "Several departments" in reasons[7]
    assert "does not take part" in reasons[8]
    assert "Juror" in reasons[9]
    assert "closed" in reasons[10]
    assert "must give a name" in reasons[11]
    assert "Arabic letters" in reasons[12]
    assert "line 14" in reasons[15]
    assert [outcome for line, outcome, _reason in found if line in (13, 14)] == ["already", "new"]


def test_nobody_is_named_while_one_row_is_wrong(edition: Competition, department: Department, organiser: User) -> None:
    people_list = a_list(
        edition, organiser, ("a@x.example", "", "Sara Alami", department.code), ("b@x.example", "", "Omar", "nowhere")
    )

    with pytest.raises(ListHasErrors):
        confirm(people_list, organiser)

    assert focal_points(edition) == set()
    assert not User.objects.filter(email="a@x.example").exists()
    assert not Message.objects.exists()


def test_what_has_changed_since_the_list_was_shown_stops_all_of_it(
    edition: Competition, department: Department, organiser: User
) -> None:
    sara = a_person()
    people_list = a_list(
        edition, organiser, ("a@x.example", "", "Omar", department.code), (sara.email, "", "", department.code)
    )
    shown = fingerprint(rows_of(people_list, at=NOW))
    appoint(person=sara, competition=edition, kind="juror", by=organiser, at=NOW)

    with pytest.raises(ListHasChanged):
        confirm(people_list, organiser, shown=shown)

    assert focal_points(edition) == set()
    assert [outcome for _line, outcome, _reason in outcomes(people_list)] == ["new", "wrong"]


def test_one_person_may_be_the_contact_of_two_departments(
    edition: Competition, department: Department, organiser: User
) -> None:
    other = a_department(enrolled_in=edition)
    rows = [("a@x.example", "", "Omar Tazi", one.code) for one in (department, other)]

    confirm(a_list(edition, organiser, *rows), organiser)

    assert focal_points(edition) == {("a@x.example", department.code), ("a@x.example", other.code)}
    assert EmailAddress.objects.filter(email="a@x.example").count() == 1


def test_confirming_twice_names_nobody_twice(edition: Competition, department: Department, organiser: User) -> None:
    people_list = a_list(edition, organiser, ("a@x.example", "", "Omar Tazi", department.code))
    confirm(people_list, organiser)

    again = confirm(people_list, organiser, shown="whatever")

    assert again.counts == {"new": 1}
    assert len(focal_points(edition)) == 1
    assert Message.objects.count() == 1


def test_a_second_address_that_was_verified_is_the_same_person(
    edition: Competition, department: Department, organiser: User
) -> None:
    sara = a_person()
    EmailAddress.objects.create(user=sara, email="sara@home.example", verified=True)
    EmailAddress.objects.create(user=sara, email="claimed@home.example", verified=False)
    rows = [(email, "", "Sara Alami", department.code) for email in ("sara@home.example", "claimed@home.example")]

    found = rows_of(a_list(edition, organiser, *rows), at=NOW)

    assert [row.person for row in found] == [sara, None]


def test_only_an_organiser_may_look_and_name(
    edition: Competition, department: Department, organiser: User, focal_point: User
) -> None:
    people_list = a_list(edition, organiser, ("a@x.example", "", "Omar", department.code))

    with pytest.raises(OnlyOrganiser):
        a_list(edition, focal_point, ("a@x.example", "", "Omar", department.code))
    with pytest.raises(OnlyOrganiser):
        confirm(people_list, focal_point)


def test_a_list_that_waits_for_a_day_is_emptied_and_can_no_longer_be_confirmed(
    edition: Competition, department: Department, organiser: User
) -> None:
    people_list = a_list(edition, organiser, ("a@x.example", "", "Omar", department.code))

    assert empty_old_lists(at=NOW + days(1)) == 0
    assert empty_old_lists(at=NOW + days(1) + minutes(1)) == 1

    people_list.refresh_from_db()
    assert people_list.rows == []
    with pytest.raises(ListIsOver):
        confirm(people_list, organiser, at=NOW + days(2))


def test_a_table_without_the_columns_or_with_too_many_rows_is_refused(
    edition: Competition, department: Department, organiser: User
) -> None:
    with pytest.raises(ColumnsMissing):
        a_list(edition, organiser, ("a@x.example", "Omar"), head=("E-mail", "Nom"))
    with pytest.raises(TableTooLarge):
        a_list(edition, organiser, *[(f"a{number}@x.example", "", "Omar", department.code) for number in range(501)])
    assert not PeopleList.objects.exists()


def test_looking_costs_the_same_for_few_and_for_many(
    edition: Competition, department: Department, organiser: User, queries: Queries
) -> None:
    lists: list[PeopleList] = []

    def grow_to(size: int) -> None:
        people = [a_role("mentor", competition=edition) for _ in range(size)]
        rows = [(person.email, "", "", department.code) for person in people]
        lists.append(a_list(edition, organiser, *rows))

    queries.same_at(grow_to=grow_to, visit=lambda: rows_of(lists[-1], at=NOW))
