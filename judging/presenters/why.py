"""Why one project stands before another: what to say in one minute, from the screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from judging.analysis_shape import OfProject, Result
from judging.domain.explaining import Explanation, Opinion, Part, explain
from judging.domain.ranking import Ranked
from judging.models import Round
from judging.points import counts_as, percent_in_words, score_in_words
from judging.presenters import figures
from judging.presenters.cells import Table, table
from judging.presenters.deliberate import Pairs, about, pairs_of
from judging.presenters.meanings import Meaning, meanings
from judging.presenters.plots import Bar, Signed, interval, signed
from judging.presenters.ranking import why_url
from judging.presenters.rounds_head import address_of
from teams.typed import isolated


@dataclass(frozen=True)
class Side:
    """One of the two projects."""

    rank: str
    title: str
    team: str
    score: str
    calibrated: str
    places: str
    bar: Bar | None


@dataclass(frozen=True)
class PartRow:
    name: str
    first: str
    second: str
    difference: str
    weight: str
    weighted: str
    bar: Signed


@dataclass(frozen=True)
class WhyPage:
    title: str
    back_url: str
    sides: list[Side]
    sentences: list[str]
    parts: list[PartRow]
    total: str
    opinions: Table
    certainty: list[str]
    last: int
    above_url: str
    below_url: str
    meanings: list[Meaning]


def why_page(
    round: Round,
    placed: Sequence[Ranked],
    pair: tuple[Ranked, Ranked],
    opinions: Mapping[int, Sequence[Opinion]],
    letters: Mapping[int, str],
    result: Result | None,
) -> WhyPage:
    """`pair` are two ranked entries of `placed`, the higher one first."""
    first, second = pair
    ranked = [each for each in placed if each.rank is not None]
    explained = explain(first, second, round.criteria.all())
    of_projects = {each["entry"]: each for each in result["projects"]} if result else {}
    two = [of_projects.get(each.entry.pk) for each in pair]
    upper, lower = ranked.index(first), ranked.index(second)
    return WhyPage(
        title=_("Why rank %(first)s, and why rank %(second)s?") % {"first": first.rank, "second": second.rank},
        back_url=reverse("judging:ranking", kwargs=address_of(round)),
        sides=[_side(each, figure, len(ranked)) for each, figure in zip(pair, two, strict=True)],
        sentences=[*_sentences(first, second, explained), *_calibrated(two, result)],
        parts=_parts(explained),
        total=figures.signed_points(explained.difference),
        opinions=_opinions(pair, opinions, letters),
        certainty=_certainty(pair, two, pairs_of(result), letters),
        last=len(ranked),
        above_url=why_url(round, ranked[upper - 1], first) if upper else "",
        below_url=why_url(round, second, ranked[lower + 1]) if lower + 1 < len(ranked) else "",
        meanings=meanings(["weighted", "score", *(["places"] if any(_interval(each) for each in two) else [])]),
    )


def _side(each: Ranked, figure: OfProject | None, count: int) -> Side:
    found = _interval(figure)
    calibrated = figure["calibrated"] if figure else None
    return Side(
        rank=str(each.rank),
        title=each.entry.version.title,
        team=each.entry.team.display_name,
        score=score_in_words(each.score or 0),
        calibrated="" if calibrated is None else figures.points(calibrated),
        places=figures.places(*found) if found else "",
        bar=interval(*found, each.rank or 1, count=count) if found else None,
    )


def _sentences(first: Ranked, second: Ranked, explained: Explanation) -> list[str]:
    difference = explained.difference
    if difference == 0:
        return [_("Both have the same score, exactly."), _parting(first, second)]
    points = score_in_words(abs(difference))
    words = (
        ngettext(
            "“%(first)s” has %(points)s point more than “%(second)s”.",
            "“%(first)s” has %(points)s points more than “%(second)s”.",
            counts_as(points),
        )
        if difference > 0
        else ngettext(
            "“%(first)s” has %(points)s point fewer than “%(second)s” by the official score.",
            "“%(first)s” has %(points)s points fewer than “%(second)s” by the official score.",
            counts_as(points),
        )
    )
    names = {"first": isolated(first.entry.version.title), "second": isolated(second.entry.version.title)}
    said = [words % {**names, "points": points}]
    if explained.largest is not None:
        said.append(_largest(explained.largest))
    return said


def _largest(part: Part) -> str:
    points = score_in_words(abs(part.weighted))
    words = ngettext(
        "Most of it comes from the criterion “%(criterion)s”, which counts for %(points)s point of it.",
        "Most of it comes from the criterion “%(criterion)s”, which counts for %(points)s points of it.",
        counts_as(points),
    )
    return words % {"criterion": isolated(str(part.criterion.name)), "points": points}


def _parting(first: Ranked, second: Ranked) -> str:
    if first.rank == second.rank:
        return _("They share the rank: nothing in the rules parts them.")
    what = first.parted_by or second.parted_by
    if not what:
        return _("The rules part them otherwise than by the score.")
    return _("What the rules name for this case parts them: %(what)s.") % {"what": what}


def _calibrated(two: Sequence[OfProject | None], result: Result | None) -> list[str]:
    """What is different once severity is removed; nothing where it is not."""
    if result is None or not result["calibration"]["shown"]:
        return []
    first, second = two
    if first is None or second is None or first["calibrated"] is None or second["calibrated"] is None:
        return []
    if first["component"] != second["component"]:
        return [_("Their jurors share no project, so severity cannot be compared between the two.")]
    left = first["calibrated"] - second["calibrated"]
    official = first["official"] - second["official"]
    facts = {"points": figures.signed_points(left), "official": figures.signed_points(official)}
    words = ngettext(
        "With the severity of the jurors removed, the difference is %(points)s point instead of %(official)s.",
        "With the severity of the jurors removed, the difference is %(points)s points instead of %(official)s.",
        counts_as(facts["points"]),
    )
    said = [words % {name: isolated(figure) for name, figure in facts.items()}]
    if result["deciding"] == "calibrated":
        said.append(_("By the rules of this round the calibrated score decides."))
    return said


def _parts(explained: Explanation) -> list[PartRow]:
    most = max((abs(part.weighted) for part in explained.parts), default=Fraction(0))
    return [
        PartRow(
            name=str(part.criterion.name),
            first=score_in_words(part.first),
            second=score_in_words(part.second),
            difference=figures.signed_points(part.difference),
            weight=_("%(percent)s %%") % {"percent": percent_in_words(part.criterion.weight)},
            weighted=figures.signed_points(part.weighted),
            bar=signed(float(part.weighted), None, most=float(most)),
        )
        for part in explained.parts
    ]


def _opinions(
    pair: tuple[Ranked, Ranked], opinions: Mapping[int, Sequence[Opinion]], letters: Mapping[int, str]
) -> Table:
    """A row per juror, those who read both first."""
    columns = [_("Juror"), *(_("Rank %(rank)s") % {"rank": each.rank} for each in pair)]
    if pair[0].rank == pair[1].rank:
        columns[1:] = [each.entry.version.title for each in pair]
    given = [{each.juror: each.total for each in opinions[side.entry.pk]} for side in pair]
    both = set(given[0]) & set(given[1])
    jurors = sorted(set(given[0]) | set(given[1]), key=lambda juror: (juror not in both, juror))
    shown = table(_("The evaluations side by side: total of each juror"), columns, amounts=columns[1:])
    for juror in jurors:
        totals = [score_in_words(side[juror]) if juror in side else figures.NOTHING for side in given]
        shown.add(_("Juror %(letter)s") % {"letter": letters[juror]}, *totals)
    return shown


def _certainty(
    pair: tuple[Ranked, Ranked], two: Sequence[OfProject | None], pairs: Pairs, letters: Mapping[int, str]
) -> list[str]:
    said = []
    first, second = (_interval(each) for each in two)
    if first and second:
        facts = {"first": figures.places(*first), "second": figures.places(*second)}
        words = (
            _("The places that they may hold overlap (%(first)s and %(second)s): their order is not certain.")
            if first[1] >= second[0] and second[1] >= first[0]
            else _("The places that they may hold do not overlap (%(first)s and %(second)s): their order is safe.")
        )
        said.append(words % facts)
    return [*said, *about(*pair, pairs, letters)]


def _interval(figure: OfProject | None) -> tuple[int, int] | None:
    if figure is None or figure["rank_low"] is None or figure["rank_high"] is None:
        return None
    return figure["rank_low"], figure["rank_high"]


def ranked_pair(placed: Sequence[Ranked], first: int, second: int) -> tuple[Ranked, Ranked] | None:
    """The two entries by their keys, the higher one first; None unless both are ranked and they are two."""
    found = [each for each in placed if each.rank is not None and each.entry.pk in (first, second)]
    return (found[0], found[1]) if len(found) == 2 else None
