"""Reminding people of their deadlines, once each, in their language, of what they still have to do."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from django.db import transaction
from django.utils import translation

from competitions import wording
from competitions.addresses import absolute
from competitions.domain import outbox
from competitions.letters import Letter, tidy, tidy_subject
from competitions.messages import REMINDER
from competitions.models import Message, Phase, ReminderRule
from competitions.registries import audiences
from competitions.registries.audiences import Owed
from competitions.reminder_text import fill

logger = logging.getLogger(__name__)

PEOPLE_PER_TRANSACTION = 50
PREVIEWED = 100


@dataclass(frozen=True)
class Planned:
    """One reminder for one person: what it is about, when it is due, and the key that keeps it single."""

    rule: ReminderRule
    owed: Owed

    @property
    def moment(self) -> datetime:
        return self.rule.moment_for(self.owed.deadline)

    @property
    def due_at(self) -> datetime:
        return self.rule.due_at(self.owed.deadline)

    @property
    def key(self) -> str:
        return f"{key_prefix(self.rule)}{self.owed.person.pk}:{int(self.moment.timestamp())}"

    def concerns(self) -> bool:
        """False for what was due before the person owed it, or before the rule was made."""
        return all(since is None or since <= self.due_at for since in (self.owed.since, self.rule.since))


@dataclass(frozen=True)
class Preview:
    """What one person will get, or has got."""

    person: Any
    due_at: datetime
    deadline: datetime
    letter: Letter
    written: bool


def key_prefix(rule: ReminderRule) -> str:
    """What the dedupe keys of the rule's messages begin with."""
    return f"reminder:{rule.pk}:"


def send_due(*, at: datetime) -> int:
    """Queue every reminder that is due at `at` and has not been queued; returns how many.

    Each person gets, per phase, only the reminder that was due last: what an outage has made stale is skipped and
    logged. Called again, or twice at once, it queues nothing twice.
    """
    rules = (
        ReminderRule.objects.in_force(at=at).select_related("phase__competition").order_by("phase", "audience", "pk")
    )
    return sum(
        _send_for_phase(phase, list(of_phase), at=at) for phase, of_phase in groupby(rules, key=lambda rule: rule.phase)
    )


def preview(rule: ReminderRule, *, at: datetime, limit: int = PREVIEWED) -> list[Preview]:
    """Who would get what from `rule` as things stand at `at`, in the order of their due times; at most `limit`."""
    planned = [
        one
        for owed in _owed(rule.audience, rule.phase, at=at)
        if (one := Planned(rule, owed)).moment > at and one.concerns()
    ]
    planned.sort(key=lambda one: (one.due_at, one.owed.person.pk))
    shown = planned[:limit]
    written = _written(shown)
    return [
        Preview(
            person=one.owed.person,
            due_at=one.due_at,
            deadline=one.moment,
            letter=letter(one, at=max(one.due_at, at)),
            written=one.key in written,
        )
        for one in shown
    ]


def letter(planned: Planned, *, at: datetime) -> Letter:
    """The words of one reminder as they are at `at`, in the person's language if the organiser wrote in it."""
    rule, owed = planned.rule, planned.owed
    with translation.override(language_of(planned)):
        values = {
            "name": str(owed.person.display_name),
            "phase": str(rule.phase.name),
            "deadline": _deadline(planned),
            "left": wording.distance(planned.moment, at=at),
            "todo": str(owed.todo),
            "link": absolute(owed.url_name, **owed.url_kwargs),
        }
        return Letter(tidy_subject(fill(rule.subject, values)), tidy(fill(rule.body, values)))


def language_of(planned: Planned) -> str:
    """The person's language, or Arabic when the rule has no words in it."""
    language: str = planned.owed.person.language
    has_words = getattr(planned.rule, f"subject_{language}") and getattr(planned.rule, f"body_{language}")
    return language if has_words else "ar"


def _deadline(planned: Planned) -> str:
    zone = planned.rule.phase.competition.time_zone
    opens = planned.rule.edge == ReminderRule.Edge.OPENS
    return wording.moment(planned.moment, zone=zone) if opens else wording.last_minute(planned.moment, zone=zone)


def _send_for_phase(phase: Phase, rules: list[ReminderRule], *, at: datetime) -> int:
    people = iter(_due(phase, rules, at=at).values())
    queued = 0
    while group := list(islice(people, PEOPLE_PER_TRANSACTION)):
        written = _written([one for planned in group for one in planned])
        with transaction.atomic():
            queued += sum(_send_latest(planned, written, at=at) for planned in group)
    return queued


def _due(phase: Phase, rules: list[ReminderRule], *, at: datetime) -> dict[int, list[Planned]]:
    """By person, what is due and not yet overtaken by its own deadline."""
    found: dict[int, list[Planned]] = {}
    for audience, of_audience in groupby(rules, key=lambda rule: rule.audience):
        candidates = [rule for rule in of_audience if rule.due_at(_earliest(audience, phase)) <= at]
        if not candidates:
            continue
        for owed in _owed(audience, phase, at=at):
            for one in (Planned(rule, owed) for rule in candidates):
                if one.due_at <= at < one.moment and one.concerns():
                    found.setdefault(owed.person.pk, []).append(one)
    return found


def _earliest(audience: str, phase: Phase) -> datetime:
    """No deadline in the audience lies before this."""
    ends_with_phase = audiences.is_known(audience) and audiences.get(audience).ends_with_phase
    return phase.closes_at if ends_with_phase else phase.opens_at


def _owed(audience: str, phase: Phase, *, at: datetime) -> Iterator[Owed]:
    if audiences.is_known(audience):
        return audiences.get(audience).rows(phase, at, None)
    logger.error(
        "Reminders for a group that no room knows are not sent. Choose another group in the rule.",
        extra={"audience": audience, "phase": phase.pk},
    )
    return iter(())


def _send_latest(planned: list[Planned], written: set[str], *, at: datetime) -> int:
    latest = max(one.due_at for one in planned)
    chosen = {one.key: one for one in planned if one.due_at == latest and one.key not in written}
    queued = sum(_queue(one, at=at) for one in chosen.values())
    if queued:
        for one in planned:
            if one.due_at < latest and one.key not in written:
                logger.warning("reminder overtaken by a later one", extra=_facts(one))
    return queued


def _queue(planned: Planned, *, at: datetime) -> bool:
    words = letter(planned, at=at)
    message = outbox.queue_raw(
        kind=REMINDER,
        to=planned.owed.person,
        language=language_of(planned),
        subject=words.subject,
        text=words.text,
        at=at,
        competition=planned.rule.phase.competition,
        dedupe_key=planned.key,
        about={"rule": planned.rule.pk, "deadline": planned.moment.isoformat()},
    )
    return message is not None


def _written(planned: list[Planned]) -> set[str]:
    keys = [one.key for one in planned]
    return set(Message.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))


def _facts(planned: Planned) -> dict[str, Any]:
    return {"rule": planned.rule.pk, "person": planned.owed.person.pk, "due": planned.due_at.isoformat()}
