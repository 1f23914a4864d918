"""What people are told about their personal data, before they sign up too."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from competitions import wording
from competitions.models import PrivacyNotice
from competitions.presenters import prose


@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """The version in force."""
    in_force = PrivacyNotice.objects.in_force(at=request.received_at)  # type: ignore[attr-defined]
    return _page(request, in_force)


@require_safe
def notice_version(request: HttpRequest, version: int) -> HttpResponse:
    """A version as it was published: people read again what they agreed to."""
    published = PrivacyNotice.objects.filter(published_at__lte=request.received_at)  # type: ignore[attr-defined]
    return _page(request, get_object_or_404(published, version=version))


def _page(request: HttpRequest, shown: PrivacyNotice | None) -> HttpResponse:
    context = {"notice": shown, "text": "", "since": ""}
    if shown is not None and shown.published_at is not None:
        context |= {"text": prose(shown.text, below=1), "since": wording.date_of(shown.published_at)}
    return render(request, "competitions/notice.html", context)
