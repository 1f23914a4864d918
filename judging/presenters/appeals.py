"""Appeals: the list of those who answer, one to answer, and what a team reads of a decision about its project."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from competitions import wording
from competitions.models import Competition
from judging.domain.appeals import bar_to_answering
from judging.models import Appeal, Entry
from judging.presenters.rounds_head import file_url
from submissions.frozen import Dossier, ReadFile
from submissions.presenters.dossier import dossier_page
from submissions.presenters.files import FileRow

PER_PAGE = 50


@dataclass(frozen=True)
class AppealPage:
    header: dict[str, str]
    facts: list[dict[str, str]]
    text: str
    decision: str
    answer: dict[str, str] | None
    why_not: str
    file_url: str


@dataclass(frozen=True)
class DecisionPage:
    header: dict[str, str]
    decided: str
    reason: str
    note: dict[str, str]
    text: str
    answer: dict[str, str] | None


def appeal_tasks(competition: Competition, appeals: Iterable[Appeal]) -> list[dict[str, str]]:
    """A row each."""
    rows = []
    for appeal in appeals:
        kind, state = _state(appeal)
        entry = appeal.entry
        rows.append(
            {
                "label": entry.version.title,
                "url": reverse("judging:appeal", kwargs={"edition": competition.slug, "appeal_id": appeal.pk}),
                "kind": kind,
                "state": state,
                "hint": f"{entry.team.display_name} · {appeal.get_subject_display()} · {entry.round.name}",
            }
        )
    return rows


def appeal_page(competition: Competition, appeal: Appeal, reader: Any) -> AppealPage:
    zone, entry = competition.time_zone, appeal.entry
    return AppealPage(
        header={
            "title": entry.version.title,
            "above": f"{entry.team.display_name} · {appeal.get_subject_display()}",
            "back_url": reverse("judging:appeals", kwargs={"edition": competition.slug}),
        },
        facts=[
            {"term": _("Round"), "value": str(entry.round.name)},
            {"term": _("Appeal made"), "value": wording.moment(appeal.made_at, zone=zone)},
            {"term": _("Made by"), "value": appeal.made_by.display_name},
            {"term": _("Decided first by"), "value": appeal.first_decider.display_name},
        ],
        text=appeal.text,
        decision=entry.excluded_because,
        answer=_answer(appeal),
        why_not=str(bar_to_answering(appeal, reader) or ""),
        file_url=_file_url(competition, appeal, reader),
    )


def appealed_page(competition: Competition, appeal: Appeal, dossier: Dossier) -> dict[str, Any]:
    """The version that the round has pinned, as the jury reads it."""
    entry = appeal.entry
    place = {"edition": competition.slug, "appeal_id": appeal.pk}

    def row(file: ReadFile) -> FileRow:
        opens = {**place, "attachment_id": file.pk}
        url = reverse("judging:appealed_file", kwargs=opens) if file.pk is not None else ""
        return FileRow(file.name, url, filesizeformat(file.size), caption=file.caption)

    return {
        "header": {
            "title": entry.version.title,
            "above": f"{entry.team.display_name} · {entry.round.name}",
            "back_url": reverse("judging:appeal", kwargs=place),
        },
        "dossier": dossier_page(dossier, edition=competition.slug, file_of=row),
    }


def decision_page(
    competition: Competition, entry: Entry, appeal: Appeal | None, *, until: datetime | None, at: datetime
) -> DecisionPage:
    zone = competition.time_zone
    decided = _("Decided on %(moment)s")
    return DecisionPage(
        header={
            "title": entry.version.title,
            "above": f"{entry.team.display_name} · {entry.round.name}",
            "back_url": reverse("teams:team", kwargs={"edition": competition.slug}),
        },
        decided=decided % {"moment": wording.moment(entry.excluded_at, zone=zone)} if entry.excluded_at else "",
        reason=entry.excluded_because,
        note=_note(appeal, until, zone, at=at),
        text=appeal.text if appeal else "",
        answer=_answer(appeal) if appeal else None,
    )


def _file_url(competition: Competition, appeal: Appeal, reader: Any) -> str:
    """In the administration, where a president has no business, it stands with what only organisers ask."""
    if reader.has_perm("judging.screen", competition):
        return file_url(appeal.entry)
    if not reader.has_perm("judging.read_appealed", appeal):
        return ""
    return reverse("judging:appealed", kwargs={"edition": competition.slug, "appeal_id": appeal.pk})


def _note(appeal: Appeal | None, until: datetime | None, zone: str, *, at: datetime) -> dict[str, str]:
    if appeal is not None:
        if appeal.answered_at is None:
            text = _("Your team has appealed. The jury judges the project under reserve until somebody has answered.")
            return {"kind": "", "text": text}
        return {"kind": "ok" if appeal.is_upheld else "missing", "text": str(_state(appeal)[1])}
    if until is None:
        return {"kind": "ok", "text": _("Nothing has been decided against this project.")}
    moment = {"moment": wording.last_minute(until, zone=zone)}
    if at >= until:
        return {"kind": "missing", "text": _("Your team could appeal until %(moment)s. The decision stands.") % moment}
    text = _("The captain or the deputy of your team may answer once, until %(moment)s.")
    return {"kind": "warn", "text": text % moment}


def _state(appeal: Appeal) -> tuple[str, str]:
    if appeal.answered_at is None:
        return "warn", pgettext("appeal", "To answer")
    return ("ok", pgettext("appeal", "Accepted")) if appeal.is_upheld else ("off", pgettext("appeal", "Rejected"))


def _answer(appeal: Appeal) -> dict[str, str] | None:
    if appeal.answered_at is None:
        return None
    kind, state = _state(appeal)
    return {"kind": kind, "title": state, "text": appeal.answer}
