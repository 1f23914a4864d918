"""The files and texts that bring lists of people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition, Department

TABLES = ".csv,.tsv,.txt,.xlsx"


class FocalPointListForm(forms.Form):
    competition = forms.ModelChoiceField(Competition.objects.none(), label=_("Edition"))
    file = forms.FileField(
        label=_("The list, as CSV or XLSX"),
        help_text=_(
            "At most 500 rows; the first names the columns. What comes of each is shown before anybody is named."
        ),
        widget=forms.FileInput(attrs={"accept": TABLES}),
        error_messages={
            "required": _("Choose the file with the list."),
            "empty": _("There is nothing in this file. Choose the one with the list."),
        },
    )

    def __init__(self, *args: Any, editions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["competition"]
        field.queryset = editions
        # The newest is almost always the one that is meant.
        field.initial = editions.order_by("-pk").values_list("pk", flat=True).first()


class StaffListForm(forms.Form):
    """A file, pasted text, or both; the department only where the person speaks for several."""

    department = forms.ModelChoiceField(Department.objects.none(), label=_("Department"))
    pasted = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_("Paste them in any shape: one a line, with commas or semicolons, with names."),
        required=False,
        max_length=600_000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "ltr", "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=_("Or a file, as CSV or XLSX"),
        help_text=_("A column named “E-mail”, or nothing but addresses. At most 6,000 rows and 5 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": TABLES}),
        error_messages={"empty": _("There is nothing in this file. Choose the one with the list.")},
    )

    def __init__(self, *args: Any, departments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only = departments[0] if len(departments) == 1 else None
        if self.only:
            del self.fields["department"]
        else:
            self.fields["department"].queryset = departments  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = {"department": self.only, **(super().clean() or {})}
        given = cleaned.get("pasted", "").strip() or cleaned.get("file")
        if not given and not {"pasted", "file"} & set(self.errors):
            self.add_error("pasted", _("Paste the addresses, or choose a file."))
        return cleaned


class ShownForm(forms.Form):
    """Nothing to type: the click is what counts, and what was shown before it."""

    shown = forms.CharField(widget=forms.HiddenInput)
