"""Acting in the admin as a browser does."""

from typing import Any

from django.test import Client
from django.urls import reverse


def listing(model: str) -> str:
    return reverse(f"admin:judging_{model}_changelist")


def adding(model: str) -> str:
    return reverse(f"admin:judging_{model}_add")


def changing(model: str, pk: int) -> str:
    return reverse(f"admin:judging_{model}_change", args=[pk])


def acts(client: Client, model: str, action: str, *rows: Any, **more: Any) -> str:
    """The page after choosing `action` for `rows` and saying that it is meant."""
    form = {"action": action, "_selected_action": [row.pk for row in rows], "meant": "1", **more}
    answer = client.post(listing(model), form, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def saves(client: Client, url: str, **form: Any) -> str:
    """The page after saving a form."""
    answer = client.post(url, form, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())
