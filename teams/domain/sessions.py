"""Where somebody is signed in, and how they sign out of everywhere else."""

import logging
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from teams.models import User

log = logging.getLogger(__name__)


def open_sessions(person: User, *, at: datetime) -> list[UserSession]:
    """The browsers in which `person` is signed in, newest first; two queries, however many they are."""
    live = set(Session.objects.filter(session_key__in=_keys(person), expire_date__gt=at).values_list("pk", flat=True))
    rows = UserSession.objects.filter(user=person).order_by("-created_at", "-pk")
    return [row for row in rows if row.session_key in live]


def sign_out_elsewhere(*, person: User, keep: str | None, by: User, at: datetime) -> int:
    """End every session of `person` but the one whose key is `keep`; returns how many were open."""
    with transaction.atomic():
        others = UserSession.objects.filter(user=person).exclude(session_key=keep or "")
        keys = list(others.values_list("session_key", flat=True))
        ended, _ = Session.objects.filter(session_key__in=keys, expire_date__gt=at).delete()
        others.delete()
    log.info("sessions ended", extra={"person": person.pk, "by": by.pk, "ended": ended})
    return ended


def _keys(person: User) -> list[str]:
    return list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
