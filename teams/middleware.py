"""Notes who visits, and when."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import LazyObject, empty

from teams.domain.visits import note_visit
from teams.models import User


class LastVisitMiddleware:
    """Notes the visit of whoever the page knows; it stands after the one that says who that is.

    Afterwards, because signing in is a visit too, and because a page that asks for nobody shall not begin to ask.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        person = _known(request)
        if person is not None:
            note_visit(person, at=request.received_at)  # type: ignore[attr-defined]
        return response


def _known(request: HttpRequest) -> User | None:
    """Who is signed in, if the page has looked."""
    user = request.user
    if isinstance(user, LazyObject) and getattr(user, "_wrapped", empty) is empty:
        return None
    return user if user.is_authenticated else None
