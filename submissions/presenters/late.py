"""What somebody reads whose request arrived outside the window: what counts, what does not, and whom to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from submissions.domain.windows import Window
from submissions.models import Version
from submissions.presenters.submission import taken_back
from submissions.wording import to_the_second
from teams.models import Team


@dataclass(frozen=True)
class Note:
    kind: str
    title: str
    text: str


@dataclass(frozen=True)
class Contact:
    """`url` opens a letter that says already whose it is and what it is about."""

    name: str
    email: str
    url: str


def what_counts_now(counting: Version | None, last: Version | None, window: Window, *, changed: bool) -> Note:
    """The state in which the deadline has found the project. `changed`: the draft is newer than what counts."""
    zone = window.phase.competition.time_zone
    if counting is not None:
        title = _("Version %(number)d counts") % {"number": counting.number}
        text = _("It was received in time, on %(moment)s.") % {"moment": to_the_second(counting.received_at, zone)}
        newer = _("What was saved in the draft after that is kept, and is not in this version.")
        return Note("ok", title, f"{text} {newer}" if changed else text)
    if withdrawn := taken_back(last, zone):
        return Note("warn", withdrawn["title"], withdrawn["text"])
    text = _("What was saved in the draft is kept, and nothing of it was submitted in this phase.")
    return Note("warn", _("Nothing that your team submitted counts"), text)


def contacts(people: Sequence[Any], team: Team, window: Window, *, at: datetime) -> list[Contact]:
    """Those who run the edition, each with a letter that is begun."""
    zone = window.phase.competition.time_zone
    subject = _("Team %(team)s: more time for “%(phase)s”") % {"team": team.display_name, "phase": window.phase.name}
    body = _("Received on %(moment)s. What kept us:") % {"moment": to_the_second(at, zone)}
    letter = f"subject={quote(subject)}&body={quote(body)}"
    return [Contact(each.display_name, each.email, f"mailto:{quote(each.email, safe='@')}?{letter}") for each in people]
