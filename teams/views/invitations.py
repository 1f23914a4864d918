"""Inviting into one's team, and answering an invitation."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from competitions.editions import edition_or_404
from competitions.refusals import refusals
from teams import arrivals
from teams.domain import invitations as answering
from teams.domain.authority import OnlyCaptainOrDeputy
from teams.domain.inviting import invite_many, why_not_invite
from teams.forms.invitations import InvitationForm
from teams.forms.parts import ConfirmForm
from teams.models import Invitation
from teams.models.invitation import InvitationQuerySet
from teams.presenters.invitation import invitation_page
from teams.views.own import PersonRequest, act_page, back_to, my_team_or_404, posted, reason_page


@require_http_methods(["GET", "POST"])
@login_required
def invite(request: PersonRequest, edition: str) -> HttpResponse:
    team = my_team_or_404(request, edition)
    if not request.user.has_perm("teams.act_for_team", team):
        return reason_page(request, team, OnlyCaptainOrDeputy.message)
    # What was typed already is answered on its own page, so that it is not lost.
    if request.method != "POST" and (hindrance := why_not_invite(team, at=request.received_at)):
        return reason_page(request, team, hindrance)
    form = InvitationForm(posted(request))
    if form.is_valid():
        with refusals(form):
            text = form.cleaned_data["addresses"]
            outcome = invite_many(team=team, text=text, by=request.user, received_at=request.received_at)
            _say_how_many(request, len(outcome.invited))
            if not outcome.refused:
                return redirect("teams:team", edition=edition)
            form = InvitationForm.after(outcome)
    lead = _("Each gets a mail with a link, accepts, and is in the team.")
    return act_page(request, team, form, title=_("Invite colleagues"), lead=lead, action=_("Send the invitations"))


@require_http_methods(["GET", "POST"])
@login_required
def handle_invitation(request: PersonRequest, edition: str, invitation_id: int) -> HttpResponse:
    """Send an invitation again, or withdraw it."""
    team = my_team_or_404(request, edition)
    invitation = get_object_or_404(Invitation.objects.unanswered().filter(team=team), pk=invitation_id)
    if not request.user.has_perm("teams.act_for_team", team):
        return reason_page(request, team, OnlyCaptainOrDeputy.message)
    form = ConfirmForm(posted(request))
    if form.is_valid():
        with refusals(form):
            if "withdraw" in request.POST:
                answering.withdraw_invitation(invitation=invitation, by=request.user, at=request.received_at)
                messages.success(request, _("The invitation is withdrawn."))
            else:
                answering.resend(invitation=invitation, by=request.user, received_at=request.received_at)
                messages.success(request, _("The invitation has been sent again, with a new link."))
            return redirect("teams:team", edition=edition)
    return render(request, "teams/handle_invitation.html", {"form": form, "invitation": invitation, **back_to(team)})


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, edition: str, token: str) -> HttpResponse:
    """The page to which the link of the mail leads; without an account, one is made first."""
    invitation = _invitations(edition).with_token(token).first()
    if not request.user.is_authenticated:
        if invitation is not None:
            arrivals.remember(request, invitation)
        words = _("To open the invitation, sign in or create an account with the address that received it.")
        messages.info(request, words)
        return redirect_to_login(request.get_full_path())
    edition_or_404(request, edition)
    if invitation is None:
        return render(request, "teams/no_invitation.html", status=404)
    arrivals.remember(request, invitation)
    return _answer(cast(PersonRequest, request), invitation)


@require_http_methods(["GET", "POST"])
@login_required
def invited(request: PersonRequest, edition: str, invitation_id: int) -> HttpResponse:
    """The same page for whoever has signed in since, or finds the invitation on the site."""
    edition_or_404(request, edition)
    invitation = get_object_or_404(_invitations(edition), pk=invitation_id)
    if not (answering.is_for(invitation, request.user) or arrivals.came_with(request, invitation)):
        raise Http404
    return _answer(request, invitation)


def _say_how_many(request: HttpRequest, sent: int) -> None:
    if sent:
        words = ngettext("%(count)d invitation is on its way.", "%(count)d invitations are on their way.", sent)
        messages.success(request, words % {"count": sent})


def _invitations(edition: str) -> InvitationQuerySet:
    invitations = Invitation.objects.filter(team__competition__slug=edition)
    return invitations.select_related("team__theme", "team__captain", "team__competition", "invited_by", "person")


def _answer(request: PersonRequest, invitation: Invitation) -> HttpResponse:
    edition = invitation.team.competition.slug
    if invitation.team.memberships.active().of(request.user).exists():
        return redirect("teams:team", edition=edition)
    form = ConfirmForm(posted(request))
    if form.is_valid():
        with refusals(form):
            if "decline" in request.POST:
                answering.decline_invitation(invitation=invitation, by=request.user, received_at=request.received_at)
                messages.success(request, _("You have declined the invitation. The team has been told."))
            else:
                answering.accept(invitation=invitation, by=request.user, received_at=request.received_at)
                messages.success(request, _("You are in the team. Say now that you agree to take part."))
            arrivals.forget(request)
            return redirect("teams:team", edition=edition)
    page = invitation_page(invitation, request.user, at=request.received_at, here=request.path)
    return render(request, "teams/invitation.html", {"page": page, "form": form})
