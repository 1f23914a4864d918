"""The criteria of rounds, their levels in words, and what feeds them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.administration import FoldedSearch, VerbAdmin, VerbInline
from competitions.filtering import Present
from judging.admin.parts import in_languages, texts, who_and_when
from judging.admin.rounds import QuestionChoice, own
from judging.domain import criteria as verbs
from judging.domain.rule_changes import is_scored
from judging.forms.points import PointsField
from judging.forms.rounds import reason_field
from judging.models import Criterion, Level, Round
from judging.models.round import FULL_WEIGHT
from judging.points import percent_in_words, points_in_words
from submissions.models import Question


class GiverChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Criterion) -> str:
        return f"{obj.round.name} · {obj.name} ({percent_in_words(obj.weight)} %)"


class CriterionForm(forms.ModelForm):  # type: ignore[type-arg]
    """People write percent and points; the columns count in hundredths."""

    weight = PointsField(label=gettext_lazy("weight, in percent"))
    minimum = PointsField(label=gettext_lazy("lowest score"), initial=0)
    maximum = PointsField(label=gettext_lazy("highest score"), initial=2000)
    questions = QuestionChoice(
        Question.objects.none(),
        label=gettext_lazy("questions whose answers feed it"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("The jury finds these answers when it scores this criterion."),
    )
    giver = GiverChoice(
        Criterion.objects.none(),
        label=gettext_lazy("criterion that gives its weight"),
        required=False,
        help_text=gettext_lazy("In a round that is open the weights always sum to 100 percent."),
    )
    reason = reason_field(gettext_lazy("reason for the change"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reason" in self.fields:
            self.fields["reason"].help_text = _("The jury has begun to score: this is published.")
        if "questions" not in self.fields:
            return
        round = self.instance.round if self.instance.round_id else None
        field: Any = self.fields["questions"]
        if round is not None:
            field.queryset = Question.objects.of_phase(round.submission_phase).select_related("section")
            self.initial["questions"] = [feed.question_id for feed in self.instance.feeds.all()]

    def clean_weight(self) -> int:
        weight: int = self.cleaned_data["weight"]
        if not 0 < weight <= FULL_WEIGHT:
            raise ValidationError(str(verbs.WrongWeight.message))
        return weight

    def clean_maximum(self) -> int:
        maximum: int = self.cleaned_data["maximum"]
        if maximum <= self.cleaned_data.get("minimum", maximum - 1):
            raise ValidationError(str(verbs.WrongScale.message))
        return maximum


class LevelForm(forms.ModelForm):  # type: ignore[type-arg]
    points = PointsField(label=gettext_lazy("score"))
    reason = forms.CharField(label=gettext_lazy("reason for the change"), required=False, max_length=1000)


class LevelInline(VerbInline):
    model = Level
    form = LevelForm
    readonly_fields = ("given",)

    def get_fields(self, request: HttpRequest, obj: Criterion | None = None) -> tuple[str, ...]:
        """Points as people write them, also where they are only read; once scored, the reason too."""
        changes = self.has_change_permission(request, obj)
        asked = ("reason",) if changes and obj is not None and is_scored(obj.round) else ()
        return ("points" if changes else "given", *in_languages("words"), *asked)

    @admin.display(description=gettext_lazy("score"))
    def given(self, level: Level) -> str:
        return points_in_words(level.points)

    def save_verb(self, request: HttpRequest, row: Level, values: dict[str, Any]) -> None:
        words, reason = texts(values, "words"), values.get("reason", "")
        verbs.save_level(row, points=values["points"], words=words, reason=reason, **who_and_when(request))

    def remove_verb(self, request: HttpRequest, row: Level) -> None:
        verbs.remove_level(row, **who_and_when(request))


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
        named = ("round", "key", *in_languages("name", "description"), *numbers, "tie_place", "order")
        if obj is None:
            return (*named, "giver")
        if not self.has_change_permission(request, obj):
            return (*named, "fed_by")
        return (*named, "questions", *(("reason",) if is_scored(obj.round) else ()))

    def get_readonly_fields(self, request: HttpRequest, obj: Criterion | None = None) -> tuple[str, ...]:
        return ("round", "percent", "scale", "fed_by") if obj else ()

    @admin.display(description=gettext_lazy("questions whose answers feed it"))
    def fed_by(self, criterion: Criterion) -> str:
        return " · ".join(str(feed.question.label) for feed in criterion.feeds.select_related("question"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.round.closed_at is None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # One at a time: the action over many would pass the verb by.
        return obj is not None and self.has_change_permission(request, obj)

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Round:
            kwargs["queryset"] = own(Round.objects.filter(closed_at=None), request, "phase__competition")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj: Criterion | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        open_ones = Criterion.objects.filter(round__opened_at__isnull=False, round__closed_at=None)
        givers = own(open_ones.select_related("round"), request, "round__phase__competition")

        class Form(form):  # type: ignore[misc, valid-type]
            def __init__(self, *args: Any, **given: Any) -> None:
                super().__init__(*args, **given)
                if "giver" in self.fields:
                    self.fields["giver"].queryset = givers.filter(round__opened_at__isnull=False).select_related(
                        "round"
                    )

        return Form

    def add_verb(self, request: HttpRequest, form: Any) -> Criterion:
        plan, giver = _plan(form), form.cleaned_data.get("giver")
        weights = {giver.key: giver.weight - plan.weight} if giver is not None else None
        round = form.cleaned_data["round"]
        return verbs.add_criterion(round=round, plan=plan, weights=weights, **who_and_when(request))

    def change_verb(self, request: HttpRequest, criterion: Criterion, form: Any) -> Criterion:
        stored, reason = Criterion.objects.get(pk=criterion.pk), form.cleaned_data.get("reason", "")
        return verbs.change_criterion(stored, plan=_plan(form), reason=reason, **who_and_when(request))

    def delete_model(self, request: HttpRequest, obj: Criterion) -> None:
        verbs.remove_criterion(obj, **who_and_when(request))


def _plan(form: Any) -> verbs.CriterionPlan:
    values = form.cleaned_data
    return verbs.CriterionPlan(
        key=values["key"],
        name=texts(values, "name"),
        description=texts(values, "description"),
        weight=values["weight"],
        minimum=values["minimum"],
        maximum=values["maximum"],
        order=values["order"],
        questions=values.get("questions"),
        tie_place=values["tie_place"],
    )
