"""What an organiser types to ask something: a section, a question with its options and columns."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from competitions.models import Phase, Theme
from submissions.domain import file_types
from submissions.domain.questionnaire.keys import free_key
from submissions.domain.questionnaire.refused import NoSuchOption
from submissions.domain.questionnaire.sense import live
from submissions.models import Column, Option, Question, Section

KEY_HELP = _("In small Latin letters, for files and lists. Left empty, it is made from the text.")
_CHOICES = (Question.Kind.CHOICE, Question.Kind.CHOICES)


def _nothing(exclude: Any = None) -> None:
    """What a row has to say about the database's rules here."""


class SpokenByTheVerb(forms.ModelForm):  # type: ignore[type-arg]
    """What the database holds is refused by the verb in words, beside the right field; not here by a rule's name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The form asks its row, which lives as long as the form.
        self.instance.validate_constraints = _nothing

    def validate_unique(self) -> None:
        """Nothing."""

    def _offer_a_key(self, taken: Iterable[str], *texts: str) -> None:
        """Where no key was typed, make one of the first of `texts` that has Latin letters."""
        if not self.cleaned_data.get("key") and "key" not in self.errors:
            self.cleaned_data["key"] = free_key([str(self.cleaned_data.get(name) or "") for name in texts], taken)


class Meant(SpokenByTheVerb):
    confirmed = forms.BooleanField(label=_("Yes, this change is meant"), required=False)


class AskedSectionForm(Meant):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].required = False
        self.fields["key"].help_text = KEY_HELP
        self.fields["theme"].queryset = _themes_of(_phase_of_section(self))  # type: ignore[attr-defined]
        self.fields["theme"].empty_label = _("Every theme")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        phase = self.cleaned_data.get("phase")
        taken = phase.sections.exclude(pk=self.instance.pk).values_list("key", flat=True) if phase else ()
        self._offer_a_key(taken, "name_en", "name_fr")
        return self.cleaned_data


class OptionsOfQuestions(forms.MultipleChoiceField):
    """Options of several questions, grouped by them: values are `question:option`."""

    widget = forms.CheckboxSelectMultiple

    @classmethod
    def of(cls, questions: Iterable[Question], **kwargs: Any) -> "OptionsOfQuestions":
        groups = [
            (str(question.label), [(f"{question.pk}:{each.key}", each.label) for each in live(question.options.all())])
            for question in questions
            if question.kind in _CHOICES
        ]
        return cls(choices=groups, required=False, **kwargs)


class AskedQuestionForm(Meant):
    file_types = forms.MultipleChoiceField(
        label=_("types of file"),
        choices=file_types.CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked: every type that the platform admits."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phase = _phase_of_question(self)
        self.fields["key"].required = False
        for name, text in HELP.items():
            self.fields[name].help_text = text
        theme, on = self.fields["theme"], self.fields["shown_if"]
        theme.queryset, theme.empty_label = _themes_of(phase), _("Every theme")  # type: ignore[attr-defined]
        asked = Question.objects.of_phase(phase).prefetch_related("options") if phase else Question.objects.none()
        others = asked.exclude(pk=self.instance.pk)
        on.queryset, on.empty_label = others, _("Always asked")  # type: ignore[attr-defined]
        label = _("with one of these options")
        help_text = _("None ticked: wherever that question is answered.")
        self.fields["shown_if_options"] = OptionsOfQuestions.of(others, label=label, help_text=help_text)
        if self.instance.shown_if_id:
            stored = self.instance.shown_if_options
            self.initial["shown_if_options"] = [f"{self.instance.shown_if_id}:{key}" for key in stored]

    def clean_shown_if_options(self) -> list[str]:
        """The keys of the options. Those of another question than the chosen one are refused as the verb refuses."""
        on = self.cleaned_data.get("shown_if")
        keys = []
        for value in self.cleaned_data["shown_if_options"]:
            question, key = value.split(":", 1)
            if on is None or question != str(on.pk):
                raise forms.ValidationError(str(NoSuchOption.message))
            keys.append(key)
        return keys

    def clean(self) -> dict[str, Any]:
        section = self.cleaned_data.get("section")
        others = Question.objects.filter(section__phase=section.phase_id) if section else Question.objects.none()
        self._offer_a_key((each.key for each in others.exclude(pk=self.instance.pk)), "label_en", "label_fr")
        return self.cleaned_data


class PartForm(SpokenByTheVerb):
    """An option or a column. What was chosen or filled in before is kept; it is only offered no more."""

    gone = forms.BooleanField(label=_("no longer offered"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].required = False
        self.initial["gone"] = self.instance.retired_at is not None
        if self.instance.pk is None:
            # Without a number of its own it comes last.
            self.fields["order"].required = False
            self.initial["order"] = self.fields["order"].initial = None

    def clean(self) -> dict[str, Any]:
        if self.has_changed():
            self._offer_a_key((), "label_en", "label_fr")
        return self.cleaned_data


class OptionForm(PartForm):
    class Meta:
        model = Option
        fields = ("key",)


class ColumnForm(PartForm):
    class Meta:
        model = Column
        fields = ("key",)


class CopyForm(forms.Form):
    """Which phase's questionnaire is taken over into which."""

    source = forms.ModelChoiceField(Phase.objects.none(), label=_("Take it from"))
    target = forms.ModelChoiceField(
        Phase.objects.none(), label=_("Into"), help_text=_("A phase that asks nothing yet.")
    )

    def __init__(self, *args: Any, phases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("source", "target"):
            field: Any = self.fields[name]
            field.queryset = phases
            field.label_from_instance = phase_with_edition


def phase_with_edition(phase: Phase) -> str:
    return f"{phase.competition} · {phase.name}"


def answered_by(count: int) -> str:
    """How many teams have answered, and what comes of a change; "" where nobody has."""
    if not count:
        return ""
    words = ngettext(
        "%(count)d team has answered. Change the words freely. If the sense changes, its answer is kept, it is asked "
        "to look at it again, and what is submitted stays as it was.",
        "%(count)d teams have answered. Change the words freely. If the sense changes, their answers are kept, they "
        "are asked to look at them again, and what is submitted stays as it was.",
        count,
    )
    return words % {"count": count}


def _themes_of(phase: Phase | None) -> Any:
    return Theme.objects.filter(competition=phase.competition_id) if phase else Theme.objects.none()


def _phase_of_section(form: AskedSectionForm) -> Phase | None:
    phase: Phase | None = _chosen(form, "phase")
    return phase


def _phase_of_question(form: AskedQuestionForm) -> Phase | None:
    section: Section | None = _chosen(form, "section")
    return section.phase if section else None


def _chosen(form: forms.ModelForm, name: str) -> Any:  # type: ignore[type-arg]
    """The row that the form's field `name` names: as posted, else as the page was opened, else as stored."""
    key = form.data.get(form.add_prefix(name)) or form.initial.get(name)
    if not str(key or "").isdecimal():
        return None
    return form.fields[name].queryset.filter(pk=key).first()  # type: ignore[attr-defined]


_ONLY = _("Only for: {}.")
HELP = {
    "key": KEY_HELP,
    "purpose": _("The platform shows title and summary in its lists. Each is asked once per phase."),
    "always_required": _("Also in a draft: once written, it can be changed but not emptied."),
    "for_jury": _("Unticked: only the team, its mentors and the organisers see the answer."),
    "hosts": _("One a line, such as youtube.com; none: every site."),
    "file_size_max": _("Empty: as large as the platform takes."),
    "files_max": _("Empty: as many as the platform takes."),
    "shown_if": _("The question is asked only where that one is answered."),
    "theme": _("Teams of other themes do not see the question."),
}


def only_for(*kinds: Question.Kind) -> Any:
    """The sentence that heads a group of settings."""
    return format_lazy(_ONLY, format_lazy(" · ".join("{}" for _each in kinds), *(kind.label for kind in kinds)))
