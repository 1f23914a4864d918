"""What this room keeps about people."""

from django.utils.translation import gettext_lazy as _

from competitions.models import Broadcast, Job, Message
from competitions.registries.personal_data import PersonalData, declare

declare(
    PersonalData(
        model=Message,
        owner="recipient",
        exported=("kind", "address", "language", "subject", "text", "queued_at", "sent_at", "read_at"),
        blanked={"address": "", "subject": "", "text": "", "html": "", "sealed_text": "", "last_error": ""},
    )
)
declare(
    PersonalData(
        model=Job,
        owner="requested_by",
        exported=("kind", "requested_at", "finished_at"),
        kept_because=_("Says who had the work done; it holds no name."),
    )
)
declare(
    PersonalData(
        model=Broadcast,
        owner="queued_by",
        exported=("kind", "queued_at"),
        kept_because=_("Says who wrote to many; it holds no name."),
    )
)
