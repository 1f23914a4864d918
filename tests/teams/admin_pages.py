"""Addresses and posts of the room's admin pages."""

from typing import Any


def listing(model: Any) -> str:
    return f"/ar/admin/teams/{model._meta.model_name}/"


def adding(model: Any) -> str:
    return f"{listing(model)}add/"


def changing(row: Any) -> str:
    return f"{listing(row)}{row.pk}/change/"


def chosen(name: str, *rows: Any, **values: Any) -> dict[str, Any]:
    """What the list posts when an action is chosen for `rows`."""
    return {"action": name, "_selected_action": [row.pk for row in rows], **values}
