"""Rounds and the criteria they judge by."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, ForeignKey, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from competitions.administration import FoldedSearch, VerbAdmin, VerbInline
from competitions.asking import ask_then_act
from competitions.filtering import Present
from competitions.models import Phase
from judging.admin.parts import date, in_languages, moment, texts, who_and_when
from judging.domain import planning
from judging.domain.rounds import open_round
from judging.forms import PointsField
from judging.models import Criterion, Level, Round
from judging.models.round import FULL_WEIGHT
from judging.points import percent_in_words, points_in_words


@admin.register(Round)
class RoundAdmin(FoldedSearch, VerbAdmin):
    edition_lookup = "phase__competition"
    list_display = ("__str__", "phase", "state", "evaluations", "page")
    list_filter = (("phase__competition", Present),)
    list_select_related = ("phase__competition",)
    search_fields = ("name_ar", "name_fr", "name_en")
    fields = ("phase", "submission_phase", *in_languages("name"), "evaluations_minimum", "opened", "closed")
    readonly_fields = ("opened", "closed")
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

    @admin.display(description=gettext_lazy("opened"), ordering="opened_at")
    def opened(self, round: Round) -> str:
        return moment(round.opened_at)

    @admin.display(description=gettext_lazy("closed"), ordering="closed_at")
    def closed(self, round: Round) -> str:
        return moment(round.closed_at)

    @admin.display(description=gettext_lazy("on the site"))
    def page(self, round: Round) -> SafeString:
        url = reverse("judging:ranking", kwargs={"edition": round.competition.slug, "round_id": round.pk})
        return format_html('<a href="{}">{}</a>', url, _("progress and ranking"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.opened_at is None)

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Phase:
            kind = Phase.Kind.JUDGING if db_field.name == "phase" else Phase.Kind.SUBMISSION
            kwargs["queryset"] = own(Phase.objects.of_kind(kind).select_related("competition"), request, "competition")
            kwargs["form_class"] = PhaseChoice
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def add_verb(self, request: HttpRequest, form: Any) -> Round:
        return planning.plan_round(**_round_values(form), **who_and_when(request))

    def change_verb(self, request: HttpRequest, round: Round, form: Any) -> Round:
        return planning.change_round(Round.objects.get(pk=round.pk), **_round_values(form), **who_and_when(request))

    @admin.action(description=gettext_lazy("Open the selected rounds"), permissions=["view"])
    def open_rounds(self, request: HttpRequest, queryset: QuerySet[Round]) -> HttpResponse | None:
        return ask_then_act(
            self,
            request,
            queryset,
            name="open_rounds",
            title=_("Open the selected rounds"),
            explanation=_("What was submitted enters the round as it is, and its rules are fixed for good."),
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
    return {
        "phase": values["phase"],
        "submission_phase": values["submission_phase"],
        "name": texts(values, "name"),
        "evaluations_minimum": values["evaluations_minimum"],
    }


class CriterionForm(forms.ModelForm):  # type: ignore[type-arg]
    """People write percent and points; the columns count in hundredths."""

    weight = PointsField(label=gettext_lazy("weight, in percent"))
    minimum = PointsField(label=gettext_lazy("lowest score"), initial=0)
    maximum = PointsField(label=gettext_lazy("highest score"), initial=2000)

    def clean_weight(self) -> int:
        weight: int = self.cleaned_data["weight"]
        if not 0 < weight <= FULL_WEIGHT:
            raise ValidationError(str(planning.WrongWeight.message))
        return weight

    def clean_maximum(self) -> int:
        maximum: int = self.cleaned_data["maximum"]
        if maximum <= self.cleaned_data.get("minimum", maximum - 1):
            raise ValidationError(str(planning.WrongScale.message))
        return maximum


class LevelForm(forms.ModelForm):  # type: ignore[type-arg]
    points = PointsField(label=gettext_lazy("score"))


class LevelInline(VerbInline):
    model = Level
    form = LevelForm
    readonly_fields = ("given",)

    def get_fields(self, request: HttpRequest, obj: Criterion | None = None) -> tuple[str, ...]:
        """Points as people write them, also where they are only read."""
        return ("points" if self.has_add_permission(request, obj) else "given", *in_languages("words"))

    @admin.display(description=gettext_lazy("score"))
    def given(self, level: Level) -> str:
        return points_in_words(level.points)

    def save_verb(self, request: HttpRequest, row: Level, values: dict[str, Any]) -> None:
        planning.save_level(row, points=values["points"], words=texts(values, "words"), **who_and_when(request))

    def remove_verb(self, request: HttpRequest, row: Level) -> None:
        planning.remove_level(row, **who_and_when(request))


@admin.register(Criterion)
class CriterionAdmin(FoldedSearch, VerbAdmin):
    edition_lookup = "round__phase__competition"
    form = CriterionForm
    list_display = ("__str__", "round", "percent", "scale", "order")
    list_filter = (("round", Present),)
    list_select_related = ("round",)
    search_fields = ("key", "name_ar", "name_fr", "name_en")
    inlines = (LevelInline,)

    @admin.display(description=gettext_lazy("weight"), ordering="weight")
    def percent(self, criterion: Criterion) -> str:
        return _("%(percent)s %%") % {"percent": percent_in_words(criterion.weight)}

    @admin.display(description=gettext_lazy("scale"))
    def scale(self, criterion: Criterion) -> str:
        return f"{points_in_words(criterion.minimum)} – {points_in_words(criterion.maximum)}"

    def get_fields(self, request: HttpRequest, obj: Criterion | None = None) -> tuple[str, ...]:
        """Percent and points as people write them, also where they are only read."""
        numbers = ("weight", "minimum", "maximum") if self.has_change_permission(request, obj) else ("percent", "scale")
        return ("round", "key", *in_languages("name", "description"), *numbers, "order")

    def get_readonly_fields(self, request: HttpRequest, obj: Criterion | None = None) -> tuple[str, ...]:
        return ("round", "percent", "scale") if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.round.opened_at is None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # One at a time: the action over many would pass the verb by.
        return obj is not None and self.has_change_permission(request, obj)

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Round:
            kwargs["queryset"] = own(Round.objects.filter(opened_at=None), request, "phase__competition")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def add_verb(self, request: HttpRequest, form: Any) -> Criterion:
        return planning.add_criterion(round=form.cleaned_data["round"], plan=_plan(form), **who_and_when(request))

    def change_verb(self, request: HttpRequest, criterion: Criterion, form: Any) -> Criterion:
        stored = Criterion.objects.get(pk=criterion.pk)
        return planning.change_criterion(stored, plan=_plan(form), **who_and_when(request))

    def delete_model(self, request: HttpRequest, obj: Criterion) -> None:
        planning.remove_criterion(obj, **who_and_when(request))


def _plan(form: Any) -> planning.CriterionPlan:
    values = form.cleaned_data
    return planning.CriterionPlan(
        key=values["key"],
        name=texts(values, "name"),
        description=texts(values, "description"),
        weight=values["weight"],
        minimum=values["minimum"],
        maximum=values["maximum"],
        order=values["order"],
    )
