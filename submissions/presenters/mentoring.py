"""The teams of a mentor as a table, and one team's sections with what was said about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Aggregate, Count, Max, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions.domain.drafting import project_or_blank
from submissions.domain.progress import State, progress
from submissions.domain.reading import Draft, DraftQuestion, DraftSection, read_drafts
from submissions.domain.windows import current_window, windows_of
from submissions.forms import FeedbackForm
from submissions.models import Feedback, Version
from submissions.presenters.answers import AnswerRow, draft_row
from submissions.presenters.feedback import Note, notes
from teams.models import Team


@dataclass(frozen=True)
class Column:
    label: str


@dataclass(frozen=True)
class Cell:
    text: str
    column: str
    url: str = ""
    kind: str = ""


@dataclass(frozen=True)
class TeamTable:
    columns: list[Column]
    rows: list[list[Cell]]


@dataclass(frozen=True)
class MentoredSection:
    """`form` is None once the team can no longer change the section, unless it holds what was sent too late."""

    key: str
    name: str
    answers: list[AnswerRow]
    notes: list[Note]
    form: FeedbackForm | None


def team_table(teams: Sequence[Team], *, at: datetime) -> TeamTable:
    """Teams of one edition with how far they are, in as many queries for thirty as for one."""
    headings = [_("Team"), _("Theme"), _("Sections"), _("Your notes"), _("Submitted")]
    columns = [Column(heading) for heading in headings]
    window = current_window(windows_of(teams[0]), at=at) if teams else None
    if window is None:
        return TeamTable(columns, [])
    drafts = read_drafts([project_or_blank(team, at=at) for team in teams], window.phase)
    saved = [draft.project.pk for draft in drafts.values() if draft.project.pk]
    notes_waiting = _by_project(Feedback.objects.unaddressed().filter(project__in=saved), Count("pk"))
    numbers = _by_project(Version.objects.of_phase(window.phase).filter(project__in=saved), Max("number"))
    rows = []
    for team in teams:
        draft = drafts[team.pk]
        texts = [
            team.display_name,
            str(team.theme.name),
            _sections(draft),
            _waiting(notes_waiting.get(draft.project.pk, 0)),
            _submitted(numbers.get(draft.project.pk, 0)),
        ]
        url = reverse("submissions:mentored", kwargs={"edition": team.competition.slug, "team_id": team.pk})
        cells = [Cell(text, heading) for text, heading in zip(texts, headings, strict=True)]
        rows.append([Cell(cells[0].text, cells[0].column, url=url), *cells[1:]])
    return TeamTable(columns, rows)


def mentored_sections(
    draft: Draft, feedback: Sequence[Feedback], bound: FeedbackForm | None, *, at: datetime, may_write: bool
) -> list[MentoredSection]:
    """Each section as the team has written it, with its notes; `bound` is the form that was just refused."""
    edition = draft.project.team.competition.slug
    return [
        MentoredSection(
            key=part.section.key,
            name=str(part.section.name),
            answers=[_answer(asked, edition) for asked in part.shown()],
            notes=notes((note for note in feedback if note.section_id == part.section.pk), at=at),
            form=_form(part, bound, may_write=may_write),
        )
        for part in draft.sections
    ]


def _form(part: DraftSection, bound: FeedbackForm | None, *, may_write: bool) -> FeedbackForm | None:
    if bound is not None and bound.part.section == part.section:
        return bound
    return FeedbackForm(part=part) if may_write else None


def _answer(asked: DraftQuestion, edition: str) -> AnswerRow:
    return draft_row(asked, edition=edition, absent=_("Nothing written yet"))


def _by_project(rows: QuerySet[Any], figure: Aggregate) -> dict[int, int]:
    return dict(rows.order_by().values_list("project").annotate(figure))


def _sections(draft: Draft) -> str:
    sections = progress(draft, {})
    complete = sum(1 for each in sections if each.state is State.COMPLETE)
    return _("%(complete)d of %(count)d complete") % {"complete": complete, "count": len(sections)}


def _waiting(count: int) -> str:
    return ngettext("%(count)d waits", "%(count)d wait", count) % {"count": count} if count else _("None waits")


def _submitted(number: int) -> str:
    return _("Version %(number)d") % {"number": number} if number else _("Not yet")
