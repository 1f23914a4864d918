"""Where somebody has something to do: their roles and their team, in each published edition."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, Value
from django.http import HttpRequest

from idarathon.editions import editions_of
from teams.models import Membership, Role

MEMBER = "member"


class Place(NamedTuple):
    """`kind` is a kind of role, or `MEMBER` for a place in a team."""

    edition_id: int
    kind: str


def places_of(request: HttpRequest) -> Sequence[Place]:
    """What the person of `request` is, in running editions; nothing for visitors. Read once per request."""
    known: Sequence[Place] | None = getattr(request, "places", None)
    if known is None:
        known = _read(request.user, at=request.received_at) if request.user.is_authenticated else ()  # type: ignore[attr-defined]
        running = {edition.pk for edition in editions_of(request).running}
        known = tuple(place for place in known if place.edition_id in running)
        request.places = known  # type: ignore[attr-defined]
    return known


def _read(person: Any, *, at: datetime) -> Sequence[Place]:
    roles = Role.objects.active(at=at).filter(person=person).order_by().values_list("competition_id", "kind")
    teams = Membership.objects.active().of(person).filter(team__dissolved_at=None).order_by()
    memberships = teams.annotate(place=Value(MEMBER, output_field=CharField())).values_list("competition_id", "place")
    return [Place(*row) for row in roles.union(memberships)]
