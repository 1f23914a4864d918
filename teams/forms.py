"""What a person types about themselves and their team, and how it is refused."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Department, Discipline, Region, Theme
from competitions.refusals import Refusal
from teams.domain import names
from teams.domain.registration import departments_offered
from teams.models import Gender, ServiceLevel, Team, User

SMALL = {"rows": 3, "dir": "auto"}


def _refused_as_error(check: Any, text: str) -> str:
    """What a domain check answers about one field, beside the field."""
    try:
        return str(check(text))
    except Refusal as refusal:
        raise ValidationError(str(refusal)) from refusal


class ProfileForm(forms.Form):
    """Who a person is: one page, everything asked once, and why."""

    name_ar = forms.CharField(
        label=_("Name in Arabic script"),
        max_length=120,
        help_text=_("First name and family name, as they shall stand on your certificate."),
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar", "autocomplete": "off"}),
    )
    name_latin = forms.CharField(
        label=_("Name in Latin script"),
        max_length=120,
        help_text=_("First name and family name, as on your identity card."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "name"}),
    )
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Department"),
        empty_label=_("Choose a department"),
        help_text=_("The ministerial department in which you serve. Only enrolled departments take part."),
    )
    service_level = forms.ChoiceField(label=_("Service"), choices=ServiceLevel.choices, widget=forms.RadioSelect)
    region = forms.ChoiceField(
        label=_("Region"),
        choices=[("", _("Choose a region")), *Region.choices],
        required=False,
        help_text=_("Needed for the deconcentrated services: where your service is."),
    )
    discipline = forms.ModelChoiceField(
        Discipline.objects.all(),
        label=_("Discipline"),
        empty_label=_("Choose a discipline"),
        help_text=_("What you are trained in or work in. A team brings several disciplines together."),
    )
    gender = forms.ChoiceField(
        label=_("Gender"),
        choices=Gender.choices,
        widget=forms.RadioSelect,
        help_text=_("The edition follows the share of women in its teams. Only counts are shown, never who said what."),
    )
    language = forms.ChoiceField(
        label=_("Preferred language"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("The language of the messages that we send you."),
    )

    def __init__(self, data: Any, *, person: User, at: datetime) -> None:
        super().__init__(data, initial=_known(person))
        self.fields["department"].queryset = departments_offered(person, at=at)  # type: ignore[attr-defined]

    def clean_name_ar(self) -> str:
        return _refused_as_error(names.person_name_ar, self.cleaned_data["name_ar"])

    def clean_name_latin(self) -> str:
        return _refused_as_error(names.person_name_latin, self.cleaned_data["name_latin"])


def _known(person: User) -> dict[str, Any]:
    known = ("name_ar", "name_latin", "department", "service_level", "region", "discipline", "gender", "language")
    return {name: getattr(person, name) for name in known}


class TeamForm(forms.Form):
    """How a team is called and what it works on."""

    name_ar = forms.CharField(
        label=_("Name of the team in Arabic script"),
        max_length=80,
        required=False,
        help_text=_("At least one of the two names. No other team of the edition may have it."),
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
    )
    name_latin = forms.CharField(
        label=_("Name of the team in Latin script"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    theme = forms.ModelChoiceField(Theme.objects.none(), label=_("Theme"), widget=forms.RadioSelect, empty_label=None)

    def __init__(self, data: Any, *, competition: Competition, team: Team | None = None) -> None:
        known = {"name_ar": team.name_ar, "name_latin": team.name_latin, "theme": team.theme_id} if team else {}
        super().__init__(data, initial=known)
        self.fields["theme"].queryset = Theme.objects.filter(competition=competition)  # type: ignore[attr-defined]

    def clean_name_ar(self) -> str:
        return _refused_as_error(names.team_name_ar, self.cleaned_data["name_ar"])

    def clean_name_latin(self) -> str:
        return _refused_as_error(names.team_name_latin, self.cleaned_data["name_latin"])


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address of your colleague"),
        help_text=_("They need no account yet: the invitation says how to get one. It holds for 14 days."),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )


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


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The person reads it. Say what they can do, for example which department to choose."),
        max_length=500,
        widget=forms.Textarea(attrs=SMALL),
    )


class ConfirmForm(forms.Form):
    """Nothing to type: the click is what counts."""
