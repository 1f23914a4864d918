"""The page on which a juror reads a project and evaluates it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from competitions import timetable, wording
from judging.domain.scoring import points_field
from judging.forms import EvaluationForm, as_typed, remark_field, written
from judging.models import Assignment, Criterion, Score
from judging.points import percent_in_words, points_in_words
from submissions.frozen import Dossier, read


@dataclass(frozen=True)
class Place:
    """Where an assignment stands among the juror's in its round, and the one to go to next."""

    number: int
    total: int
    following: int | None


@dataclass(frozen=True)
class Header:
    title: str
    above: str
    back_url: str


@dataclass(frozen=True)
class ReadingColumn:
    """What was submitted."""

    dossier: Dossier
    files: list[dict[str, str]]
    people: list[dict[str, str]]


@dataclass(frozen=True)
class CriterionBlock:
    """The fields for one criterion; `levels` when it has some, else `points`. `stored` is what another window saved."""

    points: Any
    remark: Any
    levels: dict[str, Any] | None
    stored: str = ""


@dataclass(frozen=True)
class FormColumn:
    form: EvaluationForm
    blocks: list[CriterionBlock]
    revision: int
    saved: str = ""
    stored: list[dict[str, str]] = field(default_factory=list)


def place_among(theirs: Sequence[tuple[int, Any]], assignment: Assignment) -> Place:
    """`theirs` are (assignment, when finished) in their order.

    The one to go to next is not finished; those after this one come first.
    """
    keys = [key for key, _finished in theirs]
    position = keys.index(assignment.pk)
    around = [*theirs[position + 1 :], *theirs[:position]]
    following = next((key for key, finished in around if finished is None), None)
    return Place(position + 1, len(keys), following)


def header(assignment: Assignment, place: Place, *, at: datetime) -> Header:
    round = assignment.entry.round
    competition = round.phase.competition
    deadline = timetable.closing(round.phase, at=at, zone=competition.time_zone)
    position = _("Project %(number)s of %(total)s") % {"number": place.number, "total": place.total}
    closing = _("closes %(moment)s (%(left)s)") % {"moment": deadline.words, "left": deadline.left}
    parts = [position, str(assignment.entry.version.theme.name)]
    return Header(
        title=assignment.entry.version.title,
        above=" · ".join([*parts, closing] if not deadline.over else parts),
        back_url=reverse("judging:jury", kwargs={"edition": competition.slug}),
    )


def reading(assignment: Assignment) -> ReadingColumn:
    """The frozen version, as the jury may read it; two queries."""
    dossier = read(assignment.entry.version, (get_language() or "ar")[:2], for_jury=True)
    slug = assignment.entry.round.phase.competition.slug
    return ReadingColumn(
        dossier=dossier,
        files=[
            {
                "name": file.name,
                "detail": filesizeformat(file.size),
                "url": reverse(
                    "judging:evaluation_file",
                    kwargs={"edition": slug, "assignment_id": assignment.pk, "attachment_id": file.pk},
                )
                if file.pk
                else "",
            }
            for file in dossier.files
        ],
        people=[
            {
                "name": person.name or _("Unnamed person"),
                "detail": " · ".join(_known(person.discipline, person.department)),
            }
            for person in dossier.people
        ],
    )


def form_column(
    assignment: Assignment,
    form: EvaluationForm,
    scores: Sequence[Score],
    *,
    stored: Mapping[str, Any] | None = None,
    revision: int | None = None,
) -> FormColumn:
    """`scores` are all that this juror gave in the round; `stored` is what another window saved meanwhile.

    `revision` is what the next save starts from, where the form does not say it.
    """
    work = assignment.work
    zone = assignment.entry.round.phase.competition.time_zone
    earlier = _earlier(scores, work.pk if work else None)
    blocks = [_block(form, criterion, earlier.get(criterion.pk, []), stored) for criterion in form.criteria]
    begun_from = stored["revision"] if stored else form["revision"].value()
    return FormColumn(
        form=form,
        blocks=blocks,
        revision=begun_from or 0 if revision is None else revision,
        saved=_("Saved at %(hour)s") % {"hour": wording.clock(work.saved_at, zone)} if work and not form.errors else "",
        stored=_stored_comments(form, stored) if stored else [],
    )


def stored_values(assignment: Assignment, scores: Sequence[Score]) -> dict[str, Any]:
    """What the form shows when it is opened."""
    work = assignment.work
    own = {score.criterion_id: score for score in scores if work is not None and score.evaluation_id == work.pk}
    return written(work, assignment.criteria, own)


def links(assignment: Assignment) -> dict[str, str]:
    """Where the page's buttons and links lead."""
    slug = assignment.entry.round.phase.competition.slug
    own = {"edition": slug, "assignment_id": assignment.pk}
    conflict = reverse("judging:conflict", kwargs={"edition": slug})
    return {
        "own": reverse("judging:evaluation", kwargs=own),
        "reopen": reverse("judging:reopen", kwargs=own),
        "conflict": f"{conflict}?assignment={assignment.pk}",
        "list": reverse("judging:jury", kwargs={"edition": slug}),
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
    text = _("Evaluating closed on %(moment)s.") % {"moment": wording.last_minute(phase.closes_at, zone=zone)}
    if assignment.work is None or assignment.work.finished_at is None:
        counts = _("This evaluation was not finished, so it does not count.")
    else:
        counts = _("This evaluation is finished and counts as it stands.")
    title = _("Too late: this was not saved") if posted else _("Evaluating is over")
    return {"kind": "missing" if posted else "", "title": title, "text": f"{text} {counts}"}


def given_rows(assignment: Assignment, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """An evaluation as its juror gave it, for reading."""
    rows = []
    for criterion in assignment.criteria:
        points = values[points_field(criterion.key)]
        shown = _in_words(criterion, points) or _("No score")
        remark = values[remark_field(criterion.key)]
        rows.append({"term": str(criterion.name), "value": f"{shown}\n{remark}".strip(), "absent": not points})
    for_team, for_jury = values["comment_for_team"], values["comment_for_jury"]
    nothing = _("Nothing written")
    rows.append({"term": _("Comment for the team"), "value": for_team or nothing, "absent": not for_team})
    rows.append({"term": _("Comment for the jury"), "value": for_jury or nothing})
    return rows


def _known(*texts: str) -> list[str]:
    return [text for text in texts if text]


def _earlier(scores: Sequence[Score], own: int | None) -> dict[int, list[int]]:
    """The juror's other scores by criterion, lowest first."""
    found: dict[int, list[int]] = {}
    for score in scores:
        if score.evaluation_id != own and score.points is not None:
            found.setdefault(score.criterion_id, []).append(score.points)
    return {criterion: sorted(points) for criterion, points in found.items()}


def _block(
    form: EvaluationForm, criterion: Criterion, earlier: list[int], stored: Mapping[str, Any] | None
) -> CriterionBlock:
    bound = form[points_field(criterion.key)]
    levels = list(criterion.levels.all())
    weight = _("weight %(percent)s %%") % {"percent": percent_in_words(criterion.weight)}
    hints = _known(criterion.description or "", _earlier_in_words(earlier))
    if not levels:
        scale = _("From %(lowest)s to %(highest)s, %(weight)s.") % {
            "lowest": points_in_words(criterion.minimum),
            "highest": points_in_words(criterion.maximum),
            "weight": weight,
        }
        bound.help_text = " ".join([scale, *hints])
    return CriterionBlock(
        points=bound,
        remark=form[remark_field(criterion.key)],
        levels=_levels(bound, criterion, weight, " ".join(hints)) if levels else None,
        stored=_stored_score(form, criterion, stored) if stored else "",
    )


def _earlier_in_words(earlier: list[int]) -> str:
    if not earlier:
        return ""
    return _("Your other scores on this criterion: %(scores)s.") % {
        "scores": pgettext("between numbers", "; ").join(points_in_words(points) for points in earlier)
    }


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


def _in_words(criterion: Criterion, points: str) -> str:
    """What was chosen or typed, with the words of its level."""
    words = {str(level.points): f"{points_in_words(level.points)} – {level.words}" for level in criterion.levels.all()}
    return words.get(points, points)


def _stored_score(form: EvaluationForm, criterion: Criterion, stored: Mapping[str, Any]) -> str:
    """What is saved for this criterion, where it differs from what was typed here."""
    points, remark = points_field(criterion.key), remark_field(criterion.key)
    typed = (as_typed(form.cleaned_data[points], criterion), form.cleaned_data[remark])
    if typed == (stored[points], stored[remark]):
        return ""
    return " · ".join(_known(_in_words(criterion, stored[points]) or _("No score"), stored[remark]))


def _stored_comments(form: EvaluationForm, stored: Mapping[str, Any]) -> list[dict[str, str]]:
    fields = ("comment_for_team", "comment_for_jury")
    return [
        {"title": str(form[name].label), "text": stored[name] or _("Nothing written")}
        for name in fields
        if form.cleaned_data[name] != stored[name]
    ]
