"""When a page breaks, or the database does not answer: it is said, and what was typed comes back to be sent again."""

import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware
from django.template.loader import render_to_string
from django.utils import translation

from competitions.kept_forms import FIELD as WRITER
from idarathon.logging import masked_path

logger = logging.getLogger("idarathon.broken")
RETRY_AFTER = 10  # seconds
TOKEN = "csrfmiddlewaretoken"
# A form with such a field is not put into a page: its owner types it again.
SECRET = ("password", "code", "secret", "payroll", "credential", "token", "totp")
ANSWER = "q-"


class _Guard(CsrfViewMiddleware):
    """Only asks: the page it would answer with reads the session, and so the database."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(status=HTTPStatus.FORBIDDEN)


@dataclass(frozen=True)
class Typed:
    """A posted form: `texts` are shown to be copied, `fields` are sent again as they were."""

    path: str
    texts: list[str]
    fields: list[tuple[str, str]]
    has_files: bool


def server_error(request: HttpRequest) -> HttpResponse:
    """The handler of every exception that nobody else has caught; nothing here asks the database.

    Programs that save by themselves are told by the status: 503 where the database did not answer, else 500.
    """
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    typed = _typed(request)
    if away:
        logger.error(
            "The database did not answer. Is the server of DATABASE_URL up, and has it connections and disk left?",
            extra={"path": masked_path(request), "method": request.method, "typed_text_given_back": typed is not None},
        )
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with translation.override(language):
        page = "500.html" if typed is None else "broken.html"
        html = render_to_string(page, {"typed": typed, "away": away})
    status = HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.INTERNAL_SERVER_ERROR
    response = HttpResponse(html, status=status)
    response["Cache-Control"] = "no-store"
    if away:
        response["Retry-After"] = str(RETRY_AFTER)
    return response


def _typed(request: HttpRequest) -> Typed | None:
    """What was posted, if it came from a page of ours and holds no secret."""
    if request.method != "POST":
        return None
    try:
        posted, has_files = request.POST, bool(request.FILES)
    except (OSError, RequestDataTooBig, SuspiciousOperation, MultiPartParserError):
        # It cannot be read, or no longer: a broken line, a full disk.
        return None
    if not posted or any(word in name.lower() for name in posted for word in SECRET if name != TOKEN):
        return None
    if not _is_ours(request):
        return None
    return Typed(request.get_full_path(), list(_texts(posted)), list(_fields(posted)), has_files)


def _is_ours(request: HttpRequest) -> bool:
    """Whether the form carries the visitor's own token: nobody else may have a page show what they wrote."""
    guard = _Guard(lambda _request: HttpResponse())
    guard.process_request(request)
    return guard.process_view(request, server_error, (), {}) is None


def _fields(posted: QueryDict) -> Iterator[tuple[str, str]]:
    return ((name, str(value)) for name, values in posted.lists() for value in values)


def _texts(posted: QueryDict) -> Iterator[str]:
    """What somebody has written, as against what a page has filled in or a choice."""
    for name, value in _fields(posted):
        if name not in (TOKEN, WRITER) and value.strip() and (name.startswith(ANSWER) or " " in value.strip()):
            yield value
