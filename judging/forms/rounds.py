"""What organisers and the president type about a round."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.forms.moments import MomentField
from judging.forms.points import PointsField
from judging.models import Criterion
from teams.models import User


def reason_field(label: Any = "", help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label or _("Reason"),
        help_text=help_text,
        required=required,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class DecisionForm(forms.Form):
    """A decision that the text says; nothing but the reason is typed."""

    reason = reason_field()


class ScreeningForm(forms.Form):
    """What an organiser says of each check of an entry; the reason is for an exclusion."""

    complete = forms.BooleanField(label=_("The file is complete"), required=False)
    in_time = forms.BooleanField(label=_("It was submitted in time"), required=False)
    theme = forms.BooleanField(label=_("It keeps to its theme"), required=False)
    members = forms.BooleanField(label=_("The members may take part"), required=False)
    reason = reason_field(
        _("Reason for excluding it"),
        _("Only to exclude it. The team reads this, and may answer once."),
        required=False,
    )

    def checks(self) -> dict[str, bool]:
        return {name: bool(self.cleaned_data[name]) for name in ("complete", "in_time", "theme", "members")}


class WeightsForm(forms.Form):
    """The weight of every criterion, its place where equal scores are parted, and the reason."""

    def __init__(self, *args: Any, criteria: Sequence[Criterion], scored: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            about = {"criterion": criterion.name}
            self.fields[f"weight_{criterion.key}"] = PointsField(
                label=_("Weight of “%(criterion)s”, in percent") % about, initial=criterion.weight
            )
            self.fields[f"place_{criterion.key}"] = forms.IntegerField(
                label=_("Place of “%(criterion)s” among those that part equal scores") % about,
                required=False,
                min_value=1,
                max_value=len(criteria),
                initial=criterion.tie_place,
            )
        self.fields["reason"] = reason_field(
            _("Reason for the change"),
            _("The jury has begun to score: this is published in the register of changed rules.") if scored else "",
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        places = [place for place in (cleaned.get(f"place_{each.key}") for each in self.criteria) if place]
        if len(set(places)) != len(places):
            self.add_error(None, _("Give each place to one criterion only."))
        return cleaned

    def weights(self) -> dict[str, int]:
        return {each.key: self.cleaned_data[f"weight_{each.key}"] for each in self.criteria}

    def tie_order(self) -> list[str]:
        placed = [(self.cleaned_data[f"place_{each.key}"], each.key) for each in self.criteria]
        return [key for place, key in sorted((place, key) for place, key in placed if place)]


class RemovalForm(forms.Form):
    """What the criteria that remain weigh from then on."""

    def __init__(self, *args: Any, criteria: Sequence[Criterion], weights: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"weight_{criterion.key}"] = PointsField(
                label=_("Weight of “%(criterion)s”, in percent") % {"criterion": criterion.name},
                initial=weights[criterion.key],
            )

    def weights(self) -> dict[str, int]:
        return {each.key: self.cleaned_data[f"weight_{each.key}"] for each in self.criteria}


class MoreTimeForm(forms.Form):
    until = MomentField(label=_("Last minute that counts"), help_text=_("By the clock of the edition."))
    reason = reason_field()


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: User) -> str:
        return obj.display_name


class GiveLateForm(MoreTimeForm):
    """To which juror, until when, and why."""

    juror = PersonChoice(User.objects.none(), label=_("Juror"), empty_label=None)
    field_order = ("juror", "until", "reason")

    def __init__(self, *args: Any, free: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["juror"].queryset = User.objects.filter(pk__in=[each.pk for each in free])  # type: ignore[attr-defined]


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("Why your team does not accept the decision"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )


class AnswerForm(forms.Form):
    is_upheld = forms.TypedChoiceField(
        label=_("Answer"),
        choices=[("yes", _("The appeal is accepted")), ("no", _("The appeal is rejected"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Reasons"),
        help_text=_("The team reads them."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
