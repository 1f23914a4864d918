"""The worker that accepts a proposal is killed while it writes: nothing of it is there, and another one writes all."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from competitions.models import Job, Message, Phase
from judging.domain.plans import accept, accepting
from judging.models import Assignment, Plan
from tests.builders.competitions import NOW
from tests.builders.judging import OPENING, an_organiser
from tests.harness.worker import Worker
from tests.judging.planning_cast import a_collected_round, a_plan, pairs, standing

ENTRIES, JURORS = 18, 30  # more pairs than one batch
pytestmark = [pytest.mark.redis, pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_a_worker_killed_while_it_writes_leaves_nothing_and_another_one_writes_it_whole(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accepting, "AT_ONCE", dict.fromkeys(Plan.Purpose.values, 0))
    plan = a_plan(a_collected_round(entries=ENTRIES, jurors=JURORS, wanted=JURORS))
    # A worker goes by the clock on the wall.
    Phase.objects.filter(pk=plan.round.phase_id).update(closes_at=timezone.now() + timedelta(days=1))  # type: ignore[union-attr]
    by = an_organiser(plan.competition)
    accept(plan=plan, by=by, at=OPENING)
    entry, juror = max(pairs(plan))

    with transaction.atomic():
        # The last pair of the last batch, not committed: the worker stops before it, with the first batch written.
        Assignment.objects.create(entry_id=entry, juror_id=juror, assigned_by=by, assigned_at=OPENING)
        worker.start()
        worker.wait_until(lambda: Job.objects.filter(kind=accepting.JOB, done__gt=50).exists())
        worker.kill()
        transaction.set_rollback(True)
    left = (Assignment.objects.count(), Plan.objects.get().accepted_at)
    # What it held is free again when its lease ends; nobody waits for that here.
    Job.objects.filter(kind=accepting.JOB).update(claimed_until=NOW)
    worker.start()
    worker.wait_until(lambda: Job.objects.filter(kind=accepting.JOB, finished_at__isnull=False).exists())

    assert left == (0, None)
    assert standing(plan.round) == pairs(plan)  # type: ignore[arg-type]
    told = Message.objects.filter(kind="judging.assigned").values_list("recipient", flat=True)
    assert sorted(told) == sorted({juror for _entry, juror in pairs(plan)})
