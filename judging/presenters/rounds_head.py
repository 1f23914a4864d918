"""The head of every page about a round, and the way between the parts of its ranking."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from judging.models import Entry, Round


def address_of(round: Round) -> dict[str, Any]:
    """What an address of a round's pages needs."""
    return {"edition": round.phase.competition.slug, "round_id": round.pk}


def file_url(entry: Entry) -> str:
    """Where an organiser reads the project file: the version that the round has pinned, whatever came after it."""
    return reverse("admin:submissions_version_change", args=[entry.version_id])


def header(round: Round) -> dict[str, str]:
    competition = round.phase.competition
    return {
        "title": str(round.name),
        "above": str(competition.name),
        "back_url": reverse("judging:jury", kwargs={"edition": competition.slug}),
    }


def part_tabs(round: Round, current: str, *, sees_jurors: bool) -> list[dict[str, Any]]:
    """The parts of the ranking of a closed round; what is known of single jurors is for few."""
    parts = {
        "ranking": _("Ranking"),
        "certainty": _("How certain it is"),
        "disagreements": _("Where jurors differ"),
        "reliability": _("How reliable the jury is"),
    }
    if sees_jurors:
        parts["jurors_figures"] = _("Each juror")
    return [
        {"label": label, "url": reverse(f"judging:{name}", kwargs=address_of(round)), "current": name == current}
        for name, label in parts.items()
    ]
