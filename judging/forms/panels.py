"""Which panel jurors sit in and entries go to, as an organiser chooses it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST = 60  # panels of a round


class NumberForm(forms.Form):
    """How many panels there are."""

    number = forms.IntegerField(
        label=gettext_lazy("How many panels"), min_value=0, max_value=MOST,
        help_text=gettext_lazy("0 for none: the whole jury then judges every project."),
    )  # fmt: skip


class PlacesForm(forms.Form):
    """A choice of the panel for each of `rows`: (key, name, present number or None)."""

    def __init__(
        self, *args: Any, rows: Iterable[tuple[int, str, int | None]], numbers: Sequence[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("No panel")), *((number, _("Panel %(number)d") % {"number": number}) for number in numbers)]
        for key, name, present in rows:
            self.fields[f"place-{key}"] = forms.TypedChoiceField(
                label=name, choices=choices, coerce=int, empty_value=None, required=False, initial=present or ""
            )

    def places(self) -> dict[int, int | None]:
        """The numbers of the panels by key."""
        return {int(name.removeprefix("place-")): number for name, number in self.cleaned_data.items()}
