"""The department's page at work: ticking, searching, its parts, and the page of one person."""

from typing import Any

import pytest
from django.test import Client

from competitions.models import Competition, Department
from teams.domain.confirmation import confirm
from teams.domain.eligibility import decline, eligible_among, is_eligible, settle
from teams.models import EligibilityDecision, PayrollRecord, Team, User
from tests.builders.competitions import NOW
from tests.builders.teams import a_member, a_participant, a_role, eligible
from tests.harness.clock import days
from tests.teams.browsing import url

PAGE = "/en/open/department/"
DECIDE = "/en/open/department/decide/"


@pytest.fixture
def people(edition: Competition, department: Department) -> list[User]:
    """Four who wait, the first for longest."""
    found = [a_participant(edition, department=department) for _number in range(4)]
    for number, person in enumerate(found):
        settle(person=person, competition=edition, at=NOW - days(8 - number))
    return found


@pytest.fixture
def reader(focal_point: User, signed_in: Any) -> Client:
    client: Client = signed_in(focal_point)
    return client


def told(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def _plain(text: str) -> str:
    """Without the signs that keep the direction of each part its own."""
    return text.replace("\u2068", "").replace("\u2069", "")


def names(response: Any) -> list[str]:
    return [row.address for row in response.context["rows"]]


def test_one_link_ticks_everybody_on_the_page_and_one_button_vouches_for_them(
    people: list[User], edition: Competition, reader: Client
) -> None:
    page = reader.get(PAGE)
    ticked = reader.get(PAGE, {"select": "1"})

    assert "Tick all 4 on this page" in page.content.decode()
    assert page.content.decode().count(" checked") == 0
    assert ticked.content.decode().count(" checked") == 4
    response = reader.post(DECIDE, {"person": [row.id for row in ticked.context["rows"]]}, follow=True)
    assert told(response) == ["You have vouched for 4 people, who have been told."]
    assert eligible_among(people, edition) == {person.pk for person in people}


def test_a_second_page_is_ticked_by_itself(edition: Competition, department: Department, reader: Client) -> None:
    for _number in range(53):
        a_participant(edition, department=department)

    first = reader.get(PAGE, {"select": "1"})
    next_page = reader.get(PAGE, {"select": "1", "page": "2"})

    assert [row.checked for row in first.context["rows"]] == [True] * 50
    assert [row.checked for row in next_page.context["rows"]] == [False] * 3


def test_declining_several_asks_once_for_the_reason_and_keeps_who_is_meant(
    people: list[User], edition: Competition, reader: Client
) -> None:
    chosen = {"person": [person.pk for person in people[:2]], "decline": "1"}

    asked = reader.post(DECIDE, chosen)
    empty = reader.post(DECIDE, {**chosen, "reason": " "})
    answered = reader.post(DECIDE, {**chosen, "reason": "Left in January"}, follow=True)

    assert asked.context["form"].errors == {}
    assert [row.id for row in asked.context["rows"]] == [person.pk for person in people[:2]]
    assert empty.context["form"].errors["reason"]
    assert asked.content.decode().count('type="hidden" name="person"') == 2
    assert told(answered) == ["2 people have been told, with your reason."]
    decisions = EligibilityDecision.objects.filter(outcome="declined")
    assert {(one.person, one.reason) for one in decisions} == {(person, "Left in January") for person in people[:2]}


def test_who_cannot_be_decided_about_is_named_and_the_others_are_done(
    people: list[User], edition: Competition, team: Team, focal_point: User, reader: Client
) -> None:
    for one in (people[0], focal_point):
        a_member(team, one)

    response = reader.post(DECIDE, {"person": [person.pk for person in people]}, follow=True)

    done, refused = told(response)
    assert done.startswith("You have vouched for 3 people")
    assert people[0].name_latin in refused
    assert "Another focal point" in refused
    assert not is_eligible(people[0], edition)


@pytest.mark.parametrize("typed", [[], ["no number"], ["9" * 30], ["-1"], ["٣"], ["0"]])
def test_ticking_nobody_says_what_to_do(typed: list[str], people: list[User], reader: Client) -> None:
    response = reader.post(DECIDE, {"person": typed}, follow=True)

    assert told(response) == ["Tick the box of at least one person, then say what you decide."]
    assert not EligibilityDecision.objects.exists()


def test_people_of_other_departments_are_nobody_here(people: list[User], edition: Competition, reader: Client) -> None:
    other = a_participant(edition)

    response = reader.post(DECIDE, {"person": [other.pk, people[0].pk]}, follow=True)

    assert told(response) == ["You have vouched for 1 person, who has been told."]
    assert not is_eligible(other, edition)
    assert reader.get(DECIDE).status_code == 302


def test_a_row_says_everything_by_which_somebody_is_known(people: list[User], team: Team, reader: Client) -> None:
    User.objects.filter(pk=people[3].pk).update(entity="مديرية الأنظمة", discipline=None, discipline_other="خياطة")
    a_member(team, people[3])
    PayrollRecord.objects.filter(person=people[3]).delete()

    page = reader.get(PAGE)

    first = page.context["rows"][0]
    assert first.id == people[3].pk, "who keeps a team waiting comes first"
    assert (first.name, first.other_name) == (people[3].name_latin, people[3].name_ar)
    assert _plain(first.detail) == "مديرية الأنظمة · متصرفة · Central administration · خياطة"
    assert first.since.startswith("Waits since 18 November 2020 (5 days ago")
    assert [tag["label"] for tag in first.tags] == ["Their team waits for it", "No payroll number yet"]


@pytest.mark.parametrize("typed", ["samira", "SAMIRA", "سميره", "samira@", "  Alaoui   samira "])
def test_a_search_finds_a_name_however_it_is_written(
    typed: str, edition: Competition, department: Department, focal_point: User, reader: Client
) -> None:
    about: dict[str, Any] = {"name_ar": "سَميرة العلوي", "name_latin": "Samira Alaoui"}
    wanted = a_participant(edition, department=department, email="samira@mail.example", **about)
    other = a_participant(edition, department=department)
    waiting = names(reader.get(PAGE, {"q": typed}))
    for one in (wanted, other):
        decline(person=one, competition=edition, reason="Unknown", by=focal_point, at=NOW)

    decided = reader.get(PAGE, {"q": typed, "show": "decided"})

    assert waiting == [wanted.email]
    assert [row[0].text for row in decided.context["rows"]] == ["Samira Alaoui"]
    assert "Nobody found" in reader.get(PAGE, {"q": "nobody at all"}).content.decode()


def test_who_came_in_by_their_address_can_be_objected_to_until_their_team_is_confirmed(
    edition: Competition,
    department: Department,
    team: Team,
    captain: User,
    organiser: User,
    reader: Client,
    desk: Client,
) -> None:
    early, late = (eligible(a_participant(edition, department=department), edition) for _number in range(2))
    a_member(team, late)
    confirm(team=team, by=captain, received_at=NOW)

    rows = {row[0].text: row[3] for row in reader.get(PAGE, {"show": "address"}).context["rows"]}
    page = reader.get(url("decline", person_id=late.pk).replace("/ar/", "/en/")).content.decode()
    refused = reader.post(url("decline", person_id=late.pk), {"reason": "Left"})
    reader.post(url("decline", person_id=early.pk), {"reason": "Left"})

    assert rows[early.name_latin].url.endswith(f"/department/{early.pk}/decline/")
    assert (rows[late.name_latin].url, rows[late.name_latin].text) == ("", "Too late: the team is confirmed")
    assert "it is too late to object" in page
    assert 'name="reason"' not in page
    assert refused.context["form"].non_field_errors()
    assert eligible_among([early, late], edition) == {late.pk}
    assert 'name="reason"' in desk.get(url("decline", person_id=late.pk)).content.decode()


def test_a_word_that_there_is_no_payroll_number_is_given_on_the_person_s_page(
    edition: Competition, department: Department, focal_point: User, reader: Client
) -> None:
    person = a_participant(edition, department=department, payroll=False)
    about = url("decline", person_id=person.pk)
    attest = url("attest", person_id=person.pk)

    before = reader.get(about).content.decode()
    reader.get(attest)
    untouched = PayrollRecord.objects.filter(person=person).exists()
    response = reader.post(attest, follow=True)

    assert attest in before
    assert not untouched
    assert PayrollRecord.objects.get(person=person).absence_attested_by == focal_point
    assert attest not in response.content.decode()
    known = a_participant(edition, department=department)
    assert "لا شيء" not in told(reader.post(url("attest", person_id=known.pk), follow=True))[0]
    assert PayrollRecord.objects.get(person=known).absence_attested_by is None


def test_the_page_leads_to_codes_and_to_the_department_s_teams(people: list[User], reader: Client) -> None:
    page = reader.get(PAGE).content.decode()
    person = reader.get(url("decline", person_id=people[0].pk)).content.decode()

    assert 'href="/en/open/department/code/"' in page
    assert 'href="/en/open/department/teams/"' in page
    assert url("hand_code", person_id=people[0].pk) in person


def test_no_other_part_exists(reader: Client) -> None:
    assert reader.get(PAGE, {"show": "everything"}).status_code == 404


@pytest.mark.parametrize("show", ["address", "decided"])
@pytest.mark.parametrize("typed", ["", "شخص"])
def test_the_other_parts_cost_the_same_for_three_hundred_people(
    show: str, typed: str, edition: Competition, department: Department, reader: Client, queries: Any
) -> None:
    def grow_to(size: int) -> None:
        template = a_participant(edition, department=department)
        fields = ("name_ar", "name_latin", "service_level", "discipline", "entity", "service_role", "gender")
        copied = {name: getattr(template, name) for name in fields}
        people = User.objects.bulk_create(
            User(email=f"copy{size}-{number}@idarathon.example", department=department, **copied)
            for number in range(size * 10)
        )
        EligibilityDecision.objects.bulk_create(
            EligibilityDecision(
                person=one,
                competition=edition,
                department=department,
                outcome="eligible",
                basis="domain",
                decided_at=NOW,
            )
            for one in people
        )

    def visit() -> None:
        with queries.at_most(12):
            assert reader.get(PAGE, {"show": show, "q": typed}).status_code == 200

    queries.same_at(grow_to=grow_to, visit=visit)


def test_an_organiser_reads_in_which_department_each_serves(
    people: list[User], edition: Competition, desk: Client
) -> None:
    a_role("focal_point", competition=edition, department=people[0].department)

    [row, *_others] = desk.get(PAGE).context["rows"]

    assert _plain(row.detail).startswith(str(people[0].department.name_en))  # type: ignore[union-attr]
