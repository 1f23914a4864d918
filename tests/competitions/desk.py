"""Using the admin as an organiser does: addresses, and forms posted as they stand."""

from typing import Any

from django.test import Client
from django.urls import reverse


def as_(person: Any) -> Client:
    """A client in which `person` is signed in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(model: str, page: str, *args: Any) -> str:
    """The address of a page of the admin of that model of this room."""
    return reverse(f"admin:competitions_{model}_{page}", args=args)


def typed(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    """What the form at `url` would post as it stands, with `changes`."""
    context = client.get(url).context
    forms = [context["adminform"].form, *(f for i in context["inline_admin_formsets"] for f in i.formset.forms)]
    forms += [inline.formset.management_form for inline in context["inline_admin_formsets"]]
    data: dict[str, Any] = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            widgets = getattr(bound.field.widget, "widgets", None)
            parts = bound.field.widget.decompress(value) if widgets else [value]
            names = [f"{bound.html_name}_{n}" for n in range(len(parts))] if widgets else [bound.html_name]
            data |= {name: "" if part is None else part for name, part in zip(names, parts, strict=True)}
    return {name: value for name, value in (data | changes).items() if value is not False}
