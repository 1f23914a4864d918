"""Who looks for whom in an edition, read in a few queries, as facts that can be compared."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Prefetch, Q

from competitions.models import Competition, Discipline
from teams.domain.composition import Composition, of_people
from teams.domain.suggestions import Opening, Seeker
from teams.models import Gender, Invitation, JoinRequest, Membership, SeekerCard, ServiceLevel, Team, User


@dataclass(frozen=True)
class Looker:
    """Somebody who reads the open teams: what they bring, and whether they may still need a team."""

    seeker: Seeker
    in_a_team: bool
    has_card: bool


def open_teams(
    competition: Competition, person: User, *, theme: int | None = None, discipline: int | None = None, region: str = ""
) -> list[Any]:
    """The open teams with a seat left: `places` are their members, `asked` whether `person` waits for their answer.

    Only those of `theme`, those that look for `discipline`, those with a member in `region`, where these are given.
    """
    members = Membership.objects.active().select_related("person__discipline").order_by("pk")
    waiting = JoinRequest.objects.waiting().of(person).filter(team=OuterRef("pk"))
    teams = Team.objects.looking().filter(competition=competition).annotate(asked=Exists(waiting))
    if theme:
        teams = teams.filter(theme=theme)
    if discipline:
        teams = teams.filter(wanted_disciplines=discipline)
    if region:
        teams = teams.filter(Exists(members.filter(team=OuterRef("pk"), person__region=region)))
    read = teams.select_related("theme", "captain").prefetch_related(
        "wanted_disciplines", Prefetch("memberships", queryset=members, to_attr="places")
    )
    found: list[Any] = list(read)
    for team in found:
        team.competition = competition
    return found


def looker(person: User, competition: Competition) -> Looker:
    """`person` as somebody who looks for a team, by their card if they show one; one query."""
    card = Q(seeker_cards__competition=competition, seeker_cards__withdrawn_at=None)
    places = Membership.objects.active().filter(competition=competition, person=OuterRef("pk"))
    found = User.objects.filter(pk=person.pk).annotate(
        in_a_team=Exists(places), card=FilteredRelation("seeker_cards", condition=card)
    )
    rows = list(found.values_list("in_a_team", "card__pk", "card__region", "card__themes"))
    in_a_team, key, region, _theme = rows[0]
    themes = frozenset(row[3] for row in rows if row[3])
    facts = _facts(person.pk, person, region=region if key else person.region, themes=themes)
    return Looker(seeker=facts, in_a_team=in_a_team, has_card=key is not None)


def seeker_cards(team: Team) -> list[Any]:
    """The cards shown in the edition of `team`: `invited` whether it has, `asked` whether they wait for its answer."""
    invited = Invitation.objects.unanswered().filter(team=team, person=OuterRef("person"))
    asked = JoinRequest.objects.waiting().filter(team=team, person=OuterRef("person"))
    cards = SeekerCard.objects.shown().filter(competition=team.competition_id, person__is_active=True)
    read = cards.annotate(invited=Exists(invited), asked=Exists(asked)).prefetch_related("themes")
    return list(read.select_related("person__department", "person__discipline").order_by("pk"))


def seeker_of(card: SeekerCard) -> Seeker:
    """The facts of a card that has been read with its person and themes."""
    return _facts(card.pk, card.person, region=card.region, themes=frozenset(theme.pk for theme in card.themes.all()))


def opening_of(team: Team, people: list[User], wanted: list[Discipline]) -> Opening:
    """The facts of a team that has been read with its people and the disciplines it looks for."""
    counted = of_people(team, people)
    return Opening(
        key=team.pk,
        theme=team.theme_id,
        wanted=frozenset(str(discipline.pk) for discipline in wanted),
        disciplines=frozenset(person.discipline_key for person in people if person.discipline_key),
        disciplines_min=team.competition.disciplines_min,
        regions=frozenset(person.region for person in people if person.region),
        service_levels=_levels(counted),
        lacks_women=_lacks_women(team, counted),
    )


def _facts(key: int, person: User, *, region: str, themes: frozenset[int]) -> Seeker:
    return Seeker(
        key=key,
        discipline=person.discipline_key,
        themes=themes,
        region=region,
        service_level=person.service_level,
        is_woman=person.gender == Gender.WOMAN,
    )


def _levels(counted: Composition) -> frozenset[str]:
    present = {ServiceLevel.CENTRAL: counted.central, ServiceLevel.DECONCENTRATED: counted.deconcentrated}
    return frozenset(str(level.value) for level, number in present.items() if number)


def _lacks_women(team: Team, counted: Composition) -> bool:
    target = team.competition.women_target
    return target is not None and counted.women * 100 < target * max(counted.gender_said, 1)
