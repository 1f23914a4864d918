"""Editions, laid around a fixed instant."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from competitions.domain.outbox import queue_raw
from competitions.models import (
    Competition,
    Department,
    Discipline,
    Enrolment,
    EnrolmentDomain,
    Holiday,
    Message,
    Phase,
    PrivacyNotice,
    ReminderRule,
    Theme,
)
from competitions.registries.message_kinds import MessageKind

# Monday 23 November 2020, 10:00 in Rabat: inside the first edition.
NOW = datetime(2020, 11, 23, 9, 0, tzinfo=UTC)
_number = count(1)

# Days from NOW: (opens, closes) of each phase of an edition in its submission stage.
CALENDAR = {
    "registration": (-14, 10),
    "submission": (-14, 16),
    "mentoring": (-14, 16),
    "judging": (17, 27),
    "results": (30, 60),
}


def a_competition(
    *, published: bool = True, calendar: dict[str, tuple[int, int]] | None = None, **fields: Any
) -> Competition:
    """A published edition with one phase of each kind, three themes and its submission phase open at NOW."""
    slug = fields.pop("slug", f"edition-{next(_number)}")
    names = {"name_ar": "إدارثون", "name_fr": "Idarathon", "name_en": "Idarathon"}
    competition = Competition.objects.create(
        slug=slug, published_at=NOW - timedelta(days=30) if published else None, **{**names, **fields}
    )
    for kind, (opens, closes) in (calendar or CALENDAR).items():
        a_phase(competition=competition, kind=kind, opens=opens, closes=closes)
    for order, key in enumerate(("reception", "communication", "participation")):
        Theme.objects.create(
            competition=competition, key=key, order=order, name_ar=f"محور {key}", name_fr=key, name_en=key
        )
    return competition


def a_phase(*, competition: Competition, kind: str, opens: int, closes: int, key: str = "") -> Phase:
    """A phase that opens and closes that many days from NOW."""
    names = {f"name_{language}": f"{kind} ({language})" for language in ("ar", "fr", "en")}
    return Phase.objects.create(
        competition=competition,
        key=key or kind,
        kind=kind,
        opens_at=NOW + timedelta(days=opens),
        closes_at=NOW + timedelta(days=closes),
        **names,
    )


def the_phase(competition: Competition, kind: str) -> Phase:
    return competition.phases.get(kind=kind)


def a_department(*, enrolled_in: Competition | None = None, domains: tuple[str, ...] = (), **fields: Any) -> Department:
    """A department, enrolled in an edition with its admitted domains when asked."""
    number = next(_number)
    names = {"name_ar": f"قطاع {number}", "name_fr": f"Département {number}", "name_en": f"Department {number}"}
    department = Department.objects.create(code=f"department-{number}", **{**names, **fields})
    if enrolled_in:
        enrolment = Enrolment.objects.create(
            competition=enrolled_in, department=department, started_at=NOW - timedelta(days=30)
        )
        EnrolmentDomain.objects.bulk_create(EnrolmentDomain(enrolment=enrolment, domain=domain) for domain in domains)
    return department


def a_discipline(**fields: Any) -> Discipline:
    number = next(_number)
    names = {"name_ar": f"تخصص {number}", "name_fr": f"Discipline {number}", "name_en": f"Discipline {number}"}
    return Discipline.objects.create(key=f"discipline-{number}", **{**names, **fields})


def a_holiday(day: date, **fields: Any) -> Holiday:
    """A day on which the administration does not work."""
    names = {"name_ar": "عيد الاستقلال", "name_fr": "Fête de l’Indépendance"}
    return Holiday.objects.create(day=day, **{**names, **fields})


def a_notice(*, published_at: datetime | None = NOW, **texts: str) -> PrivacyNotice:
    """A version of the notice about personal data, in force since `published_at`; a draft without."""
    version = PrivacyNotice.objects.count() + 1
    written = {f"text_{language}": f"## {version}\n\n{language}" for language in ("ar", "fr", "en")}
    return PrivacyNotice.objects.create(version=version, published_at=published_at, **{**written, **texts})


def a_message(*, to: Any = None, at: datetime = NOW, secret: bool = False, **fields: Any) -> Message:
    """A message that waits in the outbox; for an address without an account unless `to` is given."""
    message = queue_raw(
        kind=MessageKind(key=fields.pop("kind", "note"), label="Note", template="", secret=secret),
        to=to,
        to_address=fields.pop("address", "" if to else "somebody@idarathon.example"),
        subject=fields.pop("subject", "A subject"),
        text=fields.pop("text", "A text."),
        language=fields.pop("language", None if to else "en"),
        at=at,
        **fields,
    )
    assert message is not None
    return message


def a_reminder(phase: Phase, *, days: int = 0, hours: int = 0, audience: str = "owing", **fields: Any) -> ReminderRule:
    """A reminder of that phase's end, so long before it, to the audience of the tests."""
    texts = {
        "subject_ar": "تذكير: {phase}",
        "body_ar": "{name}\n\n{todo}، قبل {deadline} ({left}).\n\n[فتح الصفحة] {link}",
        "subject_fr": "Rappel : {phase}",
        "body_fr": "{name}\n\n{todo}, avant le {deadline} ({left}).\n\n[Ouvrir] {link}",
        "subject_en": "Reminder: {phase}",
        "body_en": "{name}\n\n{todo}, by {deadline} ({left}).\n\n[Open] {link}",
    }
    return ReminderRule.objects.create(
        phase=phase, lead_minutes=days * 24 * 60 + hours * 60, audience=audience, **{**texts, **fields}
    )
