"""The deliberation over a closed round: its steps, who takes part, what is talked about, and its end."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.refusals import Refusal, refusals
from judging.domain.deliberating.attending import attend
from judging.domain.deliberating.close_scores import close_scores
from judging.domain.deliberating.noting import write_note
from judging.domain.deliberating.opening import close_deliberation, open_deliberation
from judging.domain.deliberating.revising import change_score
from judging.domain.deliberating.sitting import jurors_of
from judging.domain.deliberating.standing import standing
from judging.forms.deliberation import NoteForm, ScoreChangeForm
from judging.models import Deliberation, Entry, Round, Score
from judging.presenters import deliberation as presenter
from judging.presenters import talking
from judging.presenters.attending import attendance_page
from judging.presenters.rounds_head import address_of
from judging.views.requests import SignedInRequest

both = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@never_cache
@login_required
def deliberation(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """From the end of the round to what is signed and published: every step and how it stands."""
    round = closed_round_or_404(request, edition, round_id)
    chairs = request.user.has_perm("judging.preside", round.competition)
    going_on = Deliberation.objects.filter(round=round).first()
    if going_on is None:
        shown = {"page": presenter.before(round, chairs=chairs), "header": presenter.header(round)}
        return render(request, "judging/deliberation/before.html", shown)
    going_on.round = round
    stands = standing(going_on, person=request.user, at=request.received_at)
    page = presenter.steps_page(
        stands,
        close_scores(round, stands.placed),
        seat=seat_of(request, round),
        at=request.received_at,
    )
    return render(request, "judging/deliberation/steps.html", {"page": page, "header": presenter.header(round)})


@both
@login_required
def deliberation_open(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    round = closed_round_or_404(request, edition, round_id)
    words = _("The deliberation is open. The jurors have been told.")
    return act(request, round, lambda: open_deliberation(round=round, **by(request)), words)


@both
@never_cache
@login_required
def deliberation_close(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """What closing means, then closing."""
    round, going_on = deliberated_or_404(request, edition, round_id)
    if request.method != "POST":
        page = presenter.closing_page(going_on)
        return render(request, "judging/deliberation/close.html", {"page": page, "header": presenter.inner(round)})
    words = _("The deliberation is closed. The jurors have been asked to sign the minutes.")
    return act(request, round, lambda: close_deliberation(round=round, **by(request)), words)


@both
@never_cache
@login_required
def attendance(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """Who takes part; the president says it of everybody, a juror of themselves."""
    round, going_on = deliberated_or_404(request, edition, round_id)
    jurors = list(jurors_of(round, at=request.received_at))
    if request.method == "POST":
        wanted = set(request.POST.getlist("juror"))
        coming = [juror for juror in jurors if str(juror.pk) in wanted]
        words = _("The attendance is recorded.")
        return act(request, round, lambda: attend(round=round, jurors=coming, **by(request)), words)
    chairs = request.user.has_perm("judging.preside", round.competition)
    page = attendance_page(going_on, jurors, person=request.user, chairs=chairs, at=request.received_at)
    return render(request, "judging/deliberation/attendance.html", {"page": page, "header": presenter.inner(round)})


@both
@never_cache
@login_required
def projects(request: SignedInRequest, edition: str, round_id: int) -> HttpResponse:
    """Projects on which jurors differ most first, with what they wrote for the jury; a note may be added to each."""
    round, going_on = deliberated_or_404(request, edition, round_id)
    form = NoteForm(request.POST or None)
    if form.is_valid():
        entry_id = form.cleaned_data["entry"]
        entry = get_object_or_404(Entry, pk=entry_id, round=round) if entry_id else None
        with refusals(form):
            write_note(round=round, entry=entry, text=form.cleaned_data["text"], **by(request))
            messages.success(request, _("The note is in the minutes."))
            return redirect(request.get_full_path())
    page = talking.projects_page(going_on, form, person=request.user, number=request.GET.get("page"))
    context = {"talk": page, "page": page.page, "header": presenter.inner(round), "form": form}
    return render(request, "judging/deliberation/projects.html", context)


@both
@never_cache
@login_required
def own_score(request: SignedInRequest, edition: str, round_id: int, score_id: int) -> HttpResponse:
    """A juror changes a score of their own, with the reason."""
    round, going_on = deliberated_or_404(request, edition, round_id)
    score = _own_score_or_404(request, round, score_id)
    form = ScoreChangeForm(request.POST or None, criterion=score.criterion)
    if form.is_valid():
        with refusals(form):
            change_score(score=score, **form.cleaned_data, **by(request))
            messages.success(request, _("The new score counts. What you gave before is kept beside it."))
            return redirect(reverse("judging:deliberation_projects", kwargs=address_of(round)))
    page = talking.score_page(score, is_open=going_on.closed_at is None)
    return render(
        request, "judging/deliberation/score.html", {"page": page, "form": form, "header": presenter.inner(round)}
    )


def closed_round_or_404(request: SignedInRequest, edition: str, round_id: int) -> Round:
    """A closed round that the person follows: its juror, or somebody who watches over it. Raises Http404."""
    competition = edition_or_404(request, edition)
    rounds = Round.objects.of_competition(competition).select_related("phase__competition", "signature__signed_by")
    round = get_object_or_404(rounds, pk=round_id, closed_at__isnull=False)
    if not request.user.has_perm("judging.follow_deliberation", round):
        raise Http404
    return round


def deliberated_or_404(request: SignedInRequest, edition: str, round_id: int) -> tuple[Round, Deliberation]:
    """The same once its deliberation has been opened. Raises Http404."""
    round = closed_round_or_404(request, edition, round_id)
    going_on = get_object_or_404(Deliberation, round=round)
    going_on.round = round
    return round, going_on


def seat_of(request: SignedInRequest, round: Round) -> presenter.Seat:
    """What the person may do there."""
    return presenter.Seat(
        chairs=request.user.has_perm("judging.preside", round.competition),
        is_juror=jurors_of(round, at=request.received_at).filter(pk=request.user.pk).exists(),
        sees_ranking=request.user.has_perm("judging.see_progress", round.competition),
        publishes=request.user.has_perm("judging.lift_conflict", round.competition),
    )


def by(request: SignedInRequest) -> dict[str, Any]:
    """`by` and `at` for a verb."""
    return {"by": request.user, "at": request.received_at}


def act(
    request: SignedInRequest,
    round: Round,
    verb: Callable[[], object],
    words: str,
    *,
    then: str = "judging:deliberation",
) -> HttpResponse:
    """Do it on a press of a button, say what came of it, and go on to the page `then`."""
    # Without a press somebody is back from the sign-in page, which the button led to.
    if request.method == "POST":
        try:
            verb()
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, words)
    return redirect(reverse(then, kwargs=address_of(round)))


def _own_score_or_404(request: SignedInRequest, round: Round, score_id: int) -> Score:
    own = Score.objects.given_by(request.user, round).filter(evaluation__finished_at__isnull=False)
    named = own.select_related(
        "criterion",
        "evaluation__assignment__entry__version",
        "evaluation__assignment__entry__round__phase__competition",
    ).defer("evaluation__assignment__entry__version__content")
    score = get_object_or_404(named, pk=score_id)
    prefetch_related_objects([score], "criterion__levels", "changes")
    return score
