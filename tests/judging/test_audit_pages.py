"""The record of a round: all that explains its result, part by part, each reason for those whom it concerns."""

from collections.abc import Callable
from typing import Any

import pytest

from judging.domain.deliberating import revising
from judging.domain.rounds import close_round
from judging.models import Challenge, Draw, Extension, JurorSignature, Plan, RuleChange, Score
from judging.presenters.audit import PARTS
from tests.builders.analyses import an_analysis
from tests.builders.judging import JUDGING, OVER, a_second_round, a_signature, an_evaluation
from tests.judging.cast import SignIn
from tests.judging.conftest import Jury
from tests.judging.sitting import a_sitting

pytestmark = pytest.mark.django_db

AFTER = ("changes", "votes", "signatures", "analyses", "appeals")


@pytest.fixture
def recorded(jury: Jury) -> Jury:
    """Something is recorded in most parts."""
    at, organiser, team = JUDGING, jury.organiser, jury.assignment.entry.team
    Challenge.objects.create(team=team, juror=jury.juror, reason="سبب التجريح", made_by=jury.captain, made_at=at)
    Plan.objects.create(
        competition=jury.competition, purpose="jurors", round=jury.round, seed=424242, inputs={},
        inputs_sha256="cd" * 32, made_by=organiser, made_at=at,
    )  # fmt: skip
    Draw.objects.create(round=jury.round, purpose="order", seed="بذرة-77", published_by=organiser, published_at=at)
    RuleChange.objects.create(
        round=jury.round, what="dates", subject={"ar": "الأجل", "en": "The deadline"}, old={"en": "Monday"},
        new={"en": "Tuesday"}, reason="عطلة", changed_by=organiser, changed_at=at,
    )  # fmt: skip
    Extension.objects.create(
        round=jury.round, juror=jury.juror, until=JUDGING, reason="مرض", granted_by=jury.president, granted_at=at
    )
    JurorSignature.objects.create(
        round=jury.round, juror=jury.juror, kind="evaluations", signed_at=at, sha256="ef" * 32
    )
    return jury


def record(jury: Jury, signed_in: SignIn, person: Any, part: str) -> str:
    answer = signed_in(person).get(jury.url("audit"), {"part": part})
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_part_of_the_record_is_read_by_the_auditor(
    recorded: Jury, signed_in: SignIn, at: Callable[..., Any]
) -> None:
    told = {
        "entries": recorded.assignment.entry.version.title,
        "jury": recorded.bystander.name_latin,
        "declarations": recorded.juror.name_latin,
        "challenges": "سبب التجريح",
        "plans": "cd" * 32,
        "draws": "بذرة-77",
        "register": "Tuesday",
        "extensions": "مرض",
    }
    with at(JUDGING):
        pages = {part: record(recorded, signed_in, recorded.auditor, part) for part in PARTS}

    assert {part: words in pages[part] for part, words in told.items()} == dict.fromkeys(told, True)
    assert "424242" in pages["plans"]
    assert all("Nothing is recorded here." in pages[part] for part in AFTER if part != "signatures")


def test_the_audit_opens_at_the_newest_signed_round_else_the_newest_closed_else_the_newest(
    jury: Jury, signed_in: SignIn, at: Callable[..., Any]
) -> None:
    second = a_second_round(jury.round)
    an_evaluation(jury.assignment)
    auditor = signed_in(jury.auditor)

    def opened_at() -> str:
        with at(OVER):
            rounds = auditor.get(jury.url("audit")).context["audit"].rounds
        [current] = [each["url"] for each in rounds if each["current"]]
        return str(current)

    open_one = opened_at()
    close_round(round=jury.round, at=OVER)
    closed_one = opened_at()
    a_signature(jury.round)
    signed_one = opened_at()

    assert f"round={second.pk}&" in open_one
    assert [f"round={jury.round.pk}&" in each for each in (closed_one, signed_one)] == [True, True]


def test_the_reason_of_a_challenge_is_for_the_president_and_the_auditor(
    recorded: Jury, signed_in: SignIn, at: Callable[..., Any]
) -> None:
    with at(JUDGING):
        seen = {
            name: "سبب التجريح" in record(recorded, signed_in, getattr(recorded, name), "challenges")
            for name in ("president", "deputy", "auditor", "organiser", "superuser")
        }

    assert seen == {"president": True, "deputy": True, "auditor": True, "organiser": False, "superuser": False}


def test_what_a_juror_signed_shows_its_fingerprint_to_nobody_before_the_round_has_closed(
    recorded: Jury, signed_in: SignIn, at: Callable[..., Any]
) -> None:
    an_evaluation(recorded.assignment)
    an_evaluation(recorded.others_assignment)
    with at(JUDGING):
        assert "ef" * 32 not in record(recorded, signed_in, recorded.auditor, "signatures")
    with at(OVER):
        close_round(round=recorded.round, at=OVER)
        assert "ef" * 32 in record(recorded, signed_in, recorded.auditor, "signatures")


def test_a_changed_score_and_the_analysis_are_in_the_record(signed_in: SignIn, at: Callable[..., Any]) -> None:
    sitting = a_sitting(1500, 1200)
    score = Score.objects.filter(evaluation__assignment__juror=sitting.jurors[0]).order_by("pk")[0]
    revising.change_score(score=score, points=700, reason="أعدت القراءة", by=sitting.jurors[0], at=OVER)
    analysis = an_analysis(sitting.round)
    president = signed_in(sitting.president)

    with at(OVER):
        url = f"/en/{sitting.competition.slug}/jury/audit/"
        pages = {part: president.get(url, {"part": part}).content.decode() for part in ("changes", "analyses")}

    assert ["أعدت القراءة" in pages["changes"], ">7<" in pages["changes"]] == [True, True]
    assert analysis.input_sha256 in pages["analyses"]
    assert analysis.sha256 in pages["analyses"]


def test_the_signed_table_is_taken_away_as_a_workbook(jury: Jury, signed_in: SignIn, at: Callable[..., Any]) -> None:
    an_evaluation(jury.assignment)
    an_evaluation(jury.others_assignment)
    a_signature(close_round(round=jury.round, at=OVER))

    with at(OVER):
        answer = signed_in(jury.auditor).get(jury.url("table_xlsx", round_id=jury.round.pk))

    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert f"ranking-{jury.competition.slug}-{jury.round.pk}.xlsx" in answer["Content-Disposition"]
    assert answer.content.startswith(b"PK")
