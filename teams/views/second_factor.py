"""The pages on which a second factor is removed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from teams.domain.second_factor import LastSecondFactor, require_one_stays
from teams.models import User
from teams.views.own import PersonRequest

View = Callable[..., HttpResponseBase]


def keeping_one_factor(view: View) -> View:
    """`view` removes a second factor; whoever must have one keeps their last, and reads why.

    The person's row is locked meanwhile: of two removed at the same instant one stays.
    """

    @wraps(view)
    def guarded(request: Any, pk: int | None = None) -> HttpResponseBase:
        given: dict[str, Any] = {} if pk is None else {"pk": pk}
        if not request.user.is_authenticated:
            return view(request, **given)
        with transaction.atomic():
            person = User.objects.locked(request.user.pk)
            try:
                require_one_stays(person, _leaving(person, pk), at=request.received_at)
            except LastSecondFactor as refusal:
                return _reason(request, refusal)
            return view(request, **given)

    return guarded


def _leaving(person: User, pk: int | None) -> int:
    """The key of what is to go: of this key, or of the authenticator application; 0 where there is none."""
    mine = Authenticator.objects.filter(user=person)
    found = mine.filter(pk=pk) if pk else mine.filter(type=Authenticator.Type.TOTP)
    return found.values_list("pk", flat=True).first() or 0


def _reason(request: PersonRequest, refusal: LastSecondFactor) -> HttpResponse:
    back = {"back_url": reverse("mfa_index"), "back_label": _("Two-factor authentication")}
    return render(request, "teams/reason.html", {"title": _("This factor stays"), "reason": refusal, **back})
