"""A number of points as people write it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from competitions.refusals import Refusal
from judging.points import parse_points, points_in_words


class PointsField(forms.CharField):
    """A number as people write it ("14.5", "14,5", "١٤٫٥"); cleaned to hundredths, or None when blank."""

    def prepare_value(self, value: Any) -> Any:
        return points_in_words(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        try:
            return parse_points(super().clean(value) or "")
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from refusal
