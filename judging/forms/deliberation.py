"""What the jury types in a deliberation: notes, another score, a ballot, candidates, reasons, a moment."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.forms.points import PointsField
from judging.models import Criterion, Entry, Prize
from judging.points import points_in_words
from teams.typed import isolated

ABSTAIN = ""
LANGUAGES = {"ar": _("in Arabic"), "fr": _("in French"), "en": _("in English")}


class NoteForm(forms.Form):
    """A note on the project in the hidden field, or on all."""

    entry = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Note for the minutes"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class ScoreChangeForm(forms.Form):
    """Another score on a criterion: one of its levels where it has some."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("It is kept with the result, beside the score that you gave before."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    field_order = ("points", "reason")

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = list(criterion.levels.all())
        self.fields["points"] = _levels(levels) if levels else _number(criterion)
        self.order_fields(self.field_order)


class BallotForm(forms.Form):
    """One of the candidates, or an abstention."""

    entry = forms.ChoiceField(label=_("Your voice"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, candidates: Sequence[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(entry.pk), _named(entry)) for entry in candidates]
        self.fields["entry"].choices = [*choices, ("none", _("I abstain"))]  # type: ignore[attr-defined]


class ReasonsForm(forms.Form):
    """Why a prize is not awarded, in Arabic and as far as one likes in the other languages."""

    def __init__(self, *args: Any, prizes: Iterable[Prize] = (), suggested: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prizes = list(prizes)
        for prize in self.prizes:
            for language, words in LANGUAGES.items():
                self.fields[f"because_{prize.pk}_{language}"] = forms.CharField(
                    label=_("“%(prize)s” is not awarded, because (%(language)s)")
                    % {"prize": prize.name, "language": words},
                    initial=suggested.get(language, ""),
                    required=language == "ar",
                    max_length=1000,
                    widget=forms.Textarea(attrs={"rows": 2, "lang": language, "dir": _direction(language)}),
                )

    def given(self) -> dict[int, dict[str, str]]:
        """The reasons by prize and language."""
        return {
            prize.pk: {language: self.cleaned_data[f"because_{prize.pk}_{language}"] for language in LANGUAGES}
            for prize in self.prizes
        }


class MomentForm(forms.Form):
    """When the results become public, by the clock of the edition."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def moment(self, zone: str) -> datetime:
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        return datetime.combine(day, hour, tzinfo=ZoneInfo(zone))


class AppealForm(forms.Form):
    """What a team says against its result."""

    text = forms.CharField(
        label=_("What you appeal against, and why"),
        help_text=_("You can appeal once. Somebody who did not decide answers."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )


def _levels(levels: Sequence[Any]) -> forms.TypedChoiceField:
    choices = [(str(level.points), f"{points_in_words(level.points)} – {level.words}") for level in levels]
    return forms.TypedChoiceField(label=_("New score"), choices=choices, coerce=int, widget=forms.RadioSelect)


def _number(criterion: Criterion) -> PointsField:
    scale = _("From %(lowest)s to %(highest)s.") % {
        "lowest": points_in_words(criterion.minimum),
        "highest": points_in_words(criterion.maximum),
    }
    # A number is read from the left in every language.
    attrs = {"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"}
    return PointsField(label=_("New score"), help_text=scale, widget=forms.TextInput(attrs=attrs))


def _named(entry: Entry) -> str:
    return f"{isolated(entry.version.title)} · {isolated(entry.team.display_name)}"


def _direction(language: str) -> str:
    return "rtl" if language == "ar" else "ltr"
