"""An evaluation that saves itself: what is answered to the page, and what never happens to anybody's words."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from judging.domain.rounds import withdraw_team
from judging.domain.scoring import DeclarationFirst
from judging.models import Assignment, Evaluation, Extension, Score
from teams.models import User
from tests.builders.judging import CRITERIA, JUDGING, a_juror, an_assignment, an_evaluation
from tests.builders.teams import a_person
from tests.harness.clock import minutes, seconds
from tests.harness.queries import Queries
from tests.judging.conftest import Jury
from tests.judging.crowd import Crowd

SignIn = Callable[[User], Client]
At = Callable[..., Any]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]

FETCH = {"X-Requested-With": "fetch"}
TYPED: dict[str, Any] = {"points_impact": "14,5", "remark_impact": "قيسوا العينة", "comment_for_team": "عمل متقن"}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def save(jury: Jury, signed_in: SignIn, *, by: User | None = None, **form: Any) -> Any:
    url = jury.url("evaluation_autosave", assignment_id=jury.assignment.pk)
    return signed_in(by or jury.juror).post(url, {"revision": 0, **form}, headers=FETCH)


def points() -> dict[str, int | None]:
    return dict(Score.objects.values_list("criterion__key", "points"))


def test_what_is_typed_is_saved_and_each_field_is_answered_as_it_is_stored(jury: Jury, signed_in: SignIn) -> None:
    answer = save(jury, signed_in, **TYPED).json()

    assert (answer["outcome"], answer["revision"], answer["said"]) == ("saved", 1, "Saved at 10:00")
    assert answer["questions"]["points_impact"] == {"state": "saved", "said": "Saved at 10:00", "value": "14.5"}
    assert answer["questions"]["comment_for_team"]["value"] == "عمل متقن"
    assert points() == {"impact": 1450, "feasibility": None, "training": None}


@pytest.mark.parametrize(
    ("typed", "stored"), [("14,5", 1450), ("١٤٫٥", 1450), ("۱۴٫۵", 1450), ("14.50", 1450), (" 20 ", 2000), ("0", 0)]
)
def test_a_score_is_taken_however_it_is_written(jury: Jury, signed_in: SignIn, typed: str, stored: int) -> None:
    save(jury, signed_in, points_impact=typed)

    assert points()["impact"] == stored


@pytest.mark.parametrize("typed", ["21", "20.01", "-1", "quinze", "1e1", "14.555"])
def test_a_score_off_the_scale_is_refused_beside_its_field_and_the_rest_is_saved(
    jury: Jury, signed_in: SignIn, typed: str
) -> None:
    save(jury, signed_in, points_impact="12")

    answer = save(jury, signed_in, revision=1, **{**TYPED, "points_impact": typed}).json()

    assert answer["questions"]["points_impact"]["state"] == "refused"
    assert answer["questions"]["points_impact"]["said"]
    assert points()["impact"] == 1200
    assert Evaluation.objects.get().comment_for_team == "عمل متقن"


def test_an_answer_lost_on_its_way_is_no_conflict_with_oneself(jury: Jury, signed_in: SignIn) -> None:
    save(jury, signed_in, **TYPED)

    again = save(jury, signed_in, **TYPED)

    assert (again.status_code, again.json()["revision"]) == (200, 1)


def test_another_window_is_told_what_is_saved_and_overwrites_nothing(jury: Jury, signed_in: SignIn) -> None:
    save(jury, signed_in, **TYPED)

    answer = save(jury, signed_in, points_impact="8", comment_for_team="رأي آخر")

    assert answer.status_code == 409
    said = answer.json()
    assert (said["outcome"], said["revision"]) == ("elsewhere", 1)
    assert said["stored"]["points_impact"] == "14.5"
    assert said["stored"]["comment_for_team"] == "عمل متقن"
    assert points()["impact"] == 1450


def test_what_comes_after_the_end_is_said_to_be_late(jury: Jury, signed_in: SignIn, at: At) -> None:
    with at(jury.round.phase.closes_at):
        answer = save(jury, signed_in, **TYPED)

    assert answer.status_code == 409
    assert answer.json()["outcome"] == "closed"
    assert "closed on" in answer.json()["reason"]
    assert not Evaluation.objects.exists()


def test_a_juror_with_more_time_saves_until_then_and_a_colleague_does_not(
    jury: Jury, signed_in: SignIn, at: At
) -> None:
    end = jury.round.phase.closes_at
    Extension.objects.create(
        round=jury.round, juror=jury.juror, until=end + minutes(60), reason="مرض",
        granted_by=jury.president, granted_at=JUDGING,
    )  # fmt: skip
    page = jury.url("evaluation", assignment_id=jury.assignment.pk)

    with at(end + minutes(59)):
        assert save(jury, signed_in, **TYPED).status_code == 200
        assert "Finish this evaluation" in signed_in(jury.juror).get(page).content.decode()
        others = jury.url("evaluation_autosave", assignment_id=jury.others_assignment.pk)
        assert signed_in(jury.colleague).post(others, {"revision": 0}, headers=FETCH).status_code == 409
    with at(end + minutes(60)):
        assert save(jury, signed_in, revision=1, **TYPED).status_code == 409
        assert "Evaluating closed on" in signed_in(jury.juror).get(page).content.decode()


def test_a_finished_evaluation_is_not_changed_by_a_window_left_open(jury: Jury, signed_in: SignIn) -> None:
    an_evaluation(jury.assignment)

    answer = save(jury, signed_in, revision=1, **TYPED)

    assert (answer.status_code, answer.json()["outcome"]) == (409, "closed")
    assert "Reopen it" in answer.json()["reason"]


def test_a_project_withdrawn_in_mid_round_is_gone_and_its_page_gives_the_words_back(
    jury: Jury, signed_in: SignIn
) -> None:
    save(jury, signed_in, **TYPED)
    team = jury.assignment.entry.team
    withdraw_team(team=team, by=team.captain, at=JUDGING)

    assert save(jury, signed_in, revision=1, **TYPED).status_code == 404
    url = jury.url("evaluation", assignment_id=jury.assignment.pk)
    typed = {"revision": 1, **TYPED, "comment_for_team": "جملة كتبت بعد الانسحاب"}
    page = signed_in(jury.juror).post(url, typed).content.decode()

    assert "The team has withdrawn its project." in page
    assert "جملة كتبت بعد الانسحاب" in page
    assert jury.assignment.entry.version.title not in page
    assert "data-kept-copies" in page


def test_nobody_saves_in_the_place_of_another(jury: Jury, signed_in: SignIn) -> None:
    assert save(jury, signed_in, by=jury.colleague, **TYPED).status_code == 404
    assert save(jury, signed_in, by=jury.president, **TYPED).status_code == 404
    assert save(jury, signed_in, by=a_person(), **TYPED).status_code == 404
    assert not Evaluation.objects.exists()


def test_a_script_without_a_session_is_told_so_and_a_visitor_is_led_to_the_page(jury: Jury, signed_in: SignIn) -> None:
    url = jury.url("evaluation_autosave", assignment_id=jury.assignment.pk)

    assert Client().post(url, TYPED, headers=FETCH).status_code == 401
    assert "/accounts/login/" in Client().post(url, TYPED)["Location"]
    assert signed_in(jury.juror).get(url)["Location"] == jury.url("evaluation", assignment_id=jury.assignment.pk)


def test_what_somebody_else_wrote_on_the_same_device_is_not_saved_under_this_name(
    jury: Jury, signed_in: SignIn
) -> None:
    page = signed_in(jury.juror).get(jury.url("evaluation", assignment_id=jury.assignment.pk)).content.decode()
    mark = page.split('name="writer" value="')[1].split('"')[0]
    others = jury.url("evaluation_autosave", assignment_id=jury.others_assignment.pk)

    answer = signed_in(jury.colleague).post(others, {"revision": 0, "writer": mark, **TYPED}, headers=FETCH)

    assert (answer.status_code, answer.json()["outcome"]) == (409, "other_person")


def test_a_form_without_its_revision_is_refused(jury: Jury, signed_in: SignIn) -> None:
    assert save(jury, signed_in, revision="x").status_code == 400


def test_a_fresh_token_is_for_jurors_with_something_to_evaluate(jury: Jury, signed_in: SignIn) -> None:
    url = jury.url("jury_token")

    assert signed_in(jury.juror).get(url).json()["token"]
    assert signed_in(jury.bystander).get(url).status_code == 404
    assert Client().get(url, headers=FETCH).status_code == 401


def test_saving_by_itself_costs_ten_queries_at_most_with_one_project_and_with_thirty(
    crowd: Crowd, signed_in: SignIn, queries: Queries
) -> None:
    client = signed_in(crowd.juror)
    for number in (1, 30):
        crowd.grow_to(number)
        newest = crowd.entries[number - 1].assignments.get(juror=crowd.juror)
        revision = newest.evaluation.revision
        given = {f"points_{key}": "1400" for key in CRITERIA}
        url = crowd.url("evaluation_autosave", assignment_id=newest.pk)
        client.get(url)
        with queries.at_most(10):
            answer = client.post(url, {"revision": revision, **given, "comment_for_team": str(number)}, headers=FETCH)
        assert answer.json()["revision"] == revision + 1


def test_the_first_save_costs_no_more(jury: Jury, signed_in: SignIn, queries: Queries) -> None:
    client = signed_in(jury.juror)
    url = jury.url("evaluation_autosave", assignment_id=jury.assignment.pk)
    client.get(url)

    with queries.at_most(10):
        assert client.post(url, {"revision": 0, **TYPED}, headers=FETCH).status_code == 200


def test_in_the_last_second_it_is_still_in_time(jury: Jury, signed_in: SignIn, at: At) -> None:
    with at(jury.round.phase.closes_at - seconds(1)):
        assert save(jury, signed_in, **TYPED).status_code == 200


def test_nothing_is_begun_before_the_charter_and_the_declaration(jury: Jury, signed_in: SignIn) -> None:
    newcomer = a_juror(jury.competition, declared=False)
    theirs = an_assignment(entry=jury.assignment.entry, juror=newcomer)

    url = jury.url("evaluation_autosave", assignment_id=theirs.pk)
    answer = signed_in(newcomer).post(url, {"revision": 0}, headers=FETCH)

    assert answer.status_code == 404
    with pytest.raises(DeclarationFirst):
        an_evaluation(theirs, finished=False)
    assert not Evaluation.objects.exists()


def test_an_assignment_that_is_not_there_is_not_found(jury: Jury, signed_in: SignIn) -> None:
    tampered = Assignment.objects.order_by("-pk")[0].pk + 1000
    for name in ("evaluation", "evaluation_autosave", "reopen"):
        assert signed_in(jury.juror).post(jury.url(name, assignment_id=tampered), TYPED).status_code == 404
