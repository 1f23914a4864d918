"""The submission phases that an organiser may speak for."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from competitions.models import Phase


def submission_phases(request: HttpRequest) -> QuerySet[Phase]:
    """The submission phases of the editions that this person runs."""
    phases: QuerySet[Phase] = Phase.objects.filter(kind=Phase.Kind.SUBMISSION).select_related("competition")
    if request.user.is_superuser:
        return phases
    return phases.filter(competition__in=request.user.organised_editions())  # type: ignore[union-attr]


def who_and_when(request: HttpRequest) -> dict[str, Any]:
    """The actor and the instant of every verb."""
    return {"by": request.user, "at": request.received_at}  # type: ignore[attr-defined]
