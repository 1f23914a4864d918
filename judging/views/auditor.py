"""Everything that explains the results, to read and to take away."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.models import Competition
from judging.domain.exporting import as_workbook
from judging.domain.tables import as_csv
from judging.domain.workbooks import ask_for_workbook, file_name, is_large, scores_of, workbook_of
from judging.models import Round, Signature
from judging.presenters.audit import PARTS, audit_page, first_to_read
from judging.presenters.audit_cells import Reader
from judging.presenters.signed import workbook_page
from judging.views.requests import SignedInRequest

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@never_cache
@login_required
def audit(request: SignedInRequest, edition: str) -> HttpResponse:
    """One round and one part of its record at a time."""
    competition = _audited_edition_or_404(request, edition)
    rounds = list(
        Round.objects.of_competition(competition).select_related("phase__competition", "signature__signed_by")
    )
    wanted = request.GET.get("round", "")
    round = next((each for each in rounds if str(each.pk) == wanted), first_to_read(rounds))
    asked = request.GET.get("part", "")
    part = asked if asked in PARTS else next(iter(PARTS))
    reader = (
        None
        if round is None
        else Reader(
            round,
            conflicts_in_full=request.user.has_perm("competitions.audit", competition),
            challenges_in_full=request.user.has_perm("judging.read_challenges", competition),
        )
    )
    page = audit_page(competition, rounds, reader, part, request.GET.get("page"))
    return render(request, "judging/audit.html", {"audit": page, "page": page.rows})


@require_safe
@never_cache
@login_required
def table_json(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """The signed table, byte for byte what the fingerprint was taken over."""
    signature = _signature_or_404(request, edition, round_id)
    return _download(signature.table.encode(), "application/json", f"ranking-{edition}-{round_id}.json")


@require_safe
@never_cache
@login_required
def table_csv(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """The signed table for a spreadsheet: a row per score, and the ranking."""
    signature = _signature_or_404(request, edition, round_id)
    # The mark tells spreadsheets that the letters are UTF-8.
    content = ("\ufeff" + as_csv(signature.table)).encode()
    return _download(content, "text/csv; charset=utf-8", f"ranking-{edition}-{round_id}.csv")


@require_safe
@never_cache
@login_required
def table_xlsx(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """The signed table as a workbook whose formulas compute the ranking again; of a large round a job makes it."""
    signature = _signature_or_404(request, edition, round_id)
    if is_large(signature):
        return redirect("judging:workbook", edition=edition, round_id=round_id)
    workbook = as_workbook(signature.table, sha256=signature.sha256)
    return _download(workbook, WORKBOOK, file_name(signature))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def workbook(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """Have the workbook of a large round made; the way to it, where it is being made or has been."""
    signature = _signature_or_404(request, edition, round_id)
    about: Any = {
        "signature": signature,
        "language": get_language() or "ar",
        "by": request.user,
        "at": request.received_at,
    }
    job = ask_for_workbook(**about) if request.method == "POST" else workbook_of(**about)
    if job is not None:
        return redirect("competitions:job", job_id=job.pk)
    return render(request, "judging/ranking/workbook.html", workbook_page(signature, scores_of(signature)))


def _audited_edition_or_404(request: SignedInRequest, edition: str) -> Competition:
    competition = edition_or_404(request, edition)
    if not request.user.has_perm("judging.audit", competition):
        raise Http404
    return competition


def _signature_or_404(request: SignedInRequest, edition: str, round_id: int) -> Signature:
    competition = _audited_edition_or_404(request, edition)
    signatures = Signature.objects.select_related("round__phase__competition")
    return get_object_or_404(signatures, round_id=round_id, round__phase__competition=competition)


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
