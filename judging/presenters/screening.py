"""The entries of a round as an organiser examines them: a part of them at a time, and one by one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from competitions import wording
from judging.domain import findings
from judging.models import Entry, Round
from judging.presenters.rounds_head import address_of, file_url, header

PER_PAGE = 50
LABELS: dict[str, str | Promise] = {
    findings.WAITING: gettext_lazy("To examine"),
    findings.ADMITTED: gettext_lazy("Admitted"),
    findings.EXCLUDED: gettext_lazy("Excluded"),
    findings.RESERVE: gettext_lazy("Under reserve"),
}
# Each check as what is found, whether it is so or not.
CHECKS: dict[str, tuple[str | Promise, str | Promise]] = {
    "complete": (gettext_lazy("Complete"), gettext_lazy("Files were still on their way")),
    "in_time": (gettext_lazy("In time"), gettext_lazy("Late")),
    "theme": (gettext_lazy("In its theme"), gettext_lazy("The team has changed its theme")),
    "members": (gettext_lazy("Members eligible"), gettext_lazy("Members to be verified")),
}


@dataclass(frozen=True)
class Asked:
    """Which entries somebody wants to see."""

    state: str = findings.WAITING
    typed: str = ""
    theme: str = ""
    doubtful: bool = False

    def query(self, **more: Any) -> str:
        given = {"show": self.state, "q": self.typed, "theme": self.theme, "doubts": "1" if self.doubtful else ""}
        return urlencode({name: value for name, value in (given | more).items() if value})


@dataclass(frozen=True)
class ScreeningPage:
    header: dict[str, str]
    tabs: list[dict[str, Any]]
    kept: list[tuple[str, str]]
    asked: Asked
    themes: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    checked: bool
    toggle_url: str
    many_url: str
    clear_all: str
    clear_all_words: str
    doubts_url: str
    doubts_words: str


@dataclass(frozen=True)
class EntryPage:
    header: dict[str, str]
    facts: list[dict[str, str]]
    found: list[dict[str, str]]
    state: dict[str, str]
    file_url: str
    reason: str = ""
    members: list[dict[str, str]] = field(default_factory=list)


def screening_header(round: Round) -> dict[str, str]:
    back = reverse("judging:round_setup", kwargs=address_of(round))
    return {**header(round), "title": _("Which projects are judged"), "above": str(round.name), "back_url": back}


def screening_page(
    round: Round,
    asked: Asked,
    page: Page[Any],
    *,
    counts: dict[str, int],
    themes: Sequence[Any],
    clear: int,
    ticked: Collection[int],
    all_ticked: bool,
) -> ScreeningPage:
    here = reverse("judging:screening", kwargs=address_of(round))
    number = page.number if page.number > 1 else ""
    toggled = asked.query(page=number, select="" if all_ticked else page.number)
    return ScreeningPage(
        header=screening_header(round),
        tabs=[
            {
                "label": str(label),
                "url": f"{here}?{urlencode({'show': state})}",
                "current": state == asked.state,
                "count": counts[state],
            }
            for state, label in LABELS.items()
        ],
        kept=_kept(asked),
        asked=asked,
        themes=[
            {"label": str(theme.name), "value": str(theme.pk), "current": str(theme.pk) == asked.theme}
            for theme in themes
        ],
        rows=[_row(entry, round, checked=entry.pk in ticked) for entry in page.object_list],
        checked=all_ticked,
        toggle_url=f"{here}?{toggled}",
        many_url=reverse("judging:screen_many", kwargs=address_of(round)),
        clear_all=asked.query() if clear else "",
        clear_all_words=ngettext(
            "Admit the %(count)d project without a doubt", "Admit all %(count)d projects without a doubt", clear
        )
        % {"count": clear},
        doubts_url=f"{here}?{asked.query(doubts='' if asked.doubtful else '1')}",
        doubts_words=_("Show all of them") if asked.doubtful else _("Show only those with a doubt"),
    )


def entry_page(round: Round, entry: Any, members: Sequence[Any], eligible: Collection[int]) -> EntryPage:
    zone = round.competition.time_zone
    return EntryPage(
        header={
            **screening_header(round),
            "title": entry.version.title,
            "above": f"{entry.team.display_name} · {entry.version.theme.name}",
            "back_url": reverse("judging:screening", kwargs=address_of(round)),
        },
        facts=[
            {"term": _("Submitted"), "value": wording.moment(entry.version.received_at, zone=zone)},
            {"term": _("Deadline"), "value": _deadline(round, entry.late_until)},
            {"term": _("Theme"), "value": str(entry.version.theme.name)},
            {"term": _("Version"), "value": str(entry.version.number)},
        ],
        found=[_found(entry, check) for check in findings.FOUND],
        state=_state(entry),
        file_url=file_url(entry),
        reason=entry.excluded_because,
        members=[
            {
                "name": person.display_name,
                "kind": "ok" if person.pk in eligible else "warn",
                "state": pgettext("member", "Eligible") if person.pk in eligible else _("Not verified"),
            }
            for person in members
        ],
    )


def named_rows(entries: Iterable[Entry]) -> list[dict[str, str]]:
    """Projects about to be decided on, each with the way to its file."""
    return [
        {"name": entry.version.title, "team": entry.team.display_name, "file_url": file_url(entry)} for entry in entries
    ]


def done_words(number: int, *, admitted: bool) -> str:
    if admitted:
        words = ngettext("%(count)d project is admitted.", "%(count)d projects are admitted.", number)
    else:
        words = ngettext(
            "%(count)d project is excluded, and its team has been told.",
            "%(count)d projects are excluded, and their teams have been told.",
            number,
        )
    return words % {"count": number}


def _kept(asked: Asked) -> list[tuple[str, str]]:
    given = (("show", asked.state), ("theme", asked.theme), ("doubts", "1" if asked.doubtful else ""))
    return [(name, value) for name, value in given if value]


def _row(entry: Any, round: Round, *, checked: bool) -> dict[str, Any]:
    doubts = [_found(entry, check) for check, column in findings.FOUND.items() if not getattr(entry, column)]
    fine = {"kind": "ok", "label": _("Nothing found by the platform")}
    return {
        "id": entry.pk,
        "name": entry.version.title,
        "team": entry.team.display_name,
        "theme": str(entry.version.theme.name),
        "tags": doubts or [fine],
        "reason": entry.excluded_because,
        "checked": checked,
        "url": reverse("judging:screen", kwargs={**address_of(round), "entry_id": entry.pk}),
        "file_url": file_url(entry),
    }


def _found(entry: Any, check: str) -> dict[str, str]:
    so, otherwise = CHECKS[check]
    is_so = getattr(entry, findings.FOUND[check])
    return {"kind": "ok" if is_so else "warn", "label": str(so if is_so else otherwise)}


def _state(entry: Entry) -> dict[str, str]:
    if entry.under_reserve_at is not None:
        return {"kind": "warn", "label": _("Excluded, judged under reserve until the appeal is answered")}
    if entry.excluded_at is not None:
        return {"kind": "missing", "label": pgettext("entry", "Excluded")}
    if entry.screened_at is not None:
        return {"kind": "ok", "label": pgettext("entry", "Admitted")}
    return {"kind": "off", "label": _("Not examined yet")}


def _deadline(round: Round, late_until: datetime | None) -> str:
    end = max(round.submission_phase.closes_at, late_until or round.submission_phase.closes_at)
    return wording.last_minute(end, zone=round.competition.time_zone)
