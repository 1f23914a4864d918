"""Two worlds that differ only in what other jurors gave show everybody the same bytes, until the round has closed."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from judging.admin.work import EvaluationAdmin, ScoreAdmin
from judging.domain.canonical_form import fingerprint
from judging.domain.juror_signing import evaluations_text, sign_evaluations
from judging.models import Evaluation, Score
from judging.presenters.audit import PARTS
from teams.models import User
from tests.builders.judging import JUDGING, OVER, an_evaluation, close_as_it_is
from tests.judging.conftest import Jury

SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]

TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=)"[^"]+"|nonce="[^"]+"')
MODELS = ("round", "criterion", "entry", "assignment", "conflict", "evaluation", "score", "award", "publication")
# What somebody curious may write behind an address of the admin.
CURIOUS = (
    "",
    "?q=19.37",
    "?q=رأي",
    "?o=1.2.3.4.5.6",
    "?points__gt=1000",
    "?points=1937",
    "?comment__contains=رأي",
    "?comment_for_team__contains=رأي",
    "?scores__points__gt=1000",
    "?evaluation__scores__points__gt=1000",
    "?assignments__evaluation__scores__points__gt=1000",
    "?evaluation__comment_for_team__contains=رأي",
    "?criterion__id__exact=1",
    "?_facets=True",
)


def other_world(evaluation: Evaluation) -> None:
    """The same juror has given everything otherwise: points, remarks, comments."""
    Evaluation.objects.filter(pk=evaluation.pk).update(finished_at=None)
    Score.objects.filter(evaluation=evaluation).update(points=3, comment="كلام آخر")
    changed = {"comment_for_team": "تعليق مختلف تماما", "comment_for_jury": "للجنة: كلام آخر"}
    Evaluation.objects.filter(pk=evaluation.pk).update(finished_at=evaluation.finished_at, **changed)


def site_pages(jury: Jury) -> Iterator[str]:
    yield jury.url("jury")
    yield jury.url("evaluation", assignment_id=jury.assignment.pk)
    yield jury.url("conflict")
    yield jury.url("ranking", round_id=jury.round.pk)
    yield f"{jury.url('ranking', round_id=jury.round.pk)}?by=jurors&q=a"
    for part in ("certainty", "disagreements", "reliability", "jurors_figures", "table_xlsx"):
        yield jury.url(part, round_id=jury.round.pk)
    for part in PARTS:
        yield f"{jury.url('audit')}?part={part}"
    yield jury.url("table_json", round_id=jury.round.pk)
    yield jury.url("table_csv", round_id=jury.round.pk)
    yield jury.url("results")
    yield reverse("me")
    yield f"/en/{jury.competition.slug}/"


def admin_pages(evaluation: Evaluation) -> Iterator[str]:
    score = Score.objects.filter(evaluation=evaluation).first()
    assert score is not None
    for model in MODELS:
        for question in CURIOUS:
            yield reverse(f"admin:judging_{model}_changelist") + question
    for model, row in (("evaluation", evaluation), ("score", score), ("assignment", evaluation.assignment)):
        for page in ("change", "history", "delete"):
            yield reverse(f"admin:judging_{model}_{page}", args=[row.pk])


def seen(client: Client, pages: list[str]) -> dict[str, tuple[int, bytes]]:
    answers = {page: client.get(page) for page in pages}
    return {page: (answer.status_code, TOKEN.sub(b"", answer.content)) for page, answer in answers.items()}


def test_nobody_learns_from_any_page_what_another_juror_gave(jury: Jury, signed_in: SignIn) -> None:
    an_evaluation(jury.assignment, points=1100)
    theirs = an_evaluation(jury.others_assignment, points=1937, comment="رأي الزميل")
    people = (jury.juror, jury.bystander, jury.president, jury.deputy, jury.organiser, jury.auditor, jury.superuser)
    clients = [signed_in(person) for person in people]
    pages = list(site_pages(jury))
    before = [seen(client, pages) for client in clients]

    other_world(theirs)

    assert [seen(client, pages) for client in clients] == before
    assert {status for world in before for status, _body in world.values()} == {200, 404}


def test_the_admin_shows_no_point_and_answers_no_question_about_them(jury: Jury, signed_in: SignIn) -> None:
    theirs = an_evaluation(jury.others_assignment, points=1937, comment="رأي الزميل")
    clients = [signed_in(person) for person in (jury.organiser, jury.superuser)]
    pages = list(admin_pages(theirs))
    before = [seen(client, pages) for client in clients]

    other_world(theirs)

    assert [seen(client, pages) for client in clients] == before
    for world in before:
        for page, (status, body) in world.items():
            assert status in {200, 302, 400, 403, 404}, page
            # A page echoes what was asked for; what was not asked for is not there.
            assert "?" in page or not any(words.encode() in body for words in ("19.37", "رأي الزميل")), page


def test_the_fingerprint_that_a_juror_signs_is_not_in_the_admin_before_the_round_has_closed(
    jury: Jury, signed_in: SignIn
) -> None:
    theirs = an_evaluation(jury.assignment, points=1937)
    seen_by_juror = fingerprint(evaluations_text(jury.round, jury.juror, [theirs]))
    signed = sign_evaluations(round=jury.round, by=jury.juror, seen=seen_by_juror, at=JUDGING)
    detail = reverse("admin:judging_jurorsignature_change", args=[signed.pk])
    clients = [signed_in(person) for person in (jury.organiser, jury.superuser)]

    assert not any(seen_by_juror in client.get(detail).content.decode() for client in clients)

    close_as_it_is(round=jury.round, at=OVER)
    assert all(seen_by_juror in client.get(detail).content.decode() for client in clients)


def test_an_open_round_has_no_score_in_the_admin_and_a_closed_one_has_them_all(jury: Jury, signed_in: SignIn) -> None:
    an_evaluation(jury.assignment, points=1937)
    client = signed_in(jury.organiser)
    scores, evaluation = reverse("admin:judging_score_changelist"), Evaluation.objects.get()
    detail = reverse("admin:judging_evaluation_change", args=[evaluation.pk])
    assert "0 results" in client.get(scores).content.decode()
    assert "comment for the team" not in client.get(detail).content.decode()

    close_as_it_is(round=jury.round, at=OVER)

    assert client.get(scores).content.decode().count("19.37") == 3
    assert "عمل متقن" in client.get(detail).content.decode()


@pytest.mark.parametrize("model_admin", [EvaluationAdmin, ScoreAdmin])
def test_sealed_rows_are_read_only_for_the_superuser_too(jury: Jury, model_admin: Any, rf: Any) -> None:
    request = rf.get("/")
    request.user, request.received_at = jury.superuser, JUDGING
    admin = model_admin(Evaluation if model_admin is EvaluationAdmin else Score, None)

    rights = [getattr(admin, f"has_{right}_permission")(request) for right in ("view", "add", "change", "delete")]

    assert rights == [True, False, False, False]
