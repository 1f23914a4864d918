"""Warnings before a blind round: which answer names a member, the team or a department, and where."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from judging.domain.naming import Name, Named, in_dossier, in_entry, names_of_departments
from judging.domain.rounds import collect
from judging.models import Entry
from submissions.domain.drafting import save_answers
from submissions.frozen import Dossier, ReadAnswer, ReadSection
from teams.models import User
from tests.builders.attachable import an_office_document
from tests.builders.competitions import a_competition, a_department
from tests.builders.judging import OPENING, a_juror, a_round, an_organiser
from tests.builders.pitching import make_blind
from tests.builders.submissions import a_project, a_version, an_attachment
from tests.builders.teams import a_team

SignIn = Callable[[User], Client]


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


def _an_entry_that_names_itself() -> Entry:
    competition = a_competition()
    round = a_round(competition=competition, entries=0, opened=False)
    department = a_department(name_ar="وزارة المنارات")
    team = a_team(competition=competition, confirmed=True, name_latin="Golden Spikes")
    project = a_project(team)
    section = round.submission_phase.sections.get(key="solution")
    text = f"{team.captain.name_latin} (Golden Spikes), {department.name_ar}"
    save_answers(
        project=project, section=section, values={"change": text}, revisions={"change": 1}, by=team.captain,
        received_at=OPENING.replace(year=2020, month=11, day=23),
    )  # fmt: skip
    an_attachment(project, name="خطة.docx", content=an_office_document())
    a_version(project)
    collect(round=make_blind(round), by=an_organiser(competition), at=OPENING)
    return Entry.objects.with_names().select_related("round__phase__competition").get(round=round)
