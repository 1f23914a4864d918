"""The project package: it knows every room and puts them together."""

from . import (
    lightness,  # noqa: F401 - before anything else can import what it keeps light
    zones,  # noqa: F401 - before anything else can read a time zone
)
from .celery import app as celery_app

__all__ = ["celery_app"]
