"""The workbook of a large round is not written inside a request: a job makes it for whoever asked."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from competitions.domain import jobs
from competitions.models import Job, Message
from judging.domain import workbooks
from judging.domain.exporting import as_workbook
from judging.models import Signature
from tests.builders.judging import OVER, a_president, a_signature, an_organiser
from tests.harness.mailbox import Mailbox
from tests.judging.cast import SignIn

At = Callable[..., Any]
pytestmark = pytest.mark.django_db


@pytest.fixture
def signature(monkeypatch: pytest.MonkeyPatch) -> Signature:
    """Of a round that counts as large."""
    monkeypatch.setattr(workbooks, "AT_ONCE", 1)
    return a_signature()


def address(signature: Signature, name: str) -> str:
    edition = signature.round.phase.competition.slug
    return reverse(f"judging:{name}", kwargs={"edition": edition, "round_id": signature.round_id})


def cells_of(workbook: bytes) -> list[Any]:
    return [(sheet.title, list(sheet.values)) for sheet in load_workbook(io.BytesIO(workbook))]


def test_a_job_makes_it_and_the_file_is_the_same(signature: Signature, signed_in: SignIn, at: At) -> None:
    president = signed_in(a_president(signature.round.phase.competition))
    page = address(signature, "workbook")

    with at(OVER):
        led = president.get(address(signature, "table_xlsx"))
        asked = president.get(page)
        progress = president.post(page)["Location"]
        job = Job.objects.of_kind(workbooks.KIND).get()
        jobs.run(job.pk, clock=lambda: OVER)
        shown = president.get(progress).text
        made = b"".join(president.get(reverse("competitions:job_file", args=[job.pk])))

    assert (led["Location"], asked.status_code) == (page, 200)
    assert reverse("competitions:job_file", args=[job.pk]) in shown
    assert cells_of(made) == cells_of(as_workbook(signature.table, sha256=signature.sha256))


def test_asked_again_it_is_the_same_job_until_the_file_is_gone(signature: Signature, signed_in: SignIn, at: At) -> None:
    president, page = signed_in(a_president(signature.round.phase.competition)), address(signature, "workbook")

    with at(OVER):
        first = president.post(page)["Location"]
        second = president.post(page)["Location"]
        jobs.run(Job.objects.of_kind(workbooks.KIND).get().pk, clock=lambda: OVER)
        made = president.get(page)["Location"]
    with at(OVER + workbooks.KEPT_FOR):
        gone = president.get(page)

    assert first == second == made
    assert gone.status_code == 200


def test_nobody_else_is_handed_the_file(signature: Signature, signed_in: SignIn, at: At) -> None:
    competition = signature.round.phase.competition
    organiser = signed_in(an_organiser(competition))

    with at(OVER):
        signed_in(a_president(competition)).post(address(signature, "workbook"))
        job = Job.objects.of_kind(workbooks.KIND).get()
        jobs.run(job.pk, clock=lambda: OVER)

        assert organiser.get(reverse("competitions:job_file", args=[job.pk])).status_code == 404
        assert organiser.get(address(signature, "workbook")).status_code == 200


def test_a_table_of_many_rows_tells_how_far_it_is(signature: Signature, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("judging.domain.exporting.ROWS_A_STEP", 2)
    by = a_president(signature.round.phase.competition)
    job = workbooks.ask_for_workbook(signature=signature, language="ar", by=by, at=OVER)

    steps = list(workbooks.make_workbook(job, OVER))

    assert len(steps) > 1
    assert steps == list(range(1, len(steps) + 1))


@pytest.mark.parametrize(
    ("language", "subject"),
    [("ar", "المصنف جاهز: "), ("fr", "Le classeur est prêt : "), ("en", "The workbook is ready: ")],
)
def test_whoever_asked_is_told_once_in_their_language_when_it_is_there(
    signature: Signature, mailbox: Mailbox, language: str, subject: str
) -> None:
    president = a_president(signature.round.phase.competition)
    president.language = language
    president.save()
    job = workbooks.ask_for_workbook(signature=signature, language="ar", by=president, at=OVER)
    before = mailbox.to(president.email)

    for _attempt in range(2):
        Job.objects.filter(pk=job.pk).update(finished_at=None, claimed_until=None)
        jobs.run(job.pk, clock=lambda: OVER)

    told = [mail for mail in mailbox.to(president.email) if mail not in before]
    assert [mail.subject.startswith(subject) for mail in told] == [True]
    assert reverse("competitions:job", args=[job.pk]).split("/", 2)[2] in told[0].body


def test_whoever_was_erased_meanwhile_is_left_no_file_and_not_written_to(signature: Signature) -> None:
    president = a_president(signature.round.phase.competition)
    job = workbooks.ask_for_workbook(signature=signature, language="ar", by=president, at=OVER)
    president.erased_at = OVER
    president.save()

    jobs.run(job.pk, clock=lambda: OVER)

    job.refresh_from_db()
    assert (job.file.name, job.finished_at) == ("", OVER)
    assert not Message.objects.filter(kind="judging.workbook_ready").exists()
