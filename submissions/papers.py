"""What a team takes home on paper: the receipt of a version, and the whole project file, as a draft or as submitted."""

from datetime import datetime
from io import BytesIO
from typing import Any

import segno
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from competitions import wording
from competitions.typesetting import typeset
from submissions.domain.reading import Draft
from submissions.frozen import Dossier, preview, read
from submissions.models import Version
from submissions.presenters.printed import dossier_data, file_lines, pages_of
from submissions.presenters.receipts import Receipt, receipt, withdrawn
from teams.models import Team


def receipt_paper(version: Version) -> bytes:
    """The receipt as PDF in the active language; `version` was read `with_withdrawal`."""
    dossier = read(version, get_language() or "ar")
    said = receipt(version, dossier, version.project.team, list(version.people.all()))
    return typeset("receipt", receipt_data(said, dossier, version), dated=version.received_at)


def version_paper(version: Version) -> bytes:
    """All that was submitted, with the number and the fingerprint of the version, in the active language."""
    dossier = read(version, get_language() or "ar")
    said = receipt(version, dossier, version.project.team)
    number = _("Version %(number)d") % {"number": version.number}
    data = {
        **_frame(dossier.title, number, version.project.team),
        **dossier_data(dossier, pages_of(dossier.files)),
        "notes": _withdrawn(version),
        "rows": [{"term": row.term, "value": row.value} for row in said.rows],
        "hash_label": _("Fingerprint (SHA-256)"),
        "hash": in_two_lines(said),
    }
    return typeset("dossier", data, dated=version.received_at)


def draft_paper(draft: Draft, *, at: datetime) -> bytes:
    """The project file as it stands at that moment, marked as the draft that it is, in the active language."""
    team = draft.project.team
    dossier = preview(draft, get_language() or "ar")
    moment = wording.moment(at, zone=team.competition.time_zone)
    note = _("Draft of %(moment)s. This is not a submitted version.") % {"moment": moment}
    rows = [(_("Team"), dossier.team), (_("Theme"), dossier.theme), (_("Phase"), str(draft.phase.name))]
    data = {
        **_frame(dossier.title, _("Draft of %(moment)s") % {"moment": moment}, team),
        **dossier_data(dossier, pages_of(dossier.files)),
        "notes": [note],
        "rows": [{"term": term, "value": value} for term, value in rows],
        "hash_label": "",
        "hash": "",
    }
    return typeset("dossier", data, dated=at)


def receipt_data(said: Receipt, dossier: Dossier, version: Version) -> dict[str, Any]:
    """What the template of the receipt places."""
    number = _("Version %(number)d") % {"number": version.number}
    return {
        **_frame(said.title, number, version.project.team),
        "notes": _withdrawn(version),
        "rows": [{"term": row.term, "value": row.value} for row in said.rows],
        "hash_label": _("Fingerprint (SHA-256)"),
        "hash": in_two_lines(said),
        "verify_label": _("Is this receipt genuine?"),
        "verify_text": _("Anybody can ask this page, without an account. It tells the team, the version and the time."),
        "address": said.address,
        "qr": qr_code(said.address),
        "qr_label": _("QR code with the address of the verification page"),
        "code_label": _("Code of the receipt"),
        "code": said.code,
        "files_label": _("Files of this version"),
        "files": file_lines(dossier.files, pages_of(dossier.files)),
        "missing_label": _("Still on their way when the project was submitted, and not part of this version"),
        "missing": said.missing_files,
        "people_label": _("Sign-off of the members"),
        "people_columns": [_("Member"), _("Signed off")],
        "people": [[each.name, each.when] for each in said.signed_off],
        "explanation": _(
            "The fingerprint is computed over the whole text of the version. Whoever has that text, which members "
            "of the team download from the page of the receipt, can compute it again with any tool."
        ),
    }


def qr_code(address: str) -> str:
    """The address as an SVG that a telephone reads."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode()


def in_two_lines(said: Receipt) -> str:
    """The fingerprint in two lines of four groups, so that two people can read it to each other."""
    half = len(said.groups) // 2
    return f"{said.groups[:half].rstrip()}\n{said.groups[half:].lstrip()}"


def _withdrawn(version: Version) -> list[str]:
    return [] if version.withdrawn_at is None else [withdrawn(version, version.withdrawn_at)]


def _frame(title: str, state: str, team: Team) -> dict[str, Any]:
    """What every paper has around it: whose it is and what state of the file it shows, on each page."""
    return {
        "language": get_language() or "ar",
        "title": title,
        "edition": str(team.competition.name),
        # The state comes first: it is in the language of the paper, and so gives the line its direction.
        "footer": f"{state} · {title} · {team.display_name}",
        "page_label": _("Page {page} of {pages}"),
    }
