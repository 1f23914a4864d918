"""What the templates of the look cannot say themselves: icons, the same page in another language, linked errors."""

from typing import NamedTuple

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Each is drawn in a 16 × 16 box with a stroke of 1.8; names of states come first.
ICONS = {
    "ok": "m3 8.5 3.2 3.2L13 5",
    "todo": "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM8 5v3.3l2 1.4",
    "warn": "M8 2 1.8 13.2h12.4ZM8 6.4v3M8 11.4v.1",
    "off": "M4 8h8",
    "missing": "M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2ZM8 5v3.6M8 10.9v.1",
    "info": "M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2ZM8 7.4V11M8 5v.1",
    "next": "M3 8h10M9 4l4 4-4 4",
    "back": "M13 8H3m4-4L3 8l4 4",
    "menu": "M2.5 4.5h11m-11 3.5h11m-11 3.5h11",
    "file": "M4 1.8h5l3.2 3.2v9.2H4ZM9 1.8V5h3.2",
    "download": "M8 2v8m-3.2-3L8 10.2 11.2 7M2.5 13.5h11",
    "calendar": "M2.5 3.5h11v10h-11Zm0 3.2h11M5.5 2v2.6m5-2.6v2.6",
    "lock": "M3.5 7h9v6.5h-9ZM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
    "mail": "M2 3.5h12v9H2Zm0 1 6 4.5 6-4.5",
    "person": "M8 2.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM2.8 14c.4-3 2.4-4.4 5.2-4.4s4.8 1.4 5.2 4.4",
    "award": "M8 1.8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM5.6 9.2 4.6 14.4 8 12.6l3.4 1.8-1-5.2",
    "add": "M8 3v10M3 8h10",
    "remove": "M3 4.5h10M6.2 4.5v-2h3.6v2M4.4 4.5l.6 9h6l.6-9",
    "edit": "m2.5 13.5.7-3L10.6 3 13 5.4l-7.4 7.4Z",
    "search": "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Zm3.3 7.8 3.4 3.4",
    "talk": "M2 3h12v8H7l-3.2 2.6V11H2Z",
}
MIRRORED = {"next", "back"}


class LinkedError(NamedTuple):
    """One fault of a form: what is wrong, the name of the field, and the id to jump to ("" for the whole form)."""

    message: str
    field: str
    target: str


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw the icon `name`; it is decoration, so the words beside it must say the same."""
    turns = " turns" if name in MIRRORED else ""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.8"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        turns,
        mark_safe(ICONS[name]),  # drawn above
    )


@register.simple_tag(takes_context=True)
def page_in(context: Context, language: str) -> str:
    """Return the address of the page being shown in another language, with its query.

    Works for addresses that lead nowhere too (an error page must be readable in three languages).
    """
    request: HttpRequest | None = context.get("request")
    path = request.get_full_path() if request else "/"
    first, _, rest = path.removeprefix("/").partition("/")
    return f"/{language}/{rest}" if first in dict(settings.LANGUAGES) else f"/{language}/"


@register.simple_tag
def home_in(language: str) -> str:
    """Return the address of the front page in `language`; error pages need it where nothing can be looked up."""
    return f"/{language}/"


@register.simple_tag
def form_errors(form: BaseForm | None) -> list[LinkedError]:
    """Return every fault of `form` with the id of what it speaks of; [] for an unbound or missing form."""
    if not form:
        return []
    found = [LinkedError(str(message), "", "") for message in form.non_field_errors()]
    for bound in form:
        # A group of choices has no id of its own: the first choice is what one jumps to.
        target = bound.id_for_label or f"{bound.auto_id}_0"
        label = str(bound.label).rstrip(" .:")
        found += [LinkedError(str(message), label, "" if bound.is_hidden else target) for message in bound.errors]
    return found
