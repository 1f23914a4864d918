"""What the statistics propose to talk about: neighbours that they would not part, or that hang on one juror."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.urls import reverse
from django.utils.translation import gettext as _

from judging.analysis_shape import Result
from judging.domain.ranking import Ranked
from judging.models import Round
from judging.presenters.figures import chances
from judging.presenters.rounds_head import address_of

MOST = 6  # sentences; the rest stands on a page of its own


@dataclass(frozen=True)
class Talk:
    sentences: list[str]
    more_url: str


@dataclass(frozen=True)
class Pairs:
    """Of two entries, in either order: that they are a statistical tie, and which jurors their order hangs on."""

    ties: Mapping[frozenset[int], float]
    left_out: Mapping[frozenset[int], Sequence[int]]


def pairs_of(result: Result | None) -> Pairs:
    if result is None:
        return Pairs({}, {})
    left_out: dict[frozenset[int], list[int]] = defaultdict(list)
    for each in result["left_out"]:
        left_out[frozenset((each["first"], each["second"]))].append(each["juror"])
    return Pairs({frozenset((tie["first"], tie["second"])): tie["probability"] for tie in result["ties"]}, left_out)


def to_talk_about(round: Round, ranked: Sequence[Ranked], result: Result | None) -> Talk | None:
    """About the places that count: pairs with one of them among the first that the bands are about, or next to them."""
    pairs = pairs_of(result)
    if result is None or not (pairs.ties or pairs.left_out):
        return None
    sentences: list[str] = []
    for upper, lower in neighbours(ranked):
        if (upper.rank or 0) > result["first"]:
            break
        sentences += about(upper, lower, pairs)
    url = reverse("judging:certainty", kwargs=address_of(round))
    return Talk(sentences[:MOST], url) if sentences else None


def about(upper: Ranked, lower: Ranked, pairs: Pairs, letters: Mapping[int, str] | None = None) -> list[str]:
    """What there is to say of two neighbours; with the letters of the jurors where they are given.

    Of two that share a rank no chances are told: their scores are equal, and that is said where they are parted.
    """
    both = frozenset((upper.entry.pk, lower.entry.pk))
    ranks = {"first": upper.rank, "second": lower.rank}
    said = []
    if both in pairs.left_out:
        said.append(_left_out(ranks, pairs.left_out[both], letters))
    if both in pairs.ties and upper.rank != lower.rank:
        words = _(
            "Ranks %(first)s and %(second)s are a statistical tie (the higher one is truly better with %(chances)s "
            "chances): deliberate."
        )
        said.append(words % {**ranks, "chances": chances(pairs.ties[both])})
    return said


def neighbours(ranked: Sequence[Ranked]) -> list[tuple[Ranked, Ranked]]:
    return list(pairwise(ranked))


def _left_out(ranks: Mapping[str, int | None], jurors: Sequence[int], letters: Mapping[int, str] | None) -> str:
    if letters is None:
        words = _("Ranks %(first)s and %(second)s change places if one juror is left out: deliberate.")
        return words % ranks
    named = " · ".join(letters[juror] for juror in jurors if juror in letters)
    words = _("Ranks %(first)s and %(second)s change places if one juror is left out (%(jurors)s): deliberate.")
    return words % {**ranks, "jurors": named}
