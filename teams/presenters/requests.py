"""Requests to join, for the person who asked and for the team that answers."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from competitions import wording
from teams.models import JoinRequest, User
from teams.presenters.parts import Cell, Column, Row


@dataclass(frozen=True)
class RequestCard:
    """A request that waits, for the person who made it."""

    title: str
    text: str
    meta: str
    url: str
    action: str


def state_of(request: JoinRequest) -> tuple[str, str]:
    """The kind of tag and the word for how far the request is."""
    if request.withdrawn_at:
        return "off", pgettext("request to join", "Withdrawn")
    if request.accepted:
        return "ok", pgettext("request to join", "Accepted")
    if request.answered_at:
        return "missing", pgettext("request to join", "Declined")
    return "todo", pgettext("request to join", "Waiting for an answer")


def waiting_cards(requests: list[JoinRequest]) -> list[RequestCard]:
    """The requests of one person that wait, read with their teams, themes and editions."""
    return [
        RequestCard(
            title=request.team.display_name,
            text=_("The captain or the deputy answers, and you get a message."),
            meta=_("%(theme)s · asked on %(day)s") % {"theme": request.team.theme.name, "day": _day(request)},
            url=_url("my_request", request),
            action=_("Read or withdraw my request"),
        )
        for request in requests
    ]


def own_rows(request: JoinRequest) -> list[Row]:
    """What the person reads about a request of theirs."""
    rows = [Row(_("Asked on"), _day(request)), Row(_("Your word to the team"), request.word)]
    return [*rows, *([Row(_("Answer of the team"), request.answer)] if request.answer else [])]


def asker_rows(request: JoinRequest) -> list[Row]:
    """Who asks, for the team: everything but how to reach them."""
    person = request.person
    rows = [
        Row(_("Discipline"), person.discipline_label),
        Row(_("Department"), str(person.department or "")),
        Row(_("Service"), place_of(person)),
        Row(_("Asked on"), _day(request)),
        Row(_("Their word to the team"), request.word),
    ]
    return [row for row in rows if row.value]


def request_rows(requests: list[JoinRequest]) -> list[list[Cell]]:
    """The table of requests that wait for the team."""
    return [
        [
            Cell(request.person.display_name),
            Cell(request.person.discipline_label, _("Discipline")),
            Cell(_("Read and answer"), _("Action"), url=_url("answer_request", request)),
        ]
        for request in requests
    ]


def request_columns() -> list[Column]:
    return [Column(_("Who asks")), Column(_("Discipline")), Column(_("Action"))]


def place_of(person: User) -> str:
    """Where somebody serves, without their department."""
    parts = [str(person.get_service_level_display()), str(person.get_region_display() if person.region else "")]
    return " · ".join(part for part in parts if part)


def _day(request: JoinRequest) -> str:
    return wording.day(request.requested_at, zone=request.team.competition.time_zone)


def _url(name: str, request: JoinRequest) -> str:
    return reverse(f"teams:{name}", kwargs={"edition": request.team.competition.slug, "request_id": request.pk})
