"""Choosing files, several at once, and saying in a line what each shows."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from submissions.domain.attachments import CAPTION_LENGTH
from submissions.domain.file_limits import files_limit, size_limit
from submissions.domain.file_types import accept, admitted
from submissions.models import Question
from teams.typed import isolated


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Cleaned to a list. Whether a file may be attached is for the domain to say, also whether it is empty."""

    widget = ManyFilesInput

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        chosen = data if isinstance(data, list) else [data] if data else []
        return [super(ManyFilesField, self).clean(each, initial) for each in chosen or [None]]


class CaptionForm(forms.Form):
    caption = forms.CharField(
        label=gettext_lazy("Caption"),
        required=False,
        max_length=CAPTION_LENGTH,
        help_text=gettext_lazy("One line: what the file shows, and what to look at."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class FilesForm(CaptionForm):
    """Files for one question, or annexes of the whole where `question` is None."""

    use_required_attribute = False
    file = ManyFilesField(
        label=gettext_lazy("Choose files"), error_messages={"required": gettext_lazy("Choose a file first.")}
    )
    field_order = ("file", "caption")

    def __init__(self, data: Any = None, files: Any = None, *, question: Question | None, phase_key: str) -> None:
        suffix = f"-{question.pk}" if question is not None else ""
        super().__init__(data, files, auto_id=f"id_%s{suffix}")
        self.question = question
        self.phase_key = phase_key
        self.fields["file"].widget.attrs["accept"] = accept(admitted(question))
        self.fields["file"].help_text = limits_in_words(question)


def limits_in_words(question: Question | None) -> str:
    """What may be attached there."""
    types = _(", ").join(isolated(str(each.label)) for each in admitted(question))
    many = files_limit(question)
    files = ngettext("At most %(count)d file.", "At most %(count)d files.", many) % {"count": many}
    size = _("%(size)s each, at most.") % {"size": filesizeformat(size_limit(question))}
    return f"{types}. {files} {size}"
