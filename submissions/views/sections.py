"""One section of the team's own project: reading, writing, and answering for feedback."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions import kept_forms, wording
from competitions.domain.calendar import PhaseClosed, PhaseNotOpen
from submissions.domain.drafting import SavedSection, save_answers, unsaved_texts
from submissions.domain.feedback import mark_addressed
from submissions.domain.reading import Draft, read_draft
from submissions.domain.windows import Window
from submissions.forms import SectionForm, posted_revisions, posted_slug, posted_texts
from submissions.models import Feedback, Project, Section
from submissions.presenters.deadline import deadline
from submissions.presenters.feedback import notes
from submissions.presenters.project import page_url, section_url
from submissions.presenters.section import OtherText, contested_form, field_rows, taken_form
from submissions.views.late import late_page
from submissions.views.own import own_project_or_404, window_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@kept_forms.login_required_keeping_form
def section(request: HttpRequest, edition: str, key: str) -> HttpResponse:
    """Read it, write it, save it. Posted with `take`, it only puts another text into its field."""
    project = own_project_or_404(request, edition)
    if request.method == "POST" and "take" not in request.POST:
        return _save(request, project, key)
    window = window_or_404(request, project)
    draft = read_draft(project, window.phase)
    part = draft.part(key)
    if part is None:
        raise Http404
    if request.method == "POST":
        form, others = taken_form(part, request.POST)
    else:
        form, others = SectionForm(part=part, phase_key=window.phase.key), {}
        if kept := kept_forms.take(request):
            if not window.is_open(at=request.received_at):  # type: ignore[attr-defined]
                texts = posted_texts(kept, [asked.question.key for asked in part.questions])
                return late_page(request, project, window, typed=unsaved_texts(project, part.section, texts))
            form.initial = {**form.initial, **kept}
            messages.warning(request, kept_forms.TYPED_TEXT_IS_BACK)
    return _page(request, draft, window, form, others)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def addressed(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """The team says that it has taken a note into account."""
    project = own_project_or_404(request, edition)
    feedback = get_object_or_404(Feedback.objects.of(project).select_related("section"), pk=pk)
    page = redirect("submissions:section", edition=edition, key=feedback.section.key)
    if request.method != "POST":  # back from the sign-in page, which the button led to
        return page
    mark_addressed(feedback=feedback, by=request.user, at=request.received_at)  # type: ignore[arg-type, attr-defined]
    messages.success(request, _("Marked as taken into account."))
    return page


def _save(request: HttpRequest, project: Project, key: str) -> HttpResponse:
    at: datetime = request.received_at  # type: ignore[attr-defined]
    phase_key = posted_slug(request.POST, "phase")
    section = get_object_or_404(
        Section.objects.filter(phase__competition=project.team.competition_id, phase__key=phase_key)
        .select_related("phase__competition")
        .prefetch_related("questions"),
        key=key,
    )
    keys = [question.key for question in section.questions.all()]
    texts = posted_texts(request.POST, keys)
    try:
        saved = save_answers(
            project=project,
            section=section,
            values=texts,
            revisions=posted_revisions(request.POST, keys),
            by=request.user,  # type: ignore[arg-type]
            received_at=at,
        )
    except (PhaseNotOpen, PhaseClosed):
        typed = unsaved_texts(project, section, texts)
        return late_page(request, project, window_or_404(request, project), typed=typed)
    if saved.conflicts:
        return _contested_page(request, project.team.competition.slug, key, saved)
    _say(request, saved, zone=project.team.competition.time_zone)
    onwards = posted_slug(request.POST, "next") or key
    return redirect("submissions:section", edition=project.team.competition.slug, key=onwards)


def _say(request: HttpRequest, saved: SavedSection, *, zone: str) -> None:
    if saved.saved:
        messages.success(request, _("Saved at %(time)s.") % {"time": wording.clock(saved.saved_at, zone)})
    else:
        messages.info(request, _("There was nothing new to save."))


def _contested_page(request: HttpRequest, edition: str, key: str, saved: SavedSection) -> HttpResponse:
    project = own_project_or_404(request, edition)
    window = window_or_404(request, project)
    draft = read_draft(project, window.phase)
    part = draft.part(key)
    assert part is not None, "a section that has just been saved asks something"
    form, others = contested_form(part, saved, phase_key=window.phase.key)
    return _page(request, draft, window, form, others)


def _page(
    request: HttpRequest, draft: Draft, window: Window, form: SectionForm, others: dict[str, OtherText]
) -> HttpResponse:
    at: datetime = request.received_at  # type: ignore[attr-defined]
    team, part = draft.project.team, form.part
    place, count = draft.sections.index(part) + 1, len(draft.sections)
    following = draft.sections[place].section if place < count else None
    feedback = Feedback.objects.of(draft.project).filter(section=part.section).select_related("mentor")
    return render(
        request,
        "submissions/section.html",
        {
            "form": form,
            "rows": field_rows(form, others, at=at, zone=team.competition.time_zone),
            "section": part.section,
            "above": _("Section %(place)d of %(count)d") % {"place": place, "count": count},
            "back_url": page_url("project", team),
            "following": following,
            "following_url": section_url(team, following.key) if following else page_url("check", team),
            "deadline": deadline(window, at=at),
            "is_open": window.is_open(at=at),
            "notes": notes(feedback, at=at, edition=team.competition.slug),
        },
    )
