"""The browsers in which somebody is signed in, in finished values."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils.translation import gettext as _

from competitions import wording
from teams.domain.sessions import open_sessions
from teams.models import User

# In this order: Edge and Opera also call themselves Chrome, and Chrome calls itself Safari.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
}
BROWSERS |= {"CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS X": "macOS"}
SYSTEMS |= {"CrOS": "ChromeOS", "Linux": "Linux"}


@dataclass(frozen=True)
class SessionRow:
    """One browser: what it is, where it came from, since when, and whether it is the one in use."""

    browser: str
    address: str
    since: str
    current: bool


def session_rows(person: User, *, current: str | None, at: datetime) -> list[SessionRow]:
    """Every open session, the one in use first."""
    rows = [_row(session, current) for session in open_sessions(person, at=at)]
    return sorted(rows, key=lambda row: not row.current)


def browser_named(user_agent: str) -> str:
    """What a browser says of itself, in two words."""
    parts = [_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)]
    return " · ".join(part for part in parts if part) or _("Unknown browser")


def _row(session: UserSession, current: str | None) -> SessionRow:
    return SessionRow(
        browser=browser_named(session.user_agent),
        address=session.ip,
        since=wording.moment(session.created_at, zone=settings.TIME_ZONE),
        current=session.session_key == current,
    )


def _first(names: dict[str, str], text: str) -> str:
    return next((name for mark, name in names.items() if mark in text), "")
