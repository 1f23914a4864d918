"""Actions on several rows of a list: first the admin asks whether it is meant, then it does it row by row."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.refusals import Refusal

Act = Callable[[], object]


class SureForm(forms.Form):
    """Nothing to type: the question is whether it is meant."""


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Give the reason: it is part of the record.")},
    )


def answer(request: HttpRequest) -> Any:
    """What was typed on the page that asks, for the form of it; None while it has not been shown."""
    return request.POST if "meant" in request.POST else None


def ask(
    model_admin: admin.ModelAdmin[Any],
    request: HttpRequest,
    rows: Sequence[Model],
    *,
    name: str,
    title: Any,
    form: forms.Form,
    explanation: str = "",
) -> HttpResponse | None:
    """The page that asks whether the action called `name` is meant for `rows`; None once `form` is rightly filled.

    The `explanation` says what comes of it, where that is not plain from the title.
    """
    if form.is_valid():
        return None
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "explanation": explanation,
        "rows": rows,
        "form": form,
        "action": name,
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/sure.html", context)


def do_each(model_admin: admin.ModelAdmin[Any], request: HttpRequest, acts: Sequence[tuple[str, Act]]) -> None:
    """Do each act, which has a label; what is refused is said with the label, how many were done at the end."""
    done = 0
    for label, act in acts:
        try:
            act()
            done += 1
        except Refusal as refusal:
            model_admin.message_user(request, f"{label}: {refusal}", messages.ERROR)
    if done:
        words = _("Done: %(count)d of %(total)d.") % {"count": done, "total": len(acts)}
        model_admin.message_user(request, words, messages.SUCCESS)


def ask_then_act(
    model_admin: admin.ModelAdmin[Any],
    request: HttpRequest,
    rows: Iterable[Model],
    *,
    name: str,
    title: Any,
    act: Callable[[Any, dict[str, Any]], object],
    form_class: type[forms.Form] = SureForm,
    explanation: str = "",
) -> HttpResponse | None:
    """Ask whether the action called `name` is meant, then do `act` to each row with what was typed."""
    form, chosen = form_class(answer(request)), list(rows)
    question = ask(model_admin, request, chosen, name=name, title=title, form=form, explanation=explanation)
    if question is None:
        do_each(model_admin, request, [(str(row), partial(act, row, form.cleaned_data)) for row in chosen])
    return question
