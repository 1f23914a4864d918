"""Jurors as the platform knows them, and what an edition asks of its jury."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.administration import VerbAdmin
from competitions.asking import ReasonForm, ask_then_act
from competitions.filtering import Happened, Present
from judging.admin.parts import KeySearch, date, in_languages, when, who_and_when
from judging.domain.profiles import Said, save_jury_rules, save_profile
from judging.domain.stepping_back import step_back
from judging.models import JurorProfile, JuryRules

SAID = (
    *("organisation", "country", "expertise", "disciplines", "themes"),
    *("languages", "maximum_load", "available_from", "available_until"),
)


class JurorProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("languages read"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    country = forms.CharField(
        label=gettext_lazy("country"),
        required=False,
        max_length=2,
        help_text=gettext_lazy("Two letters, such as MA, BE or SN."),
    )


@admin.register(JurorProfile)
class JurorProfileAdmin(KeySearch, VerbAdmin):
    edition_lookup = "role__competition"
    form = JurorProfileForm
    list_display = ("person", "kind", "from_where", "languages_read", "maximum_load", "charter", "left")
    list_filter = (
        ("role__competition", Present),
        "role__kind",
        ("charter_accepted_at", Happened),
        ("stepped_back_at", Happened),
        ("themes", Present),
    )
    list_select_related = ("role__person__department", "role__competition")
    search_fields = ("role__person__name_ar_key", "role__person__name_latin_key", "role__person__email")
    fields = ("person", *SAID, "charter", "left", "stepped_back_because")
    readonly_fields = ("person", "charter", "left", "stepped_back_because")
    actions = ("let_step_back",)

    @admin.display(description=gettext_lazy("juror"), ordering="role__person__name_latin_key")
    def person(self, profile: JurorProfile) -> str:
        return profile.role.person.display_name

    @admin.display(description=gettext_lazy("role"), ordering="role__kind")
    def kind(self, profile: JurorProfile) -> str:
        return profile.role.get_kind_display()

    @admin.display(description=gettext_lazy("comes from"))
    def from_where(self, profile: JurorProfile) -> str:
        department = profile.role.person.department
        return " · ".join(filter(None, (profile.organisation, str(department.name) if department else "")))

    @admin.display(description=gettext_lazy("languages read"))
    def languages_read(self, profile: JurorProfile) -> str:
        names = dict(settings.LANGUAGES)
        return _(", ").join(str(names[code]) for code in profile.languages if code in names)

    charter = when("charter_accepted_at", gettext_lazy("charter accepted"), date)
    left = when("stepped_back_at", gettext_lazy("stepped back"), date)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["widget"] = forms.CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: JurorProfile | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is not None and "themes" in form.base_fields:
            form.base_fields["themes"].queryset = obj.role.competition.themes.all()
        return form

    def change_verb(self, request: HttpRequest, profile: JurorProfile, form: Any) -> JurorProfile:
        said = {name: form.cleaned_data[name] for name in SAID}
        said["country"] = said["country"].upper()
        role = profile.role
        save_profile(person=role.person, competition=role.competition, said=Said(**said), **who_and_when(request))
        return profile

    @admin.action(description=gettext_lazy("Let the selected jurors step back"), permissions=["view"])
    def let_step_back(self, request: HttpRequest, queryset: QuerySet[JurorProfile]) -> HttpResponse | None:
        return ask_then_act(
            self,
            request,
            queryset.select_related("role__person", "role__competition"),
            name="let_step_back",
            title=_("Let the selected jurors step back"),
            form_class=ReasonForm,
            act=lambda profile, values: step_back(
                juror=profile.role.person,
                competition=profile.role.competition,
                reason=values["reason"],
                **who_and_when(request),
            ),
        )


@admin.register(JuryRules)
class JuryRulesAdmin(VerbAdmin):
    list_display = ("competition", "shown_from", "appeal_days")
    list_select_related = ("competition",)
    fields = (
        "competition",
        *in_languages("charter", "confidentiality"),
        "jury_public_from",
        "appeal_days",
        "tells_rank",
    )

    shown_from = when("jury_public_from", gettext_lazy("the teams see the names of the jury from"), date)

    def get_readonly_fields(self, request: HttpRequest, obj: JuryRules | None = None) -> tuple[str, ...]:
        return ("competition",) if obj else ()

    def add_verb(self, request: HttpRequest, form: Any) -> JuryRules:
        values = dict(form.cleaned_data)
        rules = JuryRules(competition=values.pop("competition"))
        return save_jury_rules(rules, values=values, **who_and_when(request))

    def change_verb(self, request: HttpRequest, rules: JuryRules, form: Any) -> JuryRules:
        return save_jury_rules(
            JuryRules.objects.get(pk=rules.pk), values=dict(form.cleaned_data), **who_and_when(request)
        )
