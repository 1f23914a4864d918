"""Those who sit in a jury, or are asked to: the invitation, the profile, the charter, and the way out."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competitions.editions import edition_or_404
from competitions.models import Competition
from competitions.refusals import refusals
from judging import arrivals
from judging.domain import joining_jury, stepping_back
from judging.domain.juror_signing import first_to_sign
from judging.domain.profiles import accept_charter, profiles_of, save_profile
from judging.forms.people import CharterForm, ProfileForm, StepBackForm
from judging.models import Assignment, JuryInvitation
from judging.models.juror import JuryInvitationQuerySet
from judging.presenters import people as presenter
from judging.views.requests import SignedInRequest, StampedRequest
from teams.forms.parts import ConfirmForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def jury_invitation(request: StampedRequest, edition: str, token: str) -> HttpResponse:
    """Where the link of the mail leads: whoever holds it may decline, and whoever has an account accept."""
    invitation = _invitations(edition).with_token(token).first()
    if invitation is None:
        return render(request, "judging/people/no_invitation.html", status=404)
    arrivals.remember(request, invitation)
    # The link has reached the mailbox, so an account made now with this address needs no second mail.
    get_adapter(request).stash_verified_email(request, invitation.email)
    return _answer(request, invitation)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def jury_invited(request: SignedInRequest, edition: str, invitation_id: int) -> HttpResponse:
    """The same page for whoever has signed in since."""
    invitation = get_object_or_404(_invitations(edition), pk=invitation_id)
    if not (joining_jury.is_for(invitation, request.user) or arrivals.came_with(request, invitation)):
        raise Http404
    return _answer(request, invitation)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def juror_profile(request: SignedInRequest, edition: str) -> HttpResponse:
    competition = _seat_or_404(request, edition)
    profile = profiles_of(request.user, competition, at=request.received_at)[0]
    form = ProfileForm(request.POST if request.method == "POST" else None, profile=profile, competition=competition)
    if form.is_valid():
        with refusals(form):
            save_profile(
                person=request.user,
                competition=competition,
                said=form.said,
                by=request.user,
                at=request.received_at,
            )
            messages.success(request, _("Your profile is saved."))
            return redirect("judging:jury", edition=edition)
    page = {"form": form, "edition": competition, "is_juror": profile.role.kind == "juror"}
    return render(request, "judging/people/profile.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def charter(request: SignedInRequest, edition: str) -> HttpResponse:
    """What the edition asks of its jury, to be accepted once."""
    competition = _seat_or_404(request, edition)
    form = CharterForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals(form):
            accept_charter(person=request.user, competition=competition, **form.cleaned_data, at=request.received_at)
            messages.success(request, _("Thank you. The day on which you accepted is kept."))
            return redirect("judging:declare", edition=edition)
    page = presenter.charter_page(competition, profiles_of(request.user, competition, at=request.received_at))
    return render(request, "judging/people/charter.html", {"page": page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def step_back(request: SignedInRequest, edition: str) -> HttpResponse:
    """A juror leaves the jury, with a reason for the organisers."""
    competition = _seat_or_404(request, edition)
    seats = profiles_of(request.user, competition, at=request.received_at)
    if all(each.role.kind != "juror" for each in seats):
        raise Http404
    form = StepBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals(form):
            stepping_back.step_back(
                juror=request.user,
                competition=competition,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=request.received_at,
            )
            messages.success(request, _("You have left the jury. Thank you for your work; the organisers know."))
            if round_id := first_to_sign(request.user, competition):
                return redirect("judging:sign_evaluations", edition=edition, round_id=round_id)
            return redirect("me")
    unfinished = Assignment.objects.owed().of(request.user).of_competition(competition).count()
    page = {"form": form, "edition": competition, "unfinished": unfinished}
    return render(request, "judging/people/step_back.html", page)


@require_safe
@login_required
def reassign(request: SignedInRequest, edition: str) -> HttpResponse:
    """What jurors who left have not finished; from there the organiser has a plan made of who takes over."""
    competition = edition_or_404(request, edition)
    if not request.user.has_perm("competitions.organise", competition):
        raise Http404
    gaps = presenter.gaps(stepping_back.vacancies(competition))
    return render(request, "judging/people/reassign.html", {"gaps": gaps, "edition": competition})


def _invitations(edition: str) -> JuryInvitationQuerySet:
    return JuryInvitation.objects.filter(competition__slug=edition).select_related("competition", "invited_by")


def _seat_or_404(request: SignedInRequest, edition: str) -> Competition:
    """The edition, if the reader sits in its jury. Raises Http404."""
    competition: Competition = edition_or_404(request, edition)
    if not request.user.has_perm("judging.sit", competition):
        raise Http404
    return competition


def _answer(request: StampedRequest | SignedInRequest, invitation: JuryInvitation) -> HttpResponse:
    person = request.user if request.user.is_authenticated else None
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals(form):
            if "decline" in request.POST:
                joining_jury.decline(invitation=invitation, at=request.received_at)
                arrivals.forget(request)
                messages.success(request, _("You have declined the invitation. The organiser has been told."))
                return redirect("me" if person else "home")
            if person is None:
                raise Http404
            joining_jury.accept(invitation=invitation, by=person, at=request.received_at)
            arrivals.forget(request)
            messages.success(request, _("Welcome to the jury."))
            published = invitation.competition.published_at is not None
            slug = invitation.competition.slug
            return redirect("judging:charter", edition=slug) if published else redirect("me")
    page = presenter.invitation_page(invitation, person, at=request.received_at, here=request.path)
    return render(request, "judging/people/invitation.html", {"page": page, "form": form})
