"""What people meet while storage or broker are away: it is said, what was typed stays, nothing is half done."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from celery import current_app
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from competitions.models import Message
from submissions.domain.file_refusals import CannotStoreNow
from submissions.models import Project
from teams.models import User
from tests.builders.submissions import WHY_NOT_ALL, an_upload
from tests.harness.files import stored_files

SignIn = Callable[[User], Client]


def url(project: Project, name: str) -> str:
    return reverse(f"submissions:{name}", kwargs={"edition": project.team.competition.slug})


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), ConnectionRefusedError()], ids=repr)
def test_a_file_that_cannot_be_stored_is_told_so_and_its_caption_stays(
    error: OSError, project: Project, member: User, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_arguments: Any, **_options: Any) -> str:
        raise error

    monkeypatch.setattr(default_storage, "save", away)
    posted = {"file": an_upload("خطة.pdf"), "caption": "قبل وبعد"}

    page = signed_in(member).post(url(project, "files"), posted)

    assert page.status_code == 200
    assert str(CannotStoreNow.message) in page.text
    assert 'value="قبل وبعد"' in page.text
    assert not project.attachments.exists()
    assert not stored_files()


@pytest.mark.django_db(transaction=True)
def test_a_project_is_submitted_though_nobody_can_be_told_to_send_the_receipts_now(
    project: Project, captain: User, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_name: str, **_options: Any) -> None:
        raise ConnectionRefusedError

    client, window = signed_in(captain), project.team.competition.phases.get(kind="submission")
    monkeypatch.setattr(current_app, "send_task", away)
    posted = {"phase": window.key, "intent": str(uuid4()), "declared": "on", "reason": WHY_NOT_ALL}

    answer = client.post(url(project, "submit"), posted)

    assert answer["Location"].endswith("/project/versions/1/")
    # The receipts wait in their rows, which beat looks for.
    assert Message.objects.filter(kind="submissions.receipt", sent_at=None).count() == project.team.members().count()
