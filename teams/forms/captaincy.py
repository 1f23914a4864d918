"""What members write to the organisers about a captain who has disappeared."""

from django import forms
from django.utils.translation import gettext_lazy as _

from teams.domain.captaincy import LONGEST_WORD, WordToOrganisersMissing
from teams.forms.parts import SMALL


class AbsenceForm(forms.Form):
    word = forms.CharField(
        label=_("Word to the organisers"),
        help_text=_("How you tried to reach the captain, and what is urgent. Only the organisers read it."),
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs=SMALL),
        error_messages={"required": WordToOrganisersMissing.message},
    )
