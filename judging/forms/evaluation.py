"""The evaluation that a juror types."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from judging.domain.scoring import points_field, require_on_scale
from judging.forms.points import PointsField
from judging.models import Criterion, Evaluation
from judging.points import points_in_words

LONGEST_COMMENT = 10_000  # characters


def remark_field(key: str) -> str:
    """The form's field for the comment on a criterion."""
    return f"remark_{key}"


class NeededToFinish(forms.Field):
    """Not optional, and yet a draft may lack it."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class DraftPointsField(NeededToFinish, PointsField):
    pass


class DraftLevelField(NeededToFinish, forms.TypedChoiceField):
    pass


class DraftTextField(NeededToFinish, forms.CharField):
    pass


class EvaluationForm(forms.Form):
    """Fields for every criterion of a round, and the two comments. It takes a draft in which anything may lack."""

    use_required_attribute = False

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    comment_for_team = DraftTextField(
        label=_("Comment for the team"),
        help_text=_("Meant for the team, without your name: what is good, what would help it go on."),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    comment_for_jury = forms.CharField(
        label=_("Comment for the jury"),
        help_text=_("For the deliberation. The team does not read it."),
        max_length=LONGEST_COMMENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[points_field(criterion.key)] = _score_field(criterion)
            self.fields[remark_field(criterion.key)] = forms.CharField(
                label=_("Comment on “%(criterion)s”") % {"criterion": criterion.name},
                max_length=LONGEST_COMMENT,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            )
        of_criteria = [name(each.key) for each in criteria for name in (points_field, remark_field)]
        self.order_fields([*of_criteria, "comment_for_team", "comment_for_jury", "revision"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for criterion in self.criteria:
            try:
                require_on_scale(criterion, cleaned.get(points_field(criterion.key)))
            except Refusal as refusal:
                self.add_error(refusal.field, str(refusal))
        return cleaned

    def given(self) -> dict[str, Any]:
        """What `save_evaluation` takes: all that can be read. What cannot is left as it is stored."""
        data = self.cleaned_data
        points = {each.key: points_field(each.key) for each in self.criteria}
        remarks = {each.key: remark_field(each.key) for each in self.criteria}
        return {
            "points": {key: data[name] for key, name in points.items() if name in data},
            "comments": {key: data[name] for key, name in remarks.items() if name in data},
            "comment_for_team": data.get("comment_for_team"),
            "comment_for_jury": data.get("comment_for_jury"),
            "revision": data["revision"],
        }


def _score_field(criterion: Criterion) -> forms.Field:
    levels = [(str(level.points), level.words) for level in criterion.levels.all()]
    if levels:
        return DraftLevelField(
            label=criterion.name,
            choices=levels,
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect,
        )
    return DraftPointsField(
        label=criterion.name,
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"}),
    )


def written(evaluation: Evaluation | None, criteria: Sequence[Criterion], scores: Mapping[int, Any]) -> dict[str, Any]:
    """The form's values for an evaluation as it is stored; `scores` by criterion."""
    values: dict[str, Any] = {"revision": 0, "comment_for_team": "", "comment_for_jury": ""}
    if evaluation is not None:
        values = {
            "revision": evaluation.revision,
            "comment_for_team": evaluation.comment_for_team,
            "comment_for_jury": evaluation.comment_for_jury,
        }
    for criterion in criteria:
        score = scores.get(criterion.pk)
        values[remark_field(criterion.key)] = score.comment if score else ""
        values[points_field(criterion.key)] = as_typed(score.points if score else None, criterion)
    return values


def as_typed(points: int | None, criterion: Criterion) -> str:
    """The value of the form's field for a stored score."""
    if points is None:
        return ""
    return str(points) if criterion.levels.all() else points_in_words(points)
