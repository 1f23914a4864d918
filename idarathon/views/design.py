"""The design page: every part of the look with plausible, invented content, in the language of the page."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from idarathon import examples, examples_answers, examples_together


class ExampleForm(forms.Form):
    """One field of every sort that the site's forms use; shown as it looks after a faulty submission."""

    name = forms.CharField(
        label=gettext_lazy("Name of the team"),
        help_text=gettext_lazy("In Arabic or Latin script, 60 characters at most."),
    )
    summary = forms.CharField(label=gettext_lazy("Summary of the project"), widget=forms.Textarea(attrs={"rows": 4}))
    theme = forms.ChoiceField(
        label=gettext_lazy("Theme"),
        choices=[
            ("reception", gettext_lazy("Reception of citizens")),
            ("public", gettext_lazy("Digital public communication")),
        ],
        widget=forms.RadioSelect,
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Where you work"),
        required=False,
        choices=[
            ("central", gettext_lazy("Central administration")),
            ("region", gettext_lazy("Deconcentrated services")),
        ],
    )
    document = forms.FileField(
        label=gettext_lazy("Attachment"), required=False, help_text=gettext_lazy("PDF or pictures, 10 MB at most.")
    )
    agreed = forms.BooleanField(label=gettext_lazy("I have read the rules of the competition."))


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Show every part; it is public, holds no data, and search engines leave it alone."""
    summary = _("A counter without a queue, by appointment and by need.")
    parts = {
        "example": ExampleForm({"summary": summary}, auto_id="example_%s"),
        "groups": _groups(),
        "page": Paginator(range(60), 20).page(2),
        **examples.calendar(),
        **examples.states(),
        **examples.project(),
        **examples.team(),
        **examples.scoring(),
        **examples.results(),
        **examples.department(),
        **examples_together.together(),
        **examples_answers.answers(),
    }
    return render(request, "idarathon/design.html", parts)


def _groups() -> list[dict[str, Any]]:
    """Fields under a heading, and fields that nobody has to open."""
    form = ExampleForm(auto_id="grouped_%s")
    return [
        {"legend": _("Where you serve"), "fields": [form["level"]]},
        {"legend": _("optional"), "fields": [form["document"]], "is_folded": True},
    ]
