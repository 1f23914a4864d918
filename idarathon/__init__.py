"""The project package: it knows every room and puts them together."""

from .celery import app as celery_app

__all__ = ["celery_app"]
