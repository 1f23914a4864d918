"""The rounds of the running editions, with how far their evaluations are; what every role of the jury looks at."""

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, Subquery

from idarathon.counting import counted
from idarathon.dashboards.scene import Scene
from judging.models import Assignment, Entry, Extension, Round

ROUND = "entry__round"


def rounds_of(scene: Scene, editions: Sequence[Any]) -> dict[int, list[Any]]:
    """Rounds by edition, in their order; one query, which reads no score.

    Each has `assigned` and `finished`, `mine` and `mine_finished` of the person alone with `my_end`, the later end that
    they have been given; `last_end`, the latest that any juror has been given; and `lacking`: how many entries nobody
    has decided about that have too few evaluations.
    """
    admitted = Entry.objects.admitted()
    live = Assignment.objects.live().filter(entry__round=OuterRef("pk"), entry__in=admitted)
    done = Assignment.objects.live().filter(entry=OuterRef("pk"), evaluation__finished_at__isnull=False)
    short = admitted.filter(round=OuterRef("pk")).short_of(counted(done, "entry"))
    extended = Extension.objects.filter(round=OuterRef("pk")).order_by("-until")
    given = extended.filter(juror=scene.person)
    mine = Assignment.objects.readable().of(scene.person).filter(entry__round=OuterRef("pk"))
    rows = Round.objects.filter(phase__competition__in=[edition.pk for edition in editions]).select_related(
        "phase", "signature", "deliberation"
    )
    rows = rows.annotate(
        assigned=counted(live, ROUND),
        finished=counted(live.filter(evaluation__finished_at__isnull=False), ROUND),
        lacking=counted(short, "round"),
        my_end=Subquery(given.values("until")[:1]),
        last_end=Subquery(extended.values("until")[:1]),
        mine=counted(mine, ROUND),
        mine_finished=counted(mine.filter(evaluation__finished_at__isnull=False), ROUND),
    )
    rounds: dict[int, list[Any]] = {}
    for round in rows.order_by("phase__opens_at", "pk"):
        rounds.setdefault(round.phase.competition_id, []).append(round)
    return rounds


def is_signed(round: Any) -> bool:
    """Whether the president has signed the ranking of `round`."""
    return getattr(round, "signature", None) is not None
