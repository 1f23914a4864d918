"""The minutes in figures, what is signed, who gets which prize, and the moment of publication."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from competitions import wording
from judging.domain.deliberating.awarding import Proposed
from judging.domain.deliberating.minutes import Counts
from judging.domain.deliberating.standing import Standing
from judging.domain.deliberating.ties import Placed
from judging.models import JurorSignature, Publication, Round
from judging.points import score_in_words
from judging.presenters.cells import Table, table
from judging.presenters.deliberation import Seat, quorum_words, signed_words
from judging.presenters.rounds_head import address_of
from judging.presenters.signed import downloads, signature_receipt

FIRST = 20  # places that the minutes show; the table has them all


@dataclass(frozen=True)
class MinutesPage:
    rows: list[dict[str, str]]
    conflicts: Table | None
    ranking: Table | None
    more: str
    prizes: Table | None
    sha256: str
    signed_by: list[dict[str, str]]
    signed_words: str
    may_sign: bool
    seal_url: str
    receipt: dict[str, Any] | None
    downloads: list[dict[str, str]]
    waits: str


def minutes_page(standing: Standing, counts: Counts, *, seat: Seat, at: datetime) -> MinutesPage:
    round = standing.deliberation.round
    closed, unsigned = not standing.is_open, standing.signature is None
    placed = [each for each in standing.placed or () if each.rank is not None]
    return MinutesPage(
        rows=_rows(standing, counts),
        conflicts=_conflicts(counts) if counts.conflicts else None,
        ranking=_ranking(placed[:FIRST]) if placed else None,
        prizes=_prizes(standing.prizes, in_session=standing.is_open) if standing.prizes else None,
        more=_("The first %(number)d of %(all)d are shown.") % {"number": FIRST, "all": len(placed)}
        if len(placed) > FIRST
        else "",
        sha256=standing.sha256,
        signed_by=_signed_by(round, standing.sha256),
        signed_words=signed_words(standing.signed) if closed else "",
        may_sign=closed and unsigned and seat.is_juror and not standing.has_signed,
        seal_url=reverse("judging:seal", kwargs=address_of(round))
        if closed and unsigned and seat.chairs and standing.signed.is_met
        else "",
        receipt=signature_receipt(round),
        downloads=downloads(round) if not unsigned and seat.sees_ranking else [],
        waits="" if closed else _("What is signed is fixed when the president closes the deliberation."),
    )


def winners_page(proposed: Sequence[Proposed], *, signed: bool) -> dict[str, Any]:
    """Who gets what; `waiting` says whether something is left to award."""
    waiting = any(not each.is_settled for each in proposed)
    return {"table": _prizes(proposed), "signed": signed, "waiting": waiting}


def publication_page(round: Round, chosen: Publication | None, *, at: datetime) -> dict[str, Any]:
    zone = round.competition.time_zone
    is_public = chosen is not None and chosen.publish_at <= at
    return {
        "chosen": wording.moment(chosen.publish_at, zone=zone) if chosen else "",
        "is_public": is_public,
        "signed": hasattr(round, "signature"),
        "zone": wording.zone_note(zone),
        "preview_url": reverse("judging:results", kwargs={"edition": round.competition.slug}),
    }


def _rows(standing: Standing, counts: Counts) -> list[dict[str, str]]:
    figures = [
        (_("Jurors who take part"), quorum_words(standing.quorum)),
        (_("Votes held"), str(counts.votes)),
        (_("Scores changed by their juror"), str(counts.changed_scores)),
        (_("Notes"), str(counts.notes)),
        (_("Projects excluded"), str(counts.excluded)),
        (_("Projects decided on with fewer evaluations"), str(counts.fewer)),
        (_("Extensions for jurors"), str(counts.extensions)),
        (_("Conflicts of interest lifted"), str(counts.lifted)),
        (
            _("Challenges of jurors"),
            _("%(number)d, %(upheld)d upheld") % {"number": counts.challenges, "upheld": counts.upheld},
        ),
    ]
    return [{"term": term, "value": value} for term, value in figures]


def _conflicts(counts: Counts) -> Table:
    columns = [_("Kind"), _("Barred from judging"), _("Disclosed only")]
    result = table(_("Conflicts of interest"), columns, amounts=columns[1:])
    for kind, barring, disclosed in counts.conflicts:
        result.add(kind, str(barring), str(disclosed))
    return result


def _ranking(placed: Sequence[Placed]) -> Table:
    columns = [_("Rank"), _("Project"), _("Team"), _("Score"), _("Parted by")]
    result = table(_("Ranking"), columns, amounts=[_("Score")])
    for each in placed:
        names = (each.entry.version.title, each.entry.team.display_name)
        result.add(str(each.rank), *names, score_in_words(each.score or 0), each.parted_by or "–")
    return result


def _prizes(proposed: Sequence[Proposed], *, in_session: bool = False) -> Table:
    result = table(_("Prizes"), [_("Prize"), _("Project"), _("Team"), _("State")])
    for each in proposed:
        # In session, the jury may still vote on what nobody gets so far.
        is_undecided = in_session and not each.winners and not each.is_settled
        state = _("Nobody yet") if is_undecided else _prize_state(each)
        for entry in each.winners:
            result.add(str(each.prize.name), entry.version.title, entry.team.display_name, state)
        if not each.winners:
            result.add(str(each.prize.name), "–", "–", " · ".join(filter(None, (state, each.because))))
    return result


def _signed_by(round: Round, sha256: str) -> list[dict[str, str]]:
    zone = round.competition.time_zone
    kind = JurorSignature.Kind.MINUTES
    standing = JurorSignature.objects.filter(round=round, kind=kind, withdrawn_at=None, sha256=sha256)
    return [
        {"term": each.juror.display_name, "value": wording.moment(each.signed_at, zone=zone)}
        for each in standing.select_related("juror").order_by("pk")
    ]


def _prize_state(each: Proposed) -> str:
    if not each.is_settled:
        return _("To be named") if each.winners else _("A reason is needed")
    given = any(award.is_given for award in each.award)
    return pgettext("prize", "Named") if given else pgettext("prize", "Not awarded")
