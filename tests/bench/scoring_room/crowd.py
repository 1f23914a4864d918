"""A thousand jurors, each signed in with a project of their own to evaluate; and one with two hundred and fifty."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from competitions.models import Phase
from judging.models import Assignment, ConflictDeclaration, Entry, JurorProfile, Round
from teams.models import Role, User
from tests.builders.competitions import a_competition
from tests.builders.crowded_round import copies_of, given_to
from tests.builders.judging import a_round, an_organiser
from tests.builders.teams import a_person

JURORS, ENTRIES, LONG_LIST = 1000, 250, 250
HALF = timedelta(days=5)
POINTS = {"impact": "14,5", "feasibility": "12", "training": "١٦"}


@dataclass
class Juror:
    """Somebody at their tablet: their cookies, where their evaluation saves itself, and from which save they start."""

    person: int
    assignment: int
    cookies: dict[str, str]
    path: str
    revision: int = 0
    marks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Jury:
    round: Round
    jurors: list[Juror]
    busiest: User


def a_large_jury(*, at: datetime) -> Jury:
    """The round runs for some days still."""
    edition = a_competition(slug="scoring-room")
    round = a_round(competition=edition)
    first = round.entries.get()
    entries = [first, *copies_of(first, ENTRIES - 1)]
    edition.published_at = at - HALF
    edition.save()
    for phase in edition.phases.all():
        phase.opens_at, phase.closes_at = at - HALF, at + HALF
        phase.save()
    people = [a_person() for _each in range(JURORS + 1)]
    _appoint(people, round)
    given_to(people[-1], entries[:LONG_LIST])
    return Jury(round, _at_their_tablets(people[:-1], entries, round), people[-1])


def close_at(round: Round, moment: datetime) -> None:
    """The end, past every verb: it is too near for one."""
    Phase.objects.filter(pk=round.phase_id).update(closes_at=moment)


def _appoint(people: list[User], round: Round) -> None:
    """All of them, past the verbs: jurors who have accepted the charter and declared no conflict."""
    edition, since = round.competition, round.phase.opens_at - timedelta(days=90)
    roles = Role.objects.bulk_create(
        Role(person=person, competition=edition, kind=Role.Kind.JUROR, since=since) for person in people
    )
    JurorProfile.objects.bulk_create(
        JurorProfile(role=role, charter_accepted_at=since, confidentiality_accepted_at=since) for role in roles
    )
    ConflictDeclaration.objects.bulk_create(
        ConflictDeclaration(juror=person, competition=edition, declared_at=since) for person in people
    )


def _at_their_tablets(people: list[User], entries: list[Entry], round: Round) -> list[Juror]:
    by = an_organiser(round.competition)
    assignments = Assignment.objects.bulk_create(
        Assignment(entry=entries[place % len(entries)], juror=person, assigned_by=by, assigned_at=round.opened_at)
        for place, person in enumerate(people)
    )
    with translation.override("fr"):
        return [
            Juror(
                person=assignment.juror_id,
                assignment=assignment.pk,
                cookies=cookies_of(person),
                path=reverse("judging:evaluation_autosave", args=[round.competition.slug, assignment.pk]),
            )
            for person, assignment in zip(people, assignments, strict=True)
        ]


def cookies_of(person: User) -> dict[str, str]:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: secrets.token_hex(16)}
