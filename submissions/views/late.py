"""The page for what arrived too late, or too early: what counts, what does not, whom to ask; nothing typed is lost."""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from submissions.domain.windows import Window
from submissions.models import Project, Version, newest
from submissions.presenters.deadline import deadline
from submissions.presenters.project import page_url, version_tasks
from submissions.wording import to_the_second
from teams.models import Role, Team


def late_page(
    request: HttpRequest, project: Project, window: Window, *, typed: Mapping[str, str] | None = None
) -> HttpResponse:
    """Say it; `typed` are texts by the label of their question, shown so that they can be copied."""
    at: datetime = request.received_at  # type: ignore[attr-defined]
    team, zone = project.team, project.team.competition.time_zone
    versions = list(Version.objects.of(project).of_phase(window.phase).without_content())
    counting = newest(versions)
    return render(
        request,
        "submissions/late.html",
        {
            "title": _("Too late: this was not saved") if window.is_over(at=at) else _("Too early: this was not saved"),
            "received": to_the_second(at, zone),
            "deadline": deadline(window, at=at),
            "versions": version_tasks(versions, counting, zone=zone, edition=team.competition.slug),
            "typed": [{"label": label, "text": text} for label, text in (typed or {}).items() if text.strip()],
            "organiser": team.competition.organiser_name,
            "contacts": _contacts(team, at=at),
            "back_url": page_url("project", team),
        },
    )


def _contacts(team: Team, *, at: datetime) -> list[dict[str, str]]:
    """Those who run the edition, with their addresses."""
    organisers = Role.objects.filter(competition=team.competition_id, kind=Role.Kind.ORGANISER).active(at=at)
    people = [role.person for role in organisers.select_related("person")]
    return [{"name": person.display_name, "email": person.email} for person in people]
