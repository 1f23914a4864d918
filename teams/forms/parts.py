"""What several forms of this room share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from competitions.refusals import Refusal

SMALL = {"rows": 3, "dir": "auto"}


def refused_as_error(check: Any, text: str) -> str:
    """What a domain check answers about one field, beside the field."""
    try:
        return str(check(text))
    except Refusal as refusal:
        raise ValidationError(str(refusal)) from refusal


class ConfirmForm(forms.Form):
    """Nothing to type: the click is what counts."""
