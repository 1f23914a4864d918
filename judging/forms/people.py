"""What jurors say of themselves, and what they accept."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Department, Discipline, Theme
from judging.countries import countries
from judging.domain.profiles import EXPERTISE_LONGEST, ORGANISATION_LONGEST, Said
from judging.domain.stepping_back import StepBackReasonMissing
from judging.models import JurorProfile

SMALL = {"rows": 3, "dir": "auto"}


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ProfileForm(forms.Form):
    """Who a juror is; the names only of an account that has none."""

    name_ar = forms.CharField(label=_("Your name in Arabic script"), required=False, max_length=120)
    name_latin = forms.CharField(label=_("Your name in Latin script"), required=False, max_length=120)
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Department in which you serve"),
        required=False,
        empty_label=_("None: I come from outside the administration"),
        help_text=_("Nobody judges a team with somebody of the same department."),
    )
    organisation = forms.CharField(
        label=_("Outside body"),
        required=False,
        max_length=ORGANISATION_LONGEST,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("University, company, association or agency, if you come from outside the administration."),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    expertise = forms.CharField(
        label=_("Your expertise, in words"),
        required=False,
        max_length=EXPERTISE_LONGEST,
        widget=forms.Textarea(attrs=SMALL),
    )
    disciplines = forms.ModelMultipleChoiceField(
        Discipline.objects.none(), label=_("Disciplines"), required=False, widget=forms.CheckboxSelectMultiple
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=_("Themes that you know well"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Projects on these themes come to you first."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which you read projects"),
        required=False,
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave all empty for any of them."),
    )
    maximum_load = forms.IntegerField(
        label=_("Projects at most"), required=False, min_value=1, max_value=32_000, help_text=_("Empty: no limit.")
    )
    available_from = DayField(label=_("Available from"), required=False)
    available_until = DayField(label=_("Available until"), required=False, help_text=_("The last day."))

    def __init__(self, *args: Any, profile: JurorProfile, competition: Competition, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": _initial(profile)})
        fields: Any = self.fields
        for name in ("name_ar", "name_latin"):
            if getattr(profile.role.person, name):
                del fields[name]
        fields["department"].queryset = Department.objects.all()
        if profile.role.person.department_id:
            fields["department"].empty_label = None
        fields["disciplines"].queryset = Discipline.objects.all()
        fields["themes"].queryset = Theme.objects.filter(competition=competition)
        fields["country"].choices = [("", _("Not said")), *countries(get_language() or settings.LANGUAGE_CODE)]

    @property
    def said(self) -> Said:
        """What was typed; call it once the form is valid."""
        return Said(**{name: value for name, value in self.cleaned_data.items() if value not in ("", None)})


def _initial(profile: JurorProfile) -> dict[str, Any]:
    said: dict[str, Any] = {
        name: getattr(profile, name)
        for name in (
            *("organisation", "country", "expertise", "languages"),
            *("maximum_load", "available_from", "available_until"),
        )
    }
    said["department"] = profile.role.person.department_id
    if profile.pk is not None:
        said |= {"themes": list(profile.themes.all()), "disciplines": list(profile.disciplines.all())}
    return said


class CharterForm(forms.Form):
    charter = forms.BooleanField(label=_("I accept the charter of the jury"), required=False)
    confidentiality = forms.BooleanField(label=_("I will keep confidential what I learn as a juror"), required=False)


class StepBackForm(forms.Form):
    """Why a juror leaves, in a few words."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Only the organisers read it."),
        error_messages={"required": StepBackReasonMissing.message},
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
