"""Files that came while the virus scanner was away: let in, or removed, once it has looked."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from competitions.domain.outbox import queue_many
from competitions.registries.message_kinds import MessageKind
from submissions.domain.rendering import have_drawn
from submissions.domain.scanning import ScannerUnreachable, Verdict, scan
from submissions.domain.storing import AWAY, delete
from submissions.messages import FILE_ACCEPTED, FILE_INFECTED
from submissions.models import Attachment

logger = logging.getLogger(__name__)


def look_again(*, at: datetime) -> int:
    """Show the scanner what waits; how many attachments it has decided about. While it is away nothing happens.

    Whoever sent a file is told. A file that was let in counts from when it was received.
    """
    decided = 0
    paths = Attachment.objects.quarantined().order_by("pk").values_list("file", flat=True)
    for path in dict.fromkeys(paths):
        waiting = _waiting(path)
        if not waiting:
            continue
        try:
            with waiting[0].file.open("rb") as content:
                verdict = scan(content)
        except ScannerUnreachable:
            return decided
        except AWAY:
            logger.exception("A file in quarantine cannot be read.", extra={"attachment": waiting[0].pk})
            continue
        decided += _decide(path, verdict, at=at)
    return decided


def _decide(path: str, verdict: Verdict, *, at: datetime) -> int:
    with transaction.atomic():
        waiting = _waiting(path, locked=True)
        keys = [each.pk for each in waiting]
        rows = Attachment.objects.filter(pk__in=keys)
        if verdict.is_clean:
            rows.update(quarantined_at=None)
        else:
            logger.warning("a virus was found in a file in quarantine", extra={"attachments": keys})
            rows.update(removed_at=at, infection=verdict.infection)
            transaction.on_commit(lambda: delete(path))
        for each in waiting:
            if verdict.is_clean:
                have_drawn(each, at=at)
            _tell(each, FILE_ACCEPTED if verdict.is_clean else FILE_INFECTED, at=at)
    return len(waiting)


def _waiting(path: str, *, locked: bool = False) -> Sequence[Attachment]:
    """Those that have the bytes; their people and editions at hand."""
    found = Attachment.objects.quarantined().filter(file=path)
    if locked:
        found = found.select_for_update(of=("self",))
    return list(found.select_related("uploaded_by", "project__team__competition"))


def _tell(attachment: Attachment, kind: MessageKind, *, at: datetime) -> None:
    team = attachment.project.team
    context = {
        "competition": team.competition,
        "edition": team.competition.slug,
        "team": team.display_name,
        "file": attachment.name,
    }
    queue_many(kind, to=[attachment.uploaded_by], context=context, by=None, at=at, about={"attachment": attachment.pk})
