"""Warnings before a blind round: which answer names a member, the team or a department, and where."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import TimeMachineFixture

from judging.domain.naming import Name, Named, in_dossier, in_entry, names_of_departments
from judging.domain.rounds import collect
from judging.models import Entry, Round
from submissions.domain.drafting import save_answers
from submissions.frozen import Dossier, ReadAnswer, ReadSection
from submissions.models import Project
from teams.models import User
from tests.builders.attachable import an_office_document
from tests.builders.competitions import a_department
from tests.builders.judging import OPENING, a_juror, a_round, an_organiser
from tests.builders.pitching import make_blind
from tests.builders.submissions import a_project, a_version, an_attachment
from tests.builders.teams import a_team
from tests.harness.queries import Queries

SignIn = Callable[[User], Client]
WRITING = OPENING.replace(year=2020, month=11, day=23)


def a_dossier(text: str, *, kind: str = "long_text") -> Dossier:
    answer = ReadAnswer("change", "ما الذي سيتغير؟", text, kind, "", True)
    return Dossier("t", "t", "t", sections=(ReadSection("solution", "s", "", (answer,)),))


@pytest.mark.parametrize(
    "text",
    [
        "بتعاون مع ليلى العلوي من المصلحة",
        "قالت لَيْلى العَلوي ذلك",  # with the short vowels
        "وليلى العلوي تشرف عليه",  # joined to the word before
        "LAYLA   ALAOUI leads it",
        "le projet de Layla Alaoui.",
    ],
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    names = [Name(Named.MEMBER, "ليلى العلوي"), Name(Named.MEMBER, "Layla Alaoui")]

    found = list(in_dossier(a_dossier(text), names))

    assert [(each.what, each.place) for each in found] == [(Named.MEMBER, "ما الذي سيتغير؟")]


@pytest.mark.parametrize("text", ["ليلى تقرأ", "Laylas Alaouian", "مشروع بلا أسماء", ""])
def test_what_is_no_name_is_not_found(text: str) -> None:
    assert not list(
        in_dossier(a_dossier(text), [Name(Named.MEMBER, "ليلى العلوي"), Name(Named.MEMBER, "Layla Alaoui")])
    )


def test_the_place_is_shown_with_the_words_around_it() -> None:
    text = "كلمة " * 40 + "وزارة الصحة" + " كلمة" * 40

    (found,) = in_dossier(a_dossier(text), [Name(Named.DEPARTMENT, "وزارة الصحة")])

    assert "وزاره الصحه" in found.excerpt  # as it is compared
    assert len(found.excerpt) < 110


def test_hidden_answers_and_what_the_platform_wrote_itself_are_not_looked_at() -> None:
    names = [Name(Named.TEAM, "Golden Spikes")]

    assert not list(in_dossier(a_dossier("Golden Spikes", kind="roles"), names))
    assert not list(in_dossier(a_dossier("Golden Spikes"), names, hidden=frozenset({("solution", "change")})))


@pytest.mark.django_db
def test_an_organiser_reads_what_would_tell_and_a_juror_does_not(signed_in: SignIn) -> None:
    entry = _an_entry_that_names_itself()
    round = entry.round
    url = reverse("judging:blind_check", kwargs={"edition": round.competition.slug, "round_id": round.pk})

    found = in_entry(entry, names_of_departments(), "ar")
    page = signed_in(an_organiser(round.competition)).get(url).content.decode()

    assert {each.what for each in found} == set(Named)
    assert f"names a member: {entry.team.captain.name_latin}" in page
    assert "names the team: " in page
    assert "Only PDF files and pictures can be shown" in page
    assert signed_in(a_juror(round.competition)).get(url).status_code == 404


@pytest.mark.django_db
def test_there_is_nothing_to_check_where_the_round_is_not_blind(signed_in: SignIn) -> None:
    round = a_round()
    url = reverse("judging:blind_check", kwargs={"edition": round.competition.slug, "round_id": round.pk})

    assert signed_in(an_organiser(round.competition)).get(url).status_code == 404


@pytest.mark.django_db
def test_the_team_is_told_before_it_submits_to_a_blind_round_and_nothing_is_refused(
    signed_in: SignIn, time_machine: TimeMachineFixture, queries: Queries
) -> None:
    time_machine.move_to(WRITING, tick=False)
    project = _a_project_that_names_itself(round := a_round(entries=0, opened=False))
    captain, page = signed_in(project.team.captain), _check_page(project)
    place = reverse("submissions:section", kwargs={"edition": round.competition.slug, "key": "solution"})
    captain.get(page)

    with CaptureQueriesContext(connection) as open_round:
        before = captain.get(page).text
    make_blind(round)
    with queries.at_most(len(open_round) + 1):
        after = captain.get(page).text

    title = "The jury will read this without knowing whose it is"
    assert (title in before, title in after) == (False, True)
    for said in (
        f"names a member: {project.team.captain.name_latin}",
        "names a department: وزارة المنارات",
        "خطة.docx",
        "Attach a PDF instead",
    ):
        assert said in after
    assert f'<a href="{place}">' in after
    assert a_version(project).number == 1


@pytest.mark.django_db
def test_of_what_the_blind_round_hides_the_team_is_told_nothing(
    signed_in: SignIn, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(WRITING, tick=False)
    project = _a_project_that_names_itself(round := a_round(entries=0, opened=False))
    make_blind(round, hidden=("change",))

    page = signed_in(project.team.captain).get(_check_page(project)).text

    assert "names a member" not in page


def _check_page(project: Project) -> str:
    return reverse("submissions:check", kwargs={"edition": project.team.competition.slug})


def _an_entry_that_names_itself() -> Entry:
    round = a_round(entries=0, opened=False)
    a_version(_a_project_that_names_itself(round))
    collect(round=make_blind(round), by=an_organiser(round.competition), at=OPENING)
    return Entry.objects.with_names().select_related("round__phase__competition").get(round=round)


def _a_project_that_names_itself(round: Round) -> Project:
    department = a_department(name_ar="وزارة المنارات")
    team = a_team(competition=round.competition, confirmed=True, name_latin="Golden Spikes")
    project = a_project(team)
    section = round.submission_phase.sections.get(key="solution")
    text = f"{team.captain.name_latin} (Golden Spikes), {department.name_ar}"
    save_answers(
        project=project, section=section, values={"change": text}, revisions={"change": 1}, by=team.captain,
        received_at=WRITING,
    )  # fmt: skip
    an_attachment(project, name="خطة.docx", content=an_office_document())
    return project
