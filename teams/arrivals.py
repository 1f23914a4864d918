"""The invitation with which somebody came, kept in their session until they have an account and a profile.

A higher room that sends invitations of its own adds where those lead.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse

from teams.models import Invitation

# The id, not the token: whoever reads the sessions cannot use it.
KEY = "invitation"

# By the key of the session under which a higher room keeps its invitation: from its id to its page, None once over.
_ways: dict[str, Callable[[int], str | None]] = {}


def lead(key: str, way: Callable[[int], str | None]) -> None:
    """Lead whoever came with the invitation whose id stands under `key` to where `way` says."""
    _ways[key] = way


def remember(request: HttpRequest, invitation: Invitation) -> None:
    """Keep in mind that this visitor held the link of `invitation`."""
    request.session[KEY] = invitation.pk


def came_with(request: HttpRequest, invitation: Invitation) -> bool:
    """Whether this visitor held the link of `invitation`."""
    return bool(request.session.get(KEY) == invitation.pk)


def forget(request: HttpRequest) -> None:
    """The invitation has been answered."""
    request.session.pop(KEY, None)


def where_to(request: HttpRequest) -> str | None:
    """The page of the invitation with which the person came, while it waits for an answer."""
    for key, way in _ways.items():
        if (url := way(request.session.get(key, 0))) is not None:
            return url
    waiting = Invitation.objects.unanswered().filter(pk=request.session.get(KEY, 0))
    invitation = waiting.select_related("team__competition").first()
    if invitation is None:
        return None
    edition = invitation.team.competition.slug
    return reverse("teams:invited", kwargs={"edition": edition, "invitation_id": invitation.pk})
