"""The workbook of a round too large to be written while somebody waits: made by a job, kept for a day."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from tempfile import TemporaryFile
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import translation

from competitions.domain import jobs
from competitions.domain.outbox import queue
from competitions.models import Job
from judging.domain.exporting import ROWS_A_STEP, write_workbook
from judging.messages import WORKBOOK_READY
from judging.models import Entry, Evaluation, Round, Score, Signature
from teams.models import User

KIND = "ranking_workbook"
# So many scores are written in about a second; more are not written inside a request.
AT_ONCE = 4_000
KEPT_FOR = timedelta(days=1)
_OVER = object()


def is_large(signature: Signature) -> bool:
    """Whether the workbook is left to a job."""
    return scores_of(signature) > AT_ONCE


def scores_of(signature: Signature) -> int:
    """How many scores the signed table has."""
    return Score.objects.filter(evaluation__in=Evaluation.objects.counting(signature.round)).count()


def ask_for_workbook(*, signature: Signature, language: str, by: User, at: datetime) -> Job:
    """Have the workbook of what was signed written in `language`, for `by`, who is written to when it is there.

    While one is being made, or is there to be downloaded, it is returned.
    """
    with transaction.atomic():
        Round.objects.locked(signature.round_id)
        if made := workbook_of(signature=signature, language=language, by=by, at=at):
            return made
        arguments = {"signature": signature.pk, "language": language}
        return jobs.start(KIND, arguments=arguments, by=by, at=at, total=_steps(signature))


def workbook_of(*, signature: Signature, language: str, by: User, at: datetime) -> Job | None:
    """The one that `by` has asked for: being made, or made and still there."""
    asked: Any = Job.objects.of_kind(KIND).filter(
        requested_by=by, arguments__signature=signature.pk, arguments__language=language
    )
    there = asked.with_file().filter(file_expires_at__gt=at)
    found: Job | None = (asked.unfinished() | there).order_by("-pk").first()
    return found


@jobs.runs(KIND)
def make_workbook(job: Job, at: datetime) -> Iterator[int]:
    """Write it step by step, then keep it and tell whoever asked; begun again, it is written anew and told once."""
    signature = Signature.objects.select_related("round__phase__competition").get(pk=job.arguments["signature"])
    with TemporaryFile() as pile:
        steps = write_workbook(pile, signature.table, sha256=signature.sha256)
        for done in count(1):
            with translation.override(job.arguments["language"]):
                if next(steps, _OVER) is _OVER:
                    break
            yield done
        pile.seek(0)
        name = file_name(signature)
        with transaction.atomic():
            person = User.objects.locked(job.requested_by_id or 0)
            # Whoever was erased meanwhile is left no file.
            if person.erased_at is None:
                jobs.keep_file(job, File(pile), name=name, expires_at=at + KEPT_FOR)
                _tell(job, person, signature.round, at=at)


def _tell(job: Job, person: User, round: Round, *, at: datetime) -> None:
    context = {"competition": round.competition, "round": round, "job": job, "expires_at": at + KEPT_FOR}
    queue(WORKBOOK_READY, to=person, context=context, at=at, dedupe_key=f"workbook:{job.pk}")


def file_name(signature: Signature) -> str:
    """What the workbook is called, at once or by a job."""
    return f"ranking-{signature.round.competition.slug}-{signature.round_id}.xlsx"


def _steps(signature: Signature) -> int:
    rows = Evaluation.objects.counting(signature.round).count() + Entry.objects.filter(round=signature.round).count()
    return rows // ROWS_A_STEP + 1
