"""Who does what: to each member of the team the parts that they take, of those that the organiser names."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from submissions.domain.kinds.base import NOBODY, Asked, Kind
from submissions.domain.kinds.choices import Choices
from submissions.domain.kinds.labels import Grid, Labels
from submissions.models import Question

MOST_PEOPLE = 60  # kept of what was posted; no team has as many
PERSON_DIGITS = 18
_parts = Choices()


class Roles(Kind):
    blank: Any = {}

    def clean(self, raw: Any, question: Question) -> dict[str, list[str]]:
        """By person, in the order of their keys; whoever takes no part is left out."""
        posted = raw if isinstance(raw, dict) else {}
        taken = {int(each): _parts.clean(chosen, question) for each, chosen in posted.items() if _is_key(str(each))}
        people = sorted(person for person, parts in taken.items() if parts)
        return {str(person): taken[person] for person in people[:MOST_PEOPLE]}

    def fits(self, value: Any) -> bool:
        return isinstance(value, dict) and all(_parts.fits(chosen) for chosen in value.values())

    def is_blank(self, value: Any) -> bool:
        return not any(value.values()) if self.fits(value) else super().is_blank(value)

    def faults(self, asked: Asked) -> list[str]:
        chosen = [part for parts in asked.value.values() for part in parts]
        return _parts.faults(_Chosen(asked, list(dict.fromkeys(chosen))))

    def grid(self, value: Any, labels: Labels, people: Mapping[Any, str] = NOBODY) -> Grid | None:
        if not self.fits(value) or self.is_blank(value):
            return None
        rows = tuple((_name(person, people), _parts.say(parts, labels)) for person, parts in value.items() if parts)
        return Grid((_("Member"), _("Parts in the project")), (False, False), rows)

    def _say(self, value: Any, labels: Labels, people: Mapping[Any, str]) -> str:
        grid = self.grid(value, labels, people)
        return "\n".join(f"{name}: {parts}" for name, parts in grid.rows) if grid else ""


class _Chosen:
    """The parts of all members together, as an answer of several choices."""

    def __init__(self, asked: Asked, value: list[str]) -> None:
        self.question, self.files, self.value = asked.question, asked.files, value


def _name(person: str, people: Mapping[Any, str]) -> str:
    """Names may go by the key as a number, or by the random name of a version."""
    known = people.get(person) or (people.get(int(person)) if _is_key(person) else None)
    return known or _("Somebody who has left the team")


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= PERSON_DIGITS
