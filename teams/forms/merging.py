"""Saying that another account is one's own too."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from competitions.refusals import Refusal
from teams.domain.payroll import normalise


class MergeForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("Your payroll number (PPR)"),
        help_text=gettext_lazy("As it stands on your payslip."),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}),
    )

    def clean_number(self) -> str:
        number: Any = self.cleaned_data["number"]
        try:
            return normalise(number)
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from refusal
