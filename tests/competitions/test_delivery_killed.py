"""A process that delivers is killed in mid-batch: nothing is lost, and at most the one mail in flight is repeated."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from competitions.domain.delivery import LEASE
from competitions.models import Message
from tests.builders.competitions import NOW, a_message

MESSAGES = 30
KILLED_AFTER = (4, 11, 27)
DELIVER = """
import sys
from datetime import datetime
import django
from django.conf import settings
settings.EMAIL_BACKEND = "tests.competitions.fatal_backend.FatalBackend"
django.setup()
from competitions.domain.delivery import deliver_due
while deliver_due(worker=sys.argv[1], at=datetime.fromisoformat(sys.argv[2])):
    continue
"""


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_in_mid_batch_loses_nothing_and_repeats_at_most_the_mail_in_flight(tmp_path: Path) -> None:
    noted = tmp_path / "noted"
    noted.touch()
    for _number in range(MESSAGES):
        a_message()

    at, endings = NOW, []
    for number, die_after in enumerate((*KILLED_AFTER, 0)):
        process = subprocess.run(
            [sys.executable, "-c", DELIVER, f"worker-{number}", at.isoformat()],
            env=_environment(noted, die_after),
            check=False,
        )
        endings.append(process.returncode)
        at += LEASE * 2

    sent = Counter(noted.read_text().splitlines())
    assert endings == [-9, -9, -9, 0]
    assert not Message.objects.filter(sent_at=None).exists()
    assert len(sent) == MESSAGES
    assert Counter(sent.values()) == {1: MESSAGES - len(KILLED_AFTER), 2: len(KILLED_AFTER)}


def _environment(noted: Path, die_after: int) -> dict[str, str]:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{database['NAME']}"
    else:
        place = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT'] or 5432}"
        address = f"postgres://{place}/{database['NAME']}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "idarathon.settings",
        "DATABASE_URL": address,
        "VAR": str(noted.parent),
        "SECRET_KEY": settings.SECRET_KEY,
        "ENCRYPTION_KEYS": ",".join(settings.ENCRYPTION_KEYS),
        "EMAIL_URL": "",
        "NOTED": str(noted),
        "DIE_AFTER": str(die_after),
    }
