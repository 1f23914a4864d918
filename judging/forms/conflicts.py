"""What a juror or a team says about a conflict of interest."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.domain.blinding import team_of, titles
from judging.domain.challenging import ChallengeReasonMissing, DecisionReasonMissing
from judging.domain.rule_changes import RuleReasonMissing
from judging.models import Assignment, Conflict, ConflictPolicy


class AssignmentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Projects as their juror knows them: in a blind round without the team."""

    called: Mapping[int, str] = {}

    def label_from_instance(self, obj: Assignment) -> str:
        return " · ".join(part for part in (self.called[obj.entry_id], team_of(obj.entry)) if part)


class ConflictForm(forms.Form):
    """With which of their teams a juror has a conflict of interest, and why."""

    assignment = AssignmentChoice(
        queryset=Assignment.objects.none(), label=_("Project"), empty_label=_("Choose a project")
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("In a few words, such as “a colleague of mine is in the team”. The team does not read it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *args: Any, assignments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["assignment"]
        assert isinstance(choice, AssignmentChoice)
        choice.queryset = assignments
        choice.called = titles(assignment.entry for assignment in assignments)


class DeclarationForm(forms.Form):
    """What ties a juror to what they declare, if they want to say it."""

    reason = forms.CharField(
        label=_("What ties you to them"),
        help_text=_("One or two words are enough. The teams do not read it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class ChallengeForm(forms.Form):
    """Why a team thinks that a juror should not judge it; the verb says what lacks."""

    reason = forms.CharField(
        label=_("Why should this person not judge your project?"),
        help_text=_("Say what you know. Only the president of the jury, the deputy and the auditor read it."),
        error_messages={"required": ChallengeReasonMissing.message},
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )


class DecisionForm(forms.Form):
    """What the president decides about it."""

    YES, NO = "yes", "no"

    upheld = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(YES, _("The juror does not judge this team")), (NO, _("The juror may judge this team"))],
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(
        label=_("The reason"),
        help_text=_("The team reads it."),
        error_messages={"required": DecisionReasonMissing.message},
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class PolicyForm(forms.Form):
    """For each kind of conflict whether it bars or is disclosed, and why, where a reason is needed."""

    reason = forms.CharField(
        label=_("Reason for the change"),
        error_messages={"required": RuleReasonMissing.message},
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, effects: Any, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["reason"]
        kinds = {
            kind: forms.ChoiceField(
                label=Conflict.Kind(kind).label, choices=ConflictPolicy.Effect.choices, initial=effect
            )
            for kind, effect in effects.items()
        }
        self.fields = {**kinds, **self.fields}
        for field in kinds.values():
            field.widget.attrs["class"] = "form-select"

    @property
    def effects(self) -> dict[str, str]:
        """What was chosen; call it once the form is valid."""
        return {kind: self.cleaned_data[kind] for kind in Conflict.Kind.values}
