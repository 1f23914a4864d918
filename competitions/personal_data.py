"""What this room keeps about people."""

from django.utils.translation import gettext_lazy as _

from competitions.models import Broadcast, Job, Message
from competitions.registries.named_texts import declare_texts
from competitions.registries.personal_data import Merge, PersonalData, declare

# The words of a message may name other people, so its recipient reads them on the site and takes home the fact alone.
_EXPORTED = ("kind", "address", "language", "queued_at", "sent_at", "read_at")
_EMPTIED = {"address": "", "subject": "", "text": "", "html": "", "sealed_text": "", "last_error": ""}

declare(
    PersonalData(
        Message,
        "recipient",
        _EXPORTED,
        blanked=_EMPTIED,
        merge=Merge.MOVED,
        # A broadcast reaches each person once; the others are `None` there, which equals nothing.
        unless=("broadcast",),
        edition="competition",
    )
)
declare(PersonalData(Message, "address", _EXPORTED, blanked=_EMPTIED, by_address=True, merge=Merge.STAYS))
declare(
    PersonalData(
        Job,
        "requested_by",
        ("kind", "requested_at", "finished_at"),
        kept_because=_("Says who had the work done; it holds no name."),
        merge=Merge.STAYS,
    )
)
declare(
    PersonalData(
        Broadcast,
        "queued_by",
        ("kind", "queued_at"),
        kept_because=_("Says who wrote to many; it holds no name."),
        merge=Merge.STAYS,
    )
)
declare_texts(Message, "address", "subject", "text", "html", "last_error")
declare_texts(Broadcast, "context")
declare_texts(Job, "error")
