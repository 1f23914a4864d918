"""Whom a drawing by lot is about, as far as whoever looks may know it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from competitions.models import Competition
from judging.models import Draw, Entry
from teams.models import Membership, User


@dataclass(frozen=True)
class Known:
    """What entries and jurors are called, by their keys."""

    entries: Mapping[int, str] = field(default_factory=dict)
    jurors: Mapping[int, str] = field(default_factory=dict)


def names_for(person: Any, competition: Competition, draws: Iterable[Draw]) -> Known:
    """Who follows the jury's work knows everybody; a team its own entries; everybody else nobody.

    Jurors do not: in a blind round a number must stay one.
    """
    rounds = {draw.round_id for draw in draws}
    if not rounds or not person.is_authenticated:
        return Known()
    entries = Entry.objects.filter(round__in=rounds).with_names().defer("version__content")
    if person.has_perm("judging.see_progress", competition):
        return Known(_called(entries), _jurors(draws))
    own = Membership.objects.active().of(person).filter(competition=competition).values("team")
    return Known(_called(entries.filter(project__team__in=own)))


def _called(entries: Iterable[Entry]) -> dict[int, str]:
    return {entry.pk: f"{entry.version.title} · {entry.team.display_name}" for entry in entries}


def _jurors(draws: Iterable[Draw]) -> dict[int, str]:
    keys = {key for draw in draws if draw.inputs for key in draw.inputs.get("jurors", ())}
    return {person.pk: person.display_name for person in User.objects.filter(pk__in=keys)}
