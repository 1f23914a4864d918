"""The published editions as every page of the root sees them: one query a request, whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.http import HttpRequest

from competitions.models import Competition


@dataclass(frozen=True)
class Editions:
    """Published editions, newest first, and the instant at which they were looked at."""

    published: Sequence[Any]
    at: datetime

    @property
    def current(self) -> Any | None:
        """The one that opened last, else the next one to open; the same as `Competition.objects.current`."""
        dated = [edition for edition in self.published if edition.opens_at is not None]
        opened = [edition for edition in dated if edition.opens_at <= self.at]
        coming = [edition for edition in dated if edition.opens_at > self.at]
        if opened:
            return max(opened, key=lambda edition: (edition.opens_at, -edition.pk))
        return min(coming, key=lambda edition: (edition.opens_at, edition.pk), default=None)

    @property
    def running(self) -> list[Any]:
        """Where something may still have to be done: not over yet, and the current one in any case."""
        current = self.current
        return [
            edition
            for edition in self.published
            if edition == current or (edition.ends_at is not None and edition.ends_at > self.at)
        ]

    @property
    def with_results(self) -> list[Any]:
        """Editions whose results are public."""
        return [edition for edition in self.published if self.results_are_public(edition)]

    def results_are_public(self, edition: Any) -> bool:
        publication = getattr(edition, "publication", None)
        return publication is not None and publication.publish_at <= self.at


def editions_of(request: HttpRequest) -> Editions:
    """The published editions, read once per request."""
    known: Editions | None = getattr(request, "editions", None)
    if known is None:
        rows = Competition.objects.published().with_opening().annotate(ends_at=Max("phases__closes_at"))
        at: datetime = request.received_at  # type: ignore[attr-defined]
        known = Editions(tuple(rows.select_related("publication").order_by("-opens_at", "-pk")), at)
        request.editions = known  # type: ignore[attr-defined]
    return known
