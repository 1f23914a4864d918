"""An evaluation that was typed while the session ended comes back to its juror."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from judging.models import Evaluation
from teams.models import User
from tests.builders.judging import JUDGING
from tests.judging.conftest import Jury

SignIn = Callable[[User], Client]
At = Callable[[datetime], time_machine.travel]
TYPED = {"revision": 0, "points_impact": "14,5", "comment_for_team": "نص كتب بعد انتهاء الجلسة"}


@pytest.fixture
def signed_out(jury: Jury, signed_in: SignIn, at: At) -> Client:
    """The juror's browser, whose session ended before it posted."""
    url = jury.url("evaluation", assignment_id=jury.assignment.pk)
    client = signed_in(jury.juror)
    with at(JUDGING):
        mark = re.findall(r'name="writer" value="([^"]+)"', client.get(url).content.decode())
        client.logout()
        answer = client.post(url, {**TYPED, "writer": mark[0]})
        client.force_login(jury.juror)
    assert "/accounts/login/" in answer["Location"]
    return client


def test_what_was_typed_is_back_in_the_form_and_not_saved(jury: Jury, signed_out: Client, at: At) -> None:
    with at(JUDGING):
        page = signed_out.get(jury.url("evaluation", assignment_id=jury.assignment.pk)).content.decode()

    assert "نص كتب بعد انتهاء الجلسة" in page
    assert 'value="14,5"' in page
    assert not Evaluation.objects.exists()


def test_after_the_end_it_can_still_be_copied(jury: Jury, signed_out: Client, at: At) -> None:
    with at(jury.round.phase.closes_at):
        page = signed_out.get(jury.url("evaluation", assignment_id=jury.assignment.pk)).content.decode()

    assert "نص كتب بعد انتهاء الجلسة" in page
    assert not Evaluation.objects.exists()
