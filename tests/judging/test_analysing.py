"""The analysis of a round: asked for when it closes, about its present scores only, kept for good."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import IntegrityError

from competitions.domain import jobs
from competitions.models import Job
from judging.domain import analysing
from judging.domain.analysing import KIND, ask_for, ask_for_missing, has_failed, latest, places_in_question
from judging.domain.ranking import ranking
from judging.domain.rounds import close_round, exclude_entry
from judging.models import Analysis, Deliberation, Prize, Round, Score, ScoreChange
from judging.tasks import ask_for_missing_analyses
from tests.builders.competitions import a_competition, a_phase
from tests.builders.judging import (
    OVER,
    a_juror,
    a_president,
    a_round,
    a_signature,
    an_assignment,
    an_evaluation,
    an_organiser,
    the_entry,
)

pytestmark = pytest.mark.django_db


def analysed() -> None:
    """The worker does whatever waits."""
    for job in jobs.waiting(at=OVER):
        jobs.run(job, clock=lambda: OVER)


def a_judged_round(*, jurors: int = 3, entries: int = 4, closed: bool = True, **fields: object) -> Round:
    """Every juror has scored every entry."""
    competition = a_competition()
    round = a_round(competition=competition, entries=entries, **fields)  # type: ignore[arg-type]
    for number in range(jurors):
        juror = a_juror(competition)
        for place, entry in enumerate(round.entries.order_by("pk")):
            given = {
                "impact": 1800 - 300 * place,
                "feasibility": 1500 - 100 * place * number,
                "training": 1000 + number,
            }
            an_evaluation(an_assignment(entry=entry, juror=juror), points=given)
    return close_round(round=round, at=OVER) if closed else round


def change(score: Score, points: int) -> None:
    """As its juror does in the deliberation."""
    round = score.criterion.round
    by = a_president(round.competition)
    Deliberation.objects.get_or_create(round=round, defaults={"opened_by": by, "opened_at": OVER})
    ScoreChange.objects.create(
        score=score,
        old_points=score.effective,
        new_points=points,
        reason="أعدت القراءة",
        changed_by=score.evaluation.assignment.juror,
        changed_at=OVER,
    )
    score.revised_points = points
    score.save(update_fields=["revised_points"])


def a_score(round: Round) -> Score:
    return Score.objects.filter(criterion__round=round).order_by("pk")[0]


def test_a_round_that_closes_is_analysed_by_the_worker() -> None:
    round = a_judged_round()
    before = latest(round)

    analysed()

    result = latest(round)
    assert before is None
    assert result is not None
    assert [(each["entry"], each["rank"]) for each in result["projects"]] == [
        (each.entry.pk, each.rank) for each in ranking(round)
    ]
    assert [each["official"] for each in result["projects"]] == pytest.approx(
        [float(each.score) for each in ranking(round)], abs=1e-4
    )
    assert result["calibration"]["because"] == ["cancels"]
    assert [each["criterion"] for each in result["criteria"]] == ["impact", "feasibility", "training"]


def test_nothing_is_analysed_while_the_round_is_sealed() -> None:
    round = a_judged_round(closed=False)

    ask_for(round, at=OVER)
    ask_for_missing(at=OVER)

    assert not Job.objects.of_kind(KIND).exists()
    assert latest(round) is None


def test_a_job_that_was_started_for_a_sealed_round_computes_nothing() -> None:
    round = a_judged_round(closed=False)
    jobs.start(KIND, arguments={"round": round.pk, "state": ""}, by=None, at=OVER, total=3)

    analysed()

    assert not Analysis.objects.exists()


def test_the_same_scores_are_analysed_once() -> None:
    round = a_judged_round()
    ask_for(round, at=OVER)
    analysed()

    assert ask_for(round, at=OVER) is None
    assert ask_for_missing(at=OVER) == 0
    assert (Job.objects.of_kind(KIND).count(), Analysis.objects.count()) == (1, 1)


def test_an_analysis_is_not_that_of_scores_that_were_changed_since() -> None:
    round = a_judged_round()
    analysed()

    change(a_score(round), 500)

    assert latest(round) is None
    ask_for_missing_analyses()
    analysed()
    result = latest(round)
    assert result is not None
    assert next(each for each in result["projects"] if each["entry"] == the_entry(round).pk)["rank"] == 2
    assert Analysis.objects.filter(round=round).count() == 2


def test_whoever_changes_points_back_has_the_first_analysis_no_more_and_the_same_figures() -> None:
    """The changes are part of what is said; what they come to is not."""
    round = a_judged_round()
    analysed()
    first = latest(round)
    score = a_score(round)
    change(score, 500)
    change(score, score.points)

    ask_for(round, at=OVER)
    analysed()

    again = latest(round)
    assert first is not None
    assert again is not None
    assert [each["official"] for each in again["projects"]] == [each["official"] for each in first["projects"]]


def test_an_entry_that_is_excluded_later_is_in_no_analysis_any_more() -> None:
    round = a_judged_round()
    analysed()
    entry = the_entry(round)

    exclude_entry(entry=entry, reason="ملف غير مستوف للشروط", by=an_organiser(round.competition), at=OVER)

    assert latest(round) is None
    ask_for(round, at=OVER)
    analysed()
    result = latest(round)
    assert result is not None
    assert entry.pk not in {each["entry"] for each in result["projects"]}
    assert len(result["projects"]) == 3


def test_a_round_that_nobody_judged_has_an_empty_analysis() -> None:
    round = close_round(round=_left_alone(), at=OVER)

    analysed()

    result = latest(round)
    assert result is not None
    assert (result["projects"], result["jurors"], result["calibration"]["shown"]) == ([], [], False)


def test_a_round_with_one_juror_says_so() -> None:
    round = a_judged_round(jurors=1)

    analysed()

    result = latest(round)
    assert result is not None
    assert result["calibration"]["because"] == ["one_juror"]


def test_bands_are_about_the_ranked_prizes_else_three_places() -> None:
    round = a_judged_round()
    without = places_in_question(round)

    for level in ("first", "second", "special"):
        Prize.objects.create(competition=round.competition, name_ar=level, level=level)

    assert (without, places_in_question(round)) == (3, 2)


def test_bands_are_about_those_that_enter_the_next_round_where_there_is_one() -> None:
    round = a_judged_round()
    next_phase = a_phase(competition=round.competition, kind="judging", key="final", opens=28, closes=30)
    later = {"entry_rule": Round.EntryRule.FIRST_OVERALL, "earlier_round": round, "entry_count": 20}
    Round.objects.create(
        phase=next_phase, name_ar="النهائي", submission_phase=round.submission_phase, kind=Round.Kind.PITCH, **later
    )

    assert places_in_question(round) == 20


def test_a_signed_round_is_analysed_anew_when_its_bands_are_about_other_places() -> None:
    round = a_judged_round()
    analysed()
    a_signature(round)
    Prize.objects.create(competition=round.competition, name_ar="الأولى", level="first")

    ask_for_missing(at=OVER)
    analysed()

    result = latest(round)
    assert result is not None
    assert result["first"] == 1


def test_a_job_that_failed_is_said_to_have_failed_and_is_not_asked_for_every_minute(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    round = a_judged_round()
    monkeypatch.setattr(analysing, "read", lambda *_args, **_kwargs: 1 / 0)
    analysed()

    ask_for_missing(at=OVER)

    assert has_failed(round)
    assert Job.objects.of_kind(KIND).count() == 1
    assert "A job failed" in caplog.text


def test_a_job_taken_up_again_finds_its_work_done() -> None:
    round = a_judged_round()
    job = Job.objects.of_kind(KIND).get()
    list(analysing.analyse(job, OVER))

    steps = list(analysing.analyse(job, OVER + timedelta(minutes=5)))

    assert steps == []
    assert Analysis.objects.get(round=round).computed_at == OVER


def test_an_analysis_carries_the_fingerprint_of_its_result_and_stays_as_it_is() -> None:
    round = a_judged_round()
    analysed()
    analysis = Analysis.objects.get(round=round)

    text = json.dumps(analysis.result, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert analysis.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert analysis.job == Job.objects.of_kind(KIND).get()
    with pytest.raises(IntegrityError):
        Analysis.objects.filter(pk=analysis.pk).update(sha256="")


def test_two_rounds_with_the_same_scores_say_the_same() -> None:
    first, second = (a_judged_round() for _each in range(2))
    analysed()

    one, other = latest(first), latest(second)

    assert one is not None
    assert other is not None
    assert [each["official"] for each in one["projects"]] == [each["official"] for each in other["projects"]]


def test_the_theme_of_a_group_is_named_in_each_language() -> None:
    round = a_judged_round()
    analysed()

    result = latest(round)

    assert result is not None
    groups = next(gap["groups"] for gap in result["gaps"] if gap["by"] == "theme")
    assert {group["name"] for group in groups} == {entry.version.theme.key for entry in round.entries.all()}
    assert all(set(group["names"]) == {"ar", "fr", "en"} for group in groups)


def _left_alone() -> Round:
    """An open round; the president has decided that its entry stays unranked."""
    round = a_round()
    entry = the_entry(round)
    entry.fewer_accepted_at, entry.fewer_accepted_by = OVER, a_president(round.competition)
    entry.fewer_accepted_because, entry.is_left_unranked = "لا أحد قيّمه", True
    entry.save()
    return round
