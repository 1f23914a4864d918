"""The president decides about projects with too few evaluations, seeing who has finished and no point."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.refusals import refusals
from judging.domain import closing, findings
from judging.domain.extensions import extend, last_end
from judging.domain.replacing import free_jurors, give_late
from judging.forms.rounds import DecisionForm, GiveLateForm, MoreTimeForm
from judging.models import Assignment, Entry, Round
from judging.presenters import shortfalls as presenter
from judging.views.requests import SignedInRequest
from teams.models import User

MINUTE = timedelta(minutes=1)


@require_safe
@never_cache
@login_required
def short(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """Every project that is short, a page at a time, searched by name."""
    round = _round_or_404(request, edition, round_id)
    over = round.closed_at is None and request.received_at >= round.phase.closes_at
    entries = closing.short_entries(round) if over else Entry.objects.none()
    typed = request.GET.get("q", "")[:100]
    listed = findings.searched(entries, typed).with_names().defer("version__content")
    page = Paginator(listed.order_by("pk"), presenter.PER_PAGE).get_page(request.GET.get("page"))
    found = closing.shortfalls(round, list(page.object_list))
    shown = presenter.short_page(round, found, typed=typed, until=last_end(round), at=request.received_at)
    return render(request, "judging/rounds/short.html", {"short": shown, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def short_entry(request: SignedInRequest, edition: str, round_id: int, entry_id: int) -> HttpResponse:
    """Accept the evaluations there are, or leave the project unranked; for a reason."""
    round = _round_or_404(request, edition, round_id)
    entry = _entry_or_404(round, entry_id)
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        decide = closing.leave_unranked if "unranked" in request.POST else closing.accept_fewer
        with refusals(form):
            decide(entry=entry, reason=form.cleaned_data["reason"], by=request.user, at=request.received_at)
            messages.success(request, _("Your decision about “%(title)s” is kept.") % {"title": entry.version.title})
            return redirect("judging:short", edition=edition, round_id=round_id)
    context = {"form": form, "header": presenter.about_entry(round, entry)}
    return render(request, "judging/rounds/short_entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def give(request: SignedInRequest, edition: str, round_id: int, entry_id: int) -> HttpResponse:
    """Give the project to another juror, instead of one who has not finished or besides."""
    round = _round_or_404(request, edition, round_id)
    entry = _entry_or_404(round, entry_id)
    replaced = _replaced(entry, request.GET.get("instead", ""))
    free = free_jurors(entry, at=request.received_at)
    form = GiveLateForm(request.POST or None, free=free)
    if form.is_valid():
        with refusals(form):
            given = give_late(
                entry=entry,
                juror=form.cleaned_data["juror"],
                until=_after(form.cleaned_data["until"]),
                reason=form.cleaned_data["reason"],
                instead_of=replaced,
                by=request.user,
                at=request.received_at,
            )
            words = _("“%(title)s” has been given to %(juror)s, who has been told.")
            about = {"title": entry.version.title, "juror": given.juror.display_name}
            messages.success(request, words % about)
            return redirect("judging:short", edition=edition, round_id=round_id)
    header = presenter.about_entry(round, entry)
    context = {"form": form, "header": header, "free": free, "replaced": replaced}
    return render(request, "judging/rounds/give_late.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def more_time(request: SignedInRequest, edition: str, round_id: int, juror_id: int) -> HttpResponse:
    """Let a juror who has not finished work for longer."""
    round = _round_or_404(request, edition, round_id)
    working = Assignment.objects.live().filter(entry__round=round)
    juror = get_object_or_404(User.objects.filter(pk__in=working.values("juror")), pk=juror_id)
    form = MoreTimeForm(request.POST or None)
    if form.is_valid():
        about: Any = {"reason": form.cleaned_data["reason"], "by": request.user, "at": request.received_at}
        with refusals(form):
            extend(round=round, juror=juror, until=_after(form.cleaned_data["until"]), **about)
            messages.success(request, _("%(juror)s has more time and has been told.") % {"juror": juror.display_name})
            return redirect("judging:short", edition=edition, round_id=round_id)
    context = {"form": form, "header": presenter.about_juror(round, juror.display_name)}
    return render(request, "judging/rounds/more_time.html", context)


def _round_or_404(request: SignedInRequest, edition: str, round_id: int) -> Round:
    """An opened round in which the reader presides. Raises Http404."""
    competition = edition_or_404(request, edition)
    if not request.user.has_perm("judging.preside", competition):
        raise Http404
    rounds = Round.objects.of_competition(competition).opened().select_related("phase__competition")
    return get_object_or_404(rounds, pk=round_id)


def _entry_or_404(round: Round, entry_id: int) -> Entry:
    entries = Entry.objects.filter(round=round).admitted().with_names().defer("version__content")
    return get_object_or_404(entries.select_related("round__phase__competition"), pk=entry_id)


def _replaced(entry: Entry, asked: str) -> Assignment | None:
    """The assignment that is to be replaced; None where none is asked for. Raises Http404."""
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 12):
        raise Http404
    return get_object_or_404(Assignment.objects.live().filter(entry=entry).select_related("juror"), pk=int(asked))


def _after(last_minute: datetime) -> datetime:
    """People choose the last minute that counts; the instant after it is what is kept."""
    return last_minute + MINUTE
