"""Calibrated scores are shown only where the data carry them; whatever the scores are, there is an honest result."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.analysis_shape import Result
from judging.statistics.analysis import analyse
from judging.statistics.findings import Input
from judging.statistics.scores import Scores
from tests.judging.juries import Row, a_jury, analysed, juries, unhurried


def refused(rows: list[Row]) -> list[str]:
    result = analysed(rows, decided_by="calibrated")
    shown = [each["calibrated"] for each in result["projects"]]
    if result["calibration"]["because"]:
        # What may not be shown is not there to be shown, and does not decide.
        assert set(shown) == {None}
        assert result["deciding"] == "official"
    assert result["calibration"]["shown"] == (not result["calibration"]["because"])
    return list(result["calibration"]["because"])


def test_severe_and_generous_jurors_who_share_many_projects_are_corrected() -> None:
    assert refused(a_jury(entries=100, jurors=10, each=3, severity=200)) == []


def test_alike_jurors_are_not_corrected() -> None:
    assert "no_severity" in refused(a_jury(entries=100, jurors=10, each=3, severity=0))


def test_a_few_scores_are_not_corrected() -> None:
    assert "too_few" in refused(a_jury(entries=10, jurors=5, each=3, severity=300))


def test_jurors_of_whom_little_is_learnt_are_not_corrected() -> None:
    assert "little_learnt" in refused(a_jury(entries=100, jurors=100, each=2, severity=60, noise=250))


def test_one_score_for_each_project_tells_nothing_about_severity() -> None:
    result = analysed(a_jury(entries=40, jurors=8, each=1, severity=200))

    assert result["calibration"]["because"] == ["one_score_each"]
    assert {each["rank_low"] for each in result["projects"]} == {None}
    assert {each["severity"] for each in result["jurors"]} == {None}
    assert result["ties"] == []


def test_one_juror_has_nobody_to_be_compared_with() -> None:
    result = analysed([(entry, 11, [entry * 100]) for entry in range(1, 9)])

    assert result["calibration"]["because"] == ["one_juror"]
    assert [each["rank"] for each in result["projects"]] == list(range(1, 9))
    assert result["calibration"]["second_eigenvalue"] is None


def test_when_all_scores_are_equal_that_is_said() -> None:
    result = analysed([(entry, juror, [1400]) for entry in range(1, 9) for juror in (11, 12, 13)])

    assert result["calibration"]["because"] == ["all_equal"]
    assert {each["rank"] for each in result["projects"]} == {1}
    assert result["reliability"]["icc"] == {"value": None, "low": None, "high": None}


def test_severities_cancel_where_every_juror_scored_every_project_and_are_shown_all_the_same() -> None:
    rows = a_jury(entries=12, jurors=5, each=5, severity=0, severities={101: 300.0})

    result = analysed(rows, decided_by="calibrated")

    assert result["calibration"]["because"] == ["cancels"]
    assert {each["calibrated_rank"] for each in result["projects"]} == {None}
    severities = {each["juror"]: each["severity"] for each in result["jurors"]}
    assert max(severities, key=lambda juror: severities[juror]) == 101
    assert severities[101] > 150
    assert result["reliability"]["concordance"] > 0.5
    assert all(each["rank_low"] <= each["rank"] <= each["rank_high"] for each in result["projects"])


def test_a_calibrated_ranking_decides_where_the_rules_say_so_and_the_data_carry_it() -> None:
    result = analysed(a_jury(entries=100, jurors=10, each=3, severity=250), decided_by="calibrated")

    assert result["deciding"] == "calibrated"
    assert [each["rank"] for each in result["projects"]] == sorted(each["rank"] for each in result["projects"])
    assert sorted(each["calibrated_rank"] for each in result["projects"]) == list(range(1, 101))


def test_hardly_linked_parts_of_a_jury_are_pointed_at() -> None:
    first = a_jury(entries=60, jurors=10, each=3, severity=200)
    second = a_jury(entries=60, jurors=10, each=3, severity=200, seed=2, first_entry=1001, first_juror=201)
    bridge = [(9999, 101, [900]), (9999, 201, [1100])]

    calibration = analysed([*first, *second, *bridge])["calibration"]

    assert calibration["components"] == 1
    assert 0 < calibration["second_eigenvalue"] < 0.02
    assert calibration["weakly_linked"]


ODD: dict[str, list[Row]] = {
    "a single score": [(1, 11, [1400])],
    "one project, two jurors": [(1, 11, [1400]), (1, 12, [1500])],
    "one project, two jurors who agree": [(1, 11, [1400]), (1, 12, [1400])],
    "two projects of one juror": [(1, 11, [1400]), (2, 11, [1300])],
    "two silos of one project": [(1, 11, [1]), (1, 12, [2]), (2, 13, [3]), (2, 14, [4])],
    "jurors who agree to the hundredth": [(entry, juror, [entry]) for entry in range(1, 9) for juror in (11, 12, 13)],
    "agreement, but not of all": [(entry, juror + entry % 2, [entry]) for entry in range(1, 9) for juror in (11, 12)],
    "exactly additive": [(entry, juror, [entry * 10 + juror]) for entry in range(1, 9) for juror in (11, 12, 13)],
    "additive with gaps": [
        (entry, juror, [entry * 10 + juror]) for entry in range(30) for juror in range(5) if (entry + juror) % 5
    ],
    "zero and full marks": [(entry, juror, [2000 * (entry % 2)]) for entry in range(1, 9) for juror in (11, 12)],
    "a juror alone on a project": [*a_jury(entries=20, jurors=5, each=3, severity=100), (99, 999, [500])],
}


@pytest.mark.parametrize("rows", ODD.values(), ids=ODD)
@pytest.mark.parametrize("decided_by", ["official", "calibrated"])
def test_odd_rounds_have_a_result_of_plain_finite_values(rows: list[Row], decided_by: str) -> None:
    assert_plain(analysed(rows, decided_by=decided_by))


@unhurried
@given(juries(criteria=2), st.sampled_from(["official", "calibrated"]), st.integers(1, 9))
def test_any_round_has_a_result_of_plain_finite_values(rows: list[Row], decided_by: str, first: int) -> None:
    result = analysed(rows, (4000, 6000), decided_by=decided_by, first=first)

    assert_plain(result)
    for each in result["projects"]:
        if each["rank_low"] is not None:
            assert 1 <= each["rank_low"] <= each["rank_high"] <= len(result["projects"])
            assert 0 <= each["in_first"] <= 1


def test_a_round_without_a_score_that_counts_has_an_empty_result() -> None:
    nothing: Any = {"themes": {}, "file_languages": {}, "juror_languages": {}, "decided_by": "calibrated"}
    no_scores = Scores.of([], [], [], [10_000])

    result = analyse(Input(scores=no_scores, criteria=["c0"], scale=2000, first=3, seed=1, **nothing))

    assert_plain(result)
    assert (result["projects"], result["deciding"], result["calibration"]["shown"]) == ([], "official", False)


def assert_plain(result: Result) -> None:
    """It goes through JSON unchanged, without anything that JSON does not know."""
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    assert set(result) == set(Result.__required_keys__)
    for part in ("calibration", "reliability"):
        assert set(result[part]) == set(Result.__annotations__[part].__required_keys__)  # type: ignore[literal-required]
