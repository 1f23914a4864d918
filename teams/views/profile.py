"""Who I am: one page, filled in once or piece by piece, and corrected whenever something changes."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions.refusals import refusals
from teams import arrivals
from teams.domain.consent import consent_owed, give_consent
from teams.domain.payroll import PayrollNumberTaken, TooManyNumbers, give_payroll_number
from teams.domain.registration import complete_profile, save_profile_so_far
from teams.forms.profile import ConsentForm, ProfileForm
from teams.models import PayrollRecord
from teams.presenters.profile import payroll_help, profile_page
from teams.views.own import PersonRequest, posted

LATER = "later"  # the button with which the rest is left for another day


@require_http_methods(["GET", "POST"])
@login_required
def profile(request: PersonRequest) -> HttpResponse:
    record = PayrollRecord.objects.of(request.user).first()
    form = _form(request, record)
    if form.is_valid() or (form.is_bound and form.so_far):
        with refusals(form):
            _keep(request, form)
        if form.is_valid():
            return _done(request, form)
        request.user.refresh_from_db()
    page = profile_page(request.user, form=form, record=record, at=request.received_at)
    return render(request, "teams/profile.html", {"form": form, "page": page, "later": LATER})


@require_http_methods(["GET", "POST"])
@login_required
def consent(request: PersonRequest) -> HttpResponse:
    """A new version of the notice, for whom nothing else is missing."""
    owed = consent_owed(request.user, at=request.received_at)
    if owed is None:
        return redirect(_where_to(request))
    form = ConsentForm(posted(request), owed=owed, notice_url=_notice_url())
    if form.is_valid():
        with refusals(form):
            give_consent(person=request.user, notice=owed, at=request.received_at)
            messages.success(request, _("Thank you: your consent is recorded."))
            return redirect(_where_to(request))
    return render(request, "teams/consent.html", {"form": form})


def _form(request: PersonRequest, record: PayrollRecord | None) -> ProfileForm:
    return ProfileForm(
        posted(request),
        person=request.user,
        at=request.received_at,
        owed=consent_owed(request.user, at=request.received_at),
        notice_url=_notice_url(),
        payroll_help=payroll_help(record),
        so_far=LATER in request.POST,
    )


def _keep(request: PersonRequest, form: ProfileForm) -> None:
    """Keep what is right: first who the person is, then their number, so that one refused keeps nobody's profile."""
    verb = save_profile_so_far if form.so_far else complete_profile
    verb(person=request.user, profile=form.profile, agrees_to=form.agrees_to, at=request.received_at)
    number = form.cleaned_data.get("payroll_number")
    if number:
        if not ratelimit.consume(request, action="payroll_number", user=request.user):
            raise TooManyNumbers
        try:
            give_payroll_number(person=request.user, number=number, by=request.user, at=request.received_at)
        except PayrollNumberTaken:
            form.number_is_taken = True
            raise


def _done(request: PersonRequest, form: ProfileForm) -> HttpResponse:
    if form.so_far:
        messages.success(request, _("What you have given is kept. You can finish your profile whenever you like."))
        return redirect("me")
    messages.success(request, _("Your profile is saved."))
    return redirect(_where_to(request))


def _notice_url() -> str:
    return reverse("competitions:notice")


def _where_to(request: PersonRequest) -> str:
    """Where the person came from if it is ours, else the invitation with which they came, else their own space."""
    came_from = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return came_from
    return arrivals.where_to(request) or reverse("me")
