"""The names behind the keys of a proposal: projects or teams, and people; one query each, for what a page shows."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Q

from competitions.folding import fold
from competitions.models import Discipline
from judging.domain.plans.proposal import Proposal
from judging.models import Entry, Plan
from teams.models import Team, User


class Subject(NamedTuple):
    """What is given: a project with its team and theme, or a team."""

    title: str
    detail: str


def subjects(plan: Plan, keys: Collection[int]) -> dict[int, Subject]:
    """By key; what has gone meanwhile is not among them."""
    if plan.round_id is None:
        teams = Team.objects.filter(pk__in=keys).select_related("theme")
        return {team.pk: Subject(team.display_name, str(team.theme)) for team in teams}
    entries = Entry.objects.filter(pk__in=keys).with_names().defer("version__content")
    return {
        entry.pk: Subject(entry.version.title, f"{entry.team.display_name} · {entry.version.theme.name}")
        for entry in entries
    }


def found_subjects(plan: Plan, typed: str) -> set[int] | None:
    """The keys of those that are called so; None where nothing is sought."""
    words = fold(typed).split()
    if not words:
        return None
    prefix = "" if plan.round_id is None else "project__team__"
    keys = [f"{prefix}name_ar_key", f"{prefix}name_latin_key"]
    rows = Team.objects.filter(competition=plan.competition_id) if plan.round_id is None else None
    if rows is None:
        rows = Entry.objects.filter(round=plan.round_id)  # type: ignore[assignment]
        keys.append("project__title_key")
    assert rows is not None
    for word in words:
        rows = rows.filter(Q.create([(f"{key}__contains", word) for key in keys], connector=Q.OR))
    return set(rows.values_list("pk", flat=True))


def people(keys: Iterable[int]) -> dict[int, User]:
    """By key."""
    return User.objects.in_bulk(set(keys))


def found_people(proposal: Proposal, typed: str) -> set[int] | None:
    """The keys of the people of the proposal who are called so; None where nothing is sought."""
    words = fold(typed).split()
    if not words:
        return None
    rows = User.objects.filter(pk__in=[person["id"] for person in proposal.people])
    for word in words:
        rows = rows.filter(Q(name_ar_key__contains=word) | Q(name_latin_key__contains=word))
    return set(rows.values_list("pk", flat=True))


def disciplines() -> dict[int, Discipline]:
    found: dict[int, Discipline] = Discipline.objects.in_bulk()
    return found
