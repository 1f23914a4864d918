"""What the jury talks about: projects by how far jurors differ, both comments, notes, and one's own scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from judging.domain.deliberating.differing import Difference, closed_to, differences
from judging.domain.explaining import Opinion, opinions
from judging.forms.deliberation import NoteForm
from judging.models import Deliberation, DeliberationNote, Entry, Round, Score
from judging.points import counts_as, points_in_words, score_in_words
from judging.presenters.rounds_head import address_of
from teams.models import User

PER_PAGE = 10  # each with two comments


@dataclass(frozen=True)
class Talked:
    """A project to talk about; `closed` says why its details are not shown."""

    pk: int
    title: str
    team: str
    line: str
    said: list[dict[str, str]]
    notes: list[dict[str, str]]
    own: list[dict[str, str]]
    form: NoteForm | None
    closed: str


@dataclass(frozen=True)
class ProjectsPage:
    """`page` is the paginator's; `general` are notes on all, with the form for another."""

    items: list[Talked]
    page: Page[Difference]
    general: list[dict[str, str]]
    form: NoteForm | None


def projects_page(going_on: Deliberation, form: NoteForm, *, person: User, number: str | None) -> ProjectsPage:
    round = going_on.round
    page = Paginator(differences(round), PER_PAGE).get_page(number)
    keys = [each.entry for each in page.object_list]
    entries = Entry.objects.filter(pk__in=keys).with_names().defer("version__content").in_bulk()
    zone = round.competition.time_zone
    notes = _notes(going_on, keys, zone)
    parts = Parts(
        entries=entries,
        opinions=opinions(round, keys),
        notes=notes,
        own=_own_scores(round, person, keys) if going_on.closed_at is None else {},
        barred=closed_to(person, keys),
        posted=form,
        is_open=going_on.closed_at is None,
    )
    return ProjectsPage(
        items=[parts.talked(each) for each in page.object_list],
        page=page,
        general=notes.get(None, []),
        form=parts.form(None),
    )


@dataclass(frozen=True)
class Parts:
    """What the projects of one page are put together from."""

    entries: Mapping[int, Entry]
    opinions: Mapping[int, Sequence[Opinion]]
    notes: Mapping[int | None, list[dict[str, str]]]
    own: Mapping[int, list[dict[str, str]]]
    barred: set[int]
    posted: NoteForm
    is_open: bool

    def talked(self, each: Difference) -> Talked:
        entry = self.entries[each.entry]
        names: dict[str, Any] = {"pk": entry.pk, "title": entry.version.title, "team": entry.team.display_name}
        if entry.pk in self.barred:
            closed = _(
                "You have a conflict of interest with this team: what was said of its project stays closed to you."
            )
            return Talked(**names, line="", said=[], notes=[], own=[], form=None, closed=closed)
        return Talked(
            **names,
            line=_apart(each),
            said=_both(self.opinions[entry.pk]) if each.between else [],
            notes=self.notes.get(entry.pk, []),
            own=self.own.get(entry.pk, []),
            form=self.form(entry.pk),
            closed="",
        )

    def form(self, entry: int | None) -> NoteForm | None:
        """The form for a note; the one that was posted with a mistake keeps what was typed."""
        if not self.is_open:
            return None
        if self.posted.is_bound and (self.posted.data.get("entry") or "") == str(entry or ""):
            return self.posted
        return NoteForm(initial={"entry": entry or ""}, auto_id=f"note-{entry or 'all'}-%s")


def score_page(score: Score, *, is_open: bool) -> dict[str, Any]:
    """The score that a juror may change, with what became of it so far."""
    entry = score.evaluation.assignment.entry
    zone = entry.round.competition.time_zone
    counts = score.effective
    return {
        "title": _("Change your score: %(criterion)s") % {"criterion": score.criterion.name},
        "project": entry.version.title,
        "counts": points_in_words(counts) if counts is not None else "–",
        "is_open": is_open,
        "cancel_url": reverse("judging:deliberation_projects", kwargs=address_of(entry.round)),
        "changes": [
            {
                "term": wording.moment(change.changed_at, zone=zone),
                "value": _("%(old)s became %(new)s: %(reason)s")
                % {
                    "old": points_in_words(change.old_points),
                    "new": points_in_words(change.new_points),
                    "reason": change.reason,
                },
            }
            for change in score.changes.all()
        ],
    }


def _apart(each: Difference) -> str:
    points = points_in_words(each.between)
    words = ngettext(
        "The jurors are %(points)s point apart: %(totals)s.",
        "The jurors are %(points)s points apart: %(totals)s.",
        counts_as(points),
    )
    return words % {"points": points, "totals": " · ".join(score_in_words(total) for total in each.totals)}


def _both(given: Sequence[Opinion]) -> list[dict[str, str]]:
    """What the juror of the highest total and the one of the lowest wrote for the jury."""
    if len(given) < 2:
        return []
    highest = _("The highest, %(total)s") % {"total": score_in_words(given[0].total)}
    lowest = _("The lowest, %(total)s") % {"total": score_in_words(given[-1].total)}
    return [_said(highest, given[0]), _said(lowest, given[-1])]


def _said(title: str, opinion: Opinion) -> dict[str, str]:
    return {
        "title": title,
        "for_jury": opinion.for_jury or _("No comment for the jury"),
        "for_team": opinion.for_team,
    }


def _notes(going_on: Deliberation, keys: Sequence[int], zone: str) -> dict[int | None, list[dict[str, str]]]:
    found: dict[int | None, list[dict[str, str]]] = {}
    notes = DeliberationNote.objects.filter(deliberation=going_on).select_related("written_by").order_by("pk")
    for note in notes:
        if note.entry_id is None or note.entry_id in keys:
            shown = {
                "author": note.written_by.display_name,
                "when": wording.moment(note.written_at, zone=zone),
                "text": note.text,
            }
            found.setdefault(note.entry_id, []).append(shown)
    return found


def _own_scores(round: Round, person: User, keys: Sequence[int]) -> dict[int, list[dict[str, str]]]:
    """The person's own scores of these entries, each with the way to change it."""
    theirs = Score.objects.given_by(person, round).filter(evaluation__finished_at__isnull=False)
    of_entries = theirs.filter(evaluation__assignment__entry__in=keys)
    found: dict[int, list[dict[str, str]]] = {}
    for score in of_entries.select_related("criterion", "evaluation__assignment").order_by("criterion__order"):
        counts = points_in_words(score.effective) if score.effective is not None else "–"
        given = points_in_words(score.points) if score.points is not None else "–"
        value = (
            counts if score.revised_points is None else _("%(new)s (before: %(old)s)") % {"new": counts, "old": given}
        )
        url = reverse("judging:own_score", kwargs={**address_of(round), "score_id": score.pk})
        row = {"term": str(score.criterion.name), "value": value, "url": url}
        found.setdefault(score.evaluation.assignment.entry_id, []).append(row)
    return found
