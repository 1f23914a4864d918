"""Which answers feed a criterion: set by the organiser until the first score, shown where the question is set."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from competitions.models import Phase
from judging.domain import planning
from judging.models import Criterion, CriterionQuestion, Round
from submissions.models import Question
from teams.models import User
from tests.builders.competitions import NOW, a_competition, a_phase, the_phase
from tests.builders.judging import a_criterion, a_round, an_evaluation, an_organiser
from tests.builders.submissions import the_questionnaire
from tests.judging.administration import changing
from tests.judging.test_admin_of_rules import criterion_form

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def round() -> Round:
    return a_round(opened=False)


@pytest.fixture
def questions(round: Round) -> list[Question]:
    return the_questionnaire(round.submission_phase)


@pytest.fixture
def criterion(round: Round) -> Criterion:
    return round.criteria.first() or a_criterion(round)


def fed(criterion: Criterion, questions: list[Question], *, by: User) -> Criterion:
    plan = planning.CriterionPlan(
        criterion.key, {"ar": criterion.name_ar}, criterion.weight, order=criterion.order, questions=questions
    )
    return planning.change_criterion(criterion, plan=plan, by=by, at=NOW)


def keys(criterion: Criterion) -> set[str]:
    return set(criterion.questions.values_list("key", flat=True))


def elsewhere(phase: Phase) -> Question:
    """A question of another submission phase of the same edition."""
    other = a_phase(competition=phase.competition, kind="submission", key="second", opens=1, closes=9)
    return the_questionnaire(other)[0]


def test_exactly_those_that_are_named_and_the_history_says_who(
    round: Round, criterion: Criterion, questions: list[Question]
) -> None:
    by = an_organiser(round.competition)

    fed(criterion, questions[:2], by=by)
    fed(criterion, questions[1:3], by=by)

    assert keys(criterion) == {question.key for question in questions[1:3]}
    record = CriterionQuestion.history.filter(question=questions[0], history_type="-").get()  # type: ignore[attr-defined]
    assert record.history_user == by


def test_a_plan_that_does_not_speak_of_them_leaves_them(
    round: Round, criterion: Criterion, questions: list[Question]
) -> None:
    by = an_organiser(round.competition)
    fed(criterion, questions[:1], by=by)

    plan = planning.CriterionPlan(criterion.key, {"ar": "اسم آخر"}, criterion.weight)
    planning.change_criterion(criterion, plan=plan, by=by, at=NOW)

    assert keys(criterion) == {questions[0].key}


def test_only_questions_of_the_phase_that_the_round_judges(
    round: Round, criterion: Criterion, questions: list[Question]
) -> None:
    foreign = the_questionnaire(the_phase(a_competition(), "submission"))[0]

    for question in (foreign, elsewhere(round.submission_phase)):
        with pytest.raises(planning.FedFromElsewhere):
            fed(criterion, [questions[0], question], by=an_organiser(round.competition))
        with pytest.raises(IntegrityError, match="feed_of_its_phase"), transaction.atomic():
            CriterionQuestion.objects.create(criterion=criterion, question=question)


def test_a_round_over_another_phase_is_fed_by_nothing_yet(
    round: Round, criterion: Criterion, questions: list[Question]
) -> None:
    by, other = an_organiser(round.competition), elsewhere(round.submission_phase).section.phase
    fed(criterion, questions[:1], by=by)
    with pytest.raises(IntegrityError, match="feeds_keep_the_phase"), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(submission_phase=other)

    planning.change_round(
        round,
        phase=round.phase,
        submission_phase=other,
        name={"ar": "دور"},
        evaluations_minimum=1,
        by=by,
        at=NOW,
    )

    assert keys(criterion) == set()


def test_once_a_score_is_given_it_is_fixed() -> None:
    opened = an_evaluation(finished=False).assignment.entry.round
    criterion, question = opened.criteria.first(), the_questionnaire(opened.submission_phase)[0]
    assert criterion is not None

    with pytest.raises(planning.ScoringHasBegun):
        fed(criterion, [question], by=an_organiser(opened.competition))
    with pytest.raises(IntegrityError, match="feed_scored"), transaction.atomic():
        CriterionQuestion.objects.create(criterion=criterion, question=question)


def test_the_organiser_ticks_them_and_reads_them_where_the_question_is_set(
    round: Round, criterion: Criterion, questions: list[Question], signed_in: SignIn
) -> None:
    office = signed_in(an_organiser(round.competition))
    elsewhere(round.submission_phase)
    offered = office.get(changing("criterion", criterion.pk)).context["adminform"].form.fields["questions"].queryset

    answer = office.post(
        changing("criterion", criterion.pk), criterion_form(key=criterion.key, questions=[questions[0].pk])
    )
    page = office.get(reverse("admin:submissions_question_change", args=[questions[0].pk])).text

    assert set(offered) == set(questions)
    assert answer.status_code == 302, answer.context["adminform"].errors
    assert keys(criterion) == {questions[0].key}
    assert f'href="{changing("criterion", criterion.pk)}"' in page
