"""Deadline reminders: the rules, who will get what, and who has got it."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions import wording
from competitions.admin.editions import in_languages
from competitions.administration import VerbAdmin
from competitions.domain import reminder_rules, reminders
from competitions.filtering import Present
from competitions.forms import ReminderRuleForm
from competitions.models import Phase, ReminderRule
from competitions.registries import audiences


@admin.register(ReminderRule)
class ReminderRuleAdmin(VerbAdmin):
    edition_lookup = "phase__competition"
    form = ReminderRuleForm
    list_display = ("__str__", "phase", "lead", "whom", "active", "links")
    list_filter = (("phase__competition", Present), ("phase", Present), "edge", "active")
    list_select_related = ("phase__competition",)
    fields = ("phase", "edge", "lead_minutes", "audience", *in_languages("subject", "body"), "active")

    @admin.display(description=gettext_lazy("how long before"), ordering="lead_minutes")
    def lead(self, rule: ReminderRule) -> str:
        words = _("%(length)s before it opens") if rule.edge == rule.Edge.OPENS else _("%(length)s before it closes")
        return words % {"length": wording.duration(rule.lead_minutes)}

    @admin.display(description=gettext_lazy("to whom"))
    def whom(self, rule: ReminderRule) -> str:
        return str(dict(audiences.choices()).get(rule.audience, rule.audience))

    @admin.display(description=gettext_lazy("messages"))
    def links(self, rule: ReminderRule) -> SafeString:
        sent = reverse("admin:competitions_message_changelist")
        return format_html(
            '<a href="{}">{}</a> · <a href="{}?rule={}">{}</a>',
            reverse("admin:competitions_reminderrule_preview", args=[rule.pk]),
            _("who will get it"),
            sent,
            rule.pk,
            _("who got it"),
        )

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Phase:
            phases = Phase.objects.select_related("competition")
            if not request.user.is_superuser:
                phases = phases.filter(competition__in=request.user.organised_editions())  # type: ignore[union-attr]
            kwargs["queryset"] = phases
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: ReminderRule | None = None) -> tuple[str, ...]:
        return ("phase",) if obj else ()

    def add_verb(self, request: HttpRequest, form: Any) -> ReminderRule:
        values = dict(form.cleaned_data)
        return reminder_rules.create_rule(
            values.pop("phase"),
            values=values,
            by=request.user,
            at=request.received_at,  # type: ignore[attr-defined]
        )

    def change_verb(self, request: HttpRequest, rule: ReminderRule, form: Any) -> ReminderRule:
        return reminder_rules.edit_rule(
            rule,
            values=form.cleaned_data,
            by=request.user,
            at=request.received_at,  # type: ignore[attr-defined]
        )

    def get_urls(self) -> list[URLPattern]:
        preview = path(
            "<int:rule_id>/preview/",
            self.admin_site.admin_view(self.preview),
            name="competitions_reminderrule_preview",
        )
        return [preview, *super().get_urls()]

    def preview(self, request: HttpRequest, rule_id: int) -> HttpResponse:
        """Who gets what from this rule, as things stand."""
        rules: QuerySet[ReminderRule] = self.get_queryset(request)
        rule = rules.select_related("phase__competition").filter(pk=rule_id).first()
        if rule is None or not self.has_view_permission(request, rule):
            raise Http404
        planned = reminders.preview(rule, at=request.received_at)  # type: ignore[attr-defined]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Who will get it"),
            "opts": self.model._meta,
            "rule": rule,
            "limit": reminders.PREVIEWED,
            "rows": [
                {
                    "person": one.person.display_name,
                    "language": one.person.get_language_display(),
                    "due": wording.moment(one.due_at, zone=rule.phase.competition.time_zone),
                    "written": _("written") if one.written else _("planned"),
                    "letter": one.letter,
                }
                for one in planned
            ],
        }
        return TemplateResponse(request, "competitions/admin/reminder_preview.html", context)
