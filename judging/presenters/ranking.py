"""A round for those who follow it: the grid of who has done what, and the ranking once it exists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from competitions import timetable, wording
from judging.domain.progress import Progress, Stage
from judging.domain.ranking import Ranked
from judging.models import Criterion, Entry, Round
from judging.points import percent_in_words, score_in_words
from judging.presenters.cells import Table, table

NOTHING = "–"


@dataclass(frozen=True)
class ProgressPage:
    deadline: timetable.Deadline
    done: int
    total: int
    words: str
    lacking: list[str]
    grid: Table | None


@dataclass(frozen=True)
class RankingPage:
    ranked: Table | None
    unranked: Table | None
    method: str
    may_sign: bool
    sign_url: str
    receipt: dict[str, Any] | None
    downloads: list[dict[str, str]]


def header(round: Round) -> dict[str, str]:
    """The head of every page about a round."""
    competition = round.phase.competition
    return {
        "title": str(round.name),
        "above": str(competition.name),
        "back_url": reverse("judging:jury", kwargs={"edition": competition.slug}),
    }


def progress_page(round: Round, progress: Progress, *, at: datetime) -> ProgressPage:
    words = _("%(done)s of %(total)s evaluations finished") % {"done": progress.finished, "total": progress.assigned}
    return ProgressPage(
        deadline=timetable.closing(round.phase, at=at, zone=round.phase.competition.time_zone),
        done=progress.finished,
        total=progress.assigned,
        words=words,
        lacking=[entry.version.title for entry in progress.lacking],
        grid=_grid(progress) if progress.jurors else None,
    )


def ranking_page(round: Round, ranked: Sequence[Ranked], *, may_sign: bool) -> RankingPage:
    criteria = list(round.criteria.all())
    signature = getattr(round, "signature", None)
    address = {"edition": round.phase.competition.slug, "round_id": round.pk}
    left = [each for each in ranked if each.rank is None]
    return RankingPage(
        ranked=_ranking([each for each in ranked if each.rank is not None], criteria),
        unranked=_unranked(left) if left else None,
        method=_method(criteria),
        may_sign=may_sign and signature is None,
        sign_url=reverse("judging:sign", kwargs=address),
        receipt=signature_receipt(round),
        downloads=downloads(round) if signature else [],
    )


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


def downloads(round: Round) -> list[dict[str, str]]:
    """The signed table to take away."""
    address = {"edition": round.phase.competition.slug, "round_id": round.pk}
    return [
        {
            "name": _("Signed table (JSON)"),
            "url": reverse("judging:table_json", kwargs=address),
            "detail": _("Byte for byte what the fingerprint was taken over."),
        },
        {
            "name": _("Signed table (CSV)"),
            "url": reverse("judging:table_csv", kwargs=address),
            "detail": _("The same, for a spreadsheet."),
        },
    ]


def _grid(progress: Progress) -> Table:
    project = _("Project")
    jurors = [juror.display_name for juror in progress.jurors]
    grid = table(_("Who has begun and finished what"), [project, *jurors])
    for entry in progress.entries:
        stages = [progress.stages.get((juror.pk, entry.pk)) for juror in progress.jurors]
        grid.add(entry.version.title, *(_stage(stage) for stage in stages))
    return grid


def _stage(stage: Stage | None) -> str | tuple[str, str]:
    if stage is None:
        return NOTHING
    words = {
        Stage.NOT_BEGUN: ("off", pgettext("evaluation", "Not begun")),
        Stage.BEGUN: ("todo", pgettext("evaluation", "Begun")),
        Stage.FINISHED: ("ok", pgettext("evaluation", "Finished")),
    }
    kind, text = words[stage]
    return text, kind


def _ranking(ranked: Sequence[Ranked], criteria: Sequence[Criterion]) -> Table | None:
    if not ranked:
        return None
    names = [str(criterion.name) for criterion in criteria]
    head = [_("Rank"), _("Project"), _("Team"), _("Score"), _("Evaluations")]
    result = table(_("Ranking"), [*head, *names], amounts=[_("Score"), _("Evaluations"), *names])
    for each in ranked:
        means = [score_in_words(each.means[criterion.key]) for criterion in criteria]
        score = score_in_words(each.score or 0)
        result.add(str(each.rank), *_names(each.entry), score, str(each.evaluations), *means)
    return result


def _unranked(left: Sequence[Ranked]) -> Table:
    result = table(
        _("Not ranked yet: too few finished evaluations"),
        [_("Project"), _("Team"), _("Evaluations")],
        amounts=[_("Evaluations")],
    )
    for each in left:
        result.add(*_names(each.entry), str(each.evaluations))
    return result


def _names(entry: Entry) -> tuple[str, str]:
    return entry.version.title, entry.team.display_name


def _method(criteria: Sequence[Criterion]) -> str:
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
