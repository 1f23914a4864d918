"""What changed in a row, in words that an organiser reads."""

from datetime import datetime
from typing import Any

from django.db.models import BooleanField
from django.utils.translation import gettext as _
from simple_history.models import DeletedObject
from simple_history.template_utils import HistoricalRecordContextHelper

from competitions import wording

NOTHING = "—"
# Kept as the first instant that is late, and read by people as the last minute that counts.
ENDS = {"closes_at"}


class ReadableChanges(HistoricalRecordContextHelper):
    """Moments, choices and blanks as the pages say them, and not as the database keeps them."""

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        """One of the two values of a change, ready to be shown."""
        value = super().prepare_delta_change_value(change, value)
        field = self.model._meta.get_field(change.field)
        if value in (None, "") or (isinstance(value, DeletedObject) and value.pk is None):
            return NOTHING
        if isinstance(value, datetime):
            return wording.last_minute(value) if change.field in ENDS else wording.moment(value)
        if isinstance(field, BooleanField):
            return _("yes") if value else _("no")
        return dict(getattr(field, "flatchoices", ())).get(value, value)
