"""One message to many: a job writes the rows, each recipient once, however often it is begun again."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from competitions import packing
from competitions.domain import jobs, outbox
from competitions.models import Broadcast, Job, Message
from competitions.registries import message_kinds

PER_STEP = 50


@jobs.runs("broadcast")
def unfold(job: Job, at: datetime) -> Iterator[int]:
    """Write the messages of the job's broadcast, fifty a transaction; yields how many people have been seen to."""
    broadcast = Broadcast.objects.select_related("competition").get(job=job)
    context = packing.unpack(broadcast.context)
    done = 0
    for people in _batches(job.arguments["people"]):
        with transaction.atomic():
            _write(broadcast, people, context, at=at)
        done += len(people)
        yield done


def _write(broadcast: Broadcast, people: list[int], context: dict[str, Any], *, at: datetime) -> None:
    told = Message.objects.filter(broadcast=broadcast, recipient__in=people).values("recipient")
    kind = message_kinds.get(broadcast.kind)
    for person in get_user_model().objects.filter(pk__in=people).exclude(pk__in=told).order_by("pk"):
        outbox.queue(
            kind,
            to=person,
            context=context,
            at=at,
            competition=broadcast.competition,
            about=broadcast.about,
            dedupe_key=f"broadcast:{broadcast.pk}:{person.pk}",
            broadcast=broadcast,
        )


def _batches(people: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(people), PER_STEP):
        yield people[start : start + PER_STEP]
