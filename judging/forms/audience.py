"""The one choice of somebody of the audience."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.models import Entry


class VoteForm(forms.Form):
    """Shown by the page itself, which has room for each candidate; kept in the order drawn for this person."""

    entry = forms.ModelChoiceField(
        queryset=Entry.objects.none(),
        label=_("Project"),
        error_messages={"required": _("Choose a project."), "invalid_choice": _("Choose a project of the list.")},
    )

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["entry"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = candidates
