"""What a person decides about their own data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from teams.forms.proof import ProofForm


class EraseForm(ProofForm):
    """The proof of who asks, and what becomes of the name on submitted work where it stands on any."""

    keep_name = forms.ChoiceField(
        label=gettext_lazy("Your name on the work that your teams have submitted"),
        choices=[
            ("no", gettext_lazy("Take it off: the work is shown without me")),
            ("yes", gettext_lazy("Leave it there: I want to be named as an author")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ("keep_name", "password")

    def __init__(self, *args: Any, asks_for_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_for_name:
            del self.fields["keep_name"]

    @property
    def keeps_name(self) -> bool:
        return self.cleaned_data.get("keep_name") == "yes"
