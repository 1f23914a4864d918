"""A moment as people choose it: a date and an hour of the edition's clock, in one field of the browser's own."""

from django import forms

TYPED = "%Y-%m-%dT%H:%M"


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=TYPED)


class MomentField(forms.DateTimeField):
    widget = MomentInput
