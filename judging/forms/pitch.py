"""What an organiser decides about a session of pitches and the vote of the audience."""

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.domain.pitching.timing import LONGEST
from judging.forms.moments import MomentField


class LayOutForm(forms.Form):
    """From when on, how long each, and when there is a break."""

    starts_at = MomentField(label=_("The first project begins"))
    pitch_minutes = forms.IntegerField(label=_("Minutes to speak"), min_value=1, max_value=LONGEST)
    questions_minutes = forms.IntegerField(label=_("Minutes for questions"), min_value=0, max_value=LONGEST)
    break_every = forms.IntegerField(
        label=_("A break after so many projects"), min_value=0, max_value=1000, required=False,
        help_text=_("Leave it empty for none. A longer break, or a second day, is made in the running order below."),
    )  # fmt: skip
    break_minutes = forms.IntegerField(label=_("Minutes of a break"), min_value=0, max_value=LONGEST, required=False)

    def values(self) -> dict[str, object]:
        """As the verb takes them."""
        return {name: value or 0 for name, value in self.cleaned_data.items()}


class WindowForm(forms.Form):
    """When the audience votes; both empty for no vote."""

    audience_opens_at = MomentField(label=_("the audience votes from"), required=False)
    audience_closes_at = MomentField(
        label=_("the audience votes until"), required=False,
        help_text=_("The first minute that is too late. Once the vote has begun, only a later end is taken."),
    )  # fmt: skip
