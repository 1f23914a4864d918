"""The page on which a juror reads a project and evaluates it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from judging.domain.scoring import reopen
from judging.models import Evaluation, Score
from teams.models import User
from tests.builders.competitions import a_competition
from tests.builders.judging import JUDGING, OVER, a_juror, a_round, an_assignment, an_evaluation
from tests.harness.clock import seconds
from tests.judging.conftest import Jury

SignIn = Callable[[User], Client]
At = Callable[..., Any]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]

WHOLE = {
    "revision": 0,
    "points_impact": "14,5",
    "points_feasibility": "١٢٫٢٥",
    "points_training": "16",
    "remark_impact": "قيسوا العينة",
    "comment_for_team": "عمل متقن",
    "comment_for_jury": "للمداولة",
}


def visit(jury: Jury, signed_in: SignIn, **form: Any) -> str:
    """The page after posting `form` (or as it is opened), redirects followed."""
    client, url = signed_in(jury.juror), jury.url("evaluation", assignment_id=jury.assignment.pk)
    answer = client.post(url, form, follow=True) if form else client.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def scores() -> dict[str, int | None]:
    return dict(Score.objects.values_list("criterion__key", "points"))


def test_what_was_submitted_stands_beside_the_form(jury: Jury, signed_in: SignIn) -> None:
    page = visit(jury, signed_in)

    entry = jury.assignment.entry
    for words in (entry.version.title, "Question change", "maquette.pdf", "Project 1 of 1", "in 7 days"):
        assert words in page
    assert page.index("Question change") < page.index("points_impact")


def test_the_frozen_version_is_read_and_never_the_live_project(jury: Jury, signed_in: SignIn) -> None:
    project = jury.assignment.entry.project
    frozen = jury.assignment.entry.version.title
    project.answers.update(value="نص جديد بعد الإيداع")

    page = visit(jury, signed_in)

    assert frozen in page
    assert "نص جديد بعد الإيداع" not in page


def test_numbers_are_read_as_they_are_written_and_the_draft_is_kept(jury: Jury, signed_in: SignIn) -> None:
    page = visit(jury, signed_in, then="stay", **WHOLE)

    assert scores() == {"impact": 1450, "feasibility": 1225, "training": 1600}
    assert "saved as a draft" in page
    assert 'value="14.5"' in page
    assert Evaluation.objects.get().finished_at is None


def test_a_wrong_number_is_shown_beside_its_field_and_everything_else_is_saved(jury: Jury, signed_in: SignIn) -> None:
    page = visit(jury, signed_in, then="finish", **{**WHOLE, "points_impact": "quinze", "points_training": "21"})

    assert scores() == {"impact": None, "feasibility": 1225, "training": None}
    assert Evaluation.objects.get().comment_for_team == "عمل متقن"
    assert Evaluation.objects.get().finished_at is None
    assert "Everything else is saved as a draft." in page
    assert "Give a score from 0 to 20." in page
    assert 'href="#id_points_impact"' in page
    assert 'href="#id_points_training"' in page
    assert 'value="quinze"' in page
    assert "قيسوا العينة" in page


def test_finishing_needs_every_score_and_says_what_is_missing_beside_it(jury: Jury, signed_in: SignIn) -> None:
    page = visit(jury, signed_in, then="finish", **{**WHOLE, "points_training": "", "comment_for_team": ""})

    assert 'href="#id_points_training"' in page
    assert 'href="#id_comment_for_team"' in page
    assert "Your draft is saved. 2 points are missing" in page
    assert scores()["impact"] == 1450

    revision = re.search(r'name="revision" value="(\d+)"', page)
    assert revision is not None
    finished = visit(jury, signed_in, then="finish", **{**WHOLE, "revision": revision[1]})
    assert "is finished" in finished
    assert Evaluation.objects.get().finished_at == JUDGING


def test_a_finished_evaluation_is_read_and_reopened(jury: Jury, signed_in: SignIn) -> None:
    visit(jury, signed_in, then="finish", **WHOLE)

    page = visit(jury, signed_in)
    assert "It counts as it stands." in page
    assert 'name="points_impact"' not in page
    assert "14.5" in page

    url = jury.url("reopen", assignment_id=jury.assignment.pk)
    reopened = signed_in(jury.juror).post(url, follow=True).content.decode()
    assert 'name="points_impact"' in reopened
    assert Evaluation.objects.get().finished_at is None


def test_levels_are_chosen_in_words_and_the_juror_sees_their_own_other_scores(signed_in: SignIn) -> None:
    competition = a_competition()
    round = a_round(competition=competition, entries=2, levels={"impact": (400, 1200, 2000)})
    juror, colleague = a_juror(competition), a_juror(competition)
    first, second = round.entries.order_by("pk")
    an_evaluation(an_assignment(entry=first, juror=juror), points={"impact": 1200, "training": 700}, finished=False)
    an_evaluation(
        an_assignment(entry=first, juror=colleague), points={"impact": 2000, "training": 1999}, finished=False
    )
    assignment = an_assignment(entry=second, juror=juror)
    url = f"/en/{competition.slug}/jury/{assignment.pk}/"

    page = signed_in(juror).get(url).content.decode()
    assert "Level 1200" in page
    assert "Your other scores on this criterion: 12." in page
    assert "Your other scores on this criterion: 7." in page
    assert "19.99" not in page

    form = {"revision": 0, "points_impact": "2000", "then": "stay"}
    chosen = signed_in(juror).post(url, form, follow=True).content.decode()
    assert re.search(r'value="2000" id="id_points_impact_2" checked', chosen)
    refused = signed_in(juror).post(url, {**form, "revision": 1, "points_impact": "800"}).content.decode()
    assert 'href="#id_points_impact_0"' in refused


def test_saving_and_going_on_leads_through_what_is_unfinished_and_then_home(signed_in: SignIn) -> None:
    competition = a_competition()
    round = a_round(competition=competition, entries=3)
    juror = a_juror(competition)
    first, second, third = (an_assignment(entry=entry, juror=juror) for entry in round.entries.order_by("pk"))
    an_evaluation(second)
    client = signed_in(juror)

    def then(assignment: Any, word: str, revision: int = 0) -> str:
        url = f"/en/{competition.slug}/jury/{assignment.pk}/"
        return str(client.post(url, {**WHOLE, "revision": revision, "then": word})["Location"])

    assert then(first, "next").endswith(f"/jury/{third.pk}/")
    assert then(third, "finish").endswith(f"/jury/{first.pk}/")
    assert then(first, "finish", revision=1).endswith("/jury/")


def test_two_windows_see_each_other_and_nothing_is_lost(jury: Jury, signed_in: SignIn) -> None:
    visit(jury, signed_in, then="stay", **WHOLE)

    late = {**WHOLE, "points_impact": "8", "comment_for_team": "رأي آخر"}
    page = visit(jury, signed_in, then="stay", **late)

    assert scores()["impact"] == 1450
    assert "was saved from another window" in page
    assert 'value="8"' in page
    assert "رأي آخر" in page
    assert page.count("Saved from another window") == 2
    assert "14.5" in page

    again = visit(jury, signed_in, then="stay", **{**late, "revision": 1})
    assert "saved as a draft" in again
    assert scores()["impact"] == 800


def test_a_window_left_open_beside_a_finished_evaluation_keeps_what_was_typed(jury: Jury, signed_in: SignIn) -> None:
    visit(jury, signed_in, then="finish", **WHOLE)

    page = visit(jury, signed_in, then="stay", **{**WHOLE, "points_impact": "8"})

    assert "You have finished this evaluation. Reopen it to change something." in page
    assert 'value="8"' in page
    assert jury.url("reopen", assignment_id=jury.assignment.pk) in page
    assert scores()["impact"] == 1450


def test_what_arrives_at_the_end_is_late_and_what_was_typed_is_shown(jury: Jury, signed_in: SignIn, at: At) -> None:
    end = jury.round.phase.closes_at
    with at(end - seconds(1)):
        visit(jury, signed_in, then="stay", **WHOLE)

    with at(end):
        page = visit(jury, signed_in, then="finish", **{**WHOLE, "revision": 1, "comment_for_team": "متأخر"})

    assert "Too late: this was not saved" in page
    assert "متأخر" in page
    assert "عمل متقن" in page
    evaluation = Evaluation.objects.get()
    assert (evaluation.finished_at, evaluation.comment_for_team) == (None, "عمل متقن")


def test_after_closing_the_juror_reads_and_changes_nothing(jury: Jury, signed_in: SignIn, at: At) -> None:
    evaluation = an_evaluation(jury.assignment)

    with at(OVER):
        page = visit(jury, signed_in)
        assert "Evaluating is over" in page
        assert "is finished and counts as it stands" in page
        assert "<form" not in page.split("<main", 1)[1].split("</main>")[0]
        signed_in(jury.juror).post(jury.url("reopen", assignment_id=jury.assignment.pk))

    evaluation.refresh_from_db()
    assert evaluation.finished_at == JUDGING


def test_before_opening_the_project_can_be_read_and_not_scored(jury: Jury, signed_in: SignIn, at: At) -> None:
    with at(jury.round.phase.opens_at - seconds(1)):
        page = visit(jury, signed_in)
        visit(jury, signed_in, then="stay", **WHOLE)

    assert "Not open yet" in page
    assert jury.assignment.entry.version.title in page
    assert not Evaluation.objects.exists()


def test_another_jurors_comments_and_scores_are_nowhere_on_the_page(jury: Jury, signed_in: SignIn) -> None:
    an_evaluation(jury.others_assignment, points=1937, comment="رأي الزميل")

    page = visit(jury, signed_in)

    assert "19.37" not in page
    assert "رأي الزميل" not in page
    assert jury.colleague.name_latin not in page


def test_reopening_what_is_not_begun_is_not_found(jury: Jury, signed_in: SignIn) -> None:
    url = jury.url("reopen", assignment_id=jury.assignment.pk)

    assert signed_in(jury.juror).post(url).status_code == 404


def test_a_reopened_evaluation_says_that_it_does_not_count(jury: Jury, signed_in: SignIn) -> None:
    evaluation = an_evaluation(jury.assignment)
    reopen(evaluation=evaluation, by=jury.juror, received_at=JUDGING)

    assert "Saved at" in visit(jury, signed_in)


def test_what_was_saved_on_another_day_says_on_which(jury: Jury, signed_in: SignIn, at: At) -> None:
    assert "Saved at 10:00" in visit(jury, signed_in, **WHOLE, then="stay")

    with at(JUDGING + timedelta(days=1)):
        assert "Saved on Sunday 13 December 2020 at 10:00" in visit(jury, signed_in)
