"""Setting up an edition: its texts, themes, phases and dates. An edition is data, and these are its doors."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competitions.consequences import move_asked, phase_moved
from competitions.domain.outbox import queue_many
from competitions.domain.recording import locked, record, remove, require_organiser
from competitions.messages import PHASE_MOVED
from competitions.models import Competition, KeyFigure, Partner, Phase, Theme
from competitions.refusals import Refusal
from competitions.registries import audiences


def in_languages(*names: str) -> frozenset[str]:
    """The language columns of translated fields."""
    return frozenset(f"{name}_{language}" for name in names for language in ("ar", "fr", "en"))


RULES = frozenset(
    {
        *("team_size_min", "team_size_max", "disciplines_min", "women_target", "women_target_is_bar"),
        *("vouching_days", "captain_absence_days", "retention_months", "time_zone"),
    }
)
EDITION = in_languages("name", "tagline", "about", "rules_text", "organiser_name") | RULES | {"slug"}
THEME = in_languages("name", "description") | {"key", "order"}
PHASE = in_languages("name") | {"key", "kind", "grace_seconds"}
DETAIL = in_languages("name", "label") | {"value", "order"}


class AddressIsPublic(Refusal):
    message = _("The edition is published and its address stands in mails already, so the address stays as it is.")
    field = "slug"


class NotReadyToPublish(Refusal):
    message = _("An edition needs at least one phase with its dates before it can be published.")


class OnlySuperusersCreateEditions(Refusal):
    message = _("A new edition is created by the administrator of the site, who then appoints its organisers.")


class TargetIsMissing(Refusal):
    message = _("Set a target share first: without one no team can be held to it.")
    field = "women_target"


class GraceIsFixed(Refusal):
    message = _("The phase has opened, so its technical grace can no longer change.")
    field = "grace_seconds"


class PhaseHasOpened(Refusal):
    message = _("The phase has opened already: its opening, kind and key stay as they are.")
    field = "opens_at"


class PhaseIsSettled(Refusal):
    message = _("What had to happen at the end of this phase has happened, so its dates stay as they are.")
    field = "closes_at"


class EndIsPast(Refusal):
    message = _("This end has passed already. Choose a moment to come.")
    field = "closes_at"


def create_edition(*, values: dict[str, Any], by: Any, at: datetime) -> Competition:
    """A new edition, seen by nobody but its organisers. Raises OnlySuperusersCreateEditions, InvalidValue."""
    if not by.is_superuser:
        raise OnlySuperusersCreateEditions
    _require_target_for_bar(Competition(), values)
    with transaction.atomic():
        return record(Competition(), values, by=by, admitted=EDITION)


def edit_edition(competition: Competition, *, values: dict[str, Any], by: Any, at: datetime) -> Competition:
    """Change texts and rules. Raises MayNotOrganise, AddressIsPublic, TargetIsMissing, InvalidValue."""
    with transaction.atomic():
        edition = locked(competition)
        require_organiser(edition, by=by)
        if edition.published_at is not None and values.get("slug", edition.slug) != edition.slug:
            raise AddressIsPublic
        _require_target_for_bar(edition, values)
        return record(edition, values, by=by, admitted=EDITION)


def publish_edition(competition: Competition, *, by: Any, at: datetime) -> Competition:
    """Show the edition to everybody; a published one stays so. Raises MayNotOrganise, NotReadyToPublish."""
    with transaction.atomic():
        edition = locked(competition)
        require_organiser(edition, by=by)
        if edition.published_at is not None:
            return edition
        if not edition.phases.exists():
            raise NotReadyToPublish
        return record(edition, {"published_at": at}, by=by, admitted=frozenset({"published_at"}))


def create_theme(competition: Competition, *, values: dict[str, Any], by: Any, at: datetime) -> Theme:
    """A new theme of the edition. Raises MayNotOrganise, InvalidValue."""
    require_organiser(competition, by=by)
    with transaction.atomic():
        return record(Theme(competition=competition), values, by=by, admitted=THEME)


def edit_theme(theme: Theme, *, values: dict[str, Any], by: Any, at: datetime) -> Theme:
    """Change a theme. Raises MayNotOrganise, InvalidValue."""
    require_organiser(theme.competition, by=by)
    with transaction.atomic():
        return record(locked(theme), values, by=by, admitted=THEME)


def create_phase(
    competition: Competition, *, values: dict[str, Any], opens_at: datetime, closes_at: datetime, by: Any, at: datetime
) -> Phase:
    """A new phase with its window, in the past or to come. Raises MayNotOrganise, InvalidValue."""
    require_organiser(competition, by=by)
    dated = values | {"opens_at": opens_at, "closes_at": closes_at}
    with transaction.atomic():
        return record(Phase(competition=competition), dated, by=by, admitted=PHASE | {"opens_at", "closes_at"})


def edit_phase(phase: Phase, *, values: dict[str, Any], by: Any, at: datetime) -> Phase:
    """Change name, key, kind or grace; dates are moved by `move_phase`.

    Raises MayNotOrganise, GraceIsFixed, PhaseHasOpened, InvalidValue.
    """
    with transaction.atomic():
        current = locked(phase)
        require_organiser(current.competition, by=by)
        if at >= current.opens_at:
            if values.get("grace_seconds", current.grace_seconds) != current.grace_seconds:
                raise GraceIsFixed
            for name in ("key", "kind"):
                if values.get(name, getattr(current, name)) != getattr(current, name):
                    raise PhaseHasOpened(field=name)
        # Whoever moves the dates alone must not find in the history a change of nothing.
        if all(getattr(current, name) == value for name, value in values.items()):
            return current
        return record(current, values, by=by, admitted=PHASE)


def move_phase(
    phase: Phase, *, opens_at: datetime, closes_at: datetime, reason: str = "", by: Any, at: datetime
) -> Phase:
    """Give the phase another window, and tell those who still have something to do in it.

    `closes_at` is the first instant that is late. Reminders follow by themselves: they are reckoned from the new end.
    Some phases move only for a `reason`; `why_a_reason` says which.
    Raises MayNotOrganise, PhaseHasOpened, PhaseIsSettled, EndIsPast, InvalidValue, and what a higher room refuses.
    """
    with transaction.atomic():
        current = locked(phase)
        require_organiser(current.competition, by=by)
        if (opens_at, closes_at) == (current.opens_at, current.closes_at):
            return current
        if current.closed_at is not None:
            raise PhaseIsSettled
        if opens_at != current.opens_at and current.opens_at <= at:
            raise PhaseHasOpened
        if closes_at != current.closes_at and closes_at <= at:
            raise EndIsPast
        dates = {"opens_at": opens_at, "closes_at": closes_at}
        before = {"opens_at": current.opens_at, "closes_at": current.closes_at}
        moved = record(current, dates, by=by, admitted=frozenset(dates))
        phase_moved.send(Phase, phase=moved, **before, reason=reason.strip(), by=by, at=at)
        _tell_of_move(moved, by=by, at=at)
        return moved


def why_a_reason(phase: Phase) -> str:
    """Why moving `phase` needs a reason, as a sentence; "" where it needs none."""
    answers = (answer for _receiver, answer in move_asked.send(Phase, phase=phase))
    return next((str(answer) for answer in answers if answer), "")


def save_detail(detail: Partner | KeyFigure, *, values: dict[str, Any], by: Any, at: datetime) -> None:
    """Add or change a partner or key figure of an edition. Raises MayNotOrganise, InvalidValue."""
    require_organiser(detail.competition, by=by)
    with transaction.atomic():
        record(detail, values, by=by, admitted=DETAIL)


def remove_detail(detail: Partner | KeyFigure, *, by: Any, at: datetime) -> None:
    """Take a partner or key figure away. Raises MayNotOrganise."""
    require_organiser(detail.competition, by=by)
    remove(detail, by=by)


def _require_target_for_bar(edition: Competition, values: dict[str, Any]) -> None:
    is_bar = values.get("women_target_is_bar", edition.women_target_is_bar)
    if is_bar and values.get("women_target", edition.women_target) is None:
        raise TargetIsMissing


def _tell_of_move(phase: Phase, *, by: Any, at: datetime) -> None:
    """Write to everybody whom an audience of the phase knows as still owing something."""
    edition = phase.competition
    if edition.published_at is None:
        return
    people = {
        owed.person.pk: owed.person
        for audience in audiences.every()
        if phase.kind in audience.phase_kinds
        for owed in audience.rows(phase, at, None)
    }
    queue_many(
        PHASE_MOVED,
        to=people.values(),
        context={
            "competition": edition,
            "phase": phase,
            "opens_at": phase.opens_at,
            "closes_at": phase.closes_at,
        },
        by=by,
        at=at,
    )
