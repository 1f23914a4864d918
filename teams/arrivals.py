"""The invitation with which somebody came, kept in their session until they have an account and a profile."""

from django.http import HttpRequest
from django.urls import reverse

from teams.models import Invitation

# The id, not the token: whoever reads the sessions cannot use it.
KEY = "invitation"


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
    waiting = Invitation.objects.unanswered().filter(pk=request.session.get(KEY, 0))
    invitation = waiting.select_related("team__competition").first()
    if invitation is None:
        return None
    edition = invitation.team.competition.slug
    return reverse("teams:invited", kwargs={"edition": edition, "invitation_id": invitation.pk})
