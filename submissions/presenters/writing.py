"""What the page of a section needs to save by itself, to keep copies on the device, and to say what is happening."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from competitions import wording
from submissions.domain.saving import AnswerChangedMeanwhile, SavedSection
from submissions.models import Project, Section
from submissions.presenters.conflicts import conflict_of
from teams.models import User

SALT = "submissions.device_copies"


@dataclass(frozen=True)
class Copies:
    """Where the device keeps what was typed: whose it is, of which project, from which place; how moments are said."""

    owner: str
    place: str
    locale: str
    zone: str


@dataclass(frozen=True)
class Writing:
    autosave_url: str
    presence_url: str
    token_url: str
    token_cookie: str
    sign_in_url: str
    words: dict[str, str]


def device_copies(project: Project, person: User, *, phase_key: str, section_key: str = "") -> Copies:
    """The copies of one section, or of the whole phase. Nobody can tell from their names who wrote them."""
    team = project.team
    return Copies(
        owner=f"{salted_hmac(SALT, str(person.pk)).hexdigest()[:20]}:{team.pk}",
        place=f"{phase_key}/{section_key}/" if section_key else f"{phase_key}/",
        locale=wording.LOCALES[(get_language() or "ar")[:2]].replace("_", "-"),
        zone=team.competition.time_zone,
    )


def writing(project: Project, section: Section) -> Writing:
    """For the page on which that section is written."""
    edition = project.team.competition.slug
    address = {"edition": edition, "key": section.key}
    return Writing(
        autosave_url=reverse("submissions:autosave", kwargs=address),
        presence_url=reverse("submissions:presence", kwargs=address),
        token_url=reverse("submissions:token", kwargs={"edition": edition}),
        token_cookie=settings.CSRF_COOKIE_NAME,
        sign_in_url=reverse("account_login"),
        words=_words(),
    )


def known(people: Sequence[User]) -> str:
    """Who the page knows to be there, so that it is only told when that changes."""
    return ",".join(str(person.pk) for person in people)


def typed_rows(texts: Mapping[str, str]) -> list[dict[str, str]]:
    """Texts by the label of their question, to be shown so that they can be copied."""
    return [{"label": label, "text": text} for label, text in texts.items() if text.strip()]


def _words() -> dict[str, str]:
    """What the scripts say, by what has happened."""
    return {
        "unreachable": _("Not saved: no connection."),
        "signed_out": _("Not saved: you have been signed out."),
        "other_person": _("Not saved: somebody else has signed in with this browser. Sign in again as yourself."),
        "gone": _("Not saved: you can no longer write in this section."),
        "closed": _("Not saved: this came after the closing time."),
        "refused": _("Not saved by itself. Press “Save” to save it."),
        "kept": _("Your text is kept on this device."),
        "not_kept": _("This device cannot keep your text: leave this page open."),
        "unsaved": _("Not saved yet"),
        "offered": _("Something that you typed on this device was not saved. It stands beside its question."),
    }


def autosaved(project: Project, saved: SavedSection, *, by: User) -> dict[str, Any]:
    """What the page is told after it has saved by itself: of each question its state, its save, and what to show."""
    zone = project.team.competition.time_zone
    time = {"time": wording.clock(saved.saved_at, zone), "name": by.display_name}
    line = _("Saved at %(time)s by %(name)s") % time
    questions: dict[str, dict[str, Any]] = {
        key: {"state": "saved", "revision": str(revision), "said": line if key in saved.saved else ""}
        for key, revision in saved.revisions.items()
    }
    for key in saved.newer:
        questions[key] = {"state": "newer", "said": _("A teammate has changed this answer: load the page again.")}
    for key, conflict in saved.conflicts.items():
        questions[key] = {"state": "contested", "said": str(conflict), "html": _part(conflict)}
    for key, refusal in saved.refused.items():
        questions[key] = {"state": "required", "said": str(refusal), "html": _note(str(refusal))}
    retired = _("This question is no longer asked. Your text is not saved; it stays in the field and on this device.")
    for key in saved.retired:
        questions[key] = {"state": "retired", "said": retired, "html": _note(retired)}
    return {"said": _("Saved at %(time)s.") % time, "questions": questions}


def _part(refusal: AnswerChangedMeanwhile) -> str:
    return render_to_string("submissions/parts/conflict.html", {"conflict": conflict_of(refusal)})


def _note(text: str) -> str:
    return render_to_string("components/note.html", {"kind": "warn", "text": text})
