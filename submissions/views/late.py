"""The page for what arrived too late, or too early: what counts, what does not, whom to ask; nothing typed is lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from submissions.domain.on_the_way import on_the_way
from submissions.domain.windows import Window
from submissions.models import Answer, Attachment, AutomaticSubmission, Project, Version, last_of, newest
from submissions.presenters.automatic import at_the_deadline
from submissions.presenters.deadline import deadline
from submissions.presenters.late import contacts, what_counts_now
from submissions.presenters.project import page_url, version_tasks
from submissions.presenters.writing import device_copies
from submissions.wording import to_the_second
from teams.models import Role, Team


def late_page(
    request: HttpRequest, project: Project, window: Window, *, typed: Mapping[str, str] | None = None
) -> HttpResponse:
    """Say it; `typed` are texts by the label of their question, shown so that they can be copied.

    Who only opens the page when it is over has sent nothing, and reads the same of what stands and whom to ask.
    """
    at: datetime = request.received_at  # type: ignore[attr-defined]
    is_late, has_sent = window.is_over(at=at), request.method == "POST"
    late = _("Too late: this was not saved") if has_sent else _("Submitting closed")
    return render(
        request,
        "submissions/late.html",
        {
            "title": late if is_late else _("Too early: this was not saved"),
            "has_sent": has_sent,
            "received": to_the_second(at, project.team.competition.time_zone),
            "deadline": deadline(window, at=at),
            "typed": [{"label": label, "text": text} for label, text in (typed or {}).items() if text.strip()],
            "back_url": page_url("project", project.team),
            **(_what_stands(project, window, request.user, at=at) if is_late else {}),
        },
    )


def _what_stands(project: Project, window: Window, person: Any, *, at: datetime) -> dict[str, object]:
    """What was submitted, what was not, what is still to come of it, and whom to ask."""
    team, edition = project.team, project.team.competition
    versions = list(Version.objects.of(project).of_phase(window.phase).with_withdrawal().without_content())
    counting = newest(versions)
    asked = AutomaticSubmission.objects.of(project, window.phase).select_related("asked_by", "version").first()
    changed = counting is not None and _has_changed(project, window, since=counting.received_at)
    return {
        "is_late": True,
        "copies": device_copies(project, person, phase_key=window.phase.key),
        "counts": what_counts_now(counting, last_of(versions), window, changed=changed),
        "at_the_deadline": at_the_deadline(asked, window, team, leads=False, is_open=False),
        "versions": version_tasks(versions, counting, zone=edition.time_zone, edition=edition.slug),
        "way": on_the_way(project, window.phase),
        "organiser": edition.organiser_name,
        "contacts": contacts(_organisers(team, at=at), team, window, at=at),
    }


def _has_changed(project: Project, window: Window, *, since: datetime) -> bool:
    answers = Answer.objects.of(project).filter(question__section__phase=window.phase, saved_at__gt=since)
    return answers.exists() or Attachment.objects.of(project).present().filter(uploaded_at__gt=since).exists()


def _organisers(team: Team, *, at: datetime) -> list[Any]:
    """Those who run the edition."""
    roles = Role.objects.filter(competition=team.competition_id, kind=Role.Kind.ORGANISER).active(at=at)
    return [role.person for role in roles.select_related("person")]
