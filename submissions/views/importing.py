"""Bringing text out of a document into the long answers of a section: first shown, then saved."""

from datetime import datetime
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from competitions import kept_forms
from competitions.domain.calendar import PhaseClosed, PhaseNotOpen
from competitions.refusals import Refusal, refusals
from submissions.domain.documents import read_document
from submissions.domain.importing import bring_in, incoming, left_over, passages_of
from submissions.domain.reading import DraftQuestion, DraftSection, read_draft
from submissions.domain.windows import Window
from submissions.forms import posted_revisions
from submissions.forms.importing import ChoiceForm, DocumentForm, is_choice, passages_as_data, passages_posted
from submissions.models import Project, Question
from submissions.presenters.importing import coming_rows, first_choices, passage_rows
from submissions.presenters.project import section_url
from submissions.views.late import late_page
from submissions.views.own import own_project_or_404, window_or_404
from submissions.views.sections import contested_page


class TooManyDocuments(Refusal):
    message = gettext_lazy("Many documents were read for you in a short time. Please try again in an hour.")
    field = "document"


@require_http_methods(["GET", "HEAD", "POST"])
@kept_forms.login_required_keeping_form
def import_text(request: HttpRequest, edition: str, key: str) -> HttpResponse:
    """Ask for a document, show what would come where, and save what was chosen."""
    project = own_project_or_404(request, edition)
    window = window_or_404(request, project)
    part = read_draft(project, window.phase).part(key)
    asked = [each for each in part.shown() if each.question.kind == Question.Kind.LONG_TEXT] if part else []
    if part is None or not asked:
        raise Http404
    questions = [each.question for each in asked]
    posted: Any = request.POST if request.method == "POST" else kept_forms.take(request) or {}
    if is_choice(posted, questions):
        form = ChoiceForm(posted, questions=questions, rest=passages_posted(posted))
        if request.method == "POST" and form.is_valid():
            return _save(request, project, window, part, form)
        return _choices(request, project, part, asked, form)
    document = DocumentForm(request.POST or None, request.FILES or None, initial={"phase": window.phase.key})
    if document.is_valid():
        with refusals(document):
            return _read(request, project, window, part, asked, document.cleaned_data["document"])
    context = {"form": document, "is_open": window.is_open(at=_at(request)), "questions": asked}
    return _page(request, "submissions/import.html", project, part, context)


def _read(
    request: HttpRequest,
    project: Project,
    window: Window,
    part: DraftSection,
    asked: list[DraftQuestion],
    document: Any,
) -> HttpResponse:
    if not ratelimit.consume(request, action="import_text", user=request.user):
        raise TooManyDocuments
    questions = [each.question for each in asked]
    passages = passages_of(read_document(document), questions)
    rest = passages_as_data(left_over(passages))
    initial = {"phase": window.phase.key, **first_choices(asked, incoming(passages)), **rest}
    form = ChoiceForm(questions=questions, rest=len(rest), initial=initial)
    return _choices(request, project, part, asked, form)


def _choices(
    request: HttpRequest, project: Project, part: DraftSection, asked: list[DraftQuestion], form: ChoiceForm
) -> HttpResponse:
    context = {"form": form, "rows": coming_rows(form, asked), "passages": passage_rows(form)}
    return _page(request, "submissions/import_choices.html", project, part, context)


def _save(request: HttpRequest, project: Project, window: Window, part: DraftSection, form: ChoiceForm) -> HttpResponse:
    coming = form.coming()
    person: Any = request.user
    section = part.section
    section.phase = window.phase
    try:
        saved = bring_in(
            project=project,
            section=section,
            coming=coming,
            revisions=posted_revisions(request.POST, coming),
            by=person,
            received_at=_at(request),
        )
    except (PhaseNotOpen, PhaseClosed):
        labels = {question.key: str(question.label) for question in form.questions}
        typed = {labels[key]: each.over("") for key, each in coming.items()}
        return late_page(request, project, window, typed=typed)
    if saved.conflicts or saved.refused:
        return contested_page(request, project.team.competition.slug, section.key, saved)
    count = len(saved.saved)
    said = ngettext("%(count)d answer has text of the document.", "%(count)d answers have text of the document.", count)
    if count:
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("Nothing was brought in: every answer stands as it was."))
    return redirect(section_url(project.team, section.key))


def _page(
    request: HttpRequest, template: str, project: Project, part: DraftSection, context: dict[str, Any]
) -> HttpResponse:
    back_url = section_url(project.team, part.section.key)
    return render(request, template, {"section": part.section, "back_url": back_url, **context})


def _at(request: HttpRequest) -> datetime:
    at: datetime = request.received_at  # type: ignore[attr-defined]
    return at
