"""What this room adds to pages of others: a card to a team's, and ways to the questionnaire in the administration."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from competitions import wording
from competitions.models import Phase
from competitions.registries.panels import register
from submissions.domain.windows import current_window, windows_among
from submissions.models import Project, Question, Section, Version
from submissions.presenters.project import page_url
from teams.presenters.parts import OwnTeam


def project_card(request: HttpRequest, own: OwnTeam) -> str:
    """How far the project is, with the way to it; one query. The page is its members' alone, and so is the card."""
    team = own.team
    window = current_window(windows_among(own.windows), at=request.received_at)  # type: ignore[attr-defined]
    if window is None:
        return ""
    counting = Version.objects.of_phase(window.phase).counting().filter(project=OuterRef("pk"))
    projects: Any = Project.objects.filter(team=team).annotate(counting_number=Subquery(counting.values("number")[:1]))
    project = projects.first()
    number = project and project.counting_number
    closes = wording.last_minute(window.end, zone=team.competition.time_zone)
    card: dict[str, Any] = {
        "title": (project and project.title) or _("Project"),
        "text": _("Submitting closes on %(moment)s.") % {"moment": closes},
        "url": page_url("project", team),
        "action": _("Open the project"),
        "kind": "ok" if number else "todo",
        "state": _("Version %(number)d submitted") % {"number": number} if number else _("Not submitted yet"),
    }
    return render_to_string("components/card.html", {"card": card})


def questionnaire_links(request: HttpRequest, about: Any) -> str:
    """In the administration: from a submission phase, a section or a question to the whole questionnaire."""
    phase = _phase_of(about)
    if phase.kind != Phase.Kind.SUBMISSION:
        return ""
    links = {
        "outline_url": reverse("admin:submissions_section_outline", args=[phase.pk]),
        "preview_url": reverse("submissions:preview", kwargs={"edition": phase.competition.slug, "key": phase.key}),
    }
    return render_to_string("admin/submissions/questionnaire_links.html", links)


def _phase_of(about: Any) -> Phase:
    if isinstance(about, Question):
        about = about.section
    return about.phase if isinstance(about, Section) else about


register("team", project_card)
for place in ("competitions.phase", "submissions.section", "submissions.question"):
    register(f"admin:{place}", questionnaire_links)
