"""The workbook of the signed table: its formulas compute the ranking again, and what people typed computes nothing."""

import io
import json
import re
from fractions import Fraction
from typing import Any

import pytest
from openpyxl import load_workbook

from judging.domain.exporting import as_workbook
from tests.builders.judging import a_signature

JURORS = {7: (1450, 1200), 8: (1300, 1333), 9: (900, 2000)}
TITLES = ("=cmd|' /C calc'!A0", "+212", "-1", "@SUM(A1)", "قاعة \x0b الانتظار")


def a_table(**fields: Any) -> dict[str, Any]:
    """Five projects: the first two are equal and parted by a criterion, the third was revised, the last not ranked."""
    points = {1: (7, 8), 2: (7, 8), 3: (8, 9), 4: (9,), 5: ()}
    evaluations = [
        {
            "entry": entry,
            "juror": juror,
            "points": dict(zip(("impact", "training"), JURORS[juror], strict=True)),
            "revised": {"impact": 1000} if (entry, juror) == (3, 9) else {},
        }
        for entry, jurors in points.items()
        for juror in jurors
    ]
    table = {
        "form": "idarathon-ranking/2",
        "edition": "demo",
        "round": 1,
        "closed_at": "2026-01-01T00:00:00+00:00",
        "decided_by": "official",
        "evaluations_minimum": 1,
        "criteria": [
            {"key": "impact", "weight": 6667, "minimum": 0, "maximum": 2000, "tie_place": 1},
            {"key": "training", "weight": 3333, "minimum": 0, "maximum": 2000, "tie_place": None},
        ],
        "entries": [
            {"entry": entry, "title": TITLES[entry - 1], "team": "=1+1", "excluded": False} for entry in points
        ],
        "evaluations": evaluations,
        "votes": [],
        "ranking": [],
        **fields,
    }
    if not table["ranking"]:
        table["ranking"] = the_ranking(evaluations)
    return table


def weighted(evaluation: dict[str, Any]) -> int:
    counting = {**evaluation["points"], **evaluation["revised"]}
    return counting["impact"] * 6667 + counting["training"] * 3333


def the_ranking(evaluations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    scores: dict[int, list[int]] = {}
    for each in evaluations:
        scores.setdefault(each["entry"], []).append(weighted(each))
    exact = {entry: Fraction(sum(given), 10_000 * len(given)) for entry, given in scores.items()}
    best = sorted(exact, key=lambda entry: (-exact[entry], entry))
    rows = [
        {
            "entry": entry,
            "rank": place,
            "score": f"{exact[entry].numerator}/{exact[entry].denominator}",
            "evaluations": len(scores[entry]),
            "parted_by": "criterion" if entry in (1, 2) else None,
        }
        for place, entry in enumerate(best, start=1)
    ]
    return [*rows, {"entry": 5, "rank": None, "score": None, "evaluations": 0, "parted_by": None}]


def opened(table: dict[str, Any]) -> Any:
    return load_workbook(io.BytesIO(as_workbook(json.dumps(table), sha256="ab" * 32)))


def worked_out(book: Any) -> dict[int, tuple[Fraction, int, str, str]]:
    """Score in points, rank and both comparisons by entry: the formulas of the workbook, done by hand.

    Only the cells that the formulas name are read; a formula of another shape fails.
    """
    ranking, evaluations = book.worksheets[1], book.worksheets[2]
    totals: dict[str, int] = {}
    for row in evaluations.iter_rows(min_row=3):
        total = next(cell for cell in row if cell.data_type == "f")
        first, last, number = re.fullmatch(
            r"=SUMPRODUCT\(([A-Z])(?P<n>\d+):([A-Z])(?P=n),\1\$2:\3\$2\)", total.value
        ).group(1, 3, 2)
        columns = [chr(code) for code in range(ord(first), ord(last) + 1)]
        totals[total.coordinate] = sum(
            evaluations[f"{column}{number}"].value * evaluations[f"{column}2"].value for column in columns
        )
    rows = [row for row in ranking.iter_rows(min_row=2) if row[9].value is not None]
    scores, sums, numbers = {}, {}, {}
    for row in rows:
        counted = re.fullmatch(r"=COUNTIF\((.+),A(\d+)\)", row[9].value)
        summed = re.fullmatch(r"=SUMIF\((.+),A(\d+),(.+)\)", row[10].value)
        assert counted.group(1, 2) == summed.group(1, 2)
        entries, sought = cells(book, summed[1]), ranking[f"A{summed[2]}"].value
        found = [
            total.coordinate
            for entry, total in zip(entries, cells(book, summed[3]), strict=True)
            if entry.value == sought
        ]
        at = row[0].row
        assert row[11].value == f"=K{at}/J{at}/1000000"
        numbers[at], sums[at] = len(found), sum(totals[name] for name in found)
        scores[at] = Fraction(sums[at], numbers[at] * 1_000_000)
    return {row[0].value: compared(row, scores, sums, numbers) for row in rows}


def compared(row: Any, scores: Any, sums: Any, numbers: Any) -> tuple[Fraction, int, str, str]:
    at = row[0].row
    assert row[12].value == f"=RANK(L{at},L$2:L${max(scores)})"
    rank = 1 + sum(1 for other in scores.values() if other > scores[at])
    assert row[13].value == f'=IF(K{at}*F{at}=E{at}*J{at}*10000,"equal","DIFFERENT")'
    same = sums[at] * row[5].value == row[4].value * numbers[at] * 10_000
    assert row[14].value.startswith(f'=IF(D{at}=M{at},"equal",IF(AND(H{at}<>"",D{at}>M{at},D{at}<M{at}+COUNTIF(M$2:')
    among = sum(1 for other in scores.values() if other == scores[at])
    parted = bool(row[7].value) and rank < row[3].value < rank + among
    placed = "equal" if row[3].value == rank else "parted" if parted else "DIFFERENT"
    return scores[at], rank, "equal" if same else "DIFFERENT", placed


def cells(book: Any, address: str) -> list[Any]:
    sheet, span = address.rsplit("!", 1)
    return [row[0] for row in book[sheet.strip("'").replace("''", "'")][span.replace("$", "")]]


def test_the_formulas_compute_the_signed_ranking_again() -> None:
    table = a_table()

    found = worked_out(opened(table))

    signed = {row["entry"]: row for row in table["ranking"] if row["rank"]}
    assert set(found) == set(signed)
    assert {entry: score * 100 for entry, (score, *_rest) in found.items()} == {
        entry: Fraction(row["score"]) for entry, row in signed.items()
    }
    assert {same for _score, _rank, same, _placed in found.values()} == {"equal"}
    assert sorted(placed for *_rest, placed in found.values()) == ["equal", "equal", "equal", "parted"]


def test_a_score_that_was_tampered_with_is_seen_in_the_comparison() -> None:
    table = a_table()
    table["evaluations"][0]["points"]["impact"] += 1

    found = worked_out(opened(table))

    assert found[1][2] == "DIFFERENT"
    assert {same for entry, (_score, _rank, same, _placed) in found.items() if entry != 1} == {"equal"}


def test_a_revised_score_counts_and_the_given_one_stands_beside_it() -> None:
    sheet = opened(a_table()).worksheets[2]

    row = next(row for row in sheet.iter_rows(min_row=3, values_only=True) if row[:2] == (3, 9))

    assert row[2:4] == (1000, 2000)
    assert row[5:] == (900, None)


def test_what_people_typed_is_text_and_only_our_formulas_compute() -> None:
    book = opened(a_table())

    titles = [row[1] for row in book.worksheets[1].iter_rows(min_row=2)]
    formulas = [
        (sheet.title, cell.column_letter)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]

    assert {cell.value for cell in titles} == {*TITLES[:4], "قاعة  الانتظار"}
    assert {(cell.data_type, bool(cell.quotePrefix)) for cell in titles} == {("s", True)}
    assert {column for sheet, column in formulas if sheet == "Ranking"} == set("JKLMNO")
    assert {column for sheet, column in formulas if sheet != "Ranking"} == {"E"}


def test_where_the_calibrated_score_decides_its_column_ranks() -> None:
    table = a_table(decided_by="calibrated")
    for row in table["ranking"]:
        row["deciding"] = row["score"]

    sheet = opened(table).worksheets[1]

    assert sheet["M2"].value == "=RANK(I2,I$2:I$5)"
    assert sheet["I2"].value == pytest.approx(float(Fraction(table["ranking"][0]["score"])) / 100)


@pytest.mark.django_db
def test_what_the_president_signed_comes_out_alike() -> None:
    signature = a_signature()
    book = load_workbook(io.BytesIO(as_workbook(signature.table, sha256=signature.sha256)))

    assert book.worksheets[0]["B4"].value == signature.sha256
    assert {found[2:] for found in worked_out(book).values()} == {("equal", "equal")}
