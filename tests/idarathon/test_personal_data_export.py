"""Taking one's data home: complete, readable, for its owner alone, and naming nobody else."""

import json
import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client

from competitions.domain import jobs
from competitions.models import Job, Message
from competitions.registries import personal_data
from idarathon.erasure import erase_account
from idarathon.exports import KEPT_FOR, ask_for_export
from submissions.models import Attachment
from teams.models import PayrollRecord, User
from tests.builders.competitions import NOW
from tests.builders.things import Edition
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(kept_edition: Edition) -> Edition:
    return kept_edition


def done(job: Job) -> Job:
    jobs.run(job.pk, clock=lambda: NOW)
    job.refresh_from_db()
    assert job.error == ""
    return job


def archive_of(person: User, language: str = "ar") -> ZipFile:
    job = done(ask_for_export(by=person, language=language, at=NOW))
    with job.file.open("rb") as made:
        return ZipFile(BytesIO(made.read()))


def named(edition: Edition) -> dict[str, User]:
    """The people of the edition, each under a name that no other text holds."""
    for key, person in edition.people.items():
        person.name_ar, person.name_latin = f"اسم{key}اسم", f"Name-of-{key}-only"
        person.save()
    return edition.people


def test_the_archive_holds_everything_that_the_rules_export(edition: Edition) -> None:
    captain = edition.people["captain"]

    archive = archive_of(captain)

    whole = json.loads(archive.read("data.json"))
    kept = {name: len(rows) for name, rows in personal_data.export(captain).items()}
    # The message that it is ready was written afterwards.
    later = {name: kept[name] - len(whole["data"][name]) for name in kept if kept[name] != len(whole["data"][name])}
    assert set(whole["data"]) == set(kept)
    assert later == {"competitions.message": 1, "competitions.message.address": 1}
    assert (whole["form"], whole["account"]) == ("idarathon-personal-data/1", captain.pk)
    assert re.match(r"\d{4}-\d\d-\d\dT", whole["data"]["teams.membership"][0]["joined_at"])


def test_what_was_attached_comes_along(edition: Edition) -> None:
    captain = edition.people["captain"]
    uploads = Attachment.objects.filter(uploaded_by=captain)

    archive = archive_of(captain)

    files = json.loads(archive.read("data.json"))["files"]
    assert {int(pk) for pk in files} == set(uploads.values_list("pk", flat=True))
    for upload in uploads:
        with upload.file.open("rb") as stored:
            assert archive.read(files[str(upload.pk)]) == stored.read()


def test_the_page_is_readable_in_the_persons_language_without_the_site(edition: Edition) -> None:
    for language, direction in (("ar", "rtl"), ("fr", "ltr")):
        page = archive_of(edition.people["captain"], language).read("index.html").decode()

        assert f'lang="{language}" dir="{direction}"' in page
        assert edition.people["captain"].email in page
        assert "<script" not in page
        assert re.findall(r'(?:src|href)="(?!files/|style\.css)', page) == []


def test_the_payroll_number_is_written_out_for_its_owner(edition: Edition) -> None:
    captain = edition.people["captain"]
    number = PayrollRecord.objects.get(person=captain).number

    archive = archive_of(captain)

    assert json.loads(archive.read("data.json"))["data"]["teams.payrollrecord"][0]["number"] == number
    assert number in archive.read("index.html").decode()


def test_nobody_else_is_named(edition: Edition) -> None:
    people = named(edition)

    for who in ("captain", "juror", "mentor", "organiser", "focal_point"):
        archive = archive_of(people[who])

        written = archive.read("data.json").decode() + archive.read("index.html").decode()
        others = [person for key, person in people.items() if key != who]
        assert [o for o in others if o.name_ar in written or o.name_latin in written] == []
        assert [o.email for o in others if re.search(rf"(?<![\w-]){re.escape(o.email)}", written)] == []


def test_a_juror_takes_home_their_own_scores_and_no_others(edition: Edition) -> None:
    juror = edition.people["juror"]

    data = json.loads(archive_of(juror).read("data.json"))["data"]

    assert {row["points"] for row in data["judging.score"]} == {1450, 1100}


def test_a_participant_takes_home_no_score_before_the_results(edition: Edition) -> None:
    data = json.loads(archive_of(edition.people["captain"]).read("data.json"))["data"]

    # What the captain has said of a juror is the captain's own.
    assert {name for name in data if name.startswith("judging.")} == {"judging.challenge.made_by"}


def test_asked_for_twice_it_is_made_once_and_afterwards_anew(edition: Edition) -> None:
    captain = edition.people["captain"]
    first = ask_for_export(by=captain, language="ar", at=NOW)

    again = ask_for_export(by=captain, language="fr", at=NOW)
    done(first)
    later = ask_for_export(by=captain, language="fr", at=NOW)

    assert (again.pk, later.pk != first.pk) == (first.pk, True)


def test_whoever_asked_is_told_once_when_it_is_there(edition: Edition) -> None:
    captain = edition.people["captain"]
    job = done(ask_for_export(by=captain, language="ar", at=NOW))
    Job.objects.filter(pk=job.pk).update(finished_at=None)

    done(job)

    assert Message.objects.filter(recipient=captain, kind="export_ready").count() == 1
    assert (job.done, job.total) == (job.total, job.total)


def test_a_second_attempt_leaves_one_file(edition: Edition) -> None:
    job = done(ask_for_export(by=edition.people["captain"], language="ar", at=NOW))
    first = job.file.name
    Job.objects.filter(pk=job.pk).update(finished_at=None)

    job = done(job)

    assert (default_storage.exists(first), default_storage.exists(job.file.name)) == (False, True)


def test_the_file_goes_after_seven_days(edition: Edition, django_capture_on_commit_callbacks: Any) -> None:
    job = done(ask_for_export(by=edition.people["captain"], language="ar", at=NOW))

    with django_capture_on_commit_callbacks(execute=True):
        jobs.expire_files(at=NOW + KEPT_FOR - timedelta(seconds=1))
    early = default_storage.exists(job.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.expire_files(at=NOW + KEPT_FOR)

    job.refresh_from_db()
    assert (early, bool(job.file)) == (True, False)


def test_the_file_goes_with_the_person(edition: Edition, django_capture_on_commit_callbacks: Any) -> None:
    member = edition.people["member"]
    job = done(ask_for_export(by=member, language="ar", at=NOW))

    with django_capture_on_commit_callbacks(execute=True):
        erase_account(person=member, keep_name_on_work=False, at=NOW)

    assert not default_storage.exists(job.file.name)


def test_nothing_is_made_for_somebody_who_was_erased_meanwhile(edition: Edition) -> None:
    member = edition.people["member"]
    job = ask_for_export(by=member, language="ar", at=NOW)
    erase_account(person=member, keep_name_on_work=False, at=NOW)

    assert not done(job).file


@pytest.fixture
def client_of() -> Any:
    def browser(person: User | None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return browser


@time_machine.travel(NOW, tick=False)
def test_only_whoever_asked_for_it_downloads_it_and_only_in_time(edition: Edition, client_of: Any) -> None:
    captain = edition.people["captain"]
    job = done(ask_for_export(by=captain, language="ar", at=NOW))
    url = f"/ar/me/jobs/{job.pk}/file/"

    answer = client_of(captain).get(url)

    assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff")
    assert answer["Content-Disposition"] == 'attachment; filename="idarathon-personal-data.zip"'
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert [client_of(edition.people[who]).get(url).status_code for who in ("deputy", "organiser")] == [404, 404]
    assert client_of(edition.superuser).get(url).status_code == 404
    assert client_of(None).get(url).status_code == 302
    Job.objects.filter(pk=job.pk).update(file_expires_at=NOW)
    assert client_of(captain).get(url).status_code == 404


@time_machine.travel(NOW, tick=False)
def test_the_page_leads_through_the_whole_way(edition: Edition, client_of: Any, queries: Queries) -> None:
    captain = edition.people["captain"]
    client = client_of(captain)
    client.get("/fr/me/data/")

    with queries.at_most(12):
        page = client.get("/fr/me/data/")
    asked = client.post("/fr/me/data/export/")

    job = Job.objects.latest("pk")
    assert page.status_code == 200
    assert asked.headers["Location"] == f"/fr/me/jobs/{job.pk}/"
    assert f"/fr/me/jobs/{job.pk}/" in client.get("/fr/me/data/").content.decode()
    done(job)
    assert f"/fr/me/jobs/{job.pk}/file/" in client.get("/fr/me/data/").content.decode()
    assert f"/fr/me/jobs/{job.pk}/file/" in client.get(f"/fr/me/jobs/{job.pk}/").content.decode()
