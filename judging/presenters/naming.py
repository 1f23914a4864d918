"""The projects that the president may name for a round, and those that are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from judging.models import Entry, Round
from judging.presenters.rounds_head import address_of, header
from submissions.models import Version

PER_PAGE = 30


@dataclass(frozen=True)
class NamingPage:
    header: dict[str, str]
    named: list[dict[str, str]]
    rows: list[dict[str, str]]
    typed: str
    is_open: bool


def naming_header(round: Round) -> dict[str, str]:
    return {**header(round), "title": _("Name the projects of this round"), "above": str(round.name)}


def naming_page(round: Round, named: Sequence[Entry], page: Page[Any], typed: str) -> NamingPage:
    is_open = round.opened_at is None
    return NamingPage(
        header=naming_header(round),
        named=[
            {
                "label": entry.version.title,
                "hint": f"{entry.team.display_name} · {entry.named_because}",
                "url": _url(round, entry.project_id) if is_open else "",
                "kind": "ok",
                "state": _("Named"),
            }
            for entry in named
        ],
        rows=[
            {
                "label": version.title,
                "hint": f"{version.project.team.display_name} · {version.theme.name}",
                "url": _url(round, version.project_id),
                "kind": "off",
                "state": "",
            }
            for version in page.object_list
        ],
        typed=typed,
        is_open=is_open,
    )


def name_header(round: Round, version: Version) -> dict[str, str]:
    return {
        "title": version.title,
        "above": f"{version.project.team.display_name} · {version.theme.name}",
        "back_url": reverse("judging:naming", kwargs=address_of(round)),
    }


def _url(round: Round, project_id: int) -> str:
    return reverse("judging:name_one", kwargs={**address_of(round), "project_id": project_id})
