"""The Celery application. Work lives in database rows; a task only says "look again", so a lost task loses nothing."""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idarathon.settings")

app = Celery("idarathon")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "deliver messages that nothing else has sent": {
        "task": "competitions.tasks.deliver_messages",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "send the reminders that are due": {
        "task": "competitions.tasks.send_due_reminders",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "take up the jobs that no worker is at": {
        "task": "competitions.tasks.run_waiting_jobs",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "close the rounds whose time is over": {
        "task": "judging.tasks.close_due_rounds",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "announce the results that are due": {
        "task": "judging.tasks.announce_due_results",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "empty the secrets whose time is over": {
        "task": "competitions.tasks.expire_secrets",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
}


@setup_logging.connect
def _keep_our_logging(**_: Any) -> None:
    """Connected so that Celery leaves logging as `settings.LOGGING` has set it."""
