"""A sign-in code handed in person: where it is made, and where the person who got it types it."""

from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from competitions.editions import edition_or_404
from competitions.models import Competition
from competitions.refusals import Refusal, refusals
from teams.domain.eligibility import people_of
from teams.domain.handing_codes import hand_code, hand_code_to_address, sign_in_with_code
from teams.forms.handed_code import AddressForm, HandedCodeForm
from teams.forms.parts import ConfirmForm
from teams.models import User
from teams.views.own import PersonRequest, posted


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
def handed_code(request: HttpRequest) -> HttpResponse:
    """The person types their address and the code; whatever is wrong with them, the answer is the same."""
    if request.user.is_authenticated:
        return redirect("me")
    form = HandedCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        address = form.cleaned_data["address"].lower()
        limited: HttpResponse | None = ratelimit.consume_or_429(request, action="handed_code", key=address)
        if limited is not None:
            return limited
        with refusals(form):
            person = sign_in_with_code(at=request.received_at, **form.cleaned_data)  # type: ignore[attr-defined]
            return _let_in(request, person)
    return render(request, "teams/handed_code.html", {"form": form})


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def hand(request: PersonRequest, edition: str, person_id: int) -> HttpResponse:
    """A code for one of the people of the department's page; only the answer to the click ever shows it."""
    competition = _edition_or_404(request, edition)
    person: User = get_object_or_404(people_of(request.user, competition), pk=person_id)
    form = ConfirmForm(posted(request))
    if form.is_valid():
        try:
            code = hand_code(person=person, competition=competition, by=request.user, at=request.received_at)
        except Refusal as refusal:
            return _page(request, competition, "teams/reason.html", reason=refusal)
        return _page(request, competition, "teams/code.html", code=_grouped(code), address=person.email)
    return _page(request, competition, "teams/hand_code.html", form=form, person=person)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def hand_to_address(request: PersonRequest, edition: str) -> HttpResponse:
    """A code for somebody who has not said yet where they serve, or has no account."""
    competition = _edition_or_404(request, edition)
    form = AddressForm(posted(request))
    if form.is_valid():
        limited: HttpResponse | None = ratelimit.consume_or_429(request, action="hand_code")
        if limited is not None:
            return limited
        with refusals(form):
            address = form.cleaned_data["address"]
            code = hand_code_to_address(
                address=address, competition=competition, by=request.user, at=request.received_at
            )
            return _page(request, competition, "teams/code.html", code=_grouped(code), address=address)
    return _page(request, competition, "teams/hand_code.html", form=form)


def _let_in(request: HttpRequest, person: User) -> HttpResponse:
    """Through allauth's door: a second factor is still asked for, a confirmed address is not."""
    record_authentication(request, person, method="handed_code")
    response: HttpResponse = perform_login(request, person, email_verification=EmailVerificationMethod.NONE)
    return response


def _page(request: PersonRequest, competition: Competition, template: str, **context: object) -> HttpResponse:
    back_url = reverse("teams:department", kwargs={"edition": competition.slug})
    title = _("Hand a sign-in code")
    return render(
        request, template, {"title": title, "back_url": back_url, "back_label": _("Back to the department"), **context}
    )


def _edition_or_404(request: PersonRequest, edition: str) -> Competition:
    competition = edition_or_404(request, edition)
    if not request.user.has_perm("teams.see_department", competition):
        raise Http404
    return competition


def _grouped(code: str) -> str:
    """In two halves, so that it can be read aloud."""
    return f"{code[:4]} {code[4:]}"
