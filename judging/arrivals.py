"""The invitation to a jury with which somebody came, kept in their session until they have an account."""

from django.http import HttpRequest
from django.urls import reverse

from judging.models import JuryInvitation
from teams import arrivals

# The id, not the token: whoever reads the sessions cannot use it.
KEY = "jury_invitation"


def remember(request: HttpRequest, invitation: JuryInvitation) -> None:
    """Keep in mind that this visitor held the link of `invitation`."""
    request.session[KEY] = invitation.pk


def came_with(request: HttpRequest, invitation: JuryInvitation) -> bool:
    """Whether this visitor held the link of `invitation`."""
    return bool(request.session.get(KEY) == invitation.pk)


def forget(request: HttpRequest) -> None:
    """The invitation has been answered."""
    request.session.pop(KEY, None)


def _page(invitation_id: int) -> str | None:
    invitation = JuryInvitation.objects.unanswered().filter(pk=invitation_id).select_related("competition").first()
    if invitation is None:
        return None
    address = {"edition": invitation.competition.slug, "invitation_id": invitation.pk}
    return reverse("judging:jury_invited", kwargs=address)


arrivals.lead(KEY, _page)
