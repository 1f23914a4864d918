"""Each column of what is frozen, by every way of writing to a database: `update`, `bulk_update` and raw SQL."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, models, transaction

from submissions.models import Version, VersionAttachment, VersionPerson, Withdrawal
from tests.builders.competitions import NOW
from tests.builders.submissions import a_project, a_version, a_withdrawal, an_attachment
from tests.harness.clock import minutes
from tests.harness.kept import kept

# What is not frozen: an account that is merged takes what it did along; retention and erasure empty texts.
MAY_CHANGE = {
    Withdrawal: {"withdrawn_by"},
    VersionPerson: {"person", "name_ar", "name_latin", "discipline_other"},
}


def columns() -> list[tuple[type[models.Model], str]]:
    found: list[tuple[type[models.Model], str]] = []
    for model in (Version, VersionPerson, VersionAttachment, Withdrawal):
        for field in model._meta.concrete_fields:
            if field.name not in MAY_CHANGE.get(model, set()):
                found.append((model, field.name))
    return found


@kept
def kept_frozen() -> None:
    """A version with a file, its people, and its withdrawal."""
    project = a_project()
    an_attachment(project)
    a_version(project)
    a_withdrawal(project, at=NOW + minutes(1))


def another(field: Any) -> Any:
    """A value of the field's kind that stands in no row."""
    if isinstance(field, models.ForeignKey):
        return 987654
    values: dict[str, Any] = {
        "UUIDField": uuid4(),
        "DateTimeField": NOW + minutes(99),
        "BooleanField": True,
        "JSONField": ["other.pdf"],
        "PositiveSmallIntegerField": 77,
        "BigAutoField": 987654,
    }
    return values.get(field.get_internal_type(), "other")


@pytest.mark.parametrize(("model", "name"), columns(), ids=lambda each: getattr(each, "__name__", each))
@pytest.mark.parametrize("way", ["update", "bulk_update", "raw SQL"])
def test_no_frozen_column_can_be_written(way: str, model: Any, name: str, kept_frozen: None) -> None:
    field = model._meta.get_field(name)
    row = model.objects.first()
    before = model.objects.filter(pk=row.pk).values().get()

    with pytest.raises(IntegrityError), transaction.atomic():
        WAYS[way](model, field, row)

    assert model.objects.filter(pk=before["id"]).values().get() == before


@pytest.mark.parametrize("model", [Version, VersionPerson, VersionAttachment, Withdrawal])
def test_none_of_it_can_be_deleted(model: Any, kept_frozen: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.all()._raw_delete("default")

    assert model.objects.exists()


def test_a_reason_may_be_emptied_and_never_be_another(kept_frozen: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.update(reason="سبب آخر")

    Withdrawal.objects.update(reason="")

    assert Withdrawal.objects.get().reason == ""


def test_versions_of_another_project_are_not_touched_by_it(kept_frozen: None) -> None:
    other = a_version(a_project())

    assert Version.objects.counting().get() == other


def _update(model: Any, field: Any, row: Any) -> None:
    model.objects.filter(pk=row.pk).update(**{field.attname: another(field)})


def _bulk_update(model: Any, field: Any, row: Any) -> None:
    if field.primary_key:  # Django itself refuses to write one in bulk
        raise IntegrityError
    setattr(row, field.attname, another(field))
    model.objects.bulk_update([row], [field.name])


def _raw(model: Any, field: Any, row: Any) -> None:
    value = field.get_db_prep_save(another(field), connection)
    table, column = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name(field.column)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, row.pk])


WAYS = {"update": _update, "bulk_update": _bulk_update, "raw SQL": _raw}
