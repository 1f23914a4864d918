"""Two versions of a project, or a version and the draft, side by side."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from submissions.domain.reading import read_draft
from submissions.domain.windows import Window, current_window, windows_of
from submissions.forms.comparison import ComparisonForm
from submissions.frozen import Dossier, preview, read
from submissions.models import Project, Version
from submissions.presenters.comparison import comparison
from submissions.presenters.project import above, page_url
from submissions.views.own import own_project_or_404

DRAFT = "draft"


@require_safe
@login_required
def compare(request: HttpRequest, edition: str) -> HttpResponse:
    """Whatever the team has submitted, and what it is writing; without a choice, the last two of these."""
    project = own_project_or_404(request, edition)
    window = current_window(windows_of(project.team), at=request.received_at)  # type: ignore[attr-defined]
    versions = list(Version.objects.of(project).with_withdrawal().without_content())
    page: dict[str, object] = {"above": above(project.team), "back_url": page_url("project", project.team)}
    if not versions:
        return render(request, "submissions/compare.html", page)
    choices = _choices(versions, window)
    form = ComparisonForm(request.GET if "a" in request.GET else _last_two(choices), choices=choices)
    page |= {"form": form}
    if form.is_valid():
        older, newer = form.cleaned_data["a"], form.cleaned_data["b"]
        sides = [_side(project, each, window) for each in (older, newer)]
        page |= {
            "older": choices[older],
            "newer": choices[newer],
            "comparison": comparison(sides[0], sides[1]),
        }
    return render(request, "submissions/compare.html", page)


def _choices(versions: list[Version], window: Window | None) -> dict[str, str]:
    """Newest first, the draft before all."""
    draft = {DRAFT: _("Draft")} if window else {}
    return draft | {str(each.number): _label(each) for each in versions}


def _label(version: Version) -> str:
    label = _("Version %(number)d") % {"number": version.number}
    return _("%(version)s (withdrawn)") % {"version": label} if version.withdrawn_at else label


def _last_two(choices: dict[str, str]) -> dict[str, str]:
    newest = list(choices)
    return {"a": newest[min(1, len(newest) - 1)], "b": newest[0]}


def _side(project: Project, which: str, window: Window | None) -> Dossier:
    language = get_language() or "ar"
    if which == DRAFT and window is not None:
        return preview(read_draft(project, window.phase), language)
    return read(Version.objects.of(project).get(number=int(which)), language)
