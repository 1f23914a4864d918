"""Everything that the site keeps about a person, as a ZIP that they take home: made by a job, kept for seven days."""

import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib.staticfiles import finders
from django.core.files import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import get_valid_filename

from competitions.domain import jobs
from competitions.domain.outbox import queue
from competitions.models import Job
from competitions.registries import personal_data
from idarathon.export_pages import export_page
from idarathon.messages import EXPORT_READY
from submissions.models import Attachment
from teams.models import User

logger = logging.getLogger(__name__)

KIND = "personal_data_export"
FORM = "idarathon-personal-data/1"
KEPT_FOR = timedelta(days=7)
FILE_NAME = "idarathon-personal-data.zip"
PIECE = 256 * 1024  # bytes


def ask_for_export(*, by: User, language: str, at: datetime) -> Job:
    """Have everything about `by` gathered, readable in `language`; they are written to when it is there.

    While one is being made it is returned, so that there is never a second one at a time.
    """
    with transaction.atomic():
        person = User.objects.locked(by.pk)
        running: Job | None = exports_of(person).unfinished().first()
        if running is not None:
            return running
        steps = len(personal_data.keyed()) + uploads_of(person).count() + 2
        return jobs.start(KIND, arguments={"language": language}, by=person, at=at, total=steps)


def exports_of(person: User) -> Any:
    """The exports that `person` asked for, the newest first."""
    return Job.objects.of_kind(KIND).filter(requested_by=person).order_by("-pk")


def uploads_of(person: User) -> Any:
    """The files that `person` attached to their teams' projects."""
    return Attachment.objects.filter(uploaded_by__in=personal_data.accounts_of(person)).order_by("pk")


@jobs.runs(KIND)
def make_export(job: Job, at: datetime) -> Iterator[int]:
    """Write the archive piece by piece, then keep it and tell the person; yields after each piece."""
    person = User.objects.filter(pk=job.requested_by_id or 0, erased_at=None).first()
    if person is None:
        return
    with TemporaryFile() as pile:
        with ZipFile(pile, "w", ZIP_DEFLATED) as archive:
            yield from enumerate_steps(_fill(archive, person, language=job.arguments["language"], at=at))
        pile.seek(0)
        expires_at = at + KEPT_FOR
        with transaction.atomic():
            if User.objects.locked(person.pk).erased_at is None:
                jobs.keep_file(job, File(pile), name=FILE_NAME, expires_at=expires_at)
                queue(EXPORT_READY, to=person, context={"expires_at": expires_at}, at=at, dedupe_key=f"export:{job.pk}")


def enumerate_steps(steps: Iterator[None]) -> Iterator[int]:
    """How many steps are done, after each."""
    for number, _step in enumerate(steps, start=1):
        yield number


def _fill(archive: ZipFile, person: User, *, language: str, at: datetime) -> Iterator[None]:
    data: dict[str, list[dict[str, Any]]] = {}
    for name, rule in personal_data.keyed().items():
        if rows := list(personal_data.exported_rows(rule, person)):
            data[name] = rows
        yield
    files: dict[int, str] = {}
    for attachment in uploads_of(person):
        if name := _add_file(archive, attachment):
            files[attachment.pk] = name
        yield
    whole = {"form": FORM, "made_at": at, "account": person.pk, "data": data, "files": files}
    archive.writestr("data.json", json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
    yield
    with translation.override(language):
        page = export_page(person, files=files, at=at)
        archive.writestr("index.html", render_to_string("idarathon/export.html", {"export": page}))
    archive.writestr("style.css", Path(str(finders.find("css/export.css"))).read_bytes())
    yield


def _add_file(archive: ZipFile, attachment: Attachment) -> str:
    """Copy what was attached into the archive; the name it has there, "" where the storage has lost it."""
    name = f"files/{attachment.pk}-{get_valid_filename(attachment.name)}"
    try:
        with attachment.file.open("rb") as source, archive.open(name, "w") as target:
            for piece in iter(lambda: source.read(PIECE), b""):
                target.write(piece)
    except FileNotFoundError:
        logger.warning("an attached file is not in the storage", extra={"attachment": attachment.pk})
        return ""
    return name
