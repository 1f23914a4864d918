"""Waiting for those who are at work in a round."""

from judging.models import Assignment, Entry, Round


def wait_for_writers(round: Round) -> None:
    """Whoever saves an evaluation holds its assignment; once we have held them all, nobody is at it."""
    live = Assignment.objects.live().filter(entry__in=Entry.objects.filter(round=round)).order_by("pk")
    list(live.select_for_update(no_key=True).values_list("pk", flat=True))
