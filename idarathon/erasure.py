"""Erasing a person from the site, in every room: what may go goes, what must stay forgets whose it was."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from competitions.domain import jobs
from competitions.kept_forms import writer_of_kept
from competitions.models import Message
from competitions.registries import personal_data
from competitions.registries.named_texts import Traces, forget
from submissions.domain.authorship import keep_name
from teams.consequences import person_erased
from teams.domain.farewell import part
from teams.models import PayrollRecord, User

logger = logging.getLogger(__name__)


def erase_account(*, person: User, keep_name_on_work: bool, at: datetime) -> User:
    """Erase `person`: they leave the editions under way, and nothing of ours names them any more.

    With `keep_name_on_work` their name, and it alone, stays on the versions that their teams have submitted. Their
    sessions end and the address is free. Erasing twice changes nothing. All or nothing.
    Raises what `teams.domain.farewell.require_may_part` raises.
    """
    with transaction.atomic():
        person = User.objects.locked(person.pk)
        if person.erased_at is not None:
            return person
        traces = traces_of(person)
        part(person=person, at=at)
        if keep_name_on_work:
            keep_name(person)
        person_erased.send(sender=User, person=person, at=at)
        _stop_mail(person, at=at)
        jobs.drop_files(requested_by=person)
        end_sessions(person)
        personal_data.erase(person)
        # Last: what was told just now about their leaving names them too.
        forget(traces, instead=_somebody)
        person.refresh_from_db()
        person.erased_at = at
        person._history_user = person
        person.save(update_fields=["erased_at"])
    logger.info("person erased", extra={"person": person.pk})
    return person


def traces_of(person: User) -> Traces:
    """Everything by which `person` may be named in a text."""
    records = PayrollRecord.objects.filter(person=person)
    numbers = [record.number for record in records]
    return Traces.of(*personal_data.addresses_of(person), person.name_ar, person.name_latin, person.phone, *numbers)


def end_sessions(person: User) -> int:
    """Delete every session in which `person` is signed in, or which keeps a form of theirs; returns how many."""
    theirs = [session.pk for session in Session.objects.iterator(chunk_size=500) if _is_of(session, person)]
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)


def _is_of(session: Session, person: User) -> bool:
    content = session.get_decoded()
    signed_in = BACKEND_SESSION_KEY in content and content.get(SESSION_KEY) == str(person.pk)
    return signed_in or writer_of_kept(content) == person.pk


def _stop_mail(person: User, *, at: datetime) -> None:
    """What waits for them in the outbox has nowhere to go."""
    for rule in _rules_of(Message):
        waiting = rule.rows(person).filter(sent_at=None, skipped_at=None)
        waiting.update(skipped_at=at)


def _rules_of(model: type[models.Model]) -> Iterator[personal_data.PersonalData]:
    return (rule for rule in personal_data.rules() if rule.model is model)


def _somebody(row: Any) -> str:
    """What stands for the person, in the language of the text where the row knows it."""
    with translation.override(getattr(row, "language", None) or translation.get_language()):
        return _("somebody whose account was erased")
