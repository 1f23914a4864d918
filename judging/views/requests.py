"""What every view of this room may count on, for the type checker."""

from datetime import datetime

from django.http import HttpRequest

from teams.models import User


class SignedInRequest(HttpRequest):
    """A request behind `login_required`; the first middleware has stamped it."""

    user: User
    received_at: datetime


class StampedRequest(HttpRequest):
    """A request of anybody."""

    received_at: datetime
