"""One section of the team's own project: reading, writing, and answering for feedback."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from competitions import kept_forms, wording
from competitions.domain.calendar import PhaseClosed, PhaseNotOpen
from submissions.domain.drafting import SavedSection, retired_texts, save_answers, unsaved_texts
from submissions.domain.feedback import mark_addressed
from submissions.domain.presence import beside
from submissions.domain.reading import Draft, read_draft
from submissions.domain.windows import Window
from submissions.forms import SectionForm, posted_revisions, posted_slug, posted_values, text_name, typed_in
from submissions.forms.names import ROW_DIGITS, posted_rows
from submissions.models import Feedback, Note, Project, Section
from submissions.presenters.conflicts import Conflict, contested_form, taken_form
from submissions.presenters.deadline import deadline
from submissions.presenters.feedback import notes
from submissions.presenters.importing import import_url
from submissions.presenters.notes import NotesAside, notes_aside
from submissions.presenters.project import page_url, section_url
from submissions.presenters.section import field_rows
from submissions.presenters.writing import device_copies, known, typed_rows, writing
from submissions.views.late import late_page
from submissions.views.own import own_project_or_404, window_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
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
        form, others = taken_form(part, request.POST, project)
    else:
        form, others = SectionForm(part=part, phase_key=window.phase.key, rows=_rows_asked(request)), {}
        if kept := kept_forms.take(request):
            questions = [asked.question for asked in typed_in(part)]
            values = posted_values(kept, questions)
            if not window.is_open(at=request.received_at):  # type: ignore[attr-defined]
                return late_page(request, project, window, typed=unsaved_texts(project, part.section, values))
            form.begin_with(values, posted_revisions(kept, values))
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
    values = posted_values(request.POST, section.questions.all())
    try:
        saved = save_answers(
            project=project,
            section=section,
            values=values,
            revisions=posted_revisions(request.POST, values),
            by=request.user,  # type: ignore[arg-type]
            received_at=at,
            confirms=values,
        )
    except (PhaseNotOpen, PhaseClosed):
        typed = unsaved_texts(project, section, values)
        return late_page(request, project, window_or_404(request, project), typed=typed)
    not_asked = retired_texts(project, section, values)
    if saved.conflicts or saved.refused or not_asked:
        return contested_page(request, project.team.competition.slug, key, saved, not_asked=not_asked)
    _say(request, saved, zone=project.team.competition.time_zone)
    if table := posted_slug(request.POST, "add-row"):
        return _with_one_more_row(request, project, key, table)
    onwards = posted_slug(request.POST, "next") or key
    return redirect("submissions:section", edition=project.team.competition.slug, key=onwards)


def _with_one_more_row(request: HttpRequest, project: Project, key: str, table: str) -> HttpResponse:
    """Back to the section, whose table has a row more than it had on the page."""
    rows = len(posted_rows(request.POST, text_name(table))) + 1
    return redirect(f"{section_url(project.team, key)}?table={table}&rows={rows}#div_id_{text_name(table)}")


def _rows_asked(request: HttpRequest) -> dict[str, int]:
    """How many rows the page is to show of one table."""
    rows = request.GET.get("rows", "")
    return {request.GET.get("table", ""): int(rows)} if rows.isdecimal() and len(rows) <= ROW_DIGITS else {}


def _say(request: HttpRequest, saved: SavedSection, *, zone: str) -> None:
    if saved.saved:
        messages.success(request, _("Saved at %(time)s.") % {"time": wording.clock(saved.saved_at, zone)})
    else:
        messages.info(request, _("There was nothing new to save: everything is saved already."))


def contested_page(
    request: HttpRequest, edition: str, key: str, saved: SavedSection, *, not_asked: Mapping[str, str] | None = None
) -> HttpResponse:
    """The section with both texts where somebody else had saved another one.

    `not_asked` are texts, by the label of their question, that were typed into what is no longer asked.
    """
    project = own_project_or_404(request, edition)
    window = window_or_404(request, project)
    draft = read_draft(project, window.phase)
    part = draft.part(key)
    assert part is not None, "a section that has just been saved asks something"
    form, others = contested_form(part, saved, phase_key=window.phase.key)
    return _page(request, draft, window, form, others, not_asked=not_asked)


def _page(
    request: HttpRequest,
    draft: Draft,
    window: Window,
    form: SectionForm,
    others: dict[str, Conflict],
    *,
    not_asked: Mapping[str, str] | None = None,
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
            "rows": field_rows(form, others, draft=draft, at=at, zone=team.competition.time_zone),
            "section": part.section,
            "above": _("Section %(place)d of %(count)d") % {"place": place, "count": count},
            "back_url": page_url("project", team),
            "following": following,
            "following_url": section_url(team, following.key) if following else page_url("check", team),
            "deadline": deadline(window, at=at),
            "is_open": window.is_open(at=at),
            "notes": notes(feedback, at=at, edition=team.competition.slug),
            "not_asked": typed_rows(not_asked or {}),
            "talk": _talk(draft, part.section, at=at),
            "import_url": import_url(team, part),
            **_while_writing(request, draft, part.section, is_open=window.is_open(at=at)),
        },
    )


def _talk(draft: Draft, section: Section, *, at: datetime) -> NotesAside:
    """What teammates say about the section and have not settled."""
    said = Note.objects.of(draft.project).open().filter(section=section).select_related("author")
    return notes_aside(list(said), section, of=draft.project.team, at=at)


def _while_writing(request: HttpRequest, draft: Draft, section: Section, *, is_open: bool) -> dict[str, object]:
    """What the page's scripts need, and who else is writing; once closed, only where the device keeps its copies."""
    person, at = request.user, request.received_at  # type: ignore[attr-defined]
    project = draft.project
    copies = device_copies(project, person, phase_key=draft.phase.key, section_key=section.key)  # type: ignore[arg-type]
    if not is_open:
        return {"copies": copies}
    people = beside(project=project, section=section, by=person, at=at)  # type: ignore[arg-type]
    return {
        "copies": copies,
        "writing": writing(project, section),
        "people": people,
        "known": known(people),
    }
