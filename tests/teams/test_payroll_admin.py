"""The payroll number in the administration: how far it is, and never the number."""

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Competition, Department
from teams.domain.payroll import attest_no_payroll_number, give_payroll_number, hash_of
from teams.models import PayrollRecord, User
from tests.builders.competitions import NOW
from tests.builders.teams import a_participant

NUMBER = "1234567"


def test_the_number_stands_on_no_page_of_the_administration(
    person: User, organiser: User, desk: Client, caplog: pytest.LogCaptureFixture
) -> None:
    give_payroll_number(person=person, number=NUMBER, by=person, at=NOW)

    shown = [
        desk.get(reverse("admin:teams_user_changelist"), {"q": person.email}).content.decode(),
        desk.get(reverse("admin:teams_user_change", args=[person.pk])).content.decode(),
        desk.get(reverse("admin:teams_user_history", args=[person.pk])).content.decode(),
    ]

    for page in (*shown, caplog.text, str(list(User.history.values()))):
        assert NUMBER not in page
        assert hash_of(NUMBER) not in page


@pytest.mark.parametrize(("state", "words"), [("given", "Given"), ("none", "there is none"), ("missing", "Missing")])
def test_the_administration_says_how_far_it_is(
    state: str, words: str, edition: Competition, department: Department, organiser: User, desk: Client
) -> None:
    people = {
        name: a_participant(edition, department=department, payroll=name == "given")
        for name in ("given", "none", "missing")
    }
    attest_no_payroll_number(person=people["none"], competition=edition, by=organiser, at=NOW)

    listed = desk.get(f"/en/admin/teams/user/?payroll={state}&department__id__exact={department.pk}").content.decode()
    page = desk.get(f"/en/admin/teams/user/{people[state].pk}/change/").content.decode()

    assert [name for name, person in people.items() if person.email in listed] == [state]
    assert words in page


def test_an_organiser_attests_for_several_from_the_list(
    person: User, edition: Competition, department: Department, organiser: User, desk: Client
) -> None:
    numberless = a_participant(edition, department=department, payroll=False)
    asked = {"action": "attest_no_number", "_selected_action": [numberless.pk, person.pk]}
    question = desk.post("/en/admin/teams/user/", asked).content.decode()
    assert "no payroll number" in question

    done = desk.post("/en/admin/teams/user/", {**asked, "meant": "1", "competition": edition.pk}, follow=True)

    assert PayrollRecord.objects.get(person=numberless).absence_attested_by == organiser
    assert "Done: 1 of 2" in done.content.decode()
    assert "there is nothing to attest" in done.content.decode()
