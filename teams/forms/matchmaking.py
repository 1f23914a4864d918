"""The card of somebody who looks for a team."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Region, Theme
from teams.domain.matchmaking import LONGEST
from teams.forms.parts import SMALL
from teams.models import SeekerCard, User


class CardForm(forms.Form):
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=_("Themes that interest you"),
        required=False,
        help_text=_("Leave it empty if any suits you."),
        widget=forms.CheckboxSelectMultiple,
    )
    region = forms.ChoiceField(
        label=_("Your region"),
        required=False,
        choices=[("", _("No matter which")), *Region.choices],
        help_text=_("Where you could meet the others."),
    )
    brings = forms.CharField(
        label=_("What I bring"),
        max_length=LONGEST,
        help_text=_("What you know and like to do, and what you would like to change. Write no address or number."),
        widget=forms.Textarea(attrs={**SMALL, "rows": 5}),
    )

    def __init__(self, data: Any, *, competition: Competition, person: User, card: SeekerCard | None) -> None:
        known = {"region": person.region}
        if card is not None:
            known = {"region": card.region, "brings": card.brings, "themes": card.themes.all()}  # type: ignore[dict-item]
        super().__init__(data, initial=known)
        self.fields["themes"].queryset = Theme.objects.filter(competition=competition)  # type: ignore[attr-defined]
