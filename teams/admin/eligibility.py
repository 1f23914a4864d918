"""Who may take part: every decision that was made, and a new one where it is needed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from competitions import wording
from competitions.administration import EditionAdmin, VerbAdmin
from competitions.asking import ReasonForm, ask_then_act
from competitions.filtering import Happened, Present
from teams.admin.parts import PERSON_KEYS, KeySearch, arrived
from teams.domain.eligibility import DECLINED, ELIGIBLE, ReasonMissing, decline, vouch
from teams.models import EligibilityDecision, VouchingRequest


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = EligibilityDecision
        fields = ("person", "competition", "outcome", "reason")
        help_texts = {"reason": _("Needed to decline: the person reads it.")}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("outcome") == DECLINED and not values.get("reason"):
            self.add_error("reason", ReasonMissing.message)
        return values


@admin.register(EligibilityDecision)
class EligibilityDecisionAdmin(KeySearch, VerbAdmin):
    """Append-only: another decision is another row, and the newest one stands."""

    form = DecisionForm
    list_display = ("person", "department", "outcome", "basis", "decided_by", "decided")
    list_filter = (("competition", Present), "outcome", "basis", ("department", Present))
    list_select_related = ("person", "competition", "department", "decided_by")
    search_fields = PERSON_KEYS
    autocomplete_fields = ("person",)
    actions = ("vouch_for", "decline_them")
    # There is no history: the rows themselves are it.
    object_history_template = EditionAdmin.object_history_template
    history_view = EditionAdmin.history_view

    def get_fields(self, request: HttpRequest, obj: EligibilityDecision | None = None) -> tuple[str, ...]:
        asked = ("person", "competition", "outcome", "reason")
        return (*asked, "department", "basis", "decided_by", "decided_at") if obj else asked

    @admin.display(description=_("decided"), ordering="decided_at")
    def decided(self, decision: EligibilityDecision) -> str:
        return wording.date_of(decision.decided_at, zone=decision.competition.time_zone)

    def add_verb(self, request: HttpRequest, form: Any) -> EligibilityDecision:
        values = dict(form.cleaned_data)
        about: Any = {key: values[key] for key in ("person", "competition")}
        about |= {"by": request.user, "at": arrived(request)}
        return vouch(**about) if values["outcome"] == ELIGIBLE else decline(reason=values["reason"], **about)

    @admin.action(description=_("Vouch for the selected people"), permissions=["view"])
    def vouch_for(self, request: HttpRequest, queryset: QuerySet[EligibilityDecision]) -> HttpResponse | None:
        return ask_then_act(
            self,
            request,
            queryset.select_related("person", "competition"),
            name="vouch_for",
            title=_("Vouch for the selected people"),
            act=lambda decision, _values: vouch(
                person=decision.person,
                competition=decision.competition,
                by=request.user,  # type: ignore[arg-type]
                at=arrived(request),
            ),
        )

    @admin.action(description=_("Decline the selected people"), permissions=["view"])
    def decline_them(self, request: HttpRequest, queryset: QuerySet[EligibilityDecision]) -> HttpResponse | None:
        return ask_then_act(
            self,
            request,
            queryset.select_related("person", "competition"),
            name="decline_them",
            title=_("Decline the selected people"),
            form_class=ReasonForm,
            act=lambda decision, values: decline(
                person=decision.person,
                competition=decision.competition,
                reason=values["reason"],
                by=request.user,  # type: ignore[arg-type]
                at=arrived(request),
            ),
        )


@admin.register(VouchingRequest)
class VouchingRequestAdmin(KeySearch, VerbAdmin):
    """Who waits for a word and since when. A decision takes the row away; nobody else does."""

    list_display = ("person", "department", "since", "raised")
    list_filter = (("competition", Present), ("raised_at", Happened), ("department", Present))
    list_select_related = ("person", "competition", "department")
    search_fields = PERSON_KEYS
    fields = ("person", "competition", "department", "asked_at", "raised_at")
    object_history_template = EditionAdmin.object_history_template
    history_view = EditionAdmin.history_view

    @admin.display(description=_("asked"), ordering="asked_at")
    def since(self, request: VouchingRequest) -> str:
        return wording.date_of(request.asked_at, zone=request.competition.time_zone)

    @admin.display(description=_("brought to the organisers"), ordering="raised_at")
    def raised(self, request: VouchingRequest) -> str:
        return wording.date_of(request.raised_at, zone=request.competition.time_zone) if request.raised_at else ""
