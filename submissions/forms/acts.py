"""What people do with a project besides writing and submitting it: giving feedback."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from submissions.domain.reading import DraftSection


class FeedbackForm(forms.Form):
    """A mentor's note on one section; the page has one such form per section, told apart by their prefixes."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("Your feedback to the team"),
        help_text=_("Every member gets it by mail and reads it beside this section."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        error_messages={"required": _("Write what the team should read.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, part: DraftSection) -> None:
        self.part = part
        super().__init__(data, prefix=part.section.key)
