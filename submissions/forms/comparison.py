"""Which two states of a project file are compared."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ComparisonForm(forms.Form):
    """`a` is the older one, `b` the newer one; `choices` are their names by what stands in the address."""

    a = forms.ChoiceField(label=_("The older one"))
    b = forms.ChoiceField(label=_("The newer one"))

    def __init__(self, data: Mapping[str, Any], *, choices: Mapping[str, str]) -> None:
        super().__init__(data)
        for field in self.fields.values():
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices.items())
