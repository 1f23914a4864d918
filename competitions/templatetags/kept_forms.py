"""`{% writer %}`: who writes this form, for when it arrives after its session has ended."""

from typing import Any

from django import template
from django.utils.html import format_html

from competitions.kept_forms import FIELD, writer_mark

register = template.Library()


@register.simple_tag(takes_context=True)
def writer(context: dict[str, Any]) -> str:
    """A hidden field with the signed mark of the signed-in person."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, writer_mark(context["request"].user))
