"""A form that arrives after its session has ended: what was typed waits until its writer has signed in again.

Pages where people write long texts carry `{% writer %}`, a signed mark of who wrote, so that nobody else who signs in
with the same browser is shown the text, and nobody unknown can make us keep anything.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

FIELD = "writer"
SESSION_KEY = "kept_form"
SALT = "competitions.kept_forms"
LONGEST = 500_000  # characters of a posted form; more than any page of ours can hold
TYPED_TEXT_IS_BACK = _("You were signed out before this was saved. What you typed is back in the form: save it now.")

View = TypeVar("View", bound=Callable[..., HttpResponse])


def writer_mark(user: Any) -> str:
    """The signed mark of who writes, for a hidden field."""
    return signing.dumps(user.pk, salt=SALT)


def login_required_keeping_form(view: View) -> View:
    """Ask visitors to sign in; what they posted is kept for when they are back on the page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST" and _writer(request.POST) is not None:
            _keep(request)
        return redirect_to_login(request.get_full_path())

    return guarded  # type: ignore[return-value]


def take(request: HttpRequest) -> QueryDict | None:
    """What this person had posted to this very page when their session was over, every value of it; given once."""
    kept = request.session.get(SESSION_KEY)
    if kept is None or kept["path"] != request.path:
        return None
    posted = QueryDict(kept["form"], mutable=True)
    if _writer(posted) != request.user.pk:
        return None
    del request.session[SESSION_KEY]
    del posted[FIELD]
    return posted


def written_by_another(request: HttpRequest) -> bool:
    """Whether the form was written by somebody else than who is signed in now, as a page may be that stayed open."""
    writer = _writer(request.POST)
    return writer is not None and writer != request.user.pk


def writer_of_kept(session: Mapping[str, Any]) -> Any:
    """Who wrote the form that a session keeps; None where it keeps none."""
    kept = session.get(SESSION_KEY)
    return _writer(QueryDict(kept["form"])) if kept else None


def _keep(request: HttpRequest) -> None:
    form = request.POST.urlencode()
    if len(form) <= LONGEST:
        request.session[SESSION_KEY] = {"path": request.path, "form": form}


def _writer(posted: QueryDict) -> Any:
    try:
        return signing.loads(posted.get(FIELD, ""), salt=SALT)
    except signing.BadSignature:
        return None
