"""What an organiser types to have a plan proposed, and to change it by hand."""

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST_SEED = 2**32 - 1


class ProposeForm(forms.Form):
    """How the next proposal is to be made."""

    keep = forms.BooleanField(
        label=_("Keep what stands, and change as little as possible"),
        required=False,
        help_text=_("Without it, only what jurors have begun and what was given by hand is kept."),
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        required=False,
        min_value=0,
        max_value=LARGEST_SEED,
        help_text=_(
            "Empty: drawn by lot. With the seed of an earlier proposal and the same data the answer is the same."
        ),
    )


class MentorsForm(forms.Form):
    """The same for mentors: who accompanies a team stays."""

    seed = ProposeForm.base_fields["seed"]


class SwapForm(forms.Form):
    """One change, as the links have put it together; nobody types it."""

    out = forms.IntegerField(required=False, widget=forms.HiddenInput)
    into = forms.IntegerField(required=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput)
