"""What every role's part of the dashboard looks at, read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest

from competitions.domain.calendar import end_of, is_open
from competitions.models import Competition, Phase
from idarathon.editions import editions_of
from idarathon.places import places_of
from teams.models import LateAccess, Team


@dataclass(frozen=True)
class Scene:
    """The person, the editions where they are something, what they are there, and those editions' phases.

    `phases` go by edition, in the order in which they open; each has `late_until`, the later end that a team of the
    person was given, or None. `current` is the edition that is shown to everybody.
    """

    person: Any
    at: datetime
    editions: dict[int, Any]
    kinds: dict[int, frozenset[str]]
    phases: dict[int, Sequence[Any]]
    current: Any | None

    def editions_as(self, *kinds: str) -> list[Any]:
        """Editions in which the person is one of `kinds`."""
        return [edition for pk, edition in self.editions.items() if self.kinds.get(pk, frozenset()) & set(kinds)]

    def open_phase(self, edition: Any, kind: str) -> Any | None:
        """The phase of that kind which is open for the person and ends first."""
        found = [phase for phase in self.of_kind(edition, kind) if is_open(phase, at=self.at, until=phase.late_until)]
        return min(found, key=lambda phase: end_of(phase, until=phase.late_until), default=None)

    def next_phase(self, edition: Any, kind: str) -> Any | None:
        """The phase of that kind which opens next."""
        return next((phase for phase in self.of_kind(edition, kind) if phase.opens_at > self.at), None)

    def of_kind(self, edition: Any, kind: str) -> list[Any]:
        return [phase for phase in self.phases.get(edition.pk, ()) if phase.kind == kind]


def scene_of(request: HttpRequest) -> Scene:
    """Read the scene: the published editions, the person's places in them, and the phases; three queries."""
    editions = editions_of(request)
    kinds: dict[int, set[str]] = {}
    for place in places_of(request):
        kinds.setdefault(place.edition_id, set()).add(place.kind)
    running = {edition.pk: edition for edition in editions.running}
    return Scene(
        person=request.user,
        at=editions.at,
        editions=running,
        kinds={pk: frozenset(found) for pk, found in kinds.items()},
        phases=_phases(request.user, running),
        current=editions.current,
    )


def _phases(person: Any, editions: dict[int, Competition]) -> dict[int, list[Any]]:
    granted = LateAccess.objects.filter(phase=OuterRef("pk"), team__in=Team.objects.of(person)).order_by("-until")
    rows = Phase.objects.filter(competition__in=editions).annotate(late_until=Subquery(granted.values("until")[:1]))
    phases: dict[int, list[Any]] = {}
    for phase in rows.order_by("opens_at", "closes_at", "pk"):
        phases.setdefault(phase.competition_id, []).append(phase)
    return phases
