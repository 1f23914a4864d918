"""What the home page says of the current edition: finished values, fitting the phase and the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from competitions.models import Phase
from idarathon.calendars import Deadline, Step, any_open, timeline, what_matters_now
from idarathon.editions import Editions


class Action(NamedTuple):
    label: str
    url: str


@dataclass(frozen=True)
class Landing:
    """Everything that the home page places; lists are empty when the organiser gave nothing."""

    name: str
    lead: str
    main_action: Action | None
    second_action: Action | None
    deadline: Deadline | None
    phases: Sequence[Step]
    themes: Sequence[dict[str, Any]]
    figures: Sequence[Any]
    carriers: Sequence[dict[str, str]]
    about_url: str
    rules_url: str
    calendar_url: str


def landing(edition: Any, *, editions: Editions, person: Any, at: datetime) -> Landing:
    """Compose the page of `edition` for `person`, signed in or not; four queries."""
    prefetch_related_objects([edition], "phases", "themes", "partners", "figures")
    phases = list(edition.phases.all())
    address = {"edition": edition.slug}
    about_url = reverse("competitions:edition", kwargs=address)
    actions = _actions(edition, phases, editions=editions, person=person, at=at)
    return Landing(
        name=str(edition.name),
        lead=edition.tagline or "",
        main_action=actions[0] if actions else None,
        second_action=actions[1] if len(actions) > 1 else None,
        deadline=what_matters_now(phases, at=at, zone=edition.time_zone),
        phases=timeline(phases, at=at, zone=edition.time_zone),
        themes=[_theme(theme) for theme in edition.themes.all()],
        figures=list(edition.figures.all()),
        carriers=_carriers(edition),
        about_url=about_url,
        rules_url=reverse("competitions:rules", kwargs=address),
        calendar_url=reverse("calendar", kwargs=address),
    )


def past_editions(editions: Editions) -> list[dict[str, str]]:
    """A card for each earlier edition whose results are public."""
    return [
        {
            "title": str(edition.name),
            "text": edition.tagline or "",
            "url": reverse("judging:results", kwargs={"edition": edition.slug}),
            "action": _("See the winners"),
        }
        for edition in editions.with_results
        if edition != editions.current
    ]


def _actions(edition: Any, phases: Sequence[Any], *, editions: Editions, person: Any, at: datetime) -> list[Action]:
    """The main action and perhaps a second one; whoever is signed in goes to their own space."""
    results = Action(_("See the results"), reverse("judging:results", kwargs={"edition": edition.slug}))
    public = editions.results_are_public(edition)
    if person.is_authenticated:
        own = Action(_("Go to my space"), reverse("me"))
        return [own, results] if public else [own]
    if any_open(phases, Phase.Kind.REGISTRATION, at=at):
        return [
            Action(_("Register a team"), reverse("account_signup")),
            Action(_("Join a team"), reverse("account_login")),
        ]
    if public:
        return [results]
    if any_open(phases, Phase.Kind.SUBMISSION, at=at):
        return [Action(_("Sign in to your team"), reverse("account_login"))]
    return [Action(_("See the calendar"), reverse("calendar", kwargs={"edition": edition.slug}))]


def _carriers(edition: Any) -> list[dict[str, str]]:
    """Who organises the edition and with whom, as rows of a summary list."""
    partners = " · ".join(str(partner) for partner in edition.partners.all())
    rows = [
        {"term": pgettext("body", "Organiser"), "value": edition.organiser_name or ""},
        {"term": _("Partners"), "value": partners},
    ]
    return [row for row in rows if row["value"]]


def _theme(theme: Any) -> dict[str, Any]:
    return {"title": str(theme.name), "text": theme.description or ""}
