"""Whole addresses of pages, for what is read outside the site."""

from typing import Any

from django.conf import settings
from django.urls import reverse


def absolute(name: str, **kwargs: Any) -> str:
    """The address of the page called `name`, with the site's own host, in the active language."""
    return f"{settings.SITE_URL}{reverse(name, kwargs=kwargs)}"
