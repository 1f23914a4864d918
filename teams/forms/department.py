"""What a focal point types about somebody, or about many."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teams.forms.parts import SMALL


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The person reads it. Say what they can do, for example which department to choose."),
        max_length=500,
        widget=forms.Textarea(attrs=SMALL),
    )


class DeclineManyForm(DeclineForm):
    """One reason for all of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "All of them read it. Say what they can do, for example which department to choose."
        )


def ticked(sent: Any) -> list[int]:
    """The keys of the people whose boxes are ticked; what is no key is nobody."""
    return [int(value) for value in sent.getlist("person") if value.isascii() and value.isdigit() and len(value) < 12]
