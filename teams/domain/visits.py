"""When somebody was last here: what says that a captain has disappeared."""

from datetime import datetime, timedelta

from django.db.models import Q

from teams.models import User

# A visit is remembered to within this; every page would otherwise be a write.
EXACT_TO = timedelta(minutes=10)


def note_visit(person: User, *, at: datetime) -> None:
    """Remember that `person` was here at `at`; one conditional update, and none where the last visit is as good as now.

    It never goes back, and is no part of the history.
    """
    if person.seen_at is not None and person.seen_at > at - EXACT_TO:
        return
    older = Q(seen_at=None) | Q(seen_at__lte=at - EXACT_TO)
    User.objects.filter(older, pk=person.pk).update(seen_at=at)
