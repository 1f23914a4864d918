"""The whole project file on paper, for the team."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from submissions.domain.reading import read_draft
from submissions.papers import draft_paper, version_paper
from submissions.responses import pdf_response
from submissions.views.own import own_project_or_404, version_or_404, window_or_404


@require_safe
@never_cache
@login_required
def draft_pdf(request: HttpRequest, edition: str) -> HttpResponse:
    """The draft as it stands now."""
    project = own_project_or_404(request, edition)
    at: datetime = request.received_at  # type: ignore[attr-defined]
    draft = read_draft(project, window_or_404(request, project).phase)
    return pdf_response(draft_paper(draft, at=at), f"draft-{edition}.pdf")


@require_safe
@never_cache
@login_required
def version_pdf(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """A version as it was submitted; nothing is left to print when the retention has ended."""
    version = version_or_404(own_project_or_404(request, edition), number)
    if version.content is None:
        raise Http404
    return pdf_response(version_paper(version), f"version-{edition}-{number}.pdf")
