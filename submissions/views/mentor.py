"""The mentor's pages: the teams they accompany, and one team's draft with room for feedback."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competitions import kept_forms
from competitions.editions import edition_or_404
from competitions.refusals import refusals
from submissions.domain.drafting import project_or_blank
from submissions.domain.feedback import give_feedback
from submissions.domain.reading import Draft, DraftSection, read_draft
from submissions.domain.windows import Window
from submissions.forms import FeedbackForm
from submissions.models import Attachment, Feedback
from submissions.presenters.deadline import deadline
from submissions.presenters.files import file_rows
from submissions.presenters.mentoring import mentored_sections, team_table
from submissions.presenters.project import above
from submissions.views.own import window_or_404
from teams.models import Mentorship, Role, Team
from teams.rules import holds


@require_safe
@login_required
def mentoring(request: HttpRequest, edition: str) -> HttpResponse:
    """The teams that the visitor accompanies in this edition."""
    competition = edition_or_404(request, edition)
    teams = list(_accompanied(request.user).filter(competition=competition).order_by("pk"))
    if not teams and not holds(request.user, competition, Role.Kind.MENTOR):
        raise Http404
    at: datetime = request.received_at  # type: ignore[attr-defined]
    page = {"edition": competition, "table": team_table(teams, at=at)}
    return render(request, "submissions/mentoring.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@kept_forms.login_required_keeping_form
def mentored(request: HttpRequest, edition: str, team_id: int) -> HttpResponse:
    """One team's draft, read-only, with a form for feedback under each section."""
    teams = _accompanied(request.user).filter(competition__slug=edition, competition__published_at__isnull=False)
    at: datetime = request.received_at  # type: ignore[attr-defined]
    project = project_or_blank(get_object_or_404(teams, pk=team_id), at=at)
    kept = kept_forms.take(request) if request.method != "POST" else None
    window = window_or_404(request, project, posted=kept)
    draft = read_draft(project, window.phase)
    form = None
    if kept is not None and (part := draft.part(kept.get("section", ""))) is not None:
        form = FeedbackForm(kept, part=part)
        messages.warning(request, kept_forms.TYPED_TEXT_IS_BACK)
    if request.method == "POST":
        form = FeedbackForm(request.POST, part=_part_or_404(draft, request.POST.get("section", "")))
        if form.is_valid():
            with refusals(form):
                give_feedback(
                    project=project,
                    section=form.part.section,
                    mentor=request.user,  # type: ignore[arg-type]
                    text=form.cleaned_data["text"],
                    at=at,
                )
                messages.success(request, _("Your feedback has been sent to the team."))
                return redirect("submissions:mentored", edition=edition, team_id=team_id)
    return render(request, "submissions/mentored.html", _draft_page(draft, window, form, at=at))


def _draft_page(draft: Draft, window: Window, form: FeedbackForm | None, *, at: datetime) -> dict[str, Any]:
    project, edition = draft.project, draft.project.team.competition
    feedback = Feedback.objects.of(project).select_related("mentor")
    files = Attachment.objects.of(project).present()
    return {
        "form": form,
        "phase_key": window.phase.key,
        "title": project.title or project.team.display_name,
        "above": above(project.team),
        "back_url": reverse("submissions:mentoring", kwargs={"edition": edition.slug}),
        "deadline": deadline(window, at=at),
        "sections": mentored_sections(draft, list(feedback), form, at=at, may_write=window.is_open(at=at)),
        "files": file_rows(files, edition=edition.slug),
    }


def _accompanied(person: Any) -> QuerySet[Team]:
    own = Mentorship.objects.active().of(person).values("team")
    return Team.objects.active().filter(pk__in=own).select_related("competition", "theme", "project")


def _part_or_404(draft: Draft, key: str) -> DraftSection:
    part = draft.part(key)
    if part is None:
        raise Http404
    return part
