"""The page on which a juror reads a project and evaluates it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from competitions import timetable, wording
from competitions.domain.calendar import end_of
from judging.domain.own_work import OwnWork
from judging.domain.scoring import points_field
from judging.forms.evaluation import EvaluationForm, as_typed, remark_field, written
from judging.models import Assignment, Criterion, Evaluation
from judging.points import percent_in_words, points_in_words
from judging.presenters.given import in_words


@dataclass(frozen=True)
class Header:
    title: str
    above: str
    back_url: str


@dataclass(frozen=True)
class CriterionBlock:
    """The fields for one criterion; `levels` when it has some, else `points`. `stored` is what another window saved.

    `values` are what is saved of the two fields, from which the page saves by itself.
    """

    key: str
    name: str
    points: Any
    remark: Any
    levels: dict[str, Any] | None
    stored: str = ""
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FormColumn:
    """`comments` are the two at the end, with the values that are stored."""

    form: EvaluationForm
    blocks: list[CriterionBlock]
    revision: int
    comments: list[dict[str, Any]]
    saved: str = ""
    stored: list[dict[str, str]] = field(default_factory=list)


def header(assignment: Assignment, own: OwnWork, *, title: str, at: datetime) -> Header:
    """`title` is what the jury may call the project."""
    round = assignment.entry.round
    competition = round.phase.competition
    until = assignment.own_end
    deadline = timetable.closing(round.phase, at=at, until=until, zone=competition.time_zone)
    position = _("Project %(number)s of %(total)s") % {"number": own.number, "total": own.total}
    closing = _("closes %(moment)s (%(left)s)") % {"moment": deadline.words, "left": deadline.left}
    parts = [position, str(assignment.entry.version.theme.name)]
    return Header(
        title=title,
        above=" · ".join([*parts, closing] if not deadline.over else parts),
        back_url=reverse("judging:jury", kwargs={"edition": competition.slug}),
    )


def form_column(
    assignment: Assignment,
    form: EvaluationForm,
    own: OwnWork,
    values: Mapping[str, Any],
    *,
    stored: Mapping[str, Any] | None = None,
    revision: int | None = None,
    at: datetime,
) -> FormColumn:
    """`values` are what the page was made from; `stored` is what another window saved meanwhile.

    `revision` is what the next save starts from, where the form does not say it.
    """
    work = assignment.work
    zone = assignment.entry.round.phase.competition.time_zone
    base = stored or values
    begun_from = stored["revision"] if stored else form["revision"].value()
    return FormColumn(
        form=form,
        blocks=[_block(form, each, own.others.get(each.pk, []), base, stored) for each in form.criteria],
        revision=begun_from or 0 if revision is None else revision,
        comments=[{"bound": form[name], "value": base[name]} for name in ("comment_for_team", "comment_for_jury")],
        saved=_saved(work, zone, at=at) if work and not form.errors else "",
        stored=_stored_comments(form, stored) if stored else [],
    )


def _saved(work: Evaluation, zone: str, *, at: datetime) -> str:
    """The hour alone speaks of today."""
    day = wording.day(work.saved_at, zone=zone)
    said = _("Saved at %(hour)s") if day == wording.day(at, zone=zone) else _("Saved on %(day)s at %(hour)s")
    return said % {"day": day, "hour": wording.clock(work.saved_at, zone)}


def stored_values(assignment: Assignment, own: OwnWork) -> dict[str, Any]:
    """What the form shows when it is opened."""
    return written(assignment.work, assignment.criteria, own.scores)


def as_stored(assignment: Assignment, evaluation: Evaluation) -> dict[str, Any]:
    """The form's values for what another window has saved."""
    scores = {score.criterion_id: score for score in evaluation.scores.all()}
    return written(evaluation, assignment.criteria, scores)


def links(assignment: Assignment, own: OwnWork) -> dict[str, str]:
    """Where the page's buttons and links lead."""
    slug = assignment.entry.round.phase.competition.slug
    here = {"edition": slug, "assignment_id": assignment.pk}
    conflict = reverse("judging:conflict", kwargs={"edition": slug})
    following = {"edition": slug, "assignment_id": own.following}
    return {
        "own": reverse("judging:evaluation", kwargs=here),
        "reopen": reverse("judging:reopen", kwargs=here),
        "conflict": f"{conflict}?assignment={assignment.pk}",
        "list": reverse("judging:jury", kwargs={"edition": slug}),
        "skip": reverse("judging:evaluation", kwargs=following) if own.following else "",
        "compare": reverse("judging:own_scores", kwargs={"edition": slug, "round_id": assignment.entry.round_id}),
    }


def closed_state(assignment: Assignment, *, at: datetime, posted: bool) -> dict[str, str]:
    """Why nothing can be saved, as a note."""
    phase = assignment.entry.round.phase
    zone = phase.competition.time_zone
    if at < phase.opens_at:
        sentence = _("Evaluating opens on %(moment)s. You can read the project until then.")
        return {
            "kind": "",
            "title": _("Not open yet"),
            "text": sentence % {"moment": wording.moment(phase.opens_at, zone=zone)},
        }
    end = end_of(phase, until=assignment.own_end)
    text = _("Evaluating closed on %(moment)s.") % {"moment": wording.last_minute(end, zone=zone)}
    if assignment.work is None or assignment.work.finished_at is None:
        counts = _("This evaluation was not finished, so it does not count.")
    else:
        counts = _("This evaluation is finished and counts as it stands.")
    title = _("Too late: this was not saved") if posted else _("Evaluating is over")
    return {"kind": "missing" if posted else "", "title": title, "text": f"{text} {counts}"}


def _known(*texts: str) -> list[str]:
    return [text for text in texts if text]


def _block(
    form: EvaluationForm,
    criterion: Criterion,
    others: list[int],
    base: Mapping[str, Any],
    stored: Mapping[str, Any] | None,
) -> CriterionBlock:
    points, remark = points_field(criterion.key), remark_field(criterion.key)
    bound = form[points]
    weight = _("weight %(percent)s %%") % {"percent": percent_in_words(criterion.weight)}
    hints = _known(criterion.description or "", _others_in_words(others))
    has_levels = bool(criterion.levels.all())
    if not has_levels:
        scale = _("From %(lowest)s to %(highest)s, %(weight)s.") % {
            "lowest": points_in_words(criterion.minimum),
            "highest": points_in_words(criterion.maximum),
            "weight": weight,
        }
        bound.help_text = " ".join([scale, *hints])
    return CriterionBlock(
        key=criterion.key,
        name=str(criterion.name),
        points=bound,
        remark=form[remark],
        levels=_levels(bound, criterion, weight, " ".join(hints)) if has_levels else None,
        stored=_stored_score(form, criterion, stored) if stored else "",
        values={"points": base[points], "remark": base[remark]},
    )


def _others_in_words(others: Sequence[int]) -> str:
    """Each score once, with how often it was given: two hundred of them stay one line."""
    if not others:
        return ""
    times = pgettext("a score, and how often it was given", "%(score)s (×%(times)d)")
    said = [
        times % {"score": points_in_words(points), "times": count} if count > 1 else points_in_words(points)
        for points, count in sorted(Counter(others).items())
    ]
    joined = pgettext("between numbers", "; ").join(said)
    return _("Your other scores on this criterion: %(scores)s.") % {"scores": joined}


def _levels(bound: Any, criterion: Criterion, weight: str, hint: str) -> dict[str, Any]:
    chosen = str(bound.value() or "")
    return {
        "id": bound.auto_id,
        "name": bound.html_name,
        "legend": criterion.name,
        "weight": weight,
        "hint": hint,
        "error": " ".join(bound.errors),
        "options": [
            {
                "value": str(level.points),
                "points": points_in_words(level.points),
                "words": level.words,
                "checked": str(level.points) == chosen,
            }
            for level in criterion.levels.all()
        ],
    }


def _stored_score(form: EvaluationForm, criterion: Criterion, stored: Mapping[str, Any]) -> str:
    """What is saved for this criterion, where it differs from what was typed here."""
    points, remark = points_field(criterion.key), remark_field(criterion.key)
    typed = (as_typed(form.cleaned_data.get(points), criterion), form.cleaned_data.get(remark))
    if typed == (stored[points], stored[remark]):
        return ""
    return " · ".join(_known(in_words(criterion, stored[points]) or _("No score"), stored[remark]))


def _stored_comments(form: EvaluationForm, stored: Mapping[str, Any]) -> list[dict[str, str]]:
    fields = ("comment_for_team", "comment_for_jury")
    return [
        {"title": str(form[name].label), "text": stored[name] or _("Nothing written")}
        for name in fields
        if form.cleaned_data.get(name) != stored[name]
    ]
