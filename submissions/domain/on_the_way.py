"""Files that the team has begun to send and that are not in the file: a version stands without them, and says so."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, Value

from competitions.models import Phase
from submissions.models import Attachment, Project, Upload


@dataclass(frozen=True)
class OnTheWay:
    """Names of files: those that are still being sent, those that wait for the virus scanner."""

    under_way: tuple[str, ...] = ()
    quarantined: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """What a version frozen now would stand without."""
        return [*self.under_way, *self.quarantined]


def on_the_way(project: Project, phase: Phase) -> OnTheWay:
    """What is on its way now; one query."""
    sending = Upload.objects.of(project).under_way().filter(phase=phase)
    return _of(sending, Attachment.objects.of(project).quarantined())


def on_the_way_at(project: Project, phase: Phase, *, before: datetime) -> OnTheWay:
    """What was on its way at that instant, whatever has become of it since.

    What had arrived by then was not, however much later it was put together.
    """
    arrived = Q(attachment__uploaded_at__lt=before, attachment__isnull=False)
    sending = (
        Upload.objects.of(project)
        .exclude(arrived)
        .filter(
            Q(finished_at=None) | Q(finished_at__gte=before),
            Q(cancelled_at=None) | Q(cancelled_at__gte=before),
            phase=phase,
            started_at__lt=before,
        )
    )
    waiting = Attachment.objects.of(project).quarantined().filter(uploaded_at__lt=before)
    return _of(sending, waiting)


def _of(sending: QuerySet[Upload], waiting: QuerySet[Attachment]) -> OnTheWay:
    """Both in one query, each in the order in which they came."""
    first = sending.order_by().values_list(Value(0), "pk", "name")
    found = sorted(first.union(waiting.order_by().values_list(Value(1), "pk", "name"), all=True))
    return OnTheWay(
        under_way=tuple(name for waits, _pk, name in found if not waits),
        quarantined=tuple(name for waits, _pk, name in found if waits),
    )
