"""The receipt of a version: for its page, for the paper, and what the verification page says of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from competitions import wording
from competitions.addresses import absolute
from submissions.domain.receipts import Genuine, in_groups
from submissions.frozen import Dossier
from submissions.models import Version, VersionPerson
from submissions.wording import to_the_second
from teams.models import Team


@dataclass(frozen=True)
class ReceiptRow:
    term: str
    value: str


@dataclass(frozen=True)
class SignedOff:
    """A member, and when they had signed off on the text as it was submitted."""

    name: str
    when: str
    done: bool


@dataclass(frozen=True)
class Receipt:
    """`hash` is whole, for copying; `groups` is the same for reading. `address` is that of the verification page."""

    title: str
    hash: str
    rows: list[ReceiptRow] = field(default_factory=list)
    signed_off: list[SignedOff] = field(default_factory=list)
    missing_files: list[str] = field(default_factory=list)
    groups: str = ""
    code: str = ""
    address: str = ""


@dataclass(frozen=True)
class Standing:
    """Whether a version counts, as a coloured note."""

    kind: str
    text: str


def receipt(version: Version, dossier: Dossier, team: Team, people: Sequence[VersionPerson] = ()) -> Receipt:
    """What the receipt says; whoever keeps it can prove what was submitted, and when."""
    zone = version.phase.competition.time_zone
    rows = [
        (_("Version"), str(version.number)),
        (_("Received"), f"{to_the_second(version.received_at, zone)} ({wording.zone_note(zone)})"),
        (_("Submitted by"), _who(version)),
        *_without_captain(version),
        (_("Project"), version.title),
        (_("Team"), dossier.team or team.display_name),
        (_("Theme"), dossier.theme or version.theme.name),
        (_("Phase"), version.phase.name),
        (_("Contains"), "" if dossier.is_erased else _contents(dossier)),
        (_("Submitted without the sign-off of all, because"), version.reason),
    ]
    return Receipt(
        title=_("Receipt of submission"),
        hash=version.sha256,
        rows=[ReceiptRow(term, str(value)) for term, value in rows if value],
        signed_off=[_signed_off(each, zone) for each in people],
        missing_files=[str(name) for name in version.missing_files],
        groups=in_groups(version.sha256, 8),
        code=in_groups(version.code, 6),
        address=absolute("submissions:verify", code=version.code),
    )


def what_counts(version: Version, counting: Version | None, *, withdrawn_at: datetime | None = None) -> Standing:
    """Whether `version` is the one that the jury will read; `withdrawn_at`: when its team took it back, if it did."""
    if version == counting:
        return Standing("ok", _("This version counts: it is the last one received in time."))
    if withdrawn_at is not None:
        return Standing("warn", " ".join([withdrawn(version, withdrawn_at), _what_now(counting)]))
    assert counting is not None, "a version that was not withdrawn counts, or a later one does"
    later = _("Version %(number)d was received later and counts instead of this one.")
    return Standing("warn", later % {"number": counting.number})


def withdrawn(version: Version, at: datetime) -> str:
    """That the team took the version back, and when."""
    taken_back = _("This version was withdrawn on %(moment)s and does not count.")
    return taken_back % {"moment": to_the_second(at, version.phase.competition.time_zone)}


def verified(found: Genuine | None) -> dict[str, object]:
    """The verification page in finished values: the one sentence, and three facts where there is a receipt."""
    if found is None:
        return {"standing": Standing("missing", _("This is not a receipt of ours.")), "rows": []}
    arabic = get_language() == "ar"
    team = (found.team_ar or found.team_latin) if arabic else (found.team_latin or found.team_ar)
    when = f"{to_the_second(found.received_at, found.zone)} ({wording.zone_note(found.zone)})"
    rows = [(_("Team"), team), (_("Version"), str(found.number)), (_("Received"), when)]
    return {
        "standing": Standing("ok", _("This receipt is genuine.")),
        "rows": [ReceiptRow(term, value) for term, value in rows],
    }


def _what_now(counting: Version | None) -> str:
    if counting is None:
        return _("Nothing counts until the project is submitted again.")
    return _("Version %(number)d counts.") % {"number": counting.number}


def _who(version: Version) -> str:
    name = version.submitted_by.display_name
    if version.automatic:
        return _("the platform at the deadline, as %(name)s had asked") % {"name": name}
    return name


def _without_captain(version: Version) -> list[tuple[str, str]]:
    """What the receipt says of a version that a member submitted, and with whose agreement."""
    if not version.without_captain:
        return []
    agreed = [each.person.display_name for each in version.sign_offs.select_related("person")]
    return [
        (_("In the place of"), _("the captain and the deputy, who had not been here in the last 24 hours")),
        (_("Agreed to by"), " · ".join(agreed) or _("no other member had been here in these hours")),
    ]


def _signed_off(person: VersionPerson, zone: str) -> SignedOff:
    names = (person.name_ar, person.name_latin)
    name = next(filter(None, names if get_language() == "ar" else reversed(names)), "") or _("Erased person")
    if person.approved_at is None:
        return SignedOff(name, _("had not signed off on this text"), done=False)
    return SignedOff(name, to_the_second(person.approved_at, zone), done=True)


def _contents(dossier: Dossier) -> str:
    written = sum(1 for section in dossier.sections for answer in section.answers if answer.text)
    sections, files = len(dossier.sections), len(dossier.files)
    parts = [
        ngettext("%(count)d answer", "%(count)d answers", written) % {"count": written},
        ngettext("%(count)d section", "%(count)d sections", sections) % {"count": sections},
        ngettext("%(count)d file", "%(count)d files", files) % {"count": files},
    ]
    return " · ".join(parts)
