"""An answer as it is read, whatever its kind: on the pages of the team, the mentor, the jury and the organiser."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from competitions.presenters import typed_prose
from submissions.domain.kinds import kind_of
from submissions.domain.kinds.labels import Grid, labels_of
from submissions.domain.reading import DraftQuestion
from submissions.frozen import ReadAnswer, ReadFile
from submissions.models import Question
from submissions.presenters.files import FileRow, file_row

# The level of the heading over an answer's text: the question itself.
BELOW = 3
IN_DIGITS = frozenset({Question.Kind.NUMBER, Question.Kind.AMOUNT, Question.Kind.DATE})


@dataclass(frozen=True)
class Column:
    label: str
    amount: bool = False


@dataclass(frozen=True)
class Cell:
    text: str
    column: str
    amount: bool = False


@dataclass(frozen=True)
class Grating:
    """Rows and columns for `components/table.html`; `total` is its last row, [] where nothing is summed."""

    columns: list[Column]
    rows: list[list[Cell]]
    total: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class AnswerRow:
    """One of `prose`, `text`, `link`, `number`, `items`, `table` and `files` is there, or none where nothing is."""

    question: str
    absent: str
    prose: SafeString | str = ""
    text: str = ""
    link: str = ""
    number: str = ""
    items: tuple[str, ...] = ()
    table: Grating | None = None
    files: list[FileRow] = field(default_factory=list)
    note: str = ""


def answer_row(
    answer: ReadAnswer, *, file_of: Callable[[ReadFile], FileRow], absent: str = "", note: str = ""
) -> AnswerRow:
    """The answer in finished values; `file_of` makes a file a row that can be opened."""
    row = AnswerRow(question=answer.question, absent=absent or _("No answer"), note=note)
    if answer.files:
        return replace(row, files=[file_of(file) for file in answer.files])
    if answer.grid:
        return replace(row, table=_table(answer.grid))
    if answer.items:
        return replace(row, items=answer.items)
    if answer.link:
        return replace(row, link=answer.link)
    if answer.kind in IN_DIGITS:
        return replace(row, number=answer.text)
    if answer.kind == Question.Kind.LONG_TEXT:
        return replace(row, prose=typed_prose(answer.text, below=BELOW))
    return replace(row, text=answer.text)


def draft_row(asked: DraftQuestion, *, edition: str, absent: str = "", note: str = "") -> AnswerRow:
    """As `answer_row`, of what a team is writing."""
    question, kind, labels = asked.question, kind_of(asked.question), labels_of(asked.question)
    read = ReadAnswer(
        key=question.key,
        question=str(question.label),
        text=asked.text,
        kind=question.kind,
        purpose=question.purpose,
        for_jury=question.for_jury,
        grid=kind.grid(asked.value, labels, asked.people),
        items=kind.items(asked.value, labels),
        files=tuple(ReadFile(each.pk, each.name, each.size, each.sha256, each.caption) for each in asked.files),
    )
    return answer_row(read, file_of=team_file(edition), absent=absent, note=note)


def team_file(edition: str) -> Callable[[ReadFile], FileRow]:
    """Files as those who may read the project open them."""

    def row(file: ReadFile) -> FileRow:
        if file.pk is None:
            return FileRow(file.name, "", "", caption=file.caption)
        return file_row(file.pk, file.name, file.size, edition=edition, caption=file.caption)

    return row


def _table(grid: Grid) -> Grating:
    columns = [Column(label, amount) for label, amount in zip(grid.headings, grid.numeric, strict=True)]
    return Grating(columns, [_cells(columns, row) for row in grid.rows], _cells(columns, grid.totals))


def _cells(columns: list[Column], texts: tuple[str, ...]) -> list[Cell]:
    return [Cell(text, column.label, column.amount) for column, text in zip(columns, texts, strict=bool(texts))]
