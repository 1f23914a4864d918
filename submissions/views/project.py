"""The task list of the team's own project."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from competitions.editions import edition_or_404
from competitions.registries import panels
from submissions.domain.approving import text_digest
from submissions.domain.presence import present_in
from submissions.domain.progress import SectionProgress, State, progress, what_waits
from submissions.domain.reading import Draft, read_draft
from submissions.domain.windows import Window, current_window, windows_of
from submissions.models import Approval, Attachment, AutomaticSubmission, Project, Version, last_of, newest
from submissions.presenters.automatic import at_the_deadline
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
from submissions.presenters.submission import taken_back
from submissions.rules import answers_for_team
from submissions.views.own import own_project_or_404
from teams.models import User


@require_safe
@login_required
def project(request: HttpRequest, edition: str) -> HttpResponse:
    """The task list. Somebody without a team is led to where one is founded or joined."""
    at: datetime = request.received_at  # type: ignore[attr-defined]
    try:
        project = own_project_or_404(request, edition, facts=panels.facts("project", at=at))
    except Http404:
        edition_or_404(request, edition)
        return redirect("teams:team", edition=edition)
    cards = panels.rendered("project", request, project, row=project.team)
    page = {"title": project.title or _("Our project"), "above": above(project.team), "panels": cards}
    window = current_window(windows_of(project.team), at=at)
    if window is None:
        return render(request, "submissions/no_phase.html", page)
    leads = answers_for_team.test(request.user, project)
    reader: User = request.user  # type: ignore[assignment]
    listed = _task_list(project, window, reader, leads=leads, at=at)
    return render(request, "submissions/project.html", {**page, **listed})


def _task_list(project: Project, window: Window, reader: User, *, leads: bool, at: datetime) -> dict[str, object]:
    team, edition = project.team, project.team.competition
    files = list(Attachment.objects.of(project))
    draft, is_open = read_draft(project, window.phase, files=files), window.is_open(at=at)
    feedback, said = what_waits(project)
    sections = progress(draft, feedback)
    asked = AutomaticSubmission.objects.of(project, window.phase).select_related("asked_by", "version").first()
    versions = list(Version.objects.of(project).with_withdrawal().without_content())
    of_phase = [each for each in versions if each.phase_id == window.phase.pk]
    counting = newest(of_phase)
    step = next_step(
        project,
        window,
        sections,
        counting=counting,
        changed=changed_since(counting, sections, files),
        may_submit=leads,
        owes_sign_off=is_open and _owes_sign_off(draft, sections, reader),
        is_being_settled=asked is not None and asked.settled_at is None,
        at=at,
    )
    present = [file for file in files if file.removed_at is None]
    return {
        "next_step": step,
        "deadline": deadline(window, at=at),
        "tasks": section_tasks(team, sections, present_in(project, by=reader, at=at), said, at=at),
        "files": file_rows(present, edition=edition.slug),
        "versions": version_tasks(versions, counting, zone=edition.time_zone, edition=edition.slug),
        "files_url": page_url("files", team),
        "check_url": page_url("check", team),
        "compare_url": page_url("compare", team),
        "dossier_url": page_url("dossier", team),
        "is_open": is_open,
        "withdrawn": None if counting else taken_back(last_of(of_phase), edition.time_zone),
        "withdraw_url": page_url("withdraw", team) if counting and leads and is_open else "",
        "at_the_deadline": at_the_deadline(asked, window, team, leads=leads, is_open=is_open),
    }


def _owes_sign_off(draft: Draft, sections: Sequence[SectionProgress], reader: User) -> bool:
    """Whether the text is complete and `reader` has not signed off on it as it stands."""
    if any(each.state is not State.COMPLETE for each in sections):
        return False
    own = Approval.objects.of(draft.project, draft.phase).filter(person=reader).first()
    return own is None or own.text_sha256 != text_digest(draft)
