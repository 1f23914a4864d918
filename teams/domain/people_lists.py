"""What holds for every list of people that somebody has uploaded: it is kept no longer than it is needed."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from teams.models import PeopleList

KEPT = timedelta(days=1)
LONGEST_NAME = 200  # characters of a file's name


class ListIsOver(Refusal):
    message = _("This list was uploaded more than a day ago, and its rows have been removed. Please choose it again.")


def empty_old_lists(*, at: datetime) -> int:
    """Remove the rows of lists that nobody has confirmed within a day, and of those whose work has ended.

    The rows name people who may have no account and know of nothing. Returns how many lists were emptied.
    """
    idle = Q(job=None) | Q(job__finished_at__isnull=False) | Q(job__failed_at__isnull=False)
    return PeopleList.objects.uploaded_before(at - KEPT).filter(idle).exclude(rows=[]).update(rows=[])


def kept_name(name: str | None) -> str:
    """The name of an uploaded file as it is kept."""
    return " ".join((name or "").split())[-LONGEST_NAME:]


def conclude(people_list: PeopleList, outcomes: Iterable[str], *, at: datetime) -> PeopleList:
    """All of the list is done: its rows go, and how many there were of each outcome stays."""
    people_list.counts = Counter(str(outcome) for outcome in outcomes)
    people_list.rows, people_list.confirmed_at = [], at
    people_list.save(update_fields=["counts", "rows", "confirmed_at"])
    return people_list
