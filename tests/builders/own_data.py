"""What people of an edition have asked for about their own data."""

from datetime import timedelta

from django.core.files.base import ContentFile

from competitions.domain import jobs
from competitions.models import Job
from teams.models import MergeRequest
from teams.models.invitation import token_hash
from tests.builders.competitions import NOW
from tests.builders.things import Edition, ago


def ask_about_own_data(edition: Edition) -> None:
    """The captain's archive is ready, and somebody's second account has written to the captain."""
    captain = edition.people["captain"]
    job = jobs.start("personal_data_export", arguments={"language": "ar"}, by=captain, at=ago(days=1))
    jobs.keep_file(job, ContentFile(b"PK"), name="data.zip", expires_at=NOW + timedelta(days=6))
    Job.objects.filter(pk=job.pk).update(finished_at=ago(days=1))
    edition.jobs["captain"] = job
    MergeRequest.objects.create(
        first=captain,
        second=edition.people["declined"],
        token_hash=token_hash(f"merge-{edition.slug}"),
        requested_at=ago(hours=1),
        expires_at=NOW + timedelta(hours=23),
    )
