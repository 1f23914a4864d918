"""The receipt of a version: its page, its paper, and the text whose fingerprint it carries."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from submissions.frozen import read
from submissions.models import Version, newest
from submissions.papers import receipt_paper
from submissions.presenters.dossier import dossier_page
from submissions.presenters.project import above, page_url
from submissions.presenters.receipts import receipt, what_counts
from submissions.responses import canonical_response, pdf_response
from submissions.views.own import own_project_or_404, version_or_404


@require_safe
@login_required
def version(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """The receipt of one version, and what it contains."""
    project = own_project_or_404(request, edition)
    shown = version_or_404(project, number)
    counting = newest(Version.objects.of(project).of_phase(shown.phase).with_withdrawal().without_content())
    dossier = read(shown, get_language() or "ar")
    address = {"edition": edition, "number": number}
    return render(
        request,
        "submissions/version.html",
        {
            "above": above(project.team),
            "back_url": page_url("project", project.team),
            "version": shown,
            "receipt": receipt(shown, dossier, project.team, list(shown.people.all())),
            "counts": what_counts(shown, counting, withdrawn_at=shown.withdrawn_at),
            "dossier": dossier_page(dossier, edition=edition),
            "paper_url": reverse("submissions:receipt", kwargs=address),
            "dossier_url": "" if dossier.is_erased else reverse("submissions:version_dossier", kwargs=address),
            "compare_url": page_url("compare", project.team),
            "text_url": "" if dossier.is_erased else reverse("submissions:canonical", kwargs=address),
        },
    )


@require_safe
@never_cache
@login_required
def receipt_pdf(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """The receipt on paper, for the members of the team."""
    shown = version_or_404(own_project_or_404(request, edition), number)
    return pdf_response(receipt_paper(shown), f"receipt-{edition}-{number}.pdf")


@require_safe
@never_cache
@login_required
def canonical(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """The text of the version, byte for byte as it was hashed; nothing is left of it when the retention has ended."""
    shown = version_or_404(own_project_or_404(request, edition), number)
    if shown.content is None:
        raise Http404
    return canonical_response(shown)
