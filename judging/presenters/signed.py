"""What was signed: the receipt, and the table to take away."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from judging.models import Round, Signature
from judging.presenters.rounds_head import address_of


def signature_receipt(round: Round) -> dict[str, Any] | None:
    """Who signed what and when, as a receipt."""
    signature = getattr(round, "signature", None)
    if signature is None:
        return None
    zone = round.phase.competition.time_zone
    return {
        "title": _("Signed ranking"),
        "rows": [
            {"term": _("Signed by"), "value": signature.signed_by.display_name},
            {"term": _("Signed on"), "value": wording.moment(signature.signed_at, zone=zone)},
        ],
        "hash": signature.sha256,
    }


def workbook_page(signature: Signature, scores: int) -> dict[str, Any]:
    """Before a job is asked for the workbook of so many scores."""
    round = signature.round
    audit = reverse("judging:audit", kwargs={"edition": round.phase.competition.slug})
    return {
        "header": {
            "title": _("Signed table (workbook, XLSX)"),
            "above": str(round.name),
            "back_url": f"{audit}?round={round.pk}",
        },
        "text": ngettext(
            "The round has %(number)d score. The workbook is made while you do something else: a message tells you "
            "when it is ready, and only you can download it.",
            "The round has %(number)d scores. The workbook is made while you do something else: a message tells you "
            "when it is ready, and only you can download it.",
            scores,
        )
        % {"number": scores},
    }


def downloads(round: Round) -> list[dict[str, str]]:
    """The signed table to take away."""
    return [
        {
            "name": _("Signed table (JSON)"),
            "url": reverse("judging:table_json", kwargs=address_of(round)),
            "detail": _("Byte for byte what the fingerprint was taken over."),
        },
        {
            "name": _("Signed table (workbook, XLSX)"),
            "url": reverse("judging:table_xlsx", kwargs=address_of(round)),
            "detail": _("With formulas that compute the ranking again, and compare."),
        },
        {
            "name": _("Signed table (CSV)"),
            "url": reverse("judging:table_csv", kwargs=address_of(round)),
            "detail": _("The same, for a spreadsheet."),
        },
    ]
