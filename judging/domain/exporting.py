"""The signed table as a workbook that computes the ranking again, and says of each project whether it comes out alike.

Formulas work on whole numbers (hundredths of a point × hundredths of a percent) and divide last, so that equal scores
stay equal. What people typed stands in cells of text, which no program takes for a formula.
"""

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import IO, Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from judging.models.round import FULL_WEIGHT, HUNDREDTHS

FIRST_SCORES = 3  # row of the first evaluation: below the names of the columns and the weights
FIRST_RANKED = 2
ROWS_A_STEP = 500


@dataclass(frozen=True)
class Formula:
    """What a program works out; everything else that is text stays text."""

    text: str


Value = str | int | float | Formula | None


def as_workbook(table: str, *, sha256: str) -> bytes:
    """The signed JSON as XLSX, its words in the active language."""
    out = io.BytesIO()
    for _step in write_workbook(out, table, sha256=sha256):
        pass
    return out.getvalue()


def write_workbook(out: IO[bytes], table: str, *, sha256: str) -> Iterator[None]:
    """As `as_workbook`, into a file; stops after every `ROWS_A_STEP` rows, so that one sees how far it is."""
    document = json.loads(table)
    book = Workbook(write_only=True)
    names = {"ranking": _("Ranking"), "evaluations": _("Evaluations")}
    yield from _add_sheet(book, _("Read me"), _explained(document, sha256), widths=[28, 90])
    ranking = _ranking(document, names["evaluations"])
    yield from _add_sheet(book, names["ranking"], ranking, widths=[10, 40, 28], head=1)
    yield from _add_sheet(book, names["evaluations"], _evaluations(document), head=2)
    yield from _add_sheet(book, _("Criteria"), _criteria(document), widths=[24], head=1)
    if document.get("votes"):
        yield from _add_sheet(book, _("Votes"), _votes(document), head=1)
    book.save(out)


def _add_sheet(
    book: Workbook, title: str, rows: Iterable[Sequence[Value]], *, widths: Sequence[int] = (), head: int = 0
) -> Iterator[None]:
    sheet = book.create_sheet(title)
    sheet.sheet_view.rightToLeft = get_language_bidi()
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    if head:
        sheet.freeze_panes = f"A{head + 1}"
    for number, row in enumerate(rows, start=1):
        sheet.append([_cell(sheet, value, is_head=number <= head) for value in row])
        if number % ROWS_A_STEP == 0:
            yield


def _cell(sheet: Any, value: Value, *, is_head: bool) -> Any:
    """A number, a formula of ours, or a text that says that it is one."""
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
        cell.data_type = "s"
        # Edited or copied, it stays a text too.
        cell.quotePrefix = True
    else:
        cell = WriteOnlyCell(sheet, value=value.text if isinstance(value, Formula) else value)
    if is_head:
        cell.font = Font(bold=True)
    return cell


def _explained(document: dict[str, Any], sha256: str) -> list[list[Value]]:
    return [
        [_("Edition"), document["edition"]],
        [_("Round"), document["round"]],
        [_("Closed"), document["closed_at"] or ""],
        [_("Fingerprint (SHA-256)"), sha256],
        ["", ""],
        [_("Evaluations"), _("Each row is one evaluation that counts, with the points of each criterion.")],
        ["", _("Points are in hundredths of a point, weights in hundredths of a percent: 1450 is 14.50 points.")],
        ["", _("The weighted total is worked out by a formula: the points times the weights, summed.")],
        [_("Ranking"), _("The columns of the signed table stand first; those that formulas work out stand behind.")],
        ["", _("The score is the sum of the weighted totals divided by the number of evaluations.")],
        ["", _("The last two columns compare: “equal”, “parted” among equal scores, or “DIFFERENT”.")],
        ["", _("Whoever changes a number on the sheet of evaluations sees what would follow.")],
    ]


def _criteria(document: dict[str, Any]) -> list[list[Value]]:
    heads: list[Value] = [_("Criterion"), _("Weight"), _("Lowest"), _("Highest"), _("Place among tie criteria")]
    rows = [
        [each["key"], each["weight"], each["minimum"], each["maximum"], each.get("tie_place")]
        for each in document["criteria"]
    ]
    return [heads, *rows]


def _evaluations(document: dict[str, Any]) -> Iterable[list[Value]]:
    """Entry, juror, what counts by criterion, the weighted total; then what was given before it was revised."""
    keys = [criterion["key"] for criterion in document["criteria"]]
    first, last = get_column_letter(3), get_column_letter(2 + len(keys))
    given = [_("Given before the deliberation: %(criterion)s") % {"criterion": key} for key in keys]
    yield [_("Entry"), _("Juror"), *keys, _("Weighted total"), *given]
    yield [_("Weight"), "", *(criterion["weight"] for criterion in document["criteria"])]
    for number, each in enumerate(document["evaluations"], start=FIRST_SCORES):
        revised = each.get("revised", {})
        counting = [revised.get(key, each["points"][key]) for key in keys]
        total = Formula(f"=SUMPRODUCT({first}{number}:{last}{number},{first}$2:{last}$2)")
        before = [each["points"][key] if key in revised else None for key in keys]
        yield [each["entry"], each["juror"], *counting, total, *before]


def _ranking(document: dict[str, Any], sheet: str) -> Iterable[list[Value]]:
    entries = {entry["entry"]: entry for entry in document["entries"]}
    formulas = Formulas.of(document, sheet)
    heads = [
        *(_("Entry"), _("Project"), _("Team"), _("Signed rank"), _("Signed score, numerator")),
        *(_("Signed score, denominator"), _("Evaluations"), _("Parted by"), _("Deciding score")),
        *(_("Evaluations, counted"), _("Weighted totals, summed"), _("Score in points, computed")),
        *(_("Rank, computed"), _("Score"), _("Rank")),
    ]
    yield list(heads)
    for number, each in enumerate(document["ranking"], start=FIRST_RANKED):
        entry = entries[each["entry"]]
        named: list[Value] = [each["entry"], entry["title"], entry["team"], each["rank"]]
        if each["score"] is None:
            yield [*named, None, None, each["evaluations"]]
            continue
        score = Fraction(each["score"])
        decided = float(Fraction(each["deciding"])) / HUNDREDTHS if each.get("deciding") else None
        facts: list[Value] = [score.numerator, score.denominator, each["evaluations"], each.get("parted_by") or ""]
        yield [*named, *facts, decided, *formulas.row(number)]


@dataclass(frozen=True)
class Formulas:
    """The columns that are worked out, from J on. `by` is the column that ranks: the deciding score where one is."""

    entries: str
    totals: str
    last: int
    by: str

    @classmethod
    def of(cls, document: dict[str, Any], sheet: str) -> "Formulas":
        name = "'" + sheet.replace("'", "''") + "'"
        end = FIRST_SCORES + max(len(document["evaluations"]), 1) - 1
        total = get_column_letter(3 + len(document["criteria"]))
        ranked = [each for each in document["ranking"] if each["score"] is not None]
        return cls(
            entries=f"{name}!$A${FIRST_SCORES}:$A${end}",
            totals=f"{name}!${total}${FIRST_SCORES}:${total}${end}",
            last=FIRST_RANKED + max(len(ranked), 1) - 1,
            by="I" if any(each.get("deciding") for each in ranked) else "L",
        )

    def row(self, n: int) -> list[Formula]:
        ranks = f"M${FIRST_RANKED}:M${self.last}"
        among = f"{self.by}${FIRST_RANKED}:{self.by}${self.last}"
        return [
            Formula(f"=COUNTIF({self.entries},A{n})"),
            Formula(f"=SUMIF({self.entries},A{n},{self.totals})"),
            Formula(f"=K{n}/J{n}/{FULL_WEIGHT * HUNDREDTHS}"),
            Formula(f"=RANK({self.by}{n},{among})"),
            # Whole numbers on both sides: nothing is rounded.
            Formula(f'=IF(K{n}*F{n}=E{n}*J{n}*{FULL_WEIGHT},"{_equal()}","{_different()}")'),
            Formula(
                f'=IF(D{n}=M{n},"{_equal()}",IF(AND(H{n}<>"",D{n}>M{n},D{n}<M{n}+COUNTIF({ranks},M{n})),'
                f'"{_parted()}","{_different()}"))'
            ),
        ]


def _votes(document: dict[str, Any]) -> Iterable[list[Value]]:
    yield [_("Vote"), _("About"), _("Prize"), _("Candidates"), _("Juror"), _("Entry"), _("Voices")]
    for vote in document["votes"]:
        candidates = " · ".join(str(entry) for entry in vote["candidates"])
        for ballot in vote["ballots"]:
            about: list[Value] = [vote["vote"], vote["kind"], vote["prize"] or "", candidates]
            yield [*about, ballot["juror"], ballot["entry"], ballot["voices"]]


def _equal() -> str:
    return _("equal").replace('"', "")


def _parted() -> str:
    return _("parted").replace('"', "")


def _different() -> str:
    return _("DIFFERENT").replace('"', "")
