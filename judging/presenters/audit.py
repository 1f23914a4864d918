"""Everything that explains the results of a round, a part at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from competitions.models import Competition
from judging.domain.signing import is_intact
from judging.models import Round
from judging.presenters import audit_after, audit_work
from judging.presenters.audit_cells import Reader
from judging.presenters.cells import Table
from judging.presenters.signed import downloads, signature_receipt

PER_PAGE = 50
MANY_COLUMNS = (
    7  # more than a page has room for; there the table scrolls inside its frame, on a phone its rows are cards
)
PARTS = {**audit_work.PARTS, **audit_after.PARTS}


@dataclass(frozen=True)
class AuditPage:
    """`rows` is the page of what `table` shows."""

    edition: str
    back_url: str
    rounds: list[dict[str, Any]]
    parts: list[dict[str, Any]]
    table: Table | None
    is_wide: bool
    rows: Page[Any] | None
    receipt: dict[str, Any] | None
    intact: dict[str, str] | None
    downloads: list[dict[str, str]]
    ranking_url: str


def first_to_read(rounds: Sequence[Round]) -> Round | None:
    """The newest signed round of `rounds`, which are in their order; else the newest closed one, else the newest."""
    newest_first = list(reversed(rounds))
    signed = (each for each in newest_first if getattr(each, "signature", None) is not None)
    closed = (each for each in newest_first if each.closed_at is not None)
    return next(chain(signed, closed, newest_first), None)


def audit_page(
    competition: Competition, rounds: Sequence[Round], reader: Reader | None, part: str, page: str | None
) -> AuditPage:
    """The record of the round that `reader` looks at, of which `part` is shown, fifty rows at a time."""
    address = {"edition": competition.slug}
    here = reverse("judging:audit", kwargs=address)
    round = reader.round if reader else None
    rows = Paginator(PARTS[part].rows(round), PER_PAGE).get_page(page) if round else None
    signature = getattr(round, "signature", None) if round else None
    return AuditPage(
        edition=str(competition.name),
        back_url=reverse("judging:jury", kwargs=address),
        rounds=[
            {"label": str(each.name), "url": f"{here}?round={each.pk}&part={part}", "current": each == round}
            for each in rounds
        ],
        parts=[
            {"label": PARTS[key].label, "url": f"{here}?round={round.pk}&part={key}", "current": key == part}
            for key in PARTS
            if round
        ],
        table=PARTS[part].table(rows.object_list, reader) if rows is not None and reader else None,
        is_wide=len(PARTS[part].columns) > MANY_COLUMNS,
        rows=rows,
        receipt=signature_receipt(round) if round else None,
        intact=_intact(is_intact(signature)) if signature else None,
        downloads=downloads(round) if round and signature else [],
        ranking_url=reverse("judging:ranking", kwargs={**address, "round_id": round.pk}) if round else "",
    )


def _intact(intact: bool) -> dict[str, str]:
    if intact:
        return {"kind": "ok", "text": _("The stored table has the fingerprint that was signed.")}
    return {"kind": "missing", "text": _("The stored table does not have the fingerprint that was signed.")}
