"""Who has signed off on the text as it stands, and what has changed since the reader did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from competitions import wording
from submissions.domain.approving import SignedOff, Standing
from submissions.domain.reading import Draft
from submissions.forms import first_control
from submissions.presenters.project import page_url, section_url
from teams.models import User
from teams.presenters.parts import PersonRow


@dataclass(frozen=True)
class Changed:
    """An answer or a file that is newer than the reader's sign-off."""

    label: str
    url: str
    detail: str


@dataclass(frozen=True)
class SignOffPanel:
    """`text` is the digest of what the page shows; `may_sign` and `may_ask` say which buttons there are."""

    people: tuple[PersonRow, ...]
    text: str
    sentence: str
    kind: str
    may_sign: bool
    may_ask: bool
    changed: tuple[Changed, ...] = ()


def sign_off_panel(
    draft: Draft, signed: Sequence[SignedOff], reader: User, *, text: str, is_open: bool, leads: bool
) -> SignOffPanel:
    """The panel for `reader`, a member; `leads`: captain or deputy, who ask the others."""
    zone = draft.phase.competition.time_zone
    own = next((each for each in signed if each.person == reader), SignedOff(reader, Standing.MISSING))
    owing = [each for each in signed if each.standing is not Standing.GIVEN]
    begun = any(part.is_begun for part in draft.sections)
    return SignOffPanel(
        people=tuple(_row(each, zone) for each in signed),
        text=text,
        sentence=_sentence(own, all_have=not owing, zone=zone),
        kind="ok" if own.standing is Standing.GIVEN else "warn" if own.standing is Standing.OLDER else "",
        may_sign=is_open and begun and own.standing is not Standing.GIVEN,
        may_ask=is_open and begun and leads and any(each.person != reader for each in owing),
        changed=tuple(_changed(draft, own.approved_at)) if own.standing is Standing.OLDER and own.approved_at else (),
    )


def _row(each: SignedOff, zone: str) -> PersonRow:
    name = each.person.display_name
    if each.approved_at is None:
        return PersonRow(name=name, kind="todo", state=_("Has not signed off"))
    when = wording.moment(each.approved_at, zone=zone)
    if each.standing is Standing.GIVEN:
        return PersonRow(name=name, kind="ok", state=_("Has signed off"), role=when)
    return PersonRow(name=name, kind="warn", state=_("Older than the text"), role=when)


def _sentence(own: SignedOff, *, all_have: bool, zone: str) -> str:
    if all_have:
        return _("Every member has signed off on the text as it stands.")
    if own.standing is Standing.GIVEN:
        return _("You have signed off on the text as it stands. If it is changed, your sign-off becomes older than it.")
    if own.standing is Standing.OLDER and own.approved_at is not None:
        when = wording.moment(own.approved_at, zone=zone)
        return _("The file has changed since you signed off, on %(moment)s. Read what is new, then sign off again.") % {
            "moment": when
        }
    return _("Read the file above. If you agree that it is submitted as it stands, sign off on it.")


def _changed(draft: Draft, since: datetime) -> list[Changed]:
    """What stands now and did not then; what was taken away is not among it."""
    team, zone = draft.project.team, draft.phase.competition.time_zone
    answers = [
        Changed(
            label=str(asked.question.label),
            url=f"{section_url(team, part.section.key)}#{first_control(asked)}",
            detail=_("%(name)s, %(moment)s")
            % {
                "name": asked.answer.saved_by.display_name,
                "moment": wording.moment(asked.answer.saved_at, zone=zone),
            },
        )
        for part in draft.sections
        for asked in part.shown()
        if asked.answer and asked.answer.saved_at > since
    ]
    files = [
        Changed(file.name, page_url("files", team), wording.moment(file.uploaded_at, zone=zone))
        for file in draft.files()
        if file.uploaded_at > since
    ]
    return answers + files
