"""A real worker is killed while it delivers; another one finishes."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from competitions.models import Message
from tests.builders.competitions import NOW, a_message
from tests.harness.worker import Worker

MESSAGES = 150
ID = re.compile(rb"^Message-ID: (\S+)", re.MULTILINE)


@pytest.mark.redis
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_mid_delivery_loses_nothing_and_repeats_at_most_one(worker: Worker) -> None:
    for _number in range(MESSAGES):
        a_message()
    worker.start()
    worker.wait_until(lambda: len(_mailed(worker.mails)) > 5)

    worker.kill()
    # What it held is free again when its lease ends; nobody waits for that here.
    Message.objects.filter(sent_at=None).update(claimed_until=NOW)
    worker.start()
    a_message()
    worker.wait_until(lambda: not Message.objects.filter(sent_at=None).exists())

    mailed = Counter(_mailed(worker.mails))
    assert len(mailed) == MESSAGES + 1
    assert sum(mailed.values()) - len(mailed) <= 1


def _mailed(folder: Path) -> list[Any]:
    return [found for file in sorted(folder.glob("*")) for found in ID.findall(file.read_bytes())]
