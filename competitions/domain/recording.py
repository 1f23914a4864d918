"""Writing what organisers set: checked as a form would, and remembered with who did it."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from competitions.models import Competition
from competitions.refusals import Refusal

Row = TypeVar("Row", bound=models.Model)


class InvalidValue(Refusal):
    """A value that the model does not admit."""


class MayNotOrganise(Refusal):
    """Somebody changes an edition that they do not run."""

    message = _("Only the organisers of this edition may change it.")


def require_organiser(competition: Competition | None, *, by: Any) -> None:
    """Return if `by` runs `competition`, or any edition where it is None (departments, disciplines).

    Raises MayNotOrganise.
    """
    if by.is_superuser:
        return
    editions = by.organised_editions()
    if competition is not None:
        editions = editions.filter(pk=competition.pk)
    if not editions.exists():
        raise MayNotOrganise


def record(row: Row, values: dict[str, Any], *, by: Any, admitted: frozenset[str]) -> Row:
    """Set `values` on `row`, check them and save, with `by` in the history.

    Raises InvalidValue, and ValueError for a field that is not `admitted`: it has a verb of its own, or none.
    """
    if strange := set(values) - admitted:
        raise ValueError(f"{type(row).__name__}: {sorted(strange)} is not set here.")
    for name, value in values.items():
        setattr(row, name, value)
    try:
        row.full_clean()
    except ValidationError as error:
        raise _refusal(error, row) from error
    row._history_user = by  # type: ignore[attr-defined]
    row.save()
    return row


def locked(row: Row) -> Row:
    """The row as the database has it now, kept from other writers until the transaction ends."""
    manager: Any = type(row)._default_manager
    return manager.select_for_update(of=("self",)).get(pk=row.pk)  # type: ignore[no-any-return]


def remove(row: models.Model, *, by: Any) -> None:
    """Delete the row, with `by` in its history where it has one."""
    row._history_user = by  # type: ignore[attr-defined]
    with transaction.atomic():
        row.delete()


def _refusal(error: ValidationError, row: models.Model) -> InvalidValue:
    field, messages = next(iter(error.message_dict.items()))
    # Of a translated field people see the languages, Arabic first.
    return InvalidValue(messages[0], field=f"{field}_ar" if hasattr(row, f"{field}_ar") else field)
