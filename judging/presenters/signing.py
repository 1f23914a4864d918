"""What a juror looks at before signing their evaluations, and what they have signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from judging.domain.blinding import titles
from judging.models import Evaluation, JurorSignature, Round
from judging.points import points_in_words


@dataclass(frozen=True)
class SigningPage:
    """`seen` is the fingerprint of what is shown; `waits` says why it cannot be signed yet, `signed` when it was."""

    round: str
    back_url: str
    back_label: str
    own_url: str
    evaluations: list[dict[str, Any]]
    declaration: str
    seen: str
    waits: str
    signed: str
    is_current: bool


def signing_page(
    round: Round,
    finished: Sequence[Evaluation],
    signed: JurorSignature | None,
    *,
    seen: str,
    unfinished: int,
    sits: bool,
    can_reopen: bool,
) -> SigningPage:
    """One query at most, for the titles of a blind round. Who no longer `sits` in the jury has no page of it."""
    edition = {"edition": round.competition.slug}
    entries = [each.assignment.entry for each in finished]
    for entry in entries:
        entry.round = round
    called = titles(entries)
    return SigningPage(
        round=str(round.name),
        back_url=reverse("judging:jury", kwargs=edition) if sits else reverse("me"),
        back_label=_("Back to the jury page") if sits else _("Back to my page"),
        own_url=reverse("judging:own_scores", kwargs={**edition, "round_id": round.pk}),
        evaluations=[_shown(each, called[each.assignment.entry_id], round) for each in finished],
        declaration=_declaration(can_reopen),
        seen=seen,
        waits=_what_waits(finished, unfinished),
        signed=_signed(signed, round),
        is_current=signed is not None and signed.sha256 == seen,
    )


def _declaration(can_reopen: bool) -> str:
    if can_reopen:
        return _(
            "By signing you say that these scores and comments are yours, given freely and without a conflict of "
            "interest. Reopening one of them withdraws the signature."
        )
    return _(
        "By signing you say that these scores and comments are yours, given freely and without a conflict of interest."
    )


def _what_waits(finished: Sequence[Evaluation], unfinished: int) -> str:
    if unfinished:
        return ngettext(
            "You sign once everything is finished: %(count)d evaluation is left.",
            "You sign once everything is finished: %(count)d evaluations are left.",
            unfinished,
        ) % {"count": unfinished}
    return "" if finished else _("You have no finished evaluation to sign in this round.")


def _signed(signed: JurorSignature | None, round: Round) -> str:
    if signed is None:
        return ""
    moment = wording.moment(signed.signed_at, zone=round.competition.time_zone)
    return _("You signed on %(moment)s.") % {"moment": moment}


def _shown(evaluation: Evaluation, title: str, round: Round) -> dict[str, Any]:
    scores = {score.criterion_id: score for score in evaluation.scores.all()}
    rows = []
    for criterion in round.criteria.all():
        score = scores[criterion.pk]
        value = f"{points_in_words(score.points)}\n{score.comment}".strip()
        rows.append({"term": str(criterion.name), "value": value})
    rows.append({"term": _("Comment for the team"), "value": evaluation.comment_for_team})
    if evaluation.comment_for_jury:
        rows.append({"term": _("Comment for the jury"), "value": evaluation.comment_for_jury})
    return {"title": title, "rows": rows}
