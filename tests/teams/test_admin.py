"""The room in the organisers' admin: everything seen, nothing changed but through the verbs."""

from functools import partial
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from competitions.models import Competition, Department
from teams.domain.accompaniment import assign_mentor
from teams.domain.eligibility import is_eligible, settle
from teams.domain.invitations import invite
from teams.domain.late_access import grant_late_access
from teams.models import (
    CaptainAbsence,
    EligibilityDecision,
    Invitation,
    JoinRequest,
    LateAccess,
    Mentorship,
    Role,
    SeekerCard,
    SignInCode,
    Team,
    User,
    VouchingRequest,
)
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.teams import a_member, a_participant, a_person, a_role, a_team, eligible
from tests.harness.clock import days
from tests.teams.admin_pages import adding, changing, chosen, listing

MODELS = (
    *(User, Role, EligibilityDecision, VouchingRequest, SignInCode),
    *(Team, CaptainAbsence, Invitation, JoinRequest, SeekerCard, Mentorship, LateAccess),
)
pytestmark = pytest.mark.usefixtures("now")


def a_row_of_each(team: Team, organiser: User, mentor: User) -> dict[Any, Any]:
    captain = team.captain
    waiting = a_participant(team.competition)
    settle(person=waiting, competition=team.competition, at=NOW)
    return {
        User: captain,
        Role: mentor.roles.get(),
        EligibilityDecision: captain.eligibility_decisions.get(),
        VouchingRequest: waiting.vouching_requests.get(),
        Team: team,
        CaptainAbsence: CaptainAbsence.objects.create(
            team=team, captain=captain, reported_by=captain, word="لا يجيب", reported_at=NOW
        ),
        Invitation: invite(team=team, email="new@elsewhere.example", by=captain, received_at=NOW),
        JoinRequest: JoinRequest.objects.create(team=team, person=waiting, word="أود الانضمام", requested_at=NOW),
        SeekerCard: SeekerCard.objects.create(
            person=waiting, competition=team.competition, brings="تصميم", shown_at=NOW
        ),
        SignInCode: SignInCode.objects.create(
            person=waiting, competition=team.competition, issued_by=organiser, issued_at=NOW,
            expires_at=NOW + days(1),
        ),
        Mentorship: assign_mentor(team=team, mentor=mentor, by=organiser, at=NOW),
        LateAccess: grant_late_access(
            team=team, phase=the_phase(team.competition, "submission"), until=NOW + days(17), reason_kind="outage",
            reason="Down", by=organiser, at=NOW,
        ),
    }  # fmt: skip


def test_every_model_of_the_room_is_shown_but_memberships_which_stand_below_their_team() -> None:
    shown = {model for model in admin.site._registry if model._meta.app_label == "teams"}

    assert shown == set(MODELS)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_list_and_page_opens_in_every_language(
    language: str, team: Team, organiser: User, mentor: User, desk: Client
) -> None:
    for model, row in a_row_of_each(team, organiser, mentor).items():
        for url in (listing(model), changing(row), f"{changing(row)[:-7]}history/"):
            response = desk.get(url.replace("/ar/", f"/{language}/"))
            assert response.status_code == 200, url
            assert "style=" not in response.content.decode().split("<body")[1], url


@pytest.mark.parametrize("model", [User, Invitation])
def test_what_has_no_verb_is_read_only(model: Any, team: Team, organiser: User, mentor: User, desk: Client) -> None:
    row = a_row_of_each(team, organiser, mentor)[model]

    assert desk.get(adding(model)).status_code == 404
    assert desk.post(changing(row), {"email": "mine@elsewhere.example"}).status_code == 404
    for one in MODELS:
        row = one.objects.first()
        assert row is not None
        assert desk.post(f"{changing(row)[:-7]}delete/", {"post": "yes"}).status_code == 404


@pytest.mark.parametrize("model", [Role, EligibilityDecision, Mentorship, LateAccess])
def test_what_is_given_by_a_verb_is_not_edited_afterwards(
    model: Any, team: Team, organiser: User, mentor: User, desk: Client
) -> None:
    row = a_row_of_each(team, organiser, mentor)[model]

    assert desk.post(changing(row), {"reason": "Edited"}).status_code == 404


def test_the_link_of_an_invitation_is_nowhere(team: Team, captain: User, desk: Client) -> None:
    invitation = invite(team=team, email="new@elsewhere.example", by=captain, received_at=NOW)

    for url in (listing(Invitation), changing(invitation)):
        page = desk.get(url).content.decode()
        assert invitation.token_hash not in page
        assert "/invitations/" not in page


def test_an_organiser_sees_their_own_editions_and_a_superuser_all(
    team: Team, organiser: User, mentor: User, desk: Client, signed_in: Any
) -> None:
    rows = a_row_of_each(team, organiser, mentor)
    elsewhere = a_role("organiser", competition=a_competition())
    superuser = a_person(is_superuser=True, is_staff=True)

    for model, row in rows.items():
        link = changing(row)
        assert link in desk.get(listing(model)).content.decode(), model
        assert link in signed_in(superuser).get(listing(model)).content.decode(), model
        theirs = signed_in(elsewhere)
        assert link not in theirs.get(listing(model)).content.decode(), model
        assert theirs.get(link).status_code == 404, model


@pytest.mark.parametrize("term", ["اميمه", "أميمة", "Oumaima", "oumaïma@"])
def test_people_are_found_however_their_names_are_typed(term: str, edition: Competition, desk: Client) -> None:
    person = a_participant(edition, name_ar="أُمَيْمة", name_latin="Oumaima", email="oumaïma@idarathon.example")
    other = a_participant(edition)

    page = desk.get(listing(User), {"q": term}).content.decode()

    assert changing(person) in page
    assert changing(other) not in page


def test_teams_are_found_by_folded_names_and_filtered(team: Team, edition: Competition, desk: Client) -> None:
    other = a_team(competition=edition, name_ar="الأُفــق", confirmed=True)

    found = desk.get(listing(Team), {"q": "الافق"}).content.decode()
    confirmed = desk.get(listing(Team), {"confirmed_at__isempty": "0"}).content.decode()

    for page in (found, confirmed):
        assert changing(other) in page
        assert changing(team) not in page


def test_a_role_is_given_and_ended(edition: Competition, organiser: User, desk: Client) -> None:
    person = a_participant(edition)
    given = {"person": person.pk, "competition": edition.pk, "kind": "mentor", "department": ""}
    assert f'value="{person.pk}" selected' in desk.get(adding(Role), {"person": person.pk}).content.decode()

    desk.post(adding(Role), given)
    role = Role.objects.get(person=person)
    assert (role.kind, role.appointed_by, role.since) == ("mentor", organiser, NOW)
    question = desk.post(listing(Role), chosen("end_roles", role))
    assert question.status_code == 200
    role.refresh_from_db()
    assert role.until is None, "it asks first"
    desk.post(listing(Role), chosen("end_roles", role, meant="1"))

    role.refresh_from_db()
    assert role.until == NOW


def test_what_the_verb_refuses_is_said_beside_what_was_typed(team: Team, edition: Competition, desk: Client) -> None:
    given = {"person": team.captain_id, "competition": edition.pk, "kind": "juror", "department": ""}

    response = desk.post(adding(Role), given)

    assert response.status_code == 200
    assert response.context["adminform"].form.errors["person"]
    assert not Role.objects.filter(kind="juror").exists()


def test_nobody_is_appointed_in_an_edition_of_others(person: User, desk: Client) -> None:
    given = {"person": person.pk, "competition": a_competition().pk, "kind": "mentor", "department": ""}

    assert desk.post(adding(Role), given).context["adminform"].form.errors["competition"]
    assert not person.roles.exists()


def test_the_only_organiser_stays(organiser: User, desk: Client) -> None:
    response = desk.post(listing(Role), chosen("end_roles", organiser.roles.get(), meant="1"), follow=True)

    assert organiser.roles.get().until is None
    assert [str(message) for message in response.context["messages"]]


def test_an_organiser_vouches_and_declines(person: User, edition: Competition, organiser: User, desk: Client) -> None:
    given = {"person": person.pk, "competition": edition.pk, "outcome": "declined", "reason": ""}
    assert desk.post(adding(EligibilityDecision), given).context["adminform"].form.errors["reason"]
    desk.post(adding(EligibilityDecision), {**given, "reason": "Retired"})
    assert EligibilityDecision.objects.get().reason == "Retired"

    desk.post(adding(EligibilityDecision), {**given, "outcome": "eligible"})
    assert is_eligible(person, edition)
    newest = EligibilityDecision.objects.first()
    desk.post(listing(EligibilityDecision), chosen("decline_them", newest, meant="1", reason=""))
    assert is_eligible(person, edition), "without a reason it asks again"
    desk.post(listing(EligibilityDecision), chosen("decline_them", newest, meant="1", reason="Moved"))
    assert not is_eligible(person, edition)
    desk.post(listing(EligibilityDecision), chosen("vouch_for", newest, meant="1"))

    assert is_eligible(person, edition)
    assert {decision.decided_by for decision in EligibilityDecision.objects.all()} == {organiser}


def test_each_list_costs_the_same_with_one_row_and_with_thirty(
    edition: Competition, department: Department, organiser: User, mentor: User, desk: Client, queries: Any
) -> None:
    def grow_to(size: int) -> None:
        while Team.objects.count() < size:
            team = a_team(competition=edition)
            for person in team.members():
                eligible(person, edition)
            a_role("focal_point", competition=edition, department=a_participant(edition).department)
            invite(team=team, email=f"{team.pk}@elsewhere.example", by=team.captain, received_at=NOW)
            assign_mentor(team=team, mentor=mentor, by=organiser, at=NOW)
            grant_late_access(
                team=team, phase=the_phase(edition, "submission"), until=NOW + days(17), reason_kind="other",
                reason="Storm", by=organiser, at=NOW,
            )  # fmt: skip

    visits = {model.__name__: partial(desk.get, listing(model)) for model in MODELS}
    queries.all_same_at(grow_to=grow_to, visits=visits)


def test_the_page_of_a_large_team_costs_the_same_as_that_of_a_small_one(
    team: Team, edition: Competition, organiser: User, desk: Client, queries: Any
) -> None:
    def grow_to(size: int) -> None:
        while team.members().count() < size + 3:
            a_member(team, a_participant(edition))
            assign_mentor(team=team, mentor=a_role("mentor", competition=edition), by=organiser, at=NOW)

    queries.same_at(grow_to=grow_to, visit=lambda: desk.get(changing(team)))
