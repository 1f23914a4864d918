"""Web addresses, also those of a pitch video: the organiser says on which hosts."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from submissions.domain.kinds.base import Asked, Kind
from submissions.domain.kinds.texts import clean_line
from submissions.models import Question

_is_web_address = URLValidator(schemes=["http", "https"])


def hosts_of(question: Question) -> list[str]:
    """The admitted hosts as names alone, however the organiser wrote them; none: every host."""
    return [host for line in (question.hosts or "").splitlines() if (host := _host_in(line))]


def is_web_address(text: str) -> bool:
    """Whether a browser goes where a reader thinks it goes: no other scheme, no name before an @, no backslash."""
    try:
        _is_web_address(text)
        parts = urlsplit(text)
    except (ValidationError, ValueError):
        return False
    return "@" not in parts.netloc and "\\" not in text and bool(parts.hostname)


class Link(Kind):
    def clean(self, raw: Any, question: Question) -> str:
        return clean_line(raw)

    def faults(self, asked: Asked) -> list[str]:
        if not is_web_address(asked.value):
            return [_("Write a whole web address, beginning with https://.")]
        admitted, host = hosts_of(asked.question), urlsplit(asked.value).hostname or ""
        if admitted and not any(host == each or host.endswith(f".{each}") for each in admitted):
            return [_("Only addresses on these sites are admitted: %(hosts)s.") % {"hosts": " · ".join(admitted)}]
        return []


def _host_in(line: str) -> str:
    text = line.strip().lower()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").strip(".")
