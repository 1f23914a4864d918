"""The room in the organisers' admin: all of it is seen, and only the questionnaire is written, through its verbs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from competitions.models import Competition, Phase
from submissions.domain.attachments import remove_attachment
from submissions.models import (
    Answer,
    Attachment,
    Feedback,
    Project,
    Question,
    QuestionnaireVersion,
    Section,
    Version,
)
from teams.models import User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.submissions import a_feedback, a_project, a_version, an_attachment, reword, write
from tests.builders.teams import a_person, a_role, a_team
from tests.harness.clock import minutes
from tests.harness.queries import Queries

SignIn = Callable[[User], Client]
READ_ONLY = (Project, Answer, Attachment, Feedback, Version, QuestionnaireVersion)
ALL = (Section, Question, *READ_ONLY)


def list_url(model: Any) -> str:
    return reverse(f"admin:submissions_{model._meta.model_name}_changelist")


def change_url(row: Any) -> str:
    return reverse(f"admin:submissions_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def office(organiser: User, signed_in: SignIn) -> Client:
    """The organiser's browser."""
    return signed_in(organiser)


@pytest.fixture
def full(project: Project) -> Project:
    """Something of everything."""
    an_attachment(project, name="خطة.pdf")
    a_feedback(project)
    a_version(project)
    reword(the_phase(project.team.competition, "submission"), by=a_person(is_staff=True, is_superuser=True))
    return project


@pytest.mark.parametrize("model", ALL, ids=lambda model: model._meta.model_name)
def test_everything_is_listed_and_opened(model: Any, full: Project, office: Client) -> None:
    assert office.get(list_url(model)).status_code == 200
    assert office.get(change_url(model.objects.first())).status_code == 200


@pytest.mark.parametrize("model", ALL, ids=lambda model: model._meta.model_name)
def test_an_organiser_of_another_edition_sees_none_of_it(model: Any, full: Project, signed_in: SignIn) -> None:
    other = a_role("organiser", competition=a_competition())
    client = signed_in(other)

    assert client.get(list_url(model)).context["cl"].result_count == 0
    assert client.get(change_url(model.objects.first())).status_code == 404


@pytest.mark.parametrize("model", ALL, ids=lambda model: model._meta.model_name)
def test_people_without_the_role_do_not_come_in(model: Any, full: Project, signed_in: SignIn) -> None:
    member = full.team.captain
    User.objects.filter(pk=member.pk).update(is_staff=True)

    assert signed_in(member).get(list_url(model)).status_code == 404


@pytest.mark.parametrize("model", READ_ONLY, ids=lambda model: model._meta.model_name)
def test_what_teams_and_mentors_write_is_changed_by_nobody_there(model: Any, full: Project, office: Client) -> None:
    row = model.objects.first()
    before = model.objects.filter(pk=row.pk).values().get()

    posted = office.post(change_url(row), {"value": "x", "title": "x", "text": "x", "name": "x"})
    added = office.get(reverse(f"admin:submissions_{model._meta.model_name}_add"))
    deleted = office.post(reverse(f"admin:submissions_{model._meta.model_name}_delete", args=[row.pk]), {"post": "yes"})

    assert {posted.status_code, added.status_code, deleted.status_code} == {404}
    assert model.objects.filter(pk=row.pk).values().get() == before


def test_every_model_of_the_room_that_stands_alone_is_there() -> None:
    registered = {model for model in admin.site._registry if model._meta.app_label == "submissions"}

    assert registered == set(ALL)


def test_a_version_is_read_there_as_the_jury_reads_it(full: Project, office: Client) -> None:
    version = full.versions.get()

    page = office.get(change_url(version)).text

    for answer in full.answers.all():
        assert str(answer.value) in page
    assert version.sha256 in page
    assert full.team.captain.name_ar in page


def test_the_list_of_versions_says_which_one_counts(full: Project, office: Client) -> None:
    a_version(full, received_at=NOW + minutes(1))

    rows = office.get(list_url(Version)).context["cl"].result_list

    model_admin: Any = admin.site.get_model_admin(Version)
    assert {row.number: model_admin.counts(row) for row in rows} == {1: False, 2: True}


def test_an_answer_shows_everything_that_was_saved_before(full: Project, office: Client) -> None:
    answer = full.answers.get(question__key="staff")
    write(full, at=NOW + minutes(1))

    page = office.get(change_url(answer)).text

    for revision in answer.revisions.all():
        assert str(revision.value) in page


@pytest.mark.parametrize("typed", ["الإستقبال أَحمد", "استقبال", "احمد"])
@pytest.mark.parametrize("model", [Project, Answer, Attachment, Feedback, Version])
def test_names_are_found_however_they_are_typed(
    model: Any, typed: str, phase: Phase, competition: Competition, office: Client
) -> None:
    wanted = a_project(a_team(competition=competition, confirmed=True, name_ar="فريق الاستقبال أحمد"))
    for each in (wanted, a_project(a_team(competition=competition, confirmed=True))):
        an_attachment(each)
        a_feedback(each)
        a_version(each)

    found = office.get(list_url(model), {"q": typed}).context["cl"].result_list

    lookup = {"pk": wanted.pk} if model is Project else {"project": wanted.pk}
    assert set(found) == set(model.objects.filter(**lookup))
    assert found


def test_every_list_costs_the_same_for_one_row_and_for_thirty(
    phase: Phase, competition: Competition, office: Client, queries: Queries
) -> None:
    def grow_to(size: int) -> None:
        for _each in range(size - Project.objects.count()):
            project = a_project(a_team(competition=competition, with_members=0, confirmed=True))
            an_attachment(project)
            a_feedback(project)
            a_version(project)

    def visit() -> None:
        for model in ALL:
            office.get(list_url(model))

    queries.same_at(grow_to=grow_to, visit=visit)


def test_a_removed_file_is_still_downloaded_from_there_where_a_version_has_it(
    full: Project, captain: User, office: Client
) -> None:
    attachment = full.attachments.get()
    remove_attachment(attachment=attachment, by=captain, received_at=NOW)
    download = reverse("submissions:download", kwargs={"edition": full.team.competition.slug, "pk": attachment.pk})

    assert download in office.get(change_url(attachment)).text
    assert office.get(download).getvalue().startswith(b"%PDF-")
