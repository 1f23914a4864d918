"""An organiser says which entries of a round are judged: many at once, or one by one."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.models import Theme
from competitions.refusals import Refusal, refusals
from judging.domain import findings
from judging.domain import screening as verbs
from judging.forms.rounds import DecisionForm, ScreeningForm
from judging.models import Entry, Round
from judging.presenters import screening as presenter
from judging.views.requests import SignedInRequest
from teams.domain.eligibility import eligible_among


@require_safe
@never_cache
@login_required
def screening(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """One state at a time, fifty a page, searched by name and narrowed by theme and by doubt."""
    round = _round_or_404(request, edition, round_id)
    asked = _asked(request.GET)
    chosen = _chosen(round, asked)
    page = Paginator(_named(chosen).order_by("pk"), presenter.PER_PAGE).get_page(request.GET.get("page"))
    all_ticked = request.GET.get("select") == str(page.number)
    ticked = {entry.pk for entry in page.object_list} if all_ticked else set(_ticked(request.GET))
    clear = chosen.exclude(findings.doubtful()).count() if asked.state == findings.WAITING else 0
    shown = presenter.screening_page(
        round,
        asked,
        page,
        counts=findings.numbers(Entry.objects.filter(round=round)),
        themes=list(Theme.objects.filter(competition=round.competition).order_by("order", "pk")),
        clear=clear,
        ticked=ticked,
        all_ticked=all_ticked,
    )
    return render(request, "judging/rounds/screening.html", {"screening": shown, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def screen_many(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """Admit those whose boxes are ticked, or all without a doubt; or ask for one reason and exclude those ticked."""
    round = _round_or_404(request, edition, round_id)
    back = reverse("judging:screening", kwargs={"edition": edition, "round_id": round_id})
    if request.method != "POST":  # back from the sign-in page, which the button led to
        return redirect(back)
    asked = _asked(request.POST)
    back = f"{back}?{asked.query()}"
    about: Any = {"by": request.user, "at": request.received_at}
    if "again" in request.POST:  # somebody pressed Enter in a box
        boxes = urlencode({"page": request.POST["again"], "entry": _ticked(request.POST)}, doseq=True)
        return redirect(f"{back}&{boxes}")
    if "clear" in request.POST:
        clear = _chosen(round, asked).exclude(findings.doubtful()).values_list("pk", flat=True)
        try:
            number = verbs.admit_waiting(round=round, entries=clear, **about)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, presenter.done_words(number, admitted=True))
        return redirect(back)
    entries = list(_named(Entry.objects.filter(round=round, pk__in=_ticked(request.POST))).order_by("pk"))
    if not entries:
        messages.error(request, _("Tick the box of at least one project, then say what you decide."))
    elif "exclude" in request.POST:
        return _exclude(request, round, entries, back=back)
    else:
        _say(request, verbs.admit_many(entries=entries, **about), admitted=True)
    return redirect(back)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def screen(request: SignedInRequest, edition: str, round_id: int, entry_id: int) -> HttpResponse:
    """One entry: what the platform finds, what the organiser says, and the decision."""
    round = _round_or_404(request, edition, round_id)
    entry = get_object_or_404(_named(findings.with_findings(round)), pk=entry_id)
    said = entry.screening or {check: getattr(entry, column) for check, column in findings.FOUND.items()}
    form = ScreeningForm(request.POST or None, initial={**said, "reason": entry.excluded_because})
    if form.is_valid():
        about: Any = {"entry": entry, "checks": form.checks(), "by": request.user, "at": request.received_at}
        excludes = "exclude" in request.POST
        with refusals(form):
            if excludes:
                verbs.exclude_entry(**about, reason=form.cleaned_data["reason"])
            else:
                verbs.admit(**about)
            messages.success(request, presenter.done_words(1, admitted=not excludes))
            return redirect("judging:screening", edition=edition, round_id=round_id)
    members = list(entry.team.members())
    shown = presenter.entry_page(round, entry, members, eligible_among(members, round.competition))
    return render(request, "judging/rounds/screen.html", {"screened": shown, "form": form})


def _exclude(request: SignedInRequest, round: Round, entries: list[Entry], *, back: str) -> HttpResponse:
    form = DecisionForm(request.POST if "reason" in request.POST else None)
    if form.is_valid():
        about: Any = {"by": request.user, "at": request.received_at}
        _say(request, verbs.exclude_many(entries=entries, **about, **form.cleaned_data), admitted=False)
        return redirect(back)
    context = {
        "form": form,
        "rows": presenter.named_rows(entries),
        "keys": [entry.pk for entry in entries],
        "header": {**presenter.screening_header(round), "back_url": back},
        "many_url": reverse("judging:screen_many", kwargs={"edition": round.competition.slug, "round_id": round.pk}),
    }
    return render(request, "judging/rounds/exclude_many.html", context)


def _say(request: SignedInRequest, outcome: verbs.Screened, *, admitted: bool) -> None:
    if outcome.done:
        messages.success(request, presenter.done_words(len(outcome.done), admitted=admitted))
    for entry, why in outcome.refused:
        messages.error(request, f"{entry}: {why}")


def _round_or_404(request: SignedInRequest, edition: str, round_id: int) -> Round:
    """A round of the edition whose projects have entered, for who runs it. Raises Http404."""
    competition = edition_or_404(request, edition)
    if not request.user.has_perm("judging.screen", competition):
        raise Http404
    rounds = Round.objects.of_competition(competition).select_related("phase__competition", "submission_phase")
    return get_object_or_404(rounds, pk=round_id)


def _asked(sent: Any) -> presenter.Asked:
    state, theme = sent.get("show", findings.WAITING), sent.get("theme", "")
    return presenter.Asked(
        state=state if state in findings.STATES else findings.WAITING,
        typed=sent.get("q", "")[:100],
        theme=theme if theme.isascii() and theme.isdigit() and len(theme) < 12 else "",
        doubtful=bool(sent.get("doubts")),
    )


def _chosen(round: Round, asked: presenter.Asked) -> Any:
    entries = findings.searched(findings.with_findings(round), asked.typed).filter(findings.STATES[asked.state])
    if asked.theme:
        entries = entries.filter(version__theme=int(asked.theme))
    return entries.filter(findings.doubtful()) if asked.doubtful else entries


def _named(entries: Any) -> Any:
    return entries.with_names().select_related("round__phase__competition").defer("version__content")


def _ticked(sent: Any) -> list[int]:
    """The keys of the entries whose boxes are ticked; what is no key is none."""
    return [int(value) for value in sent.getlist("entry") if value.isascii() and value.isdigit() and len(value) < 12]
