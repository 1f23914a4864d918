"""What organisers type in the admin, where it is not what the table keeps."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils.translation import gettext_lazy as _

from competitions.domain.editions import why_a_reason
from competitions.models import Phase, ReminderRule
from competitions.registries import audiences
from competitions.reminder_text import VARIABLES

MINUTE = timedelta(minutes=1)


class PhaseForm(forms.ModelForm):  # type: ignore[type-arg]
    """The end is typed as the last minute that counts; the instant after it is what is stored."""

    closes_at = forms.SplitDateTimeField(
        label=_("last minute that counts"),
        widget=AdminSplitDateTime,
        help_text=_("What arrives within this minute is in time: for the end of a day, write 23:59."),
    )
    reason = forms.CharField(
        label=_("reason for other dates"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    class Meta:
        model = Phase
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["closes_at"] = self.instance.closes_at - MINUTE
        if "reason" in self.fields:
            self.fields["reason"].help_text = why_a_reason(self.instance)

    def clean_closes_at(self) -> datetime:
        last_minute: datetime = self.cleaned_data["closes_at"]
        return last_minute + MINUTE


class ReminderRuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """The audience is chosen from those that the rooms offer, and the variables are explained."""

    audience = forms.ChoiceField(label=_("to whom"), choices=audiences.choices)

    class Meta:
        model = ReminderRule
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        explained = [f"{{{name}}}: {meaning}" for name, meaning in VARIABLES.items()]
        for name in ("body_ar", "body_fr", "body_en"):
            if name in self.fields:
                self.fields[name].help_text = " · ".join(explained)
