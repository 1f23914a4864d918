"""The public holidays that organisers enter, for whatever is counted in working days."""

from datetime import datetime
from typing import Any

from django.db import transaction

from competitions.domain.editions import in_languages
from competitions.domain.recording import locked, record, remove, require_organiser
from competitions.models import Holiday

HOLIDAY = in_languages("name") | {"day"}


def save_holiday(holiday: Holiday, *, values: dict[str, Any], by: Any, at: datetime) -> Holiday:
    """Add a public holiday or change one. Raises MayNotOrganise, InvalidValue."""
    require_organiser(None, by=by)
    with transaction.atomic():
        return record(locked(holiday) if holiday.pk else holiday, values, by=by, admitted=HOLIDAY)


def remove_holiday(holiday: Holiday, *, by: Any, at: datetime) -> None:
    """Take a public holiday away: the day is a working day again. Raises MayNotOrganise."""
    require_organiser(None, by=by)
    remove(holiday, by=by)
