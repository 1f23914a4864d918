"""The page on which people are vouched for."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Competition, Department, Message
from teams.domain.eligibility import is_eligible
from teams.models import EligibilityDecision, Membership, Team, User
from tests.builders.competitions import NOW
from tests.builders.teams import a_member, a_participant, a_person, a_role, a_team

SignedIn = Any
PAGE = "/ar/open/department/"


def url(name: str, person: User) -> str:
    return reverse(f"teams:{name}", kwargs={"edition": "open", "person_id": person.pk})


def test_the_focal_point_sees_who_waits_in_their_department_and_nobody_else(
    edition: Competition, person: User, focal_point: User, signed_in: SignedIn
) -> None:
    other = a_participant(edition)

    page = signed_in(focal_point).get(PAGE).content.decode()

    assert all(text in page for text in (person.name_ar, person.email, str(person.discipline), url("vouch", person)))
    assert other.email not in page
    assert url("vouch", other) not in page


def test_one_click_vouches_and_the_list_gets_shorter(
    edition: Competition, person: User, focal_point: User, signed_in: SignedIn
) -> None:
    client = signed_in(focal_point)
    assert client.get(url("vouch", person)).status_code == 302
    assert not is_eligible(person, edition), "looking is not vouching"

    page = client.post(url("vouch", person), follow=True).content.decode()

    assert is_eligible(person, edition)
    assert url("vouch", person) not in page
    assert url("decline", person) in client.get(PAGE, {"show": "decided"}).content.decode(), "it can be changed"
    assert Message.objects.of(person).exists()


def test_declining_asks_for_the_reason_and_keeps_what_was_typed(
    edition: Competition, person: User, focal_point: User, signed_in: SignedIn
) -> None:
    client = signed_in(focal_point)
    assert client.post(url("decline", person), {"reason": " "}).context["form"].errors["reason"]
    assert not EligibilityDecision.objects.exists()

    client.post(url("decline", person), {"reason": "Not in our staff"})

    decision = EligibilityDecision.objects.get()
    assert (decision.outcome, decision.reason, decision.decided_by) == ("declined", "Not in our staff", focal_point)
    page = client.get(url("decline", person)).content.decode()
    assert "Not in our staff" in page
    assert url("vouch", person) in page


def test_an_organiser_sees_everybody_of_the_enrolled_departments(
    edition: Competition, person: User, organiser: User, signed_in: SignedIn
) -> None:
    other, outsider = a_participant(edition), a_person()

    page = signed_in(organiser).get(PAGE).content.decode()

    assert person.email in page
    assert other.email in page
    assert outsider.email not in page


def test_focal_points_read_that_they_do_not_decide_about_themselves_or_teammates(
    edition: Competition, department: Department, focal_point: User, signed_in: SignedIn
) -> None:
    focal_point.department, focal_point.discipline = department, a_person().discipline
    focal_point.save()
    team = a_team(competition=edition)
    teammate = a_participant(edition, department=department)
    for one in (focal_point, teammate):
        a_member(team, one)
    client = signed_in(focal_point)

    page = client.get(PAGE).content.decode()

    for one in (focal_point, teammate):
        assert one.email in page
        assert url("vouch", one) not in page
        client.post(url("vouch", one), follow=True)
        assert client.post(url("decline", one), {"reason": "x"}).context["form"].non_field_errors()
        assert not is_eligible(one, edition)
    assert not EligibilityDecision.objects.exclude(
        person__in=team.members().exclude(pk__in=[focal_point.pk, teammate.pk])
    ).exists()


@pytest.mark.parametrize("who", ["captain", "person", "juror", "mentor", "auditor", "organiser elsewhere"])
def test_for_everybody_else_there_is_no_such_page(
    who: str, team: Team, captain: User, person: User, edition: Competition, signed_in: SignedIn
) -> None:
    from_elsewhere = {"captain": captain, "person": person}
    actor = from_elsewhere.get(who) or (
        a_role("organiser", competition=a_team().competition)
        if who == "organiser elsewhere"
        else a_role(who, competition=edition)
    )
    client = signed_in(actor)

    assert client.get(PAGE).status_code == 404
    assert client.get(url("decline", person)).status_code == 404
    assert client.post(url("vouch", person)).status_code == 404
    assert client.post(url("decline", person), {"reason": "x"}).status_code == 404


def test_people_of_other_departments_do_not_exist_for_a_focal_point(
    edition: Competition, focal_point: User, signed_in: SignedIn
) -> None:
    other = a_participant(edition)
    client = signed_in(focal_point)

    assert client.post(url("vouch", other)).status_code == 404
    assert client.get(url("decline", other)).status_code == 404
    assert not EligibilityDecision.objects.exists()


def test_nobody_signed_in_signs_in_first(person: User) -> None:
    for response in (Client().get(PAGE), Client().post(url("vouch", person)), Client().get(url("decline", person))):
        assert response.status_code == 302
        assert "/accounts/login/" in response.headers["Location"]


def test_a_long_list_is_paged_and_costs_no_more(
    edition: Competition, department: Department, focal_point: User, signed_in: SignedIn, queries: Any
) -> None:
    client = signed_in(focal_point)

    def grow_to(size: int) -> None:
        while Membership.objects.count() < size * 2:
            a_member(a_team(competition=edition), a_participant(edition, department=department))
            decided = a_participant(edition, department=department)
            EligibilityDecision.objects.create(
                person=decided, competition=edition, department=department, outcome="eligible", basis="focal_point",
                decided_by=focal_point, decided_at=NOW,
            )  # fmt: skip

    def visit() -> None:
        with queries.at_most(12):
            assert client.get(PAGE).status_code == 200

    queries.same_at(grow_to=grow_to, visit=visit)


def test_the_second_page_has_those_whom_the_first_has_not(
    edition: Competition, department: Department, focal_point: User, signed_in: SignedIn
) -> None:
    people = [a_participant(edition, department=department) for _number in range(52)]
    client = signed_in(focal_point)

    first, second = (client.get(PAGE, {"page": number}).content.decode() for number in (1, 2))

    shown = [[person for person in people if person.email in page] for page in (first, second)]
    assert [len(one) for one in shown] == [50, 2]
    assert not set(shown[0]) & set(shown[1])
