"""The signed table in a form that spreadsheets open, and that cannot make them compute anything."""

import csv
import io
import json
from fractions import Fraction
from typing import Any

from judging.points import plain

# What makes a spreadsheet take a text for a formula, or step out of its cell.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(table: str) -> str:
    """The signed JSON as CSV: a row per entry of the ranking, then a row per score; points with two decimals.

    `points` are those that count; `given` are those before they were changed in the deliberation, if they were.

    The text of a cell never begins like a formula.
    """
    document = json.loads(table)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["rank", "entry", "title", "team", "score", "evaluations", "parted_by", "excluded"])
    writer.writerows(_ranking_rows(document))
    writer.writerow([])
    writer.writerow(["entry", "juror", "criterion", "weight", "points", "given"])
    writer.writerows(_score_rows(document))
    return out.getvalue()


def harmless(text: str) -> str:
    """`text` as a cell: what would be taken for a formula gets an apostrophe in front."""
    return f"'{text}" if text.lstrip(" \u200e\u200f").startswith(FORMULA) or text.startswith(FORMULA) else text


def _ranking_rows(document: dict[str, Any]) -> list[list[Any]]:
    entries = {entry["entry"]: entry for entry in document["entries"]}
    rows = [
        [
            ranked["rank"] or "",
            ranked["entry"],
            harmless(entries[ranked["entry"]]["title"]),
            harmless(entries[ranked["entry"]]["team"]),
            plain(Fraction(ranked["score"])) if ranked["score"] else "",
            ranked["evaluations"],
            ranked.get("parted_by") or "",
            "",
        ]
        for ranked in document["ranking"]
    ]
    excluded = [entry for entry in document["entries"] if entry["excluded"]]
    rows += [
        ["", each["entry"], harmless(each["title"]), harmless(each["team"]), "", "", "", "yes"] for each in excluded
    ]
    return rows


def _score_rows(document: dict[str, Any]) -> list[list[Any]]:
    weights = {criterion["key"]: plain(criterion["weight"]) for criterion in document["criteria"]}
    return [
        [evaluation["entry"], evaluation["juror"], harmless(key), weights[key], *_points(evaluation, key)]
        for evaluation in document["evaluations"]
        for key in sorted(evaluation["points"])
    ]


def _points(evaluation: dict[str, Any], key: str) -> list[str]:
    given, revised = evaluation["points"][key], evaluation.get("revised", {})
    return [plain(revised[key]), plain(given)] if key in revised else [plain(given), ""]
