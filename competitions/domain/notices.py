"""The notice about personal data (law 09-08): written by organisers, published once, never changed after that."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from competitions.domain.editions import in_languages
from competitions.domain.recording import locked, record, require_organiser
from competitions.models import PrivacyNotice
from competitions.refusals import Refusal

NOTICE = in_languages("text")


class NoticeIsPublished(Refusal):
    message = _("This version is published: people have agreed to these words. Other words are another version.")


class NoticeIsUnfinished(Refusal):
    message = _("Write the notice in Arabic, French and English first: people agree to what they can read.")


def save_notice(notice: PrivacyNotice, *, values: dict[str, Any], by: Any, at: datetime) -> PrivacyNotice:
    """Write a new version of the notice, or change one that is not published; versions count up by themselves.

    Raises MayNotOrganise, NoticeIsPublished, InvalidValue.
    """
    require_organiser(None, by=by)
    with transaction.atomic():
        row = locked(notice) if notice.pk else notice
        if row.published_at is not None:
            raise NoticeIsPublished
        if not row.pk:
            row.version = _latest_version() + 1
        return record(row, values, by=by, admitted=NOTICE)


def publish_notice(notice: PrivacyNotice, *, by: Any, at: datetime) -> PrivacyNotice:
    """Put the notice in force: from now on it is the one that people read and agree to. A published one stays so.

    Raises MayNotOrganise, NoticeIsUnfinished.
    """
    require_organiser(None, by=by)
    with transaction.atomic():
        row = locked(notice)
        if row.published_at is not None:
            return row
        if not all(getattr(row, name) for name in NOTICE):
            raise NoticeIsUnfinished
        return record(row, {"published_at": at}, by=by, admitted=frozenset({"published_at"}))


def _latest_version() -> int:
    return PrivacyNotice.objects.aggregate(latest=Max("version"))["latest"] or 0
