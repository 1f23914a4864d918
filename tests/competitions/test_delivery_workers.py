"""Several workers at once, with PostgreSQL's row locks."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from competitions.domain import delivery, outbox
from competitions.models import Message
from competitions.registries.message_kinds import MessageKind
from tests.builders.competitions import NOW, a_message

NOTE = MessageKind(key="note", label="Note", template="")

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_two_workers_claim_disjoint_rows() -> None:
    for _number in range(40):
        a_message()
    together = Barrier(2)

    def work(worker: str) -> list[int]:
        try:
            claimed = []
            together.wait()
            while ids := delivery.claim(worker=worker, limit=3, at=NOW):
                claimed += ids
            return claimed
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        one, two = pool.map(work, ("one", "two"))

    assert not set(one) & set(two)
    assert len(one) + len(two) == 40


def test_two_verbs_that_queue_the_same_key_at_once_make_one_message() -> None:
    together = Barrier(2)

    def work(_number: int) -> bool:
        try:
            together.wait()
            message = outbox.queue_raw(
                kind=NOTE, to_address="a@idarathon.example", subject="s", text="t", at=NOW, dedupe_key="once"
            )
            return message is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(work, range(2)))

    assert sorted(outcomes) == [False, True]
    assert Message.objects.filter(dedupe_key="once").count() == 1
