"""The signed table says enough for anybody to compute the ranking again, as docs/signed-ranking.md describes."""

import hashlib
import json
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings

from judging.domain.rounds import close_round, exclude_entry
from tests.builders.competitions import a_competition
from tests.builders.judging import (
    OVER,
    a_juror,
    a_round,
    a_signature,
    an_assignment,
    an_evaluation,
    an_organiser,
    the_entry,
)

pytestmark = pytest.mark.django_db

DESCRIPTION = Path(settings.BASE_DIR) / "docs" / "signed-ranking.md"


def recomputed(text: str) -> dict[int, tuple[int | None, Fraction | None]]:
    """Rank and score by entry, from the text alone."""
    table = json.loads(text)
    weights = {criterion["key"]: criterion["weight"] for criterion in table["criteria"]}
    given: dict[int, list[int]] = {entry["entry"]: [] for entry in table["entries"] if not entry["excluded"]}
    for evaluation in table["evaluations"]:
        given[evaluation["entry"]].append(sum(weights[key] * points for key, points in evaluation["points"].items()))
    scores = {
        entry: Fraction(sum(sums), 10_000 * len(sums))
        for entry, sums in given.items()
        if len(sums) >= table["evaluations_minimum"]
    }
    return {
        entry: (1 + sum(1 for other in scores.values() if other > scores[entry]), scores[entry])
        if entry in scores
        else (None, None)
        for entry in given
    }


def test_the_ranking_is_computed_again_from_what_was_signed() -> None:
    competition = a_competition()
    round = a_round(competition=competition, entries=5, evaluations_minimum=2)
    jurors = [a_juror(competition) for _each in range(3)]
    points = ((1450, 1200, 1333), (1200, 1450, 1333), (2000, 700), (900,), (2000, 2000))
    for place, of_entry in enumerate(points):
        for juror, score in zip(jurors, of_entry, strict=False):
            an_evaluation(an_assignment(entry=the_entry(round, place), juror=juror), points=score)
    exclude_entry(entry=the_entry(round, -1), reason="منقول", by=an_organiser(competition), at=OVER)

    signature = a_signature(close_round(round=round, at=OVER))

    signed = {
        row["entry"]: (row["rank"], None if row["score"] is None else Fraction(row["score"]))
        for row in json.loads(signature.table)["ranking"]
    }
    assert signed == recomputed(signature.table)
    assert sorted(rank or 0 for rank, _score in signed.values()) == [0, 1, 2, 2]
    assert hashlib.sha256(signature.table.encode()).hexdigest() == signature.sha256


def test_the_description_names_every_key() -> None:
    table = json.loads(a_signature().table)
    described = DESCRIPTION.read_text()
    inner = [key for name in ("criteria", "entries", "evaluations", "ranking") for key in table[name][0]]

    assert [key for key in (*table, *inner) if f"`{key}`" not in described] == []
    assert f'"{table["form"]}"' in described
