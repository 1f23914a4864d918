"""What the page of an evaluation needs to save by itself, to keep copies on the device, and to say what happens."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from competitions import wording
from judging.domain.scoring import points_field
from judging.forms.evaluation import EvaluationForm, as_typed
from judging.models import Assignment, Evaluation
from submissions.presenters.writing import Copies
from teams.models import User

SALT = "judging.device_copies"


@dataclass(frozen=True)
class Room:
    autosave_url: str
    token_url: str
    token_cookie: str
    sign_in_url: str
    words: dict[str, str]


def room(assignment: Assignment) -> Room:
    """For the page on which that evaluation is written."""
    edition = assignment.entry.round.phase.competition.slug
    address = {"edition": edition, "assignment_id": assignment.pk}
    return Room(
        autosave_url=reverse("judging:evaluation_autosave", kwargs=address),
        token_url=reverse("judging:jury_token", kwargs={"edition": edition}),
        token_cookie=settings.CSRF_COOKIE_NAME,
        sign_in_url=reverse("account_login"),
        words=_words(),
    )


def device_copies(assignment: Assignment, juror: User) -> Copies:
    """Where the device keeps what was typed. Nobody can tell from the names who wrote what about whom."""
    return Copies(
        owner=f"{salted_hmac(SALT, str(juror.pk)).hexdigest()[:20]}:jury",
        place=f"{assignment.pk}/",
        locale=wording.LOCALES[(get_language() or "ar")[:2]].replace("_", "-"),
        zone=assignment.entry.round.phase.competition.time_zone,
    )


def autosaved(assignment: Assignment, saved: Evaluation, form: EvaluationForm) -> dict[str, Any]:
    """What the page is told: of each field its state and the value as it is stored; from what the next save starts."""
    zone = assignment.entry.round.phase.competition.time_zone
    line = _("Saved at %(hour)s") % {"hour": wording.clock(saved.saved_at, zone)}
    fields: dict[str, dict[str, str]] = {}
    scales = {points_field(criterion.key): criterion for criterion in form.criteria}
    for name in form.fields:
        if name in form.errors:
            fields[name] = {"state": "refused", "said": " ".join(str(error) for error in form.errors[name])}
        elif name in scales:
            value = as_typed(form.cleaned_data[name], scales[name])
            fields[name] = {"state": "saved", "said": line, "value": value}
        else:
            fields[name] = {"state": "saved", "said": line, "value": str(form.cleaned_data[name])}
    return {"outcome": "saved", "said": line, "revision": saved.revision, "questions": fields}


def saved_elsewhere(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Another window has saved since: what it saved, by the name of the field."""
    values = {name: str(value) for name, value in stored.items() if name != "revision"}
    return {"outcome": "elsewhere", "revision": stored["revision"], "stored": values}


def _words() -> dict[str, str]:
    """What the scripts say, by what has happened."""
    return {
        "unreachable": _("Not saved: no connection."),
        "signed_out": _("Not saved: you have been signed out."),
        "other_person": _("Not saved: somebody else has signed in with this browser. Sign in again as yourself."),
        "gone": _("Not saved: this project is no longer yours to evaluate."),
        "closed": _("Not saved: this came after the closing time."),
        "refused": _("Not saved by itself. Press “Save” to save it."),
        "kept": _("Your text is kept on this device."),
        "not_kept": _("This device cannot keep your text: leave this page open."),
        "unsaved": _("Not saved yet"),
        "offered": _("Something that you typed on this device was not saved. It stands beside its field."),
        "contested": _("Another window has saved something else here. Choose which one stays."),
        "adopted": _("Changed in another window"),
        "nothing": _("Nothing written"),
    }
