"""The task list of the team's own project."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from competitions.editions import edition_or_404
from submissions.domain.progress import progress, waiting_feedback
from submissions.domain.reading import read_draft
from submissions.domain.windows import Window, current_window, windows_of
from submissions.models import Attachment, Project, Version, newest
from submissions.presenters.deadline import deadline
from submissions.presenters.files import file_rows
from submissions.presenters.project import (
    above,
    changed_since,
    next_step,
    page_url,
    section_tasks,
    version_tasks,
)
from submissions.rules import may_submit
from submissions.views.own import own_project_or_404


@require_safe
@login_required
def project(request: HttpRequest, edition: str) -> HttpResponse:
    """The task list. Somebody without a team is led to where one is founded or joined."""
    try:
        project = own_project_or_404(request, edition)
    except Http404:
        edition_or_404(request, edition)
        return redirect("teams:team", edition=edition)
    at: datetime = request.received_at  # type: ignore[attr-defined]
    page = {"title": project.title or _("Our project"), "above": above(project.team)}
    window = current_window(windows_of(project.team), at=at)
    if window is None:
        return render(request, "submissions/no_phase.html", page)
    leads = may_submit.test(request.user, project)
    return render(request, "submissions/project.html", {**page, **_task_list(project, window, leads=leads, at=at)})


def _task_list(project: Project, window: Window, *, leads: bool, at: datetime) -> dict[str, object]:
    team, edition = project.team, project.team.competition
    sections = progress(read_draft(project, window.phase), waiting_feedback(project))
    files = list(Attachment.objects.of(project))
    versions = list(Version.objects.of(project).without_content())
    counting = newest(each for each in versions if each.phase_id == window.phase.pk)
    step = next_step(
        project,
        window,
        sections,
        counting=counting,
        changed=changed_since(counting, sections, files),
        may_submit=leads,
        at=at,
    )
    present = [file for file in files if file.removed_at is None]
    return {
        "next_step": step,
        "deadline": deadline(window, at=at),
        "tasks": section_tasks(team, sections, at=at),
        "files": file_rows(present, edition=edition.slug),
        "versions": version_tasks(versions, counting, zone=edition.time_zone, edition=edition.slug),
        "files_url": page_url("files", team),
        "check_url": page_url("check", team),
        "is_open": window.is_open(at=at),
    }
