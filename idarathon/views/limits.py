"""What is answered when there were too many attempts."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from teams.limits import minutes_left, try_again


def too_many_attempts(request: HttpRequest) -> HttpResponse:
    """Say when to try again, to people in a sentence and to programs in a header."""
    response = render(request, "429.html", {"sentence": try_again(request)}, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(60 * minutes_left(request))
    return response
