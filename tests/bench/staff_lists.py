"""A department's list of staff: reading the file, looking at it, and writing the invitations."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from competitions.domain import jobs
from teams.domain.staff_lists import invite_staff, preview_staff_list, rows_of
from teams.models import PeopleList
from tests.bench.table import Line, Table, seconds
from tests.builders.competitions import NOW, a_competition, a_department
from tests.builders.teams import a_person, a_role

SIZES = (500, 5000)
WORK = ("CSV: read and keep", "XLSX: read and keep", "look at what comes of each", "confirm", "write the invitations")


def measured() -> Table:
    """Each step at both sizes, in an edition of its own, with as many colleagues registered as a tenth of the list."""
    columns = [_measured_at(size) for size in SIZES]
    lines = [Line(work, seconds) for work, seconds in zip(WORK, zip(*columns, strict=True), strict=True)]
    return Table("Import of staff and fan-out of their invitations, seconds", SIZES, lines, limit=30)


def _measured_at(size: int) -> list[float]:
    edition = a_competition()
    department = a_department(enrolled_in=edition)
    contact = a_role("focal_point", competition=edition, department=department)
    for number in range(size // 10):
        a_person(email=f"known{number}@{size}.example", department=department, payroll=False)
    rows = [("Nom", "E-mail"), *((f"موظف {number}", f"staff{number}@{size}.example") for number in range(size))]
    kept: dict[str, PeopleList] = {}

    def keep(kind: str, upload: Any) -> float:
        def work() -> None:
            kept[kind] = preview_staff_list(
                competition=edition, department=department, upload=upload, by=contact, at=NOW
            )

        return seconds(work)

    reading = [keep("csv", _csv(rows)), keep("xlsx", _xlsx(rows))]
    looking = seconds(lambda: rows_of(kept["csv"]))
    confirming = seconds(lambda: invite_staff(people_list=kept["csv"], by=contact, at=NOW))
    job = PeopleList.objects.get(pk=kept["csv"].pk).job
    assert job is not None
    return [*reading, looking, confirming, seconds(lambda: jobs.run(job.pk, clock=lambda: NOW))]


def _csv(rows: list[tuple[str, str]]) -> SimpleUploadedFile:
    text = "".join(f"{name};{email}\r\n" for name, email in rows)
    return SimpleUploadedFile("staff.csv", text.encode("cp1256"))


def _xlsx(rows: list[tuple[str, str]]) -> SimpleUploadedFile:
    book, content = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(content)
    return SimpleUploadedFile("staff.xlsx", content.getvalue())
