"""Panels of a round: how many, drawn by lot or by hand."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions.editions import edition_or_404
from competitions.folding import fold
from competitions.refusals import Refusal, refusals
from judging.domain import drawing, panels
from judging.forms.panels import NumberForm, PlacesForm
from judging.models import Draw, Entry, Round
from judging.presenters.panels import entry_rows, juror_rows, panel_links, panels_page
from judging.views.president import followed_round_or_404
from judging.views.requests import SignedInRequest

PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def panels_of_round(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """How the panels stand; what is posted is how many there are."""
    round = followed_round_or_404(request, edition_or_404(request, edition), round_id)
    may_edit = _may_edit(request, round)
    form = NumberForm(request.POST or None, initial={"number": round.panels.count()}) if may_edit else None
    if form is not None and form.is_valid():
        number = form.cleaned_data["number"]
        with refusals(form):
            panels.make_panels(round=round, number=number, by=request.user, at=request.received_at)
            messages.success(request, _("The panels are saved."))
            return redirect("judging:panels", edition=edition, round_id=round_id)
    seed = drawing.waiting(round, Draw.Purpose.PANELS)
    page = panels_page(round, seed=seed, may_edit=may_edit, at=request.received_at)
    return render(request, "judging/panels/panels.html", {"page": page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def panels_act(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """Publish a seed, or draw from it."""
    round = followed_round_or_404(request, edition_or_404(request, edition), round_id)
    act = _ACTS.get(request.POST.get("act", ""))
    if request.method == "POST" and act is not None:
        try:
            done = act(request, round)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
    return redirect("judging:panels", edition=edition, round_id=round_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def panel_jurors(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """By hand: which panel each juror sits in."""
    round = followed_round_or_404(request, edition_or_404(request, edition), round_id)
    rows = juror_rows(round, panels.jurors_of(round, at=request.received_at))
    form = PlacesForm(request.POST or None, rows=rows, numbers=_numbers(round))
    return _places(request, round, form, panels.place_jurors, back="panel_jurors")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def panel_entries(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """By hand: which panel each project goes to; a page of them at a time, found by their titles."""
    round = followed_round_or_404(request, edition_or_404(request, edition), round_id)
    typed = request.GET.get("q", "")[:100]
    page = _page_of_entries(round, typed, request.GET.get("page"))
    form = PlacesForm(request.POST or None, rows=entry_rows(list(page)), numbers=_numbers(round))
    return _places(request, round, form, panels.place_entries, back="panel_entries", page=page, typed=typed)


def _places(
    request: SignedInRequest,
    round: Round,
    form: PlacesForm,
    verb: Callable[..., None],
    *,
    back: str,
    page: "Page[Entry] | None" = None,
    typed: str = "",
) -> HttpResponse:
    may_edit = _may_edit(request, round)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            verb(round=round, panels=form.places(), by=request.user, at=request.received_at)
            messages.success(request, _("The panels are saved."))
            return redirect(request.get_full_path())
    links = panel_links(round)
    title = _("Panels of the jurors") if page is None else _("Panels of the projects")
    context = {"form": form, "page": page, "typed": typed, "links": links, "title": title, "may_edit": may_edit}
    return render(request, "judging/panels/places.html", {**context, "name": str(round.name), "own_url": links[back]})


def _page_of_entries(round: Round, typed: str, number: str | None) -> "Page[Entry]":
    entries = Entry.objects.admitted().filter(round=round)
    for word in fold(typed).split():
        entries = entries.filter(project__title_key__contains=word)
    rows = entries.with_names().select_related("panel").defer("version__content").order_by("pk")
    return Paginator(rows, PER_PAGE).get_page(number)


def _numbers(round: Round) -> list[int]:
    return list(round.panels.order_by("number").values_list("number", flat=True))


def _may_edit(request: SignedInRequest, round: Round) -> bool:
    return request.user.has_perm("competitions.organise", round.competition)


def _publish(request: SignedInRequest, round: Round) -> str:
    seed = request.POST.get("seed", "")
    about = {"by": request.user, "at": request.received_at}
    drawing.publish_seed(round=round, purpose=Draw.Purpose.PANELS, seed=seed, **about)  # type: ignore[arg-type]
    return _("The seed is public. Draw from it when everybody could see it.")


def _draw(request: SignedInRequest, round: Round) -> str:
    panels.draw(round=round, by=request.user, at=request.received_at)
    return _("The panels are drawn.")


_ACTS: dict[str, Callable[[SignedInRequest, Round], str]] = {"publish": _publish, "draw": _draw}
