"""A team reads why its project was excluded and answers once; somebody else than who decided answers that."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.models import Competition
from competitions.refusals import refusals
from judging.domain.appeals import answer_appeal, appeal_until, make_appeal
from judging.forms.rounds import AnswerForm, AppealForm
from judging.models import Appeal, Entry
from judging.models.appeal import AppealQuerySet
from judging.presenters import appeals as presenter
from judging.views.requests import SignedInRequest
from submissions.frozen import files_for_jury, read
from submissions.models import Attachment
from submissions.responses import file_response
from teams.models import Team

SCREENING = Appeal.Subject.SCREENING


@require_safe
@never_cache
@login_required
def appeals(request: SignedInRequest, edition: str) -> HttpResponse:
    """Those that wait for an answer first, fifty a page."""
    competition = _edition_or_404(request, edition)
    listed = _appeals_of(competition).order_by(F("answered_at").asc(nulls_first=True), "-pk")
    page = Paginator(listed, presenter.PER_PAGE).get_page(request.GET.get("page"))
    context = {"tasks": presenter.appeal_tasks(competition, page.object_list), "page": page, "edition": competition}
    return render(request, "judging/rounds/appeals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def appeal(request: SignedInRequest, edition: str, appeal_id: int) -> HttpResponse:
    """Read one, and answer it with reasons."""
    competition = _edition_or_404(request, edition)
    read = get_object_or_404(_appeals_of(competition), pk=appeal_id)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        with refusals(form):
            answer_appeal(appeal=read, **form.cleaned_data, by=request.user, at=request.received_at)
            messages.success(request, _("The appeal is answered, and the team has been told."))
            return redirect("judging:appeals", edition=edition)
    shown = presenter.appeal_page(competition, read, request.user)
    return render(request, "judging/rounds/appeal.html", {"appeal": shown, "form": form})


@require_safe
@never_cache
@login_required
def appealed(request: SignedInRequest, edition: str, appeal_id: int) -> HttpResponse:
    """What the appeal is about: the version that the round has pinned, for who answers and may read it."""
    competition, read_appeal = _appealed_or_404(request, edition, appeal_id)
    dossier = read(read_appeal.entry.version, (get_language() or "ar")[:2], for_jury=True)
    return render(request, "judging/rounds/appealed.html", presenter.appealed_page(competition, read_appeal, dossier))


@require_safe
@never_cache
@login_required
def appealed_file(request: SignedInRequest, edition: str, appeal_id: int, attachment_id: int) -> FileResponse:
    """A file of that version, of those that the jury is meant to have, and of no other."""
    _competition, read_appeal = _appealed_or_404(request, edition, appeal_id)
    if attachment_id not in files_for_jury(read_appeal.entry.version):
        raise Http404
    return file_response(get_object_or_404(Attachment, pk=attachment_id))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def appeal_exclusion(request: SignedInRequest, edition: str, entry_id: int) -> HttpResponse:
    """What was decided about the project of the reader's team; the captain or the deputy may answer once."""
    competition = edition_or_404(request, edition)
    entry = _own_entry_or_404(request, competition, entry_id)
    made = Appeal.objects.filter(entry=entry, subject=SCREENING).first()
    until = appeal_until(entry, SCREENING, at=request.received_at)
    leads = request.user.has_perm("teams.act_for_team", entry.team)
    may_appeal = made is None and until is not None and request.received_at < until and leads
    form = AppealForm(request.POST or None)
    if form.is_valid():
        with refusals(form):
            text = form.cleaned_data["text"]
            make_appeal(entry=entry, subject=SCREENING, text=text, by=request.user, at=request.received_at)
            messages.success(request, _("Your appeal has been sent. The jury judges your project under reserve."))
            return redirect("judging:appeal_exclusion", edition=edition, entry_id=entry_id)
    shown = presenter.decision_page(competition, entry, made, until=until, at=request.received_at)
    return render(request, "judging/rounds/decision.html", {"decision": shown, "form": form, "may_appeal": may_appeal})


def _edition_or_404(request: SignedInRequest, edition: str) -> Competition:
    """The edition, for who answers its appeals. Raises Http404."""
    competition: Competition = edition_or_404(request, edition)
    if not request.user.has_perm("judging.answer_appeal", competition):
        raise Http404
    return competition


def _appealed_or_404(request: SignedInRequest, edition: str, appeal_id: int) -> tuple[Competition, Appeal]:
    """Raises Http404, to whom a conflict of interest bars too."""
    competition = _edition_or_404(request, edition)
    found = get_object_or_404(_appeals_of(competition).prefetch_related("entry__version__people"), pk=appeal_id)
    if not request.user.has_perm("judging.read_appealed", found):
        raise Http404
    return competition, found


def _appeals_of(competition: Competition) -> AppealQuerySet:
    named = Appeal.objects.of_competition(competition).select_related(
        "entry__version", "entry__project__team", "entry__round__phase__competition", "made_by", "first_decider"
    )
    return named.defer("entry__version__content")


def _own_entry_or_404(request: SignedInRequest, competition: Competition, entry_id: int) -> Entry:
    """An entry of the reader's team about which there was something to decide. Raises Http404."""
    theirs = Entry.objects.filter(project__team__in=Team.objects.of(request.user).filter(competition=competition))
    decided = theirs.filter(Q(excluded_at__isnull=False) | Q(appeals__isnull=False))
    named = decided.select_related("version", "project__team", "round__phase__competition").distinct()
    return get_object_or_404(named.defer("version__content"), pk=entry_id)
