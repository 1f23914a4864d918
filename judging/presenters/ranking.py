"""The ranking of a closed round: the official score, and beside it what the statistics say of each place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from competitions.folding import fold
from judging.analysis_shape import OfProject, Result
from judging.domain.deliberating.ties import Parting, Placed
from judging.domain.ranking import Ranked
from judging.models import Criterion, Entry, Round
from judging.points import percent_in_words, score_in_words
from judging.presenters import figures
from judging.presenters.calibration import State, state
from judging.presenters.cells import Table, table
from judging.presenters.deliberate import Talk, neighbours, to_talk_about
from judging.presenters.meanings import Meaning, meanings
from judging.presenters.rounds_head import address_of, part_tabs
from judging.presenters.signed import downloads, signature_receipt

PER_PAGE = 50
BANDS = {"in": "ok", "deliberate": "warn", "out": "off"}
MANY_COLUMNS = 6  # more than a tablet has room for: the table scrolls inside its frame


@dataclass(frozen=True)
class Figure:
    """A cell of a row, and the column that a phone names beside it."""

    label: str
    text: str
    note: str = ""
    kind: str = ""
    tag: str = ""


@dataclass(frozen=True)
class Row:
    rank: str
    title: str
    team: str
    parted: str
    why_url: str
    why: str
    figures: list[Figure]


@dataclass(frozen=True)
class RankingPage:
    """`rows` are those of one page, `page` the paginator's."""

    tabs: list[dict[str, Any]]
    state: State
    caption: str
    columns: list[str]
    rows: list[Row]
    page: Page[Ranked]
    typed: str
    is_wide: bool
    has_search: bool
    ranked: int
    talk: Talk | None
    unranked: Table | None
    method: str
    meanings: list[Meaning]
    deliberation_url: str
    receipt: dict[str, Any] | None
    downloads: list[dict[str, str]]


def ranking_page(
    round: Round,
    placed: Sequence[Ranked],
    result: Result | None,
    *,
    typed: str,
    number: str | None,
    sees_jurors: bool,
    failed: bool,
) -> RankingPage:
    criteria = list(round.criteria.all())
    signature = getattr(round, "signature", None)
    ranked = [each for each in placed if each.rank is not None]
    left = [each for each in placed if each.rank is None]
    page = Paginator(found_in(ranked, typed), PER_PAGE).get_page(number)
    of_projects = {each["entry"]: each for each in result["projects"]} if result else {}
    shown = Columns(round, criteria, result, of_projects, compared=_compared(ranked))
    return RankingPage(
        tabs=part_tabs(round, "ranking", sees_jurors=sees_jurors),
        state=state(round, result, failed=failed),
        caption=_("Ranking"),
        columns=shown.labels,
        rows=[shown.row(each) for each in page.object_list],
        page=page,
        typed=typed,
        is_wide=len(shown.labels) > MANY_COLUMNS,
        has_search=len(ranked) > PER_PAGE,
        ranked=len(ranked),
        talk=to_talk_about(round, ranked, result),
        unranked=_unranked(left) if left else None,
        method=method(criteria),
        meanings=meanings(shown.explained),
        deliberation_url=reverse("judging:deliberation", kwargs=address_of(round)),
        receipt=signature_receipt(round),
        downloads=downloads(round) if signature else [],
    )


@dataclass(frozen=True)
class Columns:
    """What stands beside a project: always its scores; of the statistics what there is to say."""

    round: Round
    criteria: Sequence[Criterion]
    result: Result | None
    of_projects: Mapping[int, OfProject]
    compared: Mapping[int, tuple[Ranked, Ranked]]

    @property
    def calibrated(self) -> bool:
        return self.result is not None and self.result["calibration"]["shown"]

    @property
    def several_groups(self) -> bool:
        return self.result is not None and self.result["calibration"]["components"] > 1

    @property
    def has_places(self) -> bool:
        return any(each["rank_low"] is not None for each in self.of_projects.values())

    @property
    def labels(self) -> list[str]:
        names = [str(criterion.name) for criterion in self.criteria]
        return [_("Rank"), _("Project"), _("Score"), *names, *self._statistics()]

    @property
    def explained(self) -> list[str]:
        keys = ["score", "means"]
        keys += ["calibrated"] if self.calibrated else []
        return [*keys, "places", "band"] if self.has_places else keys

    def row(self, each: Ranked) -> Row:
        pair = self.compared.get(each.entry.pk)
        return Row(
            rank=str(each.rank),
            title=each.entry.version.title,
            team=each.entry.team.display_name,
            parted=_parted(each),
            why_url=why_url(self.round, *pair) if pair else "",
            why=_("Why rank %(rank)s?") % {"rank": each.rank},
            figures=[
                self._score(each),
                *(
                    Figure(str(criterion.name), score_in_words(each.means[criterion.key]))
                    for criterion in self.criteria
                ),
                *self._of_project(self.of_projects.get(each.entry.pk)),
            ],
        )

    def _statistics(self) -> list[str]:
        calibrated = [_("Calibrated score")] if self.calibrated else []
        return [*calibrated, _("Places it may hold")] if self.has_places else calibrated

    def _score(self, each: Ranked) -> Figure:
        words = ngettext("%(number)d evaluation", "%(number)d evaluations", each.evaluations)
        return Figure(_("Score"), score_in_words(each.score or 0), words % {"number": each.evaluations})

    def _of_project(self, figure: OfProject | None) -> list[Figure]:
        cells = []
        if self.calibrated:
            cells.append(self._calibrated(figure))
        if self.has_places:
            cells.append(self._places(figure))
        return cells

    def _calibrated(self, figure: OfProject | None) -> Figure:
        label = _("Calibrated score")
        if figure is None or figure["calibrated"] is None:
            return Figure(label, figures.NOTHING)
        note = ""
        if self.several_groups:
            note = _("group %(number)d") % {"number": figure["component"] + 1}
        elif figure["calibrated_rank"] is not None:
            note = _("rank %(rank)d") % {"rank": figure["calibrated_rank"]}
        return Figure(label, figures.points(figure["calibrated"]), note)

    def _places(self, figure: OfProject | None) -> Figure:
        label = _("Places it may hold")
        if figure is None or self.result is None:
            return Figure(label, figures.NOTHING)
        kind, tag = band(figure, self.result["first"])
        return Figure(label, figures.places(figure["rank_low"], figure["rank_high"]), kind=kind, tag=tag)


def band(figure: OfProject, first: int) -> tuple[str, str]:
    """The kind of state and the words of a project's band; empty where there is none."""
    if figure["band"] is None:
        return "", ""
    words = {
        "in": _("Among the first %(first)d") % {"first": first},
        "deliberate": _("To deliberate"),
        "out": _("Not among the first %(first)d") % {"first": first},
    }
    return BANDS[figure["band"]], words[figure["band"]]


def _parted(each: Ranked) -> str:
    """What parted it from those of the same score, or that nothing did."""
    if isinstance(each, Placed) and each.parting is Parting.EX_AEQUO:
        return _("Equal score, and nothing has parted it: ex æquo")
    return _("Equal score; parted by: %(what)s") % {"what": each.parted_by} if each.parted_by else ""


def found_in(ranked: Sequence[Ranked], typed: str) -> Sequence[Ranked]:
    """Those whose project or team has what was typed in its name; all for nothing."""
    wanted = fold(typed)
    if not wanted:
        return ranked
    return [each for each in ranked if any(wanted in fold(name) for name in _names(each.entry))]


def why_url(round: Round, first: Ranked, second: Ranked) -> str:
    """The page that explains the first against the second."""
    return reverse("judging:why", kwargs={**address_of(round), "first": first.entry.pk, "second": second.entry.pk})


def method(criteria: Sequence[Criterion]) -> str:
    """How the score is computed, with the weights."""
    weights = pgettext("between criteria", ", ").join(
        _("%(criterion)s %(percent)s %%") % {"criterion": each.name, "percent": percent_in_words(each.weight)}
        for each in criteria
    )
    explained = ngettext(
        "The score is the mean of the finished evaluations on one criterion: %(weights)s.",
        "The score is the mean of the finished evaluations, weighted by criterion: %(weights)s.",
        len(criteria),
    )
    return explained % {"weights": weights}


def _compared(ranked: Sequence[Ranked]) -> dict[int, tuple[Ranked, Ranked]]:
    """By entry, the pair that explains its rank: the neighbour above and itself; for the first, itself and the next."""
    pairs = neighbours(ranked)
    return {upper.entry.pk: (upper, lower) for upper, lower in pairs[:1]} | {
        lower.entry.pk: (upper, lower) for upper, lower in pairs
    }


def _unranked(left: Sequence[Ranked]) -> Table:
    result = table(
        _("Not ranked: too few finished evaluations, or so decided by the president"),
        [_("Project"), _("Team"), _("Evaluations")],
        amounts=[_("Evaluations")],
    )
    for each in left[:PER_PAGE]:
        result.add(each.entry.version.title, each.entry.team.display_name, str(each.evaluations))
    return result


def _names(entry: Entry) -> tuple[str, str, str]:
    return entry.version.title, entry.team.name_ar, entry.team.name_latin
