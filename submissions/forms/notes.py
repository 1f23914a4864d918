"""What teammates write to each other."""

from django import forms
from django.utils.translation import gettext_lazy as _

from submissions.domain.notes import LONGEST, NoteTooLong, NothingNoted


class NoteForm(forms.Form):
    """A note on a section; whoever is named in it after an @ is told."""

    use_required_attribute = False
    phase = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your note"),
        help_text=_("Write @ and a name for those whom it concerns."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        error_messages={"required": NothingNoted.message, "max_length": NoteTooLong.message},
    )
