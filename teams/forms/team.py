"""What a team says about itself, and what its members type about each other."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Theme
from teams.domain import team_names
from teams.forms.parts import SMALL, refused_as_error
from teams.models import Team


class TeamForm(forms.Form):
    """How a team is called and what it works on."""

    name_ar = forms.CharField(
        label=_("Name of the team in Arabic script"),
        max_length=team_names.LONGEST_NAME,
        required=False,
        help_text=_("At least one of the two names. No other team of the edition may have it."),
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
    )
    name_latin = forms.CharField(
        label=_("Name of the team in Latin script"),
        max_length=team_names.LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    motto = forms.CharField(
        label=_("Motto"),
        max_length=team_names.LONGEST_MOTTO,
        required=False,
        help_text=_("One line, in the language of your choice. It stands beside the name."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    theme = forms.ModelChoiceField(Theme.objects.none(), label=_("Theme"), widget=forms.RadioSelect, empty_label=None)

    def __init__(self, data: Any, *, competition: Competition, team: Team | None = None) -> None:
        kept = ("name_ar", "name_latin", "motto", "theme_id")
        known = {field.removesuffix("_id"): getattr(team, field) for field in kept} if team else {}
        super().__init__(data, initial=known)
        self.fields["theme"].queryset = Theme.objects.filter(competition=competition)  # type: ignore[attr-defined]

    def clean_name_ar(self) -> str:
        return refused_as_error(team_names.arabic, self.cleaned_data["name_ar"])

    def clean_name_latin(self) -> str:
        return refused_as_error(team_names.latin, self.cleaned_data["name_latin"])

    def clean_motto(self) -> str:
        return refused_as_error(team_names.motto, self.cleaned_data["motto"])


class MemberForm(forms.Form):
    """One of the members of a team; `nobody`, when given, is the words for choosing none."""

    def __init__(self, data: Any, *, members: Any, nobody: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        optional = nobody is not None
        self.fields["member"] = forms.ModelChoiceField(
            members,
            label=_("Member"),
            required=not optional,
            blank=optional,
            empty_label=nobody,
            widget=forms.RadioSelect,
        )
        self.order_fields(["member"])


class RemovalForm(MemberForm):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The person reads it."),
        max_length=500,
        widget=forms.Textarea(attrs=SMALL),
    )


class LeavingForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The captain and the deputy read it."),
        max_length=500,
        widget=forms.Textarea(attrs=SMALL),
    )


class DissolutionForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("All members read it."),
        max_length=500,
        widget=forms.Textarea(attrs=SMALL),
    )
