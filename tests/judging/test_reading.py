"""What a juror reads beside the form: answers by the criterion they feed, the rest under other answers."""

from collections.abc import Callable

import pytest
from django.test import Client

from judging.models import Criterion, CriterionQuestion, Score
from submissions.models import Question
from teams.models import User
from tests.builders.judging import an_evaluation
from tests.judging.conftest import Jury

SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


def feed(jury: Jury, criterion: str, question: str) -> None:
    CriterionQuestion.objects.create(
        criterion=Criterion.objects.get(round=jury.round, key=criterion),
        question=Question.objects.get(section__phase=jury.round.submission_phase, key=question),
    )


def visit(jury: Jury, signed_in: SignIn) -> str:
    url = jury.url("evaluation", assignment_id=jury.assignment.pk)
    return str(signed_in(jury.juror).get(url).content.decode())


def test_an_answer_stands_under_the_criterion_that_it_feeds(jury: Jury, signed_in: SignIn) -> None:
    feed(jury, "feasibility", "change")

    page = visit(jury, signed_in)

    fed = page.split('id="reads-feasibility"')[1].split("Other answers")[0]
    assert "Question change" in fed
    assert page.count("Question change") == 1
    assert 'href="#scores-feasibility"' in fed
    assert 'id="scores-feasibility"' in page
    assert "reads-training" not in page


def test_an_answer_that_feeds_two_is_shown_once_and_pointed_to(jury: Jury, signed_in: SignIn) -> None:
    feed(jury, "impact", "change")
    feed(jury, "training", "change")

    page = visit(jury, signed_in)

    second = page.split('id="reads-training"')[1].split("Other answers")[0]
    assert "And further up:" in second
    assert page.count("<h3><bdi>Question change") == 1


def test_where_nothing_feeds_a_criterion_the_sections_stand_as_they_were_asked(jury: Jury, signed_in: SignIn) -> None:
    page = visit(jury, signed_in)

    assert "Question change" in page
    assert "Other answers" not in page


def test_a_file_is_opened_in_its_place_and_the_original_is_a_download(jury: Jury, signed_in: SignIn) -> None:
    page = visit(jury, signed_in)

    own = {"assignment_id": jury.assignment.pk, "attachment_id": jury.attachment_id}
    assert jury.url("evaluation_file_pages", **own) in page
    assert jury.url("evaluation_file", **own) in page


def test_many_equal_scores_given_elsewhere_are_one_word(jury: Jury, signed_in: SignIn) -> None:
    an_evaluation(jury.others_assignment, points=700)
    an_evaluation(jury.assignment, points=1200, finished=False)

    page = visit(jury, signed_in)

    assert "Your other scores" not in page
    assert Score.objects.filter(points=700).exists()
