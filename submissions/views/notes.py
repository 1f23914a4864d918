"""What teammates say to each other about a section: only they see it, whatever the phase."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from competitions import kept_forms
from competitions.refusals import Refusal, refusals
from submissions.domain.notes import reopen_note, resolve_note, write_note
from submissions.domain.windows import Window
from submissions.forms.notes import NoteForm
from submissions.models import Note, Project, Section
from submissions.presenters.notes import discussion, notes_url
from submissions.presenters.project import section_url
from submissions.views.own import own_project_or_404, window_or_404


class TooManyNotes(Refusal):
    message = gettext_lazy("You have written many notes in a short time. Your text is kept here: send it in a while.")


@require_http_methods(["GET", "HEAD", "POST"])
@kept_forms.login_required_keeping_form
def notes(request: HttpRequest, edition: str, key: str) -> HttpResponse:
    """Read what was said about a section, and say something."""
    project = own_project_or_404(request, edition)
    window = window_or_404(request, project)
    section = _section_or_404(project, window, key)
    form = NoteForm(request.POST or None, initial={"phase": window.phase.key, **_kept(request)})
    if form.is_valid():
        with refusals(form):
            _write(request, project, section, form.cleaned_data["text"])
            return redirect(notes_url(project.team, key))
    return _page(request, project, section, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def resolve(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """Say that a note is settled."""
    note = _note_or_404(request, edition, pk)
    if request.method == "POST":
        resolve_note(note=note, by=request.user, at=request.received_at)  # type: ignore[arg-type, attr-defined]
        messages.success(request, _("The note is settled. It can be read below, and reopened."))
    return redirect("submissions:notes", edition=edition, key=note.section.key)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reopen(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """Say that a note is not settled after all."""
    note = _note_or_404(request, edition, pk)
    if request.method == "POST":
        reopen_note(note=note, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The note is open again."))
    return redirect("submissions:notes", edition=edition, key=note.section.key)


def _section_or_404(project: Project, window: Window, key: str) -> Section:
    """A section that the team is asked; one of another theme does not exist for it."""
    asked = Section.objects.filter(phase=window.phase).filter(Q(theme=None) | Q(theme=project.team.theme_id))
    section: Section = get_object_or_404(asked, key=key)
    section.phase = window.phase
    return section


def _note_or_404(request: HttpRequest, edition: str, pk: int) -> Note:
    project = own_project_or_404(request, edition)
    return get_object_or_404(Note.objects.of(project).select_related("section"), pk=pk)


def _kept(request: HttpRequest) -> dict[str, Any]:
    """What was typed before the session had ended, with a word about it."""
    kept = kept_forms.take(request) if request.method != "POST" else None
    if kept:
        messages.warning(request, kept_forms.TYPED_TEXT_IS_BACK)
    return kept or {}


def _write(request: HttpRequest, project: Project, section: Section, text: str) -> None:
    if not ratelimit.consume(request, action="write_note", user=request.user):
        raise TooManyNotes
    at = request.received_at  # type: ignore[attr-defined]
    write_note(project=project, section=section, text=text, by=request.user, at=at)  # type: ignore[arg-type]
    messages.success(request, _("Your teammates can read the note."))


def _page(request: HttpRequest, project: Project, section: Section, form: NoteForm) -> HttpResponse:
    at = request.received_at  # type: ignore[attr-defined]
    team = project.team
    said = Note.objects.of(project).filter(section=section).select_related("author", "resolved_by")
    reader: Any = request.user
    return render(
        request,
        "submissions/notes.html",
        {
            "form": form,
            "section": section,
            "discussion": discussion(said, list(team.members()), of=team, reader=reader, at=at),
            "back_url": section_url(team, section.key),
        },
    )
