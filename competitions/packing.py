"""Variables of a message as JSON, so that a job can render it later: moments and rows are kept by reference."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model

MOMENT, ROW = "$moment", "$row"


def pack(variables: dict[str, Any]) -> dict[str, Any]:
    """`variables` as JSON. Raises TypeError for what cannot be kept: translate in the template, not before."""
    return {name: _packed(name, value) for name, value in variables.items()}


def unpack(packed: dict[str, Any]) -> dict[str, Any]:
    """The variables again, rows fetched as they are now. Raises DoesNotExist when a row is gone."""
    return {name: _unpacked(value) for name, value in packed.items()}


def _packed(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return {MOMENT: value.isoformat()}
    if isinstance(value, Model):
        return {ROW: [value._meta.label, value.pk]}
    if isinstance(value, list | tuple):
        return [_packed(name, item) for item in value]
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"{name} cannot wait in a broadcast: {type(value).__name__}.")


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return [_unpacked(item) for item in value]
    if not isinstance(value, dict):
        return value
    if MOMENT in value:
        return datetime.fromisoformat(value[MOMENT])
    label, key = value[ROW]
    return apps.get_model(label)._default_manager.get(pk=key)
