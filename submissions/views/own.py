"""What every page of a team's own project begins with: the project of the person who asks, or nothing at all."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from submissions.domain.drafting import project_or_blank
from submissions.domain.reading import with_member_names
from submissions.domain.windows import Window, current_window, windows_of
from submissions.models import Project, Version
from teams.models import Team


def own_project_or_404(request: HttpRequest, edition: str, *, facts: Mapping[str, Any] | None = None) -> Project:
    """The project of the visitor's team in that edition, with team, edition and theme at hand.

    The team is read with the `facts` that the cards of the page need. Where nothing has been written yet the project
    has not been saved either: a page only looks. Raises Http404 for whoever is in no team there, alike for an edition
    that does not exist.
    """
    teams = Team.objects.of(request.user).filter(competition__slug=edition, competition__published_at__isnull=False)
    teams = with_member_names(teams).annotate(**facts or {})
    team = teams.select_related("competition", "theme", "project").first()
    if team is None:
        raise Http404
    return project_or_blank(team, at=request.received_at)  # type: ignore[attr-defined]


def window_or_404(request: HttpRequest, project: Project, *, posted: Mapping[str, Any] | None = None) -> Window:
    """The window that the page speaks of: the one a form was made for, else the current one.

    A form that arrives when its window has ended is still about that window, whatever has opened since; so is one that
    was kept, `posted`, while its writer signed in again.
    Raises Http404 where the edition asks for no project.
    """
    windows = windows_of(project.team)
    named = (request.POST if posted is None else posted).get("phase")
    if named is not None:
        windows = [window for window in windows if window.phase.key == named]
    window = current_window(windows, at=request.received_at)  # type: ignore[attr-defined]
    if window is None:
        raise Http404
    return window


def version_or_404(project: Project, number: int) -> Version:
    """A version of that project with all that its receipt and its papers say. Raises Http404."""
    versions = Version.objects.of(project).with_withdrawal().prefetch_related("people")
    return get_object_or_404(
        versions.select_related("phase__competition", "submitted_by", "theme", "project__team__competition"),
        number=number,
    )
