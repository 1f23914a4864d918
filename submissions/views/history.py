"""The history of one answer: reading it, and taking an earlier text back."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions.refusals import Refusal
from submissions.domain.drafting import AnswerChangedMeanwhile
from submissions.domain.histories import Entry, entries_of, restore_answer
from submissions.domain.reading import is_asked_of, load_parts
from submissions.domain.windows import Window
from submissions.models import Answer, AnswerRevision, Project, Question
from submissions.presenters.histories import Texts, history_rows, history_url, names_of, numbers_of
from submissions.presenters.project import section_url
from submissions.views.own import own_project_or_404, window_or_404
from teams.models import User

PER_PAGE = 20
NUMBER_DIGITS = 9


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def history(request: HttpRequest, edition: str, key: str, question: str) -> HttpResponse:
    """Who changed the answer, and when, and what; posted, an earlier text is taken back."""
    project = own_project_or_404(request, edition)
    window = window_or_404(request, project)
    asked = _question_or_404(project, window, key, question)
    if request.method == "POST":
        _restore(request, project, asked)
        return redirect(history_url(project.team, key, question))
    answer = Answer.objects.of(project).filter(question=asked).first()
    entries = entries_of(answer)
    sitting = _sitting(entries, request.GET.get("sitting", ""))
    page = Paginator(sitting or entries, PER_PAGE).get_page(request.GET.get("page"))
    at = request.received_at  # type: ignore[attr-defined]
    shown = list(page.object_list)
    texts = _texts(project, asked, answer, entries, shown) if answer else None
    return render(
        request,
        "submissions/history.html",
        {
            "question": asked,
            "rows": history_rows(shown, texts, at=at, zone=project.team.competition.time_zone) if texts else [],
            "page": page,
            "is_sitting": bool(sitting),
            "whole_url": history_url(project.team, key, question),
            "phase_key": window.phase.key,
            "started_from": answer.revision if answer else 0,
            "is_open": window.is_open(at=at),
            "back_url": section_url(project.team, key),
        },
    )


def _question_or_404(project: Project, window: Window, section_key: str, key: str) -> Question:
    """A question that is asked of the team; one of another theme does not exist for it."""
    asked = Question.objects.of_phase(window.phase).filter(section__key=section_key, key=key)
    question = asked.select_related("section").first()
    if question is None or not is_asked_of(project.team.theme_id, question):
        raise Http404
    question.section.phase = window.phase
    load_parts([question])
    return question


def _sitting(entries: Sequence[Entry], number: str) -> list[Entry]:
    """The single saves of the entry that ends with that save, newest first; none where there is no such entry."""
    if not number.isdecimal() or len(number) > NUMBER_DIGITS:
        return []
    found = next((entry for entry in entries if entry.last.revision == int(number)), None)
    return [Entry((save,), is_beside=found.is_beside) for save in reversed(found.saves)] if found else []


def _texts(
    project: Project, question: Question, answer: Answer, entries: Sequence[Entry], shown: Sequence[Entry]
) -> Texts:
    """The texts that the page shows, however long the history is."""
    saves = AnswerRevision.objects.filter(answer=answer, revision__in=numbers_of(shown)).select_related("saved_by")
    names_people = question.kind == Question.Kind.ROLES
    everybody = User.objects.filter(memberships__team=project.team_id) if names_people else []
    return Texts(
        question=question,
        answer=answer,
        stands=next(entry.last.revision for entry in entries if not entry.is_beside),
        saves={save.revision: save for save in saves},
        people=names_of(everybody),
    )


def _restore(request: HttpRequest, project: Project, question: Question) -> None:
    posted = {name: request.POST.get(name, "") for name in ("revision", "started_from")}
    if not all(text.isdecimal() and len(text) <= NUMBER_DIGITS for text in posted.values()):
        raise Http404
    reader: Any = request.user
    try:
        saved = restore_answer(
            project=project,
            question=question,
            revision=int(posted["revision"]),
            started_from=int(posted["started_from"]),
            by=reader,
            received_at=request.received_at,  # type: ignore[attr-defined]
        )
    except AnswerChangedMeanwhile as conflict:
        said = _("%(name)s has changed this answer since you opened the page. Look at it below, then choose again.")
        messages.warning(request, said % {"name": conflict.theirs.saved_by.display_name})
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        _say(request, question, saved.saved, saved.refused)


def _say(request: HttpRequest, question: Question, saved: Any, refused: Any) -> None:
    if question.key in refused:
        messages.warning(request, str(refused[question.key]))
    elif question.key in saved:
        messages.success(request, _("This text is the answer again. What stood before is in the history."))
    else:
        messages.info(request, _("This text stands already."))
