"""The first edition of 2020 as an archive: what is known of it from public reports, and nothing else."""

import json
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from competitions.domain.editions import create_edition, create_phase, create_theme, publish_edition, save_detail
from competitions.models import Competition, KeyFigure, Partner, Phase
from idarathon.demo.material import columns
from judging.domain.publication import record_award, schedule
from teams.models import User

FACTS = Path(__file__).resolve().parent.parent / "data" / "editions" / "2020.json"
# The results were public "late December 2020"; the day is not known. The platform needs an instant from which they are
# public, so it has the last one of the month, and no page shows it: an archive's results carry no date.
PUBLIC_SINCE = datetime(2020, 12, 31, tzinfo=UTC)
LANGUAGES = ("ar", "fr", "en")


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
        **columns("about", _in_each(lambda: _about(known))),
    }
    competition = create_edition(values=values, by=by, at=at)
    _describe(competition, known, by=by, at=at)
    _award(competition, known, by=by, at=at)
    schedule(competition=competition, publish_at=PUBLIC_SINCE, by=by, at=at)
    return publish_edition(competition, by=by, at=at)


def _describe(competition: Competition, known: dict[str, Any], *, by: User, at: datetime) -> None:
    zone = ZoneInfo(known["time_zone"])
    opens_at = datetime.combine(datetime.fromisoformat(known["opens_on"]), time(), tzinfo=zone)
    last_day = datetime.combine(datetime.fromisoformat(known["closes_on"]), time(), tzinfo=zone)
    names = columns("name", _in_each(lambda: _("The competition")))
    create_phase(
        competition,
        values={"key": "competition", "kind": Phase.Kind.SUBMISSION, **names},
        opens_at=opens_at,
        closes_at=last_day + timedelta(days=1),
        by=by,
        at=at,
    )
    for order, theme in enumerate(known["themes"]):
        texts = columns("name", {language: theme[language] for language in LANGUAGES})
        create_theme(competition, values={"key": theme["key"], "order": order, **texts}, by=by, at=at)
    for order, partner in enumerate(known["partners"]):
        texts = columns("name", {language: partner[language] for language in LANGUAGES})
        save_detail(Partner(competition=competition), values={"order": order, **texts}, by=by, at=at)
    for order, (value, label) in enumerate(_figures(known["figures"])):
        figure = {"order": order, "value": value, **columns("label", label)}
        save_detail(KeyFigure(competition=competition), values=figure, by=by, at=at)


def _figures(known: dict[str, Any]) -> list[tuple[str, dict[str, str]]]:
    return [
        (str(known["partner_departments"]), _in_each(lambda: _("ministerial departments"))),
        (str(known["projects"]), _in_each(lambda: _("projects"))),
        # The reports say "more than 100".
        (known["civil_servants_trained"].replace("more than ", "+"), _in_each(lambda: _("civil servants trained"))),
    ]


def _award(competition: Competition, known: dict[str, Any], *, by: User, at: datetime) -> None:
    ranks = {1: lambda: _("First prize"), 2: lambda: _("Second prize"), 3: lambda: _("Third prize")}
    for order, winner in enumerate(known["winners"]):
        record_award(
            competition=competition,
            prize=_in_each(ranks[winner["rank"]]),
            rank=winner["rank"],
            order=order,
            team_name_ar=winner["team"]["ar"],
            team_name_latin=winner["team"]["latin"],
            project_title=winner["project"],
            about=winner["about"],
            by=by,
            at=at,
        )


def _about(known: dict[str, Any]) -> str:
    """The archive's text, in the active language; every sentence rests on a line of the facts."""
    words = {"winners": len(known["winners"]), "projects": known["figures"]["projects"]}
    return "\n\n".join(
        [
            _(
                "The first edition was open to teams of civil servants, women and men, of the ministerial departments"
                " enrolled in the e-TAMKEEN programme, in central administration and in deconcentrated services."
            ),
            _(
                "At every stage the teams were accompanied by trainers and experts in new ways of designing digital"
                " projects, in collective intelligence and in collaborative work. Each solution came with training for"
                " staff and for citizens."
            ),
            _("The winners were announced in late December 2020."),
            # Three and six in words read better, but the numbers follow the facts.
            _("Known winners: %(winners)s of %(projects)s projects.") % words,
        ]
    )


def _in_each(words: Any) -> dict[str, str]:
    """What `words` says in each language."""
    texts = {}
    for language in LANGUAGES:
        with translation.override(language):
            texts[language] = words()
    return texts
