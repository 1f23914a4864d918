"""Rounds: which projects enter, how they are judged, how it is decided."""

import dataclasses
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, ForeignKey, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from competitions.administration import FoldedSearch, VerbAdmin
from competitions.asking import ask_then_act
from competitions.filtering import Present
from competitions.models import Phase
from judging.admin.parts import date, in_languages, texts, when, who_and_when
from judging.domain import planning
from judging.domain.rounds import open_round
from judging.domain.rule_changes import is_scored
from judging.forms.rounds import reason_field
from judging.models import Round
from submissions.models import Question

READING = ("evaluations_wanted", "is_read_by_all", "evaluations_minimum")
PITCHING = ("pitch_minutes", "questions_minutes", "audience_opens_at", "audience_closes_at")

FIELDSETS = (
    (None, {"fields": ("kind", "phase", "submission_phase", *in_languages("name"), "reason")}),
    (gettext_lazy("Which projects enter"), {"fields": ("entry_rule", "earlier_round", "entry_count")}),
    (gettext_lazy("Who reads what"), {"fields": READING}),
    (gettext_lazy("What the jury sees"), {"fields": ("is_blind", "hidden_questions")}),
    (gettext_lazy("How it is decided"), {"fields": ("decided_by", "president_counts_double", "quorum_percent")}),
    (gettext_lazy("Pitches and the audience"), {"fields": PITCHING}),
    (gettext_lazy("How far it is"), {"fields": ("collected", "opened", "closed")}),
)


class QuestionChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Question) -> str:
        return f"{obj.section.name} · {obj.label}"


class RoundForm(forms.ModelForm):  # type: ignore[type-arg]
    """The rules of a round; the answers that are hidden are those of the phase that it judges."""

    hidden_questions = QuestionChoice(
        Question.objects.none(),
        label=gettext_lazy("answers hidden from the jury"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("In a blind round the jury sees neither names nor these answers."),
    )
    reason = reason_field(gettext_lazy("reason for the change"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reason" in self.fields:
            self.fields["reason"].help_text = _("The jury has begun to score: this is published.")
        if "evaluations_wanted" in self.fields:
            self.fields["evaluations_wanted"].help_text = _(
                "Five instead of three make the ranking as much surer as removing the severity of jurors does."
            )
            self.fields["is_read_by_all"].help_text = _("The right way for about a dozen projects.")
        if "hidden_questions" in self.fields and self.instance.pk:
            asked = Question.objects.of_phase(self.instance.submission_phase).select_related("section")
            self.fields["hidden_questions"].queryset = asked  # type: ignore[attr-defined]
            self.initial["hidden_questions"] = [hidden.question_id for hidden in self.instance.hides.all()]


@admin.register(Round)
class RoundAdmin(FoldedSearch, VerbAdmin):
    edition_lookup = "phase__competition"
    list_display = ("__str__", "phase", "state", "evaluations", "page")
    list_filter = (("phase__competition", Present),)
    list_select_related = ("phase__competition",)
    search_fields = ("name_ar", "name_fr", "name_en")
    form = RoundForm
    readonly_fields = ("collected", "opened", "closed")
    actions = ("open_rounds",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        given = Q(entries__assignments__closed_at=None)
        finished = given & Q(entries__assignments__evaluation__finished_at__isnull=False)
        counted: QuerySet[Any] = (
            super()
            .get_queryset(request)
            .annotate(
                assigned=Count("entries__assignments", filter=given),
                finished=Count("entries__assignments", filter=finished),
            )
        )
        return counted

    @admin.display(description=gettext_lazy("state"), ordering="opened_at")
    def state(self, round: Round) -> str:
        if round.closed_at:
            return _("Closed on %(date)s") % {"date": date(round.closed_at)}
        if round.opened_at:
            return _("Open since %(date)s") % {"date": date(round.opened_at)}
        return pgettext("round", "Not open yet")

    @admin.display(description=gettext_lazy("evaluations"))
    def evaluations(self, round: Any) -> str:
        return _("%(finished)d of %(assigned)d finished") % {"finished": round.finished, "assigned": round.assigned}

    opened = when("opened_at", gettext_lazy("opened"))
    closed = when("closed_at", gettext_lazy("closed"))

    @admin.display(description=gettext_lazy("on the site"))
    def page(self, round: Round) -> SafeString:
        url = reverse("judging:ranking", kwargs={"edition": round.competition.slug, "round_id": round.pk})
        return format_html('<a href="{}">{}</a>', url, _("progress and ranking"))

    collected = when("collected_at", gettext_lazy("projects entered"))

    def get_fieldsets(self, request: HttpRequest, obj: Round | None = None) -> Any:
        """Without what cannot be said yet: hidden answers before the phase is chosen, a reason before a score."""
        left = {"reason"} if obj is None or obj.closed_at or not is_scored(obj) else set()
        left |= {"hidden_questions"} if obj is None or not self.has_change_permission(request, obj) else set()
        return [
            (title, {**options, "fields": tuple(name for name in options["fields"] if name not in left)})
            for title, options in FIELDSETS
        ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.closed_at is None)

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Phase:
            kind = Phase.Kind.JUDGING if db_field.name == "phase" else Phase.Kind.SUBMISSION
            kwargs["queryset"] = own(Phase.objects.of_kind(kind).select_related("competition"), request, "competition")
            kwargs["form_class"] = PhaseChoice
        if db_field.name == "earlier_round":
            kwargs["queryset"] = own(Round.objects.select_related("phase__competition"), request, "phase__competition")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def add_verb(self, request: HttpRequest, form: Any) -> Round:
        return planning.plan_round(**_round_values(form), **who_and_when(request))

    def change_verb(self, request: HttpRequest, round: Round, form: Any) -> Round:
        stored, reason = Round.objects.get(pk=round.pk), form.cleaned_data.get("reason", "")
        return planning.change_round(stored, **_round_values(form), reason=reason, **who_and_when(request))

    @admin.action(description=gettext_lazy("Open the selected rounds"), permissions=["view"])
    def open_rounds(self, request: HttpRequest, queryset: QuerySet[Round]) -> HttpResponse | None:
        return ask_then_act(
            self,
            request,
            queryset,
            name="open_rounds",
            title=_("Open the selected rounds"),
            explanation=_(
                "What was submitted enters the round as it is. Until the first score its rules may change; after it "
                "only for a reason that is published."
            ),
            act=lambda round, _values: open_round(round=round, **who_and_when(request)),
        )


class PhaseChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Phase) -> str:
        return f"{obj.competition} · {obj.name}"


def own(rows: Any, request: HttpRequest, lookup: str) -> Any:
    """The rows of the editions that the person of `request` runs."""
    if request.user.is_superuser:
        return rows
    return rows.filter(**{f"{lookup}__in": request.user.organised_editions()})  # type: ignore[union-attr]


def _round_values(form: Any) -> dict[str, Any]:
    values = form.cleaned_data
    rules = {each.name: values[each.name] for each in dataclasses.fields(planning.RoundRules) if each.name in values}
    return {
        "phase": values["phase"],
        "submission_phase": values["submission_phase"],
        "name": texts(values, "name"),
        "rules": planning.RoundRules(**rules),
    }
