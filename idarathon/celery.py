"""The Celery application. Work lives in database rows; a task only says "look again", so a lost task loses nothing."""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from kombu.transport import TRANSPORT_ALIASES

TRANSPORT_ALIASES["filesystem"] = "idarathon.folder_broker:Transport"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idarathon.settings")

app = Celery("idarathon")
# Else Celery would make up an application of its own for other threads of the process, on a broker of its own.
app.set_default()
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
    "submit what teams asked to have submitted at the deadline": {
        "task": "submissions.tasks.settle_automatic_submissions",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "close the rounds whose time is over": {
        "task": "judging.tasks.close_due_rounds",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "have analysed what moved in closed rounds": {
        "task": "judging.tasks.ask_for_missing_analyses",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "announce the results that are due": {
        "task": "judging.tasks.announce_due_results",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "finish the uploads that requests have left, and forget the old": {
        "task": "submissions.tasks.settle_uploads",
        "schedule": 120.0,
        "options": {"expires": 120},
    },
    "show the virus scanner what waits for it": {
        "task": "submissions.tasks.scan_quarantine",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "bring to the organisers who waits too long for a word": {
        "task": "teams.tasks.raise_overdue_vouching",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "remove the rows of lists of people that are over": {
        "task": "teams.tasks.empty_old_lists",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "forget who was writing and no longer is": {
        "task": "submissions.tasks.forget_absent",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "empty the secrets whose time is over": {
        "task": "competitions.tasks.expire_secrets",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "delete the files of jobs whose time is over": {
        "task": "competitions.tasks.expire_job_files",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "warn those whose personal data will be erased": {
        "task": "idarathon.tasks.warn_of_retention",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "erase the personal data whose time is over": {
        "task": "idarathon.tasks.end_retention",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
}


@setup_logging.connect
def _keep_our_logging(**_: Any) -> None:
    """Connected so that Celery leaves logging as `settings.LOGGING` has set it."""
