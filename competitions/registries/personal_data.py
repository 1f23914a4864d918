"""What each model keeps about a person, how that is exported, and what erasure does to it (law 09-08).

Each room declares its models in its `personal_data.py`. `KEEP` must say why the row outlives the person's wish.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils.functional import Promise


@dataclass(frozen=True)
class PersonalData:
    """How `model` treats the person found at `owner` (a lookup from the model to the person).

    `exported` are the fields a person may take home. On erasure `blanked` maps fields to the value that replaces them;
    with `delete` the rows go; otherwise they stay as they are, for the reason in `kept_because`.
    """

    model: type[models.Model]
    owner: str
    exported: tuple[str, ...]
    blanked: dict[str, Any] = field(default_factory=dict)
    delete: bool = False
    kept_because: str | Promise = ""

    def rows(self, person: models.Model) -> models.QuerySet[Any]:
        return self.model._default_manager.filter(**{self.owner: person.pk})


_rules: dict[tuple[type[models.Model], str], PersonalData] = {}


def declare(rule: PersonalData) -> None:
    """Add `rule`; raises `ValueError` if it neither blanks, deletes nor says why the data stays."""
    if not (rule.blanked or rule.delete or rule.kept_because):
        raise ValueError(f"{rule.model.__name__}.{rule.owner}: say what erasure does, or why it does nothing.")
    _rules[rule.model, rule.owner] = rule


def rules() -> Iterator[PersonalData]:
    """Every declared rule."""
    return iter(_rules.values())


def export(person: models.Model) -> dict[str, list[dict[str, Any]]]:
    """Everything kept about `person`, by model label, each row as its exported fields."""
    found: dict[str, list[dict[str, Any]]] = {}
    for rule in rules():
        rows = list(rule.rows(person).values(*rule.exported))
        if rows:
            found.setdefault(rule.model._meta.label_lower, []).extend(rows)
    return found


def erase(person: models.Model) -> None:
    """Apply every rule's erasure to what is kept about `person`, all or nothing."""
    with transaction.atomic():
        for rule in rules():
            if rule.delete:
                rule.rows(person).delete()
            elif rule.blanked:
                rule.rows(person).update(**rule.blanked)
