"""The first edition of 2020 as an archive: what is known of it from public reports, and nothing else."""

import json
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from competitions.domain.editions import create_edition, create_phase, create_theme, publish_edition, save_detail
from competitions.models import Competition, KeyFigure, Partner, Phase
from idarathon.demo import material
from idarathon.demo.material import columns
from judging.domain.publication import record_award, schedule
from teams.models import User

FACTS = Path(__file__).resolve().parent.parent / "data" / "editions" / "2020.json"
# The results were public "late December 2020"; the day is not known. The platform needs an instant from which they are
# public, so it has the last day of the month, and no page shows it: the results of an archive carry no date.
PUBLIC_SINCE = datetime(2020, 12, 31, tzinfo=UTC)
DAYS = ("opens_on", "closes_on")


def facts() -> dict[str, Any]:
    """What is known."""
    known: dict[str, Any] = json.loads(FACTS.read_text(encoding="utf-8"))
    return known


def archive(*, by: User, at: datetime) -> Competition:
    """The archived edition, made if need be; it has no teams, no projects and no scores."""
    known = facts()
    existing = Competition.objects.filter(slug=known["slug"]).first()
    if existing:
        return existing
    values = {
        "slug": known["slug"],
        "time_zone": known["time_zone"],
        **columns("name", known["name"]),
        **columns("tagline", known["tagline"]),
        **columns("organiser_name", known["organiser"]),
        **columns("about", material.read("archive")["about"]),
    }
    competition = create_edition(values=values, by=by, at=at)
    _lay_out(competition, known, by=by, at=at)
    _describe(competition, known, by=by, at=at)
    _award(competition, known, by=by, at=at)
    schedule(competition=competition, publish_at=PUBLIC_SINCE, by=by, at=at)
    return publish_edition(competition, by=by, at=at)


def _lay_out(competition: Competition, known: dict[str, Any], *, by: User, at: datetime) -> None:
    """The one phase that is known: from its first day to the end of its last one."""
    zone = ZoneInfo(known["time_zone"])
    first, last = (datetime.combine(datetime.fromisoformat(known[day]), time(), tzinfo=zone) for day in DAYS)
    values = {"key": "competition", "kind": Phase.Kind.SUBMISSION, **columns("name", material.read("archive")["phase"])}
    create_phase(competition, values=values, opens_at=first, closes_at=last + timedelta(days=1), by=by, at=at)


def _describe(competition: Competition, known: dict[str, Any], *, by: User, at: datetime) -> None:
    for order, theme in enumerate(known["themes"]):
        values = {"key": theme["key"], "order": order, **columns("name", _texts(theme))}
        create_theme(competition, values=values, by=by, at=at)
    for order, partner in enumerate(known["partners"]):
        values = {"order": order, **columns("name", _texts(partner))}
        save_detail(Partner(competition=competition), values=values, by=by, at=at)
    for order, (key, label) in enumerate(material.read("archive")["figures"].items()):
        # "More than 100", as the reports say, in signs that every language reads.
        value = str(known["figures"][key]).replace("more than ", "+")
        values = {"order": order, "value": value, **columns("label", label)}
        save_detail(KeyFigure(competition=competition), values=values, by=by, at=at)


def _award(competition: Competition, known: dict[str, Any], *, by: User, at: datetime) -> None:
    prizes = material.read("archive")["prizes"]
    for order, winner in enumerate(known["winners"]):
        record_award(
            competition=competition,
            prize=prizes[str(winner["rank"])],
            rank=winner["rank"],
            order=order,
            team_name_ar=winner["team"]["ar"],
            team_name_latin=winner["team"]["latin"],
            project_title=winner["project"],
            about=winner["about"],
            by=by,
            at=at,
        )


def _texts(row: dict[str, str]) -> dict[str, str]:
    return {language: row[language] for language in ("ar", "fr", "en")}
