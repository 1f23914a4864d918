"""Mentors' notes, for the team and for the mentor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from competitions import wording
from submissions.models import Feedback


@dataclass(frozen=True)
class Note:
    """`mark_url` is where the team says that it has taken the note into account; "" once it has, or for others."""

    kind: str
    label: str
    author: str
    when: str
    text: str
    mark_url: str = ""


def notes(feedback: Iterable[Feedback], *, at: datetime, edition: str = "") -> list[Note]:
    """Notes that wait come first, then the newest; with `edition` they can be marked."""
    ordered = sorted(feedback, key=lambda note: (note.addressed_at is not None, -note.pk))
    return [_note(note, at=at, edition=edition) for note in ordered]


def _note(note: Feedback, *, at: datetime, edition: str) -> Note:
    waits = note.addressed_at is None
    return Note(
        kind="warn" if waits else "ok",
        label=_("To take into account") if waits else _("Taken into account"),
        author=note.mentor.display_name,
        when=wording.distance(note.given_at, at=at),
        text=note.text,
        mark_url=_mark_url(note, edition) if waits and edition else "",
    )


def _mark_url(note: Feedback, edition: str) -> str:
    return reverse("submissions:addressed", kwargs={"edition": edition, "pk": note.pk})
