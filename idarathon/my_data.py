"""The pages about one's own data, in finished values: what is kept, for how long, and what an erasure does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from competitions import wording
from competitions.models import Competition
from competitions.presenters import JobPage, job_page
from idarathon.exports import exports_of
from idarathon.retention import kept_until
from teams.domain.farewell import places_under_way
from teams.models import User


@dataclass(frozen=True)
class Matter:
    """What one part of the site keeps, in words."""

    title: str
    points: Sequence[str]


@dataclass(frozen=True)
class Kept:
    """Until when an edition keeps what it knows."""

    term: str
    value: str


@dataclass(frozen=True)
class MyDataPage:
    matters: Sequence[Matter]
    editions: Sequence[Kept]
    export: JobPage | None
    export_is_ready: bool


def my_data_page(person: User, *, at: datetime) -> MyDataPage:
    """What the page says to `person`; two queries."""
    newest = exports_of(person).first()
    ready = newest is not None and bool(newest.file) and newest.file_expires_at > at
    shown = newest is not None and (newest.finished_at is None or ready)
    return MyDataPage(
        matters=what_is_kept(),
        editions=[_kept(edition) for edition in _editions_of(person)],
        export=job_page(newest) if newest is not None and shown else None,
        export_is_ready=ready,
    )


def _editions_of(person: User) -> Any:
    theirs = (
        Q(teams__memberships__person=person)
        | Q(roles__person=person)
        | Q(pk__in=person.eligibility_decisions.order_by().values("competition"))
    )
    found = Competition.objects.filter(pk__in=Competition.objects.filter(theirs).order_by().values("pk"))
    return found.annotate(ends_at=Max("phases__closes_at")).order_by("-pk")


def _kept(edition: Any) -> Kept:
    end = kept_until(edition)
    if edition.retention_ended_at is not None:
        words = _("Erased on %(day)s.") % {"day": wording.date_of(edition.retention_ended_at)}
    elif end is None:
        words = _("Until the edition has its dates, there is no end yet.")
    else:
        words = _("Until %(day)s; you are told 30 days before.") % {"day": wording.date_of(end)}
    return Kept(str(edition.name), words)


def what_is_kept() -> list[Matter]:
    """Room by room; the same for everybody, so that nobody's page tells what another's does not."""
    return [
        Matter(
            _("Your account and profile"),
            [
                _("Your address, your password (which nobody can read), how and from where you sign in."),
                _("Your names, department, entity, service, region, discipline and role; your gender if you said it."),
                _("Your payroll number, encrypted; your telephone and accessibility needs, if you gave them."),
                _("Which privacy notice you agreed to, and when."),
            ],
        ),
        Matter(
            _("Teams and eligibility"),
            [
                _("Decisions about whether you may take part: who took them, when and why."),
                _("Your places in teams, with dates; invitations and requests sent to you or by you."),
                _("Your roles: focal point, mentor, member of a jury, organiser, auditor."),
            ],
        ),
        Matter(
            _("Projects"),
            [
                _("What you wrote and attached in your team’s project, and every earlier text of it."),
                _("Your name beside each version that your team submitted; the version itself names nobody."),
                _("Feedback that you gave as a mentor."),
            ],
        ),
        Matter(
            _("Jury"),
            [_("If you judge: your assignments, scores, comments and declared conflicts. Nobody else’s are shown.")],
        ),
        Matter(
            _("Messages"),
            [_("Every message that the site sent you, and when; work that you asked the site to do.")],
        ),
    ]


@dataclass(frozen=True)
class ErasePage:
    """What an erasure would do to this person, before they decide."""

    leaves: Sequence[str]
    removed: Sequence[str]
    stays: Sequence[str]


def erase_page(person: User, *, at: datetime) -> ErasePage:
    """What goes with `person`, what stays without their name, and why."""
    return ErasePage(
        leaves=[_leaving(place.team, person) for place in places_under_way(person, at=at)],
        removed=[
            _("Your address, names, department, profile, telephone, payroll number and needs."),
            _("Your password, second factors, sign-ins by a provider, and every open session."),
            _("The words of messages, invitations, requests and cards; the same in mails that still wait."),
            _("Your name and address wherever the site wrote them: in messages to others and in journals."),
        ],
        stays=[
            _("That somebody was a member, held a role or was found eligible, by a number: it explains the results."),
            _("The project of your team, which the others keep; a submitted version never changes and names nobody."),
            _("Scores and comments of a jury that has ended: the ranking is computed from them."),
            _("That somebody agreed to the privacy notice: it proves that we asked."),
        ],
    )


def _leaving(team: Any, person: User) -> str:
    words = {"team": team.display_name, "edition": team.competition.name}
    if team.captain_id == person.pk:
        return _("“%(team)s” (%(edition)s) has no other member: it is withdrawn.") % words
    return _("You leave “%(team)s” (%(edition)s), and the team is told.") % words
