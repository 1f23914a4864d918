"""The open teams, as people see them who look for one: no member is named but the captain."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import Region
from teams.domain.openings import Looker, opening_of
from teams.domain.suggestions import Opening, rank_openings, suit
from teams.models import Team, User
from teams.presenters.parts import Row
from teams.presenters.suggestions import SuggestionCard, said_to_person


def ranked_teams(teams: list[Any], looker: Looker) -> list[Any]:
    """The teams in the order in which they suit the reader."""
    by_key = {team.pk: team for team in teams}
    return [by_key[match.key] for match in rank_openings(looker.seeker, map(_opening, teams))]


def open_team_card(team: Any, looker: Looker, person: User) -> SuggestionCard:
    """A team that `open_teams` has read, as `person` sees it in the list."""
    free = team.competition.team_size_max - team.taken
    seats = ngettext("%(count)d seat free", "%(count)d seats free", free) % {"count": free}
    reasons = suit(looker.seeker, _opening(team))
    return SuggestionCard(
        title=team.display_name,
        motto=team.motto,
        meta=f"{team.theme.name} · {seats}",
        why="" if looker.in_a_team else said_to_person(reasons, person.discipline_label),
        rows=_rows(team, list(team.wanted_disciplines.all()), _people(team)),
        kind="todo" if team.asked else "",
        state=_("You have asked") if team.asked else "",
        url="" if looker.in_a_team or team.asked else _ask(team),
        action=_("Ask to join"),
    )


def team_rows(team: Team) -> list[Row]:
    """What a team shows of itself to somebody who asks it for a place."""
    return _rows(team, list(team.wanted_disciplines.all()), list(team.members().select_related("discipline")))


def _ask(team: Team) -> str:
    return reverse("teams:ask", kwargs={"edition": team.competition.slug, "team_id": team.pk})


def _opening(team: Any) -> Opening:
    return opening_of(team, _people(team), list(team.wanted_disciplines.all()))


def _people(team: Any) -> list[User]:
    return [place.person for place in team.places]


def _rows(team: Team, wanted: list[Any], people: list[User]) -> list[Row]:
    disciplines = sorted({person.discipline_label for person in people if person.discipline_label})
    regions = {person.region for person in people if person.region}
    rows = [
        Row(_("Captain"), team.captain.display_name),
        Row(_("Looks for"), _(", ").join(map(str, wanted)) or _("any discipline")),
        Row(_("Whom the team looks for"), team.wanted_note),
        Row(_("Disciplines in the team"), _(", ").join(disciplines)),
        Row(_("Regions of the members"), _(", ").join(str(Region(region).label) for region in sorted(regions))),
    ]
    return [row for row in rows if row.value]
