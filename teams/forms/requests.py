"""What a team says when it looks for members, what people write who would like to join, and what it answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Discipline, Region, Theme
from teams.domain.requests import LONGEST_NOTE, LONGEST_WORD
from teams.forms.parts import SMALL
from teams.models import Team


class OpeningForm(forms.Form):
    """Whom an open team looks for."""

    wanted = forms.ModelMultipleChoiceField(
        Discipline.objects.all(),
        label=_("Disciplines that the team looks for"),
        required=False,
        help_text=_("People of these disciplines see the team first. Leave it empty if any is welcome."),
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=_("Whom the team looks for"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=_("Optional: what the newcomer would do, and how you work together."),
        widget=forms.Textarea(attrs=SMALL),
    )

    def __init__(self, data: Any, *, team: Team) -> None:
        super().__init__(data, initial={"wanted": team.wanted_disciplines.all(), "note": team.wanted_note})


class RequestForm(forms.Form):
    word = forms.CharField(
        label=_("Your word to the team"),
        max_length=LONGEST_WORD,
        help_text=_("Who you are and why you would like to join. The captain and the deputy read it with your name."),
        widget=forms.Textarea(attrs={**SMALL, "rows": 5}),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your word to the person"),
        max_length=LONGEST_WORD,
        required=False,
        help_text=_("Needed to decline; welcome when you accept."),
        widget=forms.Textarea(attrs=SMALL),
    )


class OpenTeamsFilter(forms.Form):
    """Which of the open teams somebody wants to see; what can be chosen is read once, for showing and checking."""

    theme = forms.TypedChoiceField(label=_("Theme"), required=False, coerce=int, empty_value=None)
    discipline = forms.TypedChoiceField(label=_("Looks for"), required=False, coerce=int, empty_value=None)
    region = forms.ChoiceField(
        label=_("Region of the members"), required=False, choices=[("", _("All regions")), *Region.choices]
    )

    def __init__(self, data: Any, *, competition: Competition) -> None:
        super().__init__(data)
        themes = [(theme.pk, str(theme)) for theme in Theme.objects.filter(competition=competition)]
        disciplines = [(discipline.pk, str(discipline)) for discipline in Discipline.objects.all()]
        self.fields["theme"].choices = [("", _("All themes")), *themes]  # type: ignore[attr-defined]
        self.fields["discipline"].choices = [("", _("All disciplines")), *disciplines]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What to filter by; what is no choice of ours filters nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        return {
            "theme": chosen.get("theme"),
            "discipline": chosen.get("discipline"),
            "region": chosen.get("region") or "",
        }
