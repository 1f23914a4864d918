"""Proposals of who reads what: seen here, made and decided on the organiser's pages."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.administration import EditionAdmin
from competitions.filtering import Happened, Present
from judging.admin.parts import date, when
from judging.models import Plan
from judging.presenters.plans import state_of


@admin.register(Plan)
class PlanAdmin(EditionAdmin):
    list_display = ("number", "purpose", "round", "made", "made_by", "state")
    list_filter = (("competition", Present), "purpose", ("accepted_at", Happened))
    list_select_related = ("made_by", "round", "job", "accepting")
    fields = (
        *("purpose", "round", "seed", "inputs_sha256", "made_by", "made_at", "solved_at"),
        *("accepted_by", "accepted_at", "dropped_at", "page"),
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        # What the solver was given and what it answered fill megabytes.
        return super().get_queryset(request).select_related("competition", "accepting").defer("inputs", "result")

    @admin.display(description=gettext_lazy("proposal"), ordering="pk")
    def number(self, plan: Plan) -> str:
        return _("Proposal %(number)d") % {"number": plan.pk}

    made = when("made_at", gettext_lazy("made"), date)

    @admin.display(description=gettext_lazy("state"), ordering="accepted_at")
    def state(self, plan: Plan) -> str:
        return state_of(plan)[1]

    @admin.display(description=gettext_lazy("page"))
    def page(self, plan: Plan) -> SafeString:
        url = reverse("judging:plan", kwargs={"edition": plan.competition.slug, "plan_id": plan.pk})
        return format_html('<a href="{}">{}</a>', url, _("Look at it, change it, decide about it"))
