"""The file that brings a jury."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition
from teams.forms.lists import TABLES


class JuryListForm(forms.Form):
    competition = forms.ModelChoiceField(Competition.objects.none(), label=_("Edition"))
    file = forms.FileField(
        label=_("The list, as CSV or XLSX"),
        help_text=_("At most 1,000 rows; the first names the columns. What comes of each is shown first."),
        widget=forms.FileInput(attrs={"accept": TABLES}),
        error_messages={
            "required": _("Choose the file with the list."),
            "empty": _("There is nothing in this file. Choose the one with the list."),
        },
    )

    def __init__(self, *args: Any, editions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["competition"]
        field.queryset = editions
        # The newest is almost always the one that is meant.
        field.initial = editions.order_by("-pk").values_list("pk", flat=True).first()


class ShownForm(forms.Form):
    """What was shown before the click, and the reason that a jury at work needs."""

    shown = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
