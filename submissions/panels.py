"""The card that this room adds to a team's page."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from competitions import wording
from competitions.registries.panels import register
from submissions.domain.windows import current_window, windows_of
from submissions.models import Project, Version, newest
from submissions.presenters.project import page_url
from teams.models import Team
from teams.rules import is_member


def project_card(request: HttpRequest, team: Team) -> str:
    """How far the project is, with the way to it, for members of the team."""
    window = current_window(windows_of(team), at=request.received_at)  # type: ignore[attr-defined]
    if window is None or not is_member.test(request.user, team):
        return ""
    project = Project.objects.filter(team=team).first()
    versions = (
        Version.objects.of(project).of_phase(window.phase).without_content() if project else Version.objects.none()
    )
    counting = newest(versions)
    closes = wording.last_minute(window.end, zone=team.competition.time_zone)
    card: dict[str, Any] = {
        "title": (project and project.title) or _("Project"),
        "text": _("Submitting closes on %(moment)s.") % {"moment": closes},
        "url": page_url("project", team),
        "action": _("Open the project"),
        "kind": "ok" if counting else "todo",
        "state": _("Version %(number)d submitted") % {"number": counting.number}
        if counting
        else _("Not submitted yet"),
    }
    return render_to_string("components/card.html", {"card": card})


register("team", project_card)
