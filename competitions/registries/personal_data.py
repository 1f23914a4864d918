"""What each model keeps about a person: how it is exported, erased, and merged when two accounts are one person's.

Each room declares its models in its `personal_data.py` (law 09-08). Every foreign key to a person has a rule; what
outlives the person's wish must say why. Histories follow their model: they lose the same texts.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.encoding import punycode
from django.utils.functional import Promise

# Takes the place of somebody's words where something has to stand.
GONE = "—"


class Merge(Enum):
    """What becomes of the rows of a second account whose owner turns out to have a first one."""

    MOVED = "moved"  # they become the first account's
    STAYS = "stays"  # it says what was done under the second account, which says into whom it went
    DELETED = "deleted"


@dataclass(frozen=True)
class PersonalData:
    """How `model` treats the person found at `owner` (a lookup from the model to the person).

    `exported` are the fields a person may take home. On erasure `blanked` maps fields to the value that replaces them;
    with `delete` the rows go; otherwise they stay as they are, for the reason in `kept_because`.
    On a merge, rows that equal one of the first account's in every field of `unless` stay where they are.
    With `by_address` the owner is a text field that holds an e-mail address. `edition` is the lookup to the competition
    whose end of retention erases all its rows, whoever's they are; `blanked_at_end` is then blanked besides.
    """

    model: type[models.Model]
    owner: str
    exported: tuple[str, ...]
    blanked: dict[str, Any] = field(default_factory=dict)
    delete: bool = False
    kept_because: str | Promise = ""
    merge: Merge | None = None
    unless: tuple[str, ...] = ()
    by_address: bool = False
    edition: str = ""
    blanked_at_end: dict[str, Any] = field(default_factory=dict)

    def rows(self, person: Any) -> models.QuerySet[Any]:
        """What is kept about the person, under this account and those that were merged into it."""
        if self.by_address:
            return self.at_addresses(addresses_of(person))
        return self.model._default_manager.filter(**{f"{self.owner}__in": accounts_of(person)})

    def at_addresses(self, addresses: Iterable[str]) -> models.QuerySet[Any]:
        """The rows that know somebody by one of these addresses."""
        either = Q(pk__in=())
        for address in addresses:
            either |= Q(**{f"{self.owner}__iexact": address})
        return self.model._default_manager.filter(either)


_rules: dict[tuple[type[models.Model], str], PersonalData] = {}


def declare(rule: PersonalData) -> None:
    """Add `rule`; raises `ValueError` if it leaves open what erasure or a merge does."""
    told = f"{rule.model.__name__}.{rule.owner}"
    if not (rule.blanked or rule.delete or rule.kept_because):
        raise ValueError(f"{told}: say what erasure does, or why it does nothing.")
    if rule.merge is None:
        raise ValueError(f"{told}: say what a merge of two accounts does.")
    _rules[rule.model, rule.owner] = rule


def declare_acts(model: type[models.Model], because: str | Promise, **acts: str) -> None:
    """Declare foreign keys that only say who did something, each with the field that says when.

    The row is somebody else's, so its owner takes home that they did it and when, and nothing else of it.
    """
    for owner, when in acts.items():
        declare(PersonalData(model, owner, ("pk", when), kept_because=because, merge=Merge.STAYS))


def rules() -> Iterator[PersonalData]:
    """Every declared rule."""
    return iter(list(_rules.values()))


def keyed() -> dict[str, PersonalData]:
    """Every rule by its name in an export: the model's label; where that is taken, followed by the owner."""
    found: dict[str, PersonalData] = {}
    for rule in rules():
        label = rule.model._meta.label_lower
        found[label if label not in found else f"{label}.{rule.owner}"] = rule
    return found


def accounts_of(person: Any) -> list[int]:
    """The keys of the person's account and of those that were merged into it."""
    merged = type(person)._default_manager.filter(merged_into=person.pk)
    return [person.pk, *merged.values_list("pk", flat=True)]


def addresses_of(person: Any) -> set[str]:
    """Every address that the person's account has, and how mail servers write those with other letters."""
    known = {person.email, *person.emailaddress_set.values_list("email", flat=True)} - {""}
    return known | {_for_mail_servers(address) for address in known}


def _for_mail_servers(address: str) -> str:
    local, _at, domain = address.rpartition("@")
    return address if domain.isascii() else f"{local}@{punycode(domain)}"


def export(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Everything kept about `person`, by the rules' names, each row as its exported fields."""
    found = {name: list(exported_rows(rule, person)) for name, rule in keyed().items()}
    return {name: rows for name, rows in found.items() if rows}


def exported_rows(rule: PersonalData, person: Any) -> models.QuerySet[Any, dict[str, Any]]:
    """What the person takes home by `rule`, in the order in which it was written."""
    return rule.rows(person).order_by("pk").values(*rule.exported)


def erase(person: Any) -> None:
    """Apply every rule's erasure to what is kept about `person`, all or nothing."""
    with transaction.atomic():
        # Before the first rule takes the addresses away.
        addresses = addresses_of(person)
        for rule in rules():
            erase_rows(rule, rule.at_addresses(addresses) if rule.by_address else rule.rows(person))


def erase_rows(rule: PersonalData, rows: models.QuerySet[Any], *, at_end: bool = False) -> None:
    """Apply the erasure of `rule` to `rows` and to their history; `at_end` of an edition's retention, more is blanked.

    Where the end of the retention blanks something, nothing is deleted besides.
    """
    blanked = rule.blanked | (rule.blanked_at_end if at_end else {})
    if rule.delete:
        rows.delete()
    elif blanked:
        _blank_history(rule.model, rows, blanked)
        rows.update(**blanked)


def merge(second: Any, first: Any) -> None:
    """Apply every rule's merging to the rows of `second`; `second.merged_into` is `first` by then."""
    for rule in rules():
        if rule.by_address:
            continue
        rows = rule.model._default_manager.filter(**{rule.owner: second.pk})
        if rule.merge is Merge.DELETED:
            rows.delete()
        elif rule.merge is Merge.MOVED:
            _moved_rows(rule, rows, first).update(**{rule.owner: first.pk})


def _moved_rows(rule: PersonalData, rows: models.QuerySet[Any], first: Any) -> models.QuerySet[Any]:
    if not rule.unless:
        return rows
    theirs = rule.model._default_manager.filter(**{rule.owner: first.pk})
    equal = {name: models.OuterRef(name) for name in rule.unless}
    return rows.filter(~models.Exists(theirs.filter(**equal)))


def _blank_history(model: type[models.Model], rows: models.QuerySet[Any], blanked: Mapping[str, Any]) -> None:
    """Take the same texts out of the history; what it says of dates, states and numbers stays."""
    manager = getattr(model, "history", None)
    if manager is None:
        return
    recorded = {column.name for column in manager.model._meta.fields}
    lost = {name: value for name, value in blanked.items() if name in recorded and not isinstance(value, bool)}
    if lost:
        # Why something was changed is said of people, in somebody's words.
        lost["history_change_reason"] = None
        key = str(model._meta.pk.name) if model._meta.pk else "pk"
        manager.model._default_manager.filter(**{f"{key}__in": list(rows.values_list("pk", flat=True))}).update(**lost)
