"""By the rules of a round the calibrated score may decide: exactly, and only where the data carry it."""

from typing import Any

import pytest

from judging.domain import analysing
from judging.domain.deliberating import final_ranking, opening
from judging.domain.deliberating.ties import AnalysisMissing
from judging.domain.signed_table import signed_table
from judging.models import Round
from tests.builders.judging import OVER
from tests.judging.sitting import Sitting, a_sitting

pytestmark = pytest.mark.django_db


def decided_by(here: Sitting, monkeypatch: pytest.MonkeyPatch, *values: float | None, deciding: str) -> None:
    """Let the analysis say these calibrated scores, by the place of the entry."""
    projects = [{"entry": entry.pk, "calibrated": value} for entry, value in zip(here.entries, values, strict=True)]
    result: dict[str, Any] = {"projects": projects, "deciding": deciding}
    monkeypatch.setattr(analysing, "latest", lambda round: result)


def calibrated(*points: int) -> Sitting:
    return a_sitting(*points, decided_by=Round.Decides.CALIBRATED)


def test_it_orders_and_only_equal_floats_are_a_tie(monkeypatch: pytest.MonkeyPatch) -> None:
    here = calibrated(1500, 1400, 1300)
    decided_by(here, monkeypatch, 1200.25, 1300.5, 1200.25, deciding="calibrated")

    assert here.ranks() == {0: (2, "ex_aequo"), 1: (1, ""), 2: (2, "ex_aequo")}
    assert [row["deciding"] for row in signed_table(here.round)["ranking"]] == ["2601/2", "4801/4", "4801/4"]


def test_where_the_data_do_not_carry_it_the_official_score_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    here = calibrated(1500, 1400)
    decided_by(here, monkeypatch, 1200.0, 1300.0, deciding="official")
    assert here.ranks() == {0: (1, ""), 1: (2, "")}

    decided_by(here, monkeypatch, None, 1300.0, deciding="calibrated")
    assert here.ranks() == {0: (1, ""), 1: (2, "")}


def test_while_it_is_being_computed_nothing_is_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    here = calibrated(1500, 1400)
    monkeypatch.setattr(analysing, "latest", lambda round: None)

    with pytest.raises(AnalysisMissing):
        final_ranking(here.round)
    with pytest.raises(AnalysisMissing):
        opening.close_deliberation(round=here.round, by=here.president, at=OVER)
