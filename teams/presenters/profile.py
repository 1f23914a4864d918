"""The profile's page in finished values."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from competitions import wording
from teams.domain.consent import latest_consent
from teams.domain.payroll import masked
from teams.domain.registration import what_is_missing
from teams.domain.windows import open_editions
from teams.forms.profile import ProfileForm
from teams.models import PayrollRecord, User
from teams.presenters.parts import Note
from teams.presenters.standing import edition_standings


@dataclass(frozen=True)
class ProfilePage:
    """What stands above and below the form."""

    notes: list[Note]
    consent: Note | None
    may_wait: bool


def profile_page(person: User, *, form: ProfileForm, record: PayrollRecord | None, at: datetime) -> ProfilePage:
    """Compose the page of `person`, of whom `record` is known; what `form` says already is not said twice."""
    missing = what_is_missing(person)
    notes = [*_merge(form.number_is_taken), *edition_standings(person, open_editions(at=at))]
    if not form.is_bound:
        notes += _missing(missing)
    if not form.departments:
        notes.append(_no_department())
    if not missing:
        notes += _payroll_to_give(record)
    return ProfilePage(notes=notes, consent=None if form.owed else _consent(person), may_wait=bool(missing))


def payroll_help(record: PayrollRecord | None) -> str:
    """What is known of somebody's payroll number, and what is asked of them."""
    if record is None:
        return _(
            "It stands on your payslip. You may give it later, but your team cannot be confirmed without it. "
            "If you have none, your focal point can attest that. It is kept encrypted and shown to nobody."
        )
    if record.number_hash is None:
        return _("It is attested that you have none. If you are given one, write it here.")
    return _("We have your number: %(number)s. Leave this blank to keep it.") % {
        "number": f"\u2066{masked(record)}\u2069"
    }


def _payroll_to_give(record: PayrollRecord | None) -> list[Note]:
    if record is not None:
        return []
    return [
        Note(
            kind="warn",
            title=_("Your payroll number is not known yet"),
            text=_(
                "Your team cannot be confirmed without it. Give it below; if you have none, ask the focal point of "
                "your department to attest that."
            ),
        )
    ]


def _merge(number_is_taken: bool) -> list[Note]:
    if not number_is_taken:
        return []
    return [
        Note(
            kind="warn",
            title=_("Another account has given this payroll number"),
            text=_(
                "If it is yours as well, the two can become one. If it is not, check the number, or write to the "
                "organisers. The rest of your profile is saved."
            ),
            url=reverse("teams:merge"),
            action=_("Both accounts are mine"),
        )
    ]


def _missing(missing: list[str]) -> list[Note]:
    if not missing:
        return []
    return [
        Note(
            kind="warn",
            title=_("Before you can found or join a team"),
            text=_("Please give: %(parts)s.") % {"parts": " · ".join(missing)},
        )
    ]


def _no_department() -> Note:
    return Note(
        kind="warn",
        title=_("No department is enrolled yet"),
        text=_("You can complete your profile as soon as the organiser has enrolled the departments of the edition."),
    )


def _consent(person: User) -> Note | None:
    """What the person agreed to, where nothing is owed."""
    given = latest_consent(person)
    if given is None:
        return None
    words = _("You agreed to the notice about your personal data, version %(version)d, on %(day)s.")
    return Note(
        text=words % {"version": given.notice.version, "day": wording.date_of(given.given_at)},
        url=reverse("competitions:notice_version", kwargs={"version": given.notice.version}),
        action=_("Read the notice"),
    )
