"""The people who look for a team, as captains see them: everything that helps to choose, nothing that reaches them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from teams.domain.openings import opening_of, seeker_of
from teams.domain.suggestions import Opening, rank_seekers, suit
from teams.models import Membership, Team
from teams.presenters.parts import Row
from teams.presenters.requests import place_of
from teams.presenters.suggestions import SuggestionCard, said_to_team


def opening_for(team: Team) -> Opening:
    """The facts of the reader's own team; two queries."""
    members = Membership.objects.active().filter(team=team).select_related("person")
    people = [membership.person for membership in members]
    return opening_of(team, people, list(team.wanted_disciplines.all()))


def ranked_cards(cards: list[Any], opening: Opening) -> list[Any]:
    """The cards in the order in which they suit the team."""
    by_key = {card.pk: card for card in cards}
    return [by_key[match.key] for match in rank_seekers(opening, map(seeker_of, cards))]


def seeker_row(card: Any, opening: Opening, team: Team) -> SuggestionCard:
    """A card that `seeker_cards` has read, as the captain of `team` sees it."""
    person = card.person
    kind, state = _state(card)
    address = {"edition": team.competition.slug, "card_id": card.pk}
    return SuggestionCard(
        title=person.display_name,
        meta=" · ".join(part for part in (person.discipline_label, str(person.department or "")) if part),
        why=said_to_team(suit(seeker_of(card), opening), person.discipline_label),
        rows=_rows(card),
        kind=kind,
        state=state,
        url="" if state else reverse("teams:invite_seeker", kwargs=address),
        action=_("Invite into my team"),
    )


def _state(card: Any) -> tuple[str, str]:
    if card.invited:
        return "todo", _("Invited")
    return ("warn", _("Has asked to join your team")) if card.asked else ("", "")


def _rows(card: Any) -> list[Row]:
    themes = _(", ").join(str(theme) for theme in card.themes.all())
    rows = [
        Row(_("What they bring"), card.brings),
        Row(_("Themes"), themes or _("any theme")),
        Row(_("Region"), str(card.get_region_display()) if card.region else ""),
        Row(_("Service"), place_of(card.person)),
    ]
    return [row for row in rows if row.value]
