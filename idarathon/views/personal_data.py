"""My data: what is kept about me, taking it home, and having myself erased."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from competitions.refusals import Refusal, refusals
from idarathon.erasure import erase_account
from idarathon.exports import ask_for_export
from idarathon.forms import EraseForm
from idarathon.my_data import erase_page, my_data_page
from submissions.domain.authorship import has_a_name_on_work
from teams.domain.farewell import require_may_part
from teams.views.freshness import kept_from_proving
from teams.views.own import PersonRequest, posted


@require_safe
@login_required
def my_data(request: PersonRequest) -> HttpResponse:
    """What the site keeps about me, for how long, and what I can do about it."""
    page = my_data_page(request.user, at=request.received_at)
    return render(request, "idarathon/my_data.html", {"page": page})


@require_POST
@login_required
def export(request: PersonRequest) -> HttpResponse:
    """Have everything gathered; asked for twice, the one that is under way is shown."""
    job = ask_for_export(by=request.user, language=get_language() or "ar", at=request.received_at)
    return redirect("competitions:job", job_id=job.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def erase(request: PersonRequest) -> HttpResponse:
    """Say what an erasure does, ask for proof of who asks, and do it."""
    title = _("Erase my data")
    back = {"back_url": reverse("my_data"), "back_label": _("Back to my data")}
    try:
        require_may_part(request.user, at=request.received_at)
    except Refusal as refusal:
        return render(request, "teams/reason.html", {"title": title, "reason": str(refusal), **back})
    if (kept := kept_from_proving(request, title=title, **back)) is not None:
        return kept
    asks_for_name = has_a_name_on_work(request.user)
    form = EraseForm(posted(request), person=request.user, asks_for_name=asks_for_name)
    if form.is_valid():
        with refusals(form):
            erase_account(person=request.user, keep_name_on_work=form.keeps_name, at=request.received_at)
            logout(request)
            return redirect("my_data_erased")
    page = erase_page(request.user, at=request.received_at)
    return render(request, "idarathon/erase.html", {"form": form, "page": page, "title": title, **back})


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """The last page: nobody is signed in any more."""
    return render(request, "idarathon/erased.html")
