"""Many projects with many evaluations."""

from typing import Any

from django.urls import reverse

from judging.models import Entry
from tests.builders.competitions import a_competition
from tests.builders.judging import CRITERIA, a_juror, a_round, an_assignment, an_evaluation

LEVELS = dict.fromkeys(CRITERIA, (0, 500, 1000, 1400, 2000))


class Crowd:
    """One edition with thirty projects; `grow_to(n)` gives n of them to the juror, and to others too."""

    def __init__(self) -> None:
        self.competition = a_competition()
        self.round = a_round(competition=self.competition, entries=30, levels=LEVELS)
        self.juror = a_juror(self.competition)
        self.others = [a_juror(self.competition) for _each in range(3)]
        self.entries = list(Entry.objects.filter(round=self.round).order_by("pk"))
        self.given = 0

    def grow_to(self, number: int) -> None:
        for entry in self.entries[self.given : number]:
            an_evaluation(an_assignment(entry=entry, juror=self.juror), finished=False)
            for other in self.others:
                an_evaluation(an_assignment(entry=entry, juror=other), points=1000)
        self.given = number

    def url(self, name: str, **kwargs: Any) -> str:
        return reverse(f"judging:{name}", kwargs={"edition": self.competition.slug, **kwargs})

    @property
    def first(self) -> int:
        return int(self.entries[0].assignments.get(juror=self.juror).pk)  # type: ignore[attr-defined]
