"""A person's own page: the next step of everything they are, by when, and what it costs."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from competitions.models import Competition
from judging.models import Publication
from teams.models import EligibilityDecision, Membership, User
from tests.builders.competitions import NOW, a_competition, a_department, the_phase
from tests.builders.judging import (
    JUDGING,
    OVER,
    a_closed_round,
    a_juror,
    a_round,
    a_signature,
    an_assignment,
)
from tests.builders.submissions import a_feedback, a_project, a_questionnaire, a_version
from tests.builders.teams import a_member, a_person, a_role, a_team, eligible
from tests.idarathon.conftest import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_now")]


def _step(visit: Visit, person: User, language: str = "en") -> Any:
    return visit(f"/{language}/me/", person).context["page"].step


def _at(instant: Any) -> Any:
    return time_machine.travel(instant, tick=False)


@pytest.fixture
def edition() -> Competition:
    edition = a_competition(slug="trial")
    a_questionnaire(the_phase(edition, "submission"))
    return edition


def test_nobody_signed_in_is_asked_to_sign_in_and_comes_back(visit: Visit):
    answer = visit("/ar/me/")

    assert (answer.status_code, answer["Location"]) == (302, "/ar/accounts/login/?next=/ar/me/")


def test_a_newcomer_completes_the_profile_then_finds_a_team(visit: Visit, edition: Competition):
    unknown, known = a_person(complete=False), a_person()

    assert _step(visit, unknown).url == "/en/me/profile/"
    assert _step(visit, known).url == "/en/trial/team/"
    assert _step(visit, known).when == "Thursday 3 December 2020, 09:59 (in 10 days)"


def test_a_newcomer_answers_an_invitation_first(visit: Visit, edition: Competition):
    team = a_team(competition=edition)
    person = a_person(email="Colleague@idarathon.example")
    invitation = team.invitations.create(
        email="colleague@idarathon.example",
        token_hash="-",
        invited_by=team.captain,
        invited_at=NOW,
        expires_at=NOW + timedelta(days=3),
    )

    assert _step(visit, person).url == f"/en/trial/invitations/mine/{invitation.pk}/"


def test_who_was_declined_reads_the_reason_and_has_nothing_to_do(visit: Visit, edition: Competition):
    department = a_department()
    person = a_person(department=department)
    EligibilityDecision.objects.create(
        person=person,
        competition=edition,
        department=department,
        outcome="declined",
        basis="organiser",
        reason="غادر القطاع",
        decided_by=a_person(),
        decided_at=NOW,
    )

    step = _step(visit, person)

    assert step.done
    assert "غادر القطاع" in step.sentence


def test_a_member_agrees_first(visit: Visit, edition: Competition):
    team = a_team(competition=edition)
    Membership.objects.filter(team=team, person=team.captain).update(agreed_at=None)

    assert _step(visit, team.captain).url == "/en/trial/team/agree/"


def test_a_member_without_a_payroll_number_gives_it_before_the_team_is_confirmed(visit: Visit, edition: Competition):
    team = a_team(competition=edition)
    team.captain.payroll_record.delete()

    assert _step(visit, team.captain).url == "/en/me/profile/"
    assert _step(visit, team.members().exclude(pk=team.captain_id)[0]).url != "/en/me/profile/"


def test_a_captain_invites_confirms_writes_submits_and_reads_the_receipt(visit: Visit, edition: Competition):
    small = a_team(competition=edition, with_members=1)
    team = a_team(competition=edition)

    urls = [_step(visit, small.captain).url, _step(visit, team.captain).url]
    team.confirmed_at, team.confirmed_by = NOW, team.captain
    team.save()
    urls.append(_step(visit, team.captain).url)
    project = a_project(team)
    urls.append(_step(visit, team.captain).url)
    a_version(project)
    urls.append(_step(visit, team.captain).url)

    assert urls == [
        "/en/trial/team/invite/",
        "/en/trial/team/confirm/",
        "/en/trial/project/",
        "/en/trial/project/check/",
        "/en/trial/project/versions/1/",
    ]


def test_another_member_is_not_asked_to_confirm_or_submit(visit: Visit, edition: Competition):
    team = a_team(competition=edition, confirmed=True)
    member = Membership.objects.filter(team=team).exclude(person=team.captain).first()
    assert member is not None
    a_project(team)

    step = _step(visit, member.person)

    assert step.url == "/en/trial/project/"
    assert "captain or deputy" in step.sentence


def test_notes_of_the_mentor_are_read_before_writing_on(visit: Visit, edition: Competition):
    team = a_team(competition=edition, confirmed=True)
    a_feedback(a_project(team))

    step = _step(visit, team.captain)

    assert step.sentence == "Your mentor left 1 note on your project: read it and take it into account."


def test_after_the_deadline_the_receipt_is_kept_or_nothing_is_left_to_do(visit: Visit, edition: Competition):
    in_time, late = a_team(competition=edition, confirmed=True), a_team(competition=edition, confirmed=True)
    a_version(a_project(in_time))

    with _at(JUDGING):
        submitted, missed = _step(visit, in_time.captain), _step(visit, late.captain)

    assert (submitted.url, submitted.done) == ("/en/trial/project/versions/1/", False)
    assert (missed.url, missed.done) == ("", True)


def test_a_focal_point_reads_how_many_people_wait(visit: Visit, edition: Competition):
    department = a_department(enrolled_in=edition)
    person = a_role("focal_point", competition=edition, department=department)
    for _number in range(2):
        a_person(department=department)
    eligible(a_person(department=department), edition)

    step = _step(visit, person)

    assert step.sentence.startswith("2 people of your department wait for your word")
    assert "cannot be confirmed" not in step.sentence
    assert step.url == "/en/trial/department/"


def test_a_focal_point_reads_how_many_keep_a_team_from_being_confirmed(visit: Visit, edition: Competition):
    department = a_department(enrolled_in=edition)
    person = a_role("focal_point", competition=edition, department=department)
    for team in (a_team(competition=edition), a_team(competition=edition, confirmed=True)):
        a_member(team, a_person(department=department))
    words = "1 of them is in a team that cannot be confirmed without your word."

    with _at(NOW):
        [space] = visit("/en/me/", person).context["page"].spaces

    assert space.step.sentence.endswith(words)
    assert [(task.url, task.hint) for task in space.tasks] == [
        ("/en/trial/department/", words),
        ("/en/trial/department/teams/", ""),
    ]


def test_a_mentor_reads_which_team_waits_for_the_first_feedback(visit: Visit, edition: Competition):
    first, second = (a_team(competition=edition, confirmed=True) for _number in range(2))
    note = a_feedback(a_project(first))
    second.mentorships.create(mentor=note.mentor, assigned_by=note.mentor, started_at=NOW)
    a_role("mentor", competition=edition, person=note.mentor)

    step = _step(visit, note.mentor)

    assert step.sentence == "1 team waits for your first feedback: read its draft."
    assert step.url == f"/en/trial/mentoring/{second.pk}/"


def test_a_juror_reads_how_many_evaluations_are_left_and_by_when(visit: Visit):
    edition = a_competition(slug="trial")
    round = a_round(competition=edition, entries=2)
    juror = a_juror(edition)
    for entry in round.entries.all():
        an_assignment(entry=entry, juror=juror)

    with _at(JUDGING):
        step = _step(visit, juror)

    assert step.sentence == "2 evaluations are left for you to finish."
    assert (step.url, step.when) == ("/en/trial/jury/", "Sunday 20 December 2020, 09:59 (in 7 days)")


def test_an_organiser_names_the_winners_once_the_ranking_is_signed(visit: Visit):
    edition = a_competition(slug="trial")
    round = a_closed_round(1500, 1200, competition=edition)
    organiser = edition.roles.get(kind="organiser").person
    a_signature(round)

    with _at(OVER + timedelta(hours=1)):
        step = _step(visit, organiser)

    assert step.url == "/en/admin/judging/award/add/"


def test_an_auditor_always_has_something_to_read(visit: Visit, edition: Competition):
    auditor = a_role("auditor", competition=edition)

    step = _step(visit, auditor)

    assert (step.done, step.url) == (False, "/en/trial/jury/audit/")


@pytest.mark.parametrize("kind", ["mentor", "juror", "president"])
def test_when_the_results_are_public_everybody_may_read_them(visit: Visit, edition: Competition, kind: str):
    person = a_role(kind, competition=edition)
    a_team(competition=edition).mentorships.create(mentor=person, assigned_by=person, started_at=NOW)
    Publication.objects.create(competition=edition, publish_at=NOW, decided_at=NOW)

    with _at(NOW + timedelta(days=40)):
        step = _step(visit, person)

    assert step.url == "/en/trial/results/"


def test_of_several_roles_the_step_that_ends_first_stands_above(visit: Visit, edition: Competition):
    department = a_department(enrolled_in=edition)
    person = a_role("focal_point", competition=edition, department=department)
    a_person(department=department)
    a_role("mentor", competition=edition, person=person)
    a_team(competition=edition).mentorships.create(mentor=person, assigned_by=person, started_at=NOW)

    page = visit("/en/me/", person).context["page"]

    assert [space.title for space in page.spaces] == ["Mentor", "Focal point"]
    assert page.step.url == "/en/trial/department/"


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_page_speaks_the_language_it_is_read_in(visit: Visit, edition: Competition, language: str):
    captain = a_team(competition=edition, confirmed=True).captain

    page = visit(f"/{language}/me/", captain)

    assert page.status_code == 200
    assert {"ar": "الخطوة المقبلة", "fr": "Prochaine étape", "en": "Next step"}[language] in page.content.decode()
