"""What somebody states when they submit, sign off, withdraw, or leave the submitting to the platform."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

REASON_LENGTH = 1000


class PhaseForm(forms.Form):
    """A button that is about one phase, whatever has opened since its page was made."""

    phase = forms.CharField(widget=forms.HiddenInput)


class IntentForm(PhaseForm):
    """One intent for one press of the button, however often it arrives."""

    intent = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


def _reason(**kwargs: Any) -> forms.CharField:
    return forms.CharField(max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), **kwargs)


class DeclarationForm(IntentForm):
    """The captain's word. `reason` is asked only where a member has not signed off; whether it is needed is a rule."""

    use_required_attribute = False
    reason = _reason(
        required=False,
        label=_("Why you submit though not everybody has signed off"),
        help_text=_(
            "Every member reads it, and it stays with this version for good. Say nothing of anybody’s private life."
        ),
    )
    declared = forms.BooleanField(
        label=_("We declare that this project is the work of our team, and we accept the rules of the competition."),
        error_messages={"required": _("Tick the declaration to submit the project.")},
    )

    def __init__(self, *args: Any, rules_url: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rules_url:
            self.fields["declared"].help_text = format_html('<a href="{}">{}</a>', rules_url, _("Read the rules"))

    def asks_why(self, *, asks: bool) -> None:
        """Whether somebody has not signed off: then the page asks for the reason, and says that it is required."""
        if asks:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]


class ApprovalForm(PhaseForm):
    """`text` is the digest of what the person has read."""

    text = forms.CharField(max_length=64, widget=forms.HiddenInput)


class WithdrawalForm(IntentForm):
    use_required_attribute = False
    reason = _reason(
        label=_("Why you withdraw it"),
        error_messages={"required": _("Write why you withdraw it: every member of the team reads it.")},
        help_text=_("Every member of the team gets it by mail. Say nothing of anybody’s private life."),
    )
    sure = forms.BooleanField(
        label=_("I understand that nothing we have submitted counts until we submit again."),
        error_messages={"required": _("Tick the box to withdraw the submission.")},
    )
