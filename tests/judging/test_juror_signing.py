"""A juror's signature under all their evaluations: of what they saw, and only while it is still what they say."""

import json
from typing import Any

import pytest

from judging.domain.canonical_form import fingerprint
from judging.domain.juror_signing import (
    NotAllFinished,
    NothingToSign,
    SeenOtherwise,
    evaluations_text,
    finished_by,
    sign_evaluations,
    signature_of,
)
from judging.domain.scoring import finish, reopen, save_evaluation
from judging.models import Assignment, Evaluation, JurorSignature, Round
from teams.models import User
from tests.builders.judging import JUDGING, OVER, a_juror, a_round, an_assignment, an_evaluation
from tests.harness.clock import minutes
from tests.harness.threads import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


def seen_by(round: Round, juror: User) -> str:
    return fingerprint(evaluations_text(round, juror, finished_by(round, juror)))


def sign(round: Round, juror: User) -> JurorSignature:
    return sign_evaluations(round=round, by=juror, seen=seen_by(round, juror), at=JUDGING)


@pytest.fixture
def work() -> tuple[Round, User, Assignment, Assignment]:
    """A juror with two projects of one round."""
    round = a_round(entries=2)
    juror = a_juror(round.competition)
    first, second = (an_assignment(entry=entry, juror=juror) for entry in round.entries.order_by("pk"))
    return round, juror, first, second


Work = tuple[Round, User, Assignment, Assignment]


def test_what_is_signed_is_the_text_of_every_evaluation(work: Work) -> None:
    round, juror, first, second = work
    an_evaluation(first, points=1450, comment="قيسوا العينة")
    an_evaluation(second, points=800)

    signature = sign(round, juror)

    text = evaluations_text(round, juror, finished_by(round, juror))
    assert signature.sha256 == fingerprint(text)
    said = json.loads(text)
    assert said["juror"] == juror.pk
    assert [each["entry"] for each in said["evaluations"]] == [first.entry_id, second.entry_id]
    assert said["evaluations"][0]["points"] == {"impact": 1450, "feasibility": 1450, "training": 1450}
    assert said["evaluations"][0]["comment_for_team"] == "قيسوا العينة"
    assert said["evaluations"][0]["version"] == first.entry.version.sha256


def test_all_is_finished_before_any_is_signed(work: Work) -> None:
    round, juror, first, second = work
    an_evaluation(first)

    with pytest.raises(NotAllFinished):
        sign(round, juror)
    an_evaluation(second, finished=False)
    with pytest.raises(NotAllFinished):
        sign(round, juror)


def test_once_the_round_has_closed_what_is_finished_can_be_signed(work: Work) -> None:
    round, juror, first, _second = work
    an_evaluation(first)
    Round.objects.filter(pk=round.pk).update(closed_at=OVER)
    round.refresh_from_db()

    assert sign(round, juror).pk


def test_there_is_nothing_to_sign_without_an_evaluation() -> None:
    round = a_round()

    with pytest.raises(NothingToSign):
        sign(round, a_juror(round.competition))


def test_what_was_not_seen_is_not_signed(work: Work) -> None:
    round, juror, first, second = work
    evaluations = [an_evaluation(first), an_evaluation(second)]
    seen = seen_by(round, juror)
    reopened = reopen(evaluation=evaluations[0], by=juror, received_at=JUDGING)
    given: dict[str, Any] = {
        "points": {"impact": 100},
        "comments": {},
        "comment_for_team": None,
        "comment_for_jury": None,
    }
    save_evaluation(assignment=first, revision=reopened.revision, by=juror, received_at=JUDGING, **given)
    finish(evaluation=reopened, by=juror, received_at=JUDGING)

    with pytest.raises(SeenOtherwise):
        sign_evaluations(round=round, by=juror, seen=seen, at=JUDGING)
    assert not JurorSignature.objects.exists()


def test_signing_twice_is_signing_once(work: Work) -> None:
    round, juror, first, second = work
    for each in (first, second):
        an_evaluation(each)

    assert sign(round, juror) == sign(round, juror)


def test_reopening_withdraws_the_signature_and_the_row_stays(work: Work) -> None:
    round, juror, first, second = work
    evaluations = [an_evaluation(first), an_evaluation(second)]
    before = sign(round, juror)

    reopen(evaluation=evaluations[0], by=juror, received_at=JUDGING + minutes(5))

    before.refresh_from_db()
    assert before.withdrawn_at == JUDGING + minutes(5)
    assert signature_of(round, juror) is None
    finish(evaluation=Evaluation.objects.get(pk=evaluations[0].pk), by=juror, received_at=JUDGING)
    again = sign(round, juror)
    assert again.pk != before.pk
    assert again.sha256 == before.sha256


def test_one_more_finished_evaluation_withdraws_it_too(work: Work) -> None:
    round, juror, first, second = work
    second.closed_at, second.closed_because = JUDGING, Assignment.Closed.REASSIGNED
    second.save()
    an_evaluation(first)
    sign(round, juror)

    second.closed_at, second.closed_because = None, ""
    second.save()
    an_evaluation(second)

    assert signature_of(round, juror) is None


def test_a_colleagues_signature_stands(work: Work) -> None:
    round, juror, first, second = work
    colleague = a_juror(round.competition)
    an_evaluation(an_assignment(entry=first.entry, juror=colleague))
    theirs = sign(round, colleague)
    evaluation = an_evaluation(first)

    reopen(evaluation=evaluation, by=juror, received_at=JUDGING)

    assert signature_of(round, colleague) == theirs
    assert second.work is None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_signing_beside_reopening_never_leaves_a_signature_under_another_text(attempt: int, work: Work) -> None:
    round, juror, first, second = work
    evaluations = [an_evaluation(first), an_evaluation(second)]
    seen = seen_by(round, juror)

    at_once(
        lambda: sign_evaluations(round=round, by=juror, seen=seen, at=JUDGING),
        lambda: reopen(evaluation=evaluations[0], by=juror, received_at=JUDGING),
        lambda: sign_evaluations(round=round, by=juror, seen=seen, at=JUDGING),
    )

    assert signature_of(round, juror) is None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_pressed_four_times_at_once_it_is_signed_once(work: Work) -> None:
    round, juror, first, second = work
    for each in (first, second):
        an_evaluation(each)
    seen = seen_by(round, juror)

    at_once(*[lambda: sign_evaluations(round=round, by=juror, seen=seen, at=JUDGING)] * 4)

    assert JurorSignature.objects.count() == 1
