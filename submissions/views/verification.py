"""Whether a receipt is genuine, for anybody who holds one."""

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from submissions.domain.receipts import code_in, genuine
from submissions.presenters.receipts import verified


@require_safe
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """A form for the code, for whoever has the receipt on paper and no telephone that reads its square."""
    typed = request.GET.get("code")
    if typed is None:
        return render(request, "submissions/verify.html")
    if code := code_in(typed):
        return redirect("submissions:verify", code=code)
    return render(request, "submissions/verify.html", {"typed": typed, **verified(None)})


@require_safe
@never_cache
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Genuine, with team, version and time; or not one of ours. Nothing else is told, to anybody."""
    limited: HttpResponse | None = ratelimit.consume_or_429(request, action="verify_receipt", limit_get=True)
    if limited is not None:
        return limited
    return render(request, "submissions/verify.html", {"typed": code, **verified(genuine(code))})


@require_safe
def canonical_form(request: HttpRequest) -> HttpResponse:
    """How the text of a version is written and hashed, for whoever wants to compute it in their own way."""
    paper = (settings.BASE_DIR / "docs" / "canonical-form.md").read_text(encoding="utf-8")
    return HttpResponse(paper, content_type="text/plain; charset=utf-8")
