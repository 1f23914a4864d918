"""What the page of a section asks for while somebody writes on it: to save, to be seen, and for a fresh token."""

from collections.abc import Callable
from datetime import datetime
from functools import partial, wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions import kept_forms
from competitions.domain.calendar import PhaseClosed, PhaseNotOpen
from submissions.domain.autosaving import NothingAsked, save_by_itself
from submissions.domain.drafting import MayNotWrite
from submissions.domain.presence import be_present, leave
from submissions.forms import posted_revisions, posted_slug, posted_values
from submissions.forms.names import posted_keys
from submissions.models import Section
from submissions.presenters.writing import autosaved, known
from submissions.views.own import own_project_or_404

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Ask a visitor to sign in; a script is told so in a way that it cannot take for an answer."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        by_script = request.headers.get("X-Requested-With") == "fetch" or getattr(request, "htmx", False)
        if by_script and not request.user.is_authenticated:
            return HttpResponse(status=401)
        return login_required(view)(request, *args, **kwargs)

    return guarded


def posted_by_a_page(view: View) -> View:
    """Lead whoever only looks to the page that would have posted; the sign-in page may send people back to here."""

    @wraps(view)
    def guarded(request: HttpRequest, edition: str, key: str) -> HttpResponse:
        if request.method == "POST":
            return view(request, edition, key)
        own_project_or_404(request, edition)
        return redirect("submissions:section", edition=edition, key=key)

    return require_http_methods(["GET", "HEAD", "POST"])(guarded)


@never_cache
@signed_in
@posted_by_a_page
def autosave(request: HttpRequest, edition: str, key: str) -> HttpResponse:
    """Save the fields that have changed; the answer says of each what has become of it."""
    at: datetime = request.received_at  # type: ignore[attr-defined]
    if kept_forms.written_by_another(request):
        return JsonResponse({"outcome": "other_person"}, status=409)
    keys = posted_keys(request.POST)
    try:
        own = save_by_itself(
            edition=edition,
            phase_key=posted_slug(request.POST, "phase"),
            section_key=key,
            keys=keys,
            posted=partial(posted_values, request.POST),
            revisions=posted_revisions(request.POST, keys),
            by=request.user,  # type: ignore[arg-type]
            received_at=at,
        )
    except (MayNotWrite, NothingAsked) as error:
        raise Http404 from error
    except (PhaseNotOpen, PhaseClosed) as refusal:
        return JsonResponse({"outcome": "closed", "reason": str(refusal)}, status=409)
    return JsonResponse(autosaved(own.project, own.saved, by=request.user))  # type: ignore[arg-type]


@never_cache
@signed_in
@posted_by_a_page
def presence(request: HttpRequest, edition: str, key: str) -> HttpResponse:
    """Be seen in the section, or leave it; the answer shows who else is there, if that has changed."""
    project = own_project_or_404(request, edition)
    section = get_object_or_404(
        Section.objects.filter(
            phase__competition=project.team.competition_id, phase__key=posted_slug(request.POST, "phase")
        ),
        key=key,
    )
    if "leaving" in request.POST:
        leave(project=project, section=section, by=request.user)  # type: ignore[arg-type]
        return HttpResponse(status=204)
    at: datetime = request.received_at  # type: ignore[attr-defined]
    people = be_present(project=project, section=section, by=request.user, at=at)  # type: ignore[arg-type]
    if known(people) == request.POST.get("known"):
        return HttpResponse(status=204)
    return render(request, "submissions/parts/presence.html", {"people": people, "known": known(people)})


@require_safe
@never_cache
@signed_in
def token(request: HttpRequest, edition: str) -> HttpResponse:
    """A fresh token for a page whose own has gone out of date, as it does when one signs in again elsewhere."""
    own_project_or_404(request, edition)
    return JsonResponse({"token": get_token(request)})
