"""What the platform finds of an entry by itself, beside what an organiser says of it."""

from datetime import timedelta
from typing import Any

from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from competitions.folding import fold
from judging.models import Entry, Round
from judging.models.entry import EntryQuerySet
from submissions.models.project import late_until
from teams.models import EligibilityDecision, Membership

WAITING, ADMITTED, EXCLUDED, RESERVE = "waiting", "admitted", "excluded", "reserve"
STATES: dict[str, Q] = {
    WAITING: Q(screened_at=None, excluded_at=None),
    ADMITTED: Q(screened_at__isnull=False, excluded_at=None),
    EXCLUDED: Q(excluded_at__isnull=False, under_reserve_at=None),
    RESERVE: Q(under_reserve_at__isnull=False),
}
# The name of a check → the column in which its finding comes.
FOUND = {"complete": "found_complete", "in_time": "found_in_time", "theme": "found_theme", "members": "found_members"}


def with_findings(round: Round) -> Any:
    """The entries of `round`, each with a truth for every check of `FOUND`; one query, however many entries.

    Complete: no file was still on its way. In time: before the end of the phase, grace and late access counted. Theme:
    still the one that the team takes part in. Members: as many as the edition asks, and each of them eligible today.
    """
    edition, phase = round.competition, round.submission_phase
    end = phase.closes_at + timedelta(seconds=phase.grace_seconds)
    members = Membership.objects.active().filter(team=OuterRef("project__team"))
    eligible = EligibilityDecision.objects.standing().eligible()
    vouched = eligible.filter(person=OuterRef("person"), competition=OuterRef("competition"))
    size = members.order_by().values("team").annotate(size=Count("pk")).values("size")
    entries = Entry.objects.filter(round=round).annotate(
        late_until=late_until(team="project__team", phase=phase),
        has_strangers=Exists(members.filter(~Exists(vouched))),
        size=Coalesce(Subquery(size), 0),
    )
    enough = Q(size__gte=edition.team_size_min, size__lte=edition.team_size_max)
    return entries.annotate(
        found_complete=_truth(Q(version__missing_files=[])),
        found_in_time=_truth(Q(version__received_at__lt=end) | Q(version__received_at__lt=F("late_until"))),
        found_theme=_truth(Q(version__theme=F("project__team__theme"))),
        found_members=_truth(enough & Q(has_strangers=False)),
    )


def doubtful() -> Q:
    """Of entries `with_findings`: something is not as it should be."""
    return Q.create([(column, False) for column in FOUND.values()], connector=Q.OR)


def searched(entries: Any, typed: str) -> Any:
    """Those in whose title or team's name every word stands, however it is written."""
    for word in fold(typed).split():
        entries = entries.filter(
            Q(project__title_key__contains=word)
            | Q(project__team__name_ar_key__contains=word)
            | Q(project__team__name_latin_key__contains=word)
        )
    return entries


def numbers(entries: EntryQuerySet) -> dict[str, int]:
    """How many are in each state; one query."""
    return entries.order_by().aggregate(**{name: Count("pk", filter=state) for name, state in STATES.items()})


def _truth(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
