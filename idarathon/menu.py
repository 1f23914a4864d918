"""What every page's menu shows."""

from typing import Any

from django.http import HttpRequest


def menu(request: HttpRequest) -> dict[str, Any]:
    """The entries of the menu for this person."""
    return {}
