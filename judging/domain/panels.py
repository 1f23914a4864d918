"""Panels of a round: some jurors and the entries they judge, put together by hand or drawn by lot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.refusals import Refusal
from judging.domain import drawing
from judging.domain.records import drop, keep
from judging.models import Assignment, Conflict, Draw, Entry, Panel, PanelMember, Round, Score
from teams.domain.authority import require_organiser
from teams.models import Role, User


class PanelsStand(Refusal):
    message = _("A score has been given in this round: its panels cannot change any more.")


class TooManyPanels(Refusal):
    message = _("There are fewer jurors than panels. Make fewer panels, or appoint jurors first.")
    field = "number"


class NoPanels(Refusal):
    message = _("This round has no panels yet. Say first how many there are.")


class NotOfTheRound(Refusal):
    message = _("Choose jurors of this edition and entries and panels of this round.")


@dataclass
class PanelState:
    """What one panel is made of; `met` are pairs of one of its jurors and one of its entries in conflict."""

    panel: Panel
    jurors: list[int] = field(default_factory=list)
    entries: int = 0
    met: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Overview:
    """`outside` are live assignments whose juror does not sit in the panel of the entry."""

    panels: list[PanelState]
    jurors_without: int
    entries_without: int
    outside: int

    @property
    def is_balanced(self) -> bool:
        """Whether neither jurors nor entries differ by more than one from panel to panel."""
        sizes = [[len(each.jurors) for each in self.panels], [each.entries for each in self.panels]]
        return all(max(counts) - min(counts) <= 1 for counts in sizes if counts)


def make_panels(*, round: Round, number: int, by: User, at: datetime) -> list[Panel]:
    """Give `round` so many panels; those above `number` go, and whoever sat in them sits in none.

    Raises OnlyOrganiser, PanelsStand, TooManyPanels.
    """
    require_organiser(by, round.competition)
    with transaction.atomic():
        round = _changeable(round)
        if number > len(jurors_of(round, at=at)):
            raise TooManyPanels
        standing = {panel.number: panel for panel in round.panels.all()}
        for surplus in [panel for place, panel in standing.items() if place > number]:
            _empty(surplus, by=by, at=at)
        for place in range(1, number + 1):
            if place not in standing:
                keep(Panel(round=round, number=place), by=by, at=at)
    return list(Panel.objects.filter(round=round))


def place_jurors(*, round: Round, panels: Mapping[int, int | None], by: User, at: datetime) -> None:
    """Let jurors sit in panels, by their keys: {juror: number of the panel, or None for no panel}.

    Raises OnlyOrganiser, PanelsStand, NotOfTheRound.
    """
    require_organiser(by, round.competition)
    with transaction.atomic():
        round = _changeable(round)
        if not set(panels) <= set(jurors_of(round, at=at)):
            raise NotOfTheRound
        by_number = _by_number(round)
        seats = {seat.juror_id: seat for seat in PanelMember.objects.filter(round=round)}
        for juror, number in panels.items():
            _seat(seats.get(juror), juror, _panel(by_number, number), by=by, at=at)


def place_entries(*, round: Round, panels: Mapping[int, int | None], by: User, at: datetime) -> None:
    """Let panels judge entries, by their keys: {entry: number of the panel, or None for no panel}.

    Raises OnlyOrganiser, PanelsStand, NotOfTheRound.
    """
    require_organiser(by, round.competition)
    with transaction.atomic():
        round = _changeable(round)
        by_number = _by_number(round)
        entries = {entry.pk: entry for entry in Entry.objects.filter(round=round, pk__in=panels)}
        if len(entries) != len(panels):
            raise NotOfTheRound
        for key, number in panels.items():
            _move(entries[key], _panel(by_number, number), by=by, at=at)


def draw(*, round: Round, by: User, at: datetime) -> Draw:
    """Draw jurors and entries into the panels of `round` from the seed that was published.

    Conflicts are respected as far as possible; `overview` says where they are not.
    Raises OnlyOrganiser, PanelsStand, NoPanels, NoSeed, TooSoon.
    """
    require_organiser(by, round.competition)
    with transaction.atomic():
        round = _changeable(round)
        by_number = _by_number(round)
        if not by_number:
            raise NoPanels
        inputs = draw_inputs(round, panels=len(by_number), at=at)
        drawn, result = drawing.settle(drawing.waiting(round, Draw.Purpose.PANELS), inputs, by=by, at=at)
        seats = {seat.juror_id: seat for seat in PanelMember.objects.filter(round=round)}
        entries = {entry.pk: entry for entry in Entry.objects.filter(round=round)}
        for placed in result["panels"]:
            panel = by_number[placed["number"]]
            for juror in placed["jurors"]:
                _seat(seats.pop(juror, None), juror, panel, by=by, at=at)
            for entry in placed["entries"]:
                _move(entries[entry], panel, by=by, at=at)
        for seat in seats.values():  # of people who are jurors no more
            drop(seat, by=by, at=at)
    return drawn


def draw_inputs(round: Round, *, panels: int, at: datetime) -> drawing.PanelDraw:
    """What the panels of `round` are drawn among, as numbers; why somebody is in conflict is nobody's to read there."""
    jurors = jurors_of(round, at=at)
    entries = list(Entry.objects.admitted().filter(round=round).order_by("pk").values_list("pk", flat=True))
    barred = Conflict.objects.barring().filter(juror__in=jurors, team__project__entries__in=entries)
    pairs = barred.filter(team__project__entries__round=round).values_list("juror", "team__project__entries")
    return {
        "method": drawing.METHOD,
        "panels": panels,
        "jurors": jurors,
        "entries": entries,
        "conflicts": [list(pair) for pair in sorted(set(pairs)) if pair[1] in set(entries)],
    }


def overview(round: Round, *, at: datetime) -> Overview:
    """How the panels stand; six queries, whatever their number."""
    states = {panel.pk: PanelState(panel) for panel in Panel.objects.filter(round=round)}
    entries = dict(Entry.objects.admitted().filter(round=round).values_list("pk", "panel"))
    inputs = draw_inputs(round, panels=len(states), at=at)
    seats = dict(PanelMember.objects.filter(round=round, juror__in=inputs["jurors"]).values_list("juror", "panel"))
    for juror, panel in seats.items():
        states[panel].jurors.append(juror)
    for panel_of_entry in entries.values():
        if panel_of_entry is not None:
            states[panel_of_entry].entries += 1
    for juror, entry in inputs["conflicts"]:
        if seats.get(juror) is not None and seats.get(juror) == entries.get(entry):
            states[seats[juror]].met.append((juror, entry))
    given = Assignment.objects.live().filter(entry__round=round, entry__panel__isnull=False)
    return Overview(
        panels=list(states.values()),
        jurors_without=len(set(inputs["jurors"]) - set(seats)),
        entries_without=sum(panel is None for panel in entries.values()),
        outside=sum(seats.get(juror) != panel for juror, panel in given.values_list("juror", "entry__panel")),
    )


def jurors_of(round: Round, *, at: datetime) -> list[int]:
    """The keys of the jurors of the edition today, those who stepped back left out."""
    roles = Role.objects.filter(competition=round.phase.competition_id, kind=Role.Kind.JUROR).active(at=at)
    staying = roles.exclude(juror_profile__stepped_back_at__isnull=False)
    return list(staying.order_by("person").values_list("person", flat=True).distinct())


def are_fixed(round: Round) -> bool:
    """Whether a score has been given: from then on the composition of the jury stands."""
    return round.closed_at is not None or Score.objects.filter(criterion__round=round, points__isnull=False).exists()


def _changeable(round: Round) -> Round:
    round = Round.objects.locked(round.pk)
    if are_fixed(round):
        raise PanelsStand
    return round


def _by_number(round: Round) -> dict[int, Panel]:
    return {panel.number: panel for panel in Panel.objects.filter(round=round)}


def _panel(by_number: Mapping[int, Panel], number: int | None) -> Panel | None:
    if number is None:
        return None
    if number not in by_number:
        raise NotOfTheRound
    return by_number[number]


def _seat(seat: PanelMember | None, juror: int, panel: Panel | None, *, by: User, at: datetime) -> None:
    if panel is None:
        if seat is not None:
            drop(seat, by=by, at=at)
    elif seat is None:
        keep(PanelMember(panel=panel, round_id=panel.round_id, juror_id=juror), by=by, at=at)
    elif seat.panel_id != panel.pk:
        seat.panel = panel
        keep(seat, by=by, at=at)


def _move(entry: Entry, panel: Panel | None, *, by: User, at: datetime) -> None:
    if entry.panel_id != (panel.pk if panel else None):
        entry.panel = panel
        keep(entry, by=by, at=at)


def _empty(panel: Panel, *, by: User, at: datetime) -> None:
    for entry in panel.entries.all():
        _move(entry, None, by=by, at=at)
    for seat in panel.members.all():
        drop(seat, by=by, at=at)
    drop(panel, by=by, at=at)
