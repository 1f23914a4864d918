"""What the home page says of the current edition: its public page, with actions that fit the phase and the person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from competitions.domain.calendar import is_open
from competitions.models import Phase
from competitions.presenters import Action, EditionPage, edition_page
from idarathon.editions import Editions


@dataclass(frozen=True)
class Landing:
    """The edition, the main action and perhaps a second one, and the way to the edition's own page."""

    edition: EditionPage
    actions: list[Action]
    about_url: str

    @property
    def main_action(self) -> Action:
        return self.actions[0]

    @property
    def second_action(self) -> Action | None:
        return self.actions[1] if len(self.actions) > 1 else None


def landing(edition: Any, *, editions: Editions, person: Any, at: datetime) -> Landing:
    """Compose the page of `edition` for `person`, signed in or not; four queries."""
    page = edition_page(edition, person=person, at=at)
    open_now = {phase.kind for phase in edition.phases.all() if is_open(phase, at=at)}
    public = editions.results_are_public(edition)
    return Landing(
        edition=page,
        actions=_actions(edition.slug, open_now, person=person, public=public),
        about_url=reverse("competitions:edition", kwargs={"edition": edition.slug}),
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


def _actions(slug: str, open_now: set[str], *, person: Any, public: bool) -> list[Action]:
    """Whoever is signed in goes to their own space; visitors register while they can, and read results afterwards."""
    results = [Action(_("See the results"), reverse("judging:results", kwargs={"edition": slug}))] if public else []
    if person.is_authenticated:
        return [Action(_("Go to my space"), reverse("me")), *results]
    if Phase.Kind.REGISTRATION in open_now:
        return [
            Action(_("Register a team"), reverse("account_signup")),
            Action(_("Join a team"), reverse("account_login")),
        ]
    if results:
        return results
    if Phase.Kind.SUBMISSION in open_now:
        return [Action(_("Sign in to your team"), reverse("account_login"))]
    return [Action(_("See the calendar"), reverse("calendar", kwargs={"edition": slug}))]
