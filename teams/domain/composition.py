"""What the rules of the edition say about who is in a team, counted and put into words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import Region
from teams.models import Gender, Membership, ServiceLevel, Team, User
from teams.models.team import TeamQuerySet


@dataclass(frozen=True)
class Rule:
    """One rule as the page shows it; `bars` says whether a team that does not meet it can be confirmed."""

    label: str
    met: bool
    detail: str
    bars: bool

    @property
    def only_welcome(self) -> bool:
        """Whether a team may do without it; not met, it must not look like something that is missing."""
        return not self.bars


@dataclass(frozen=True)
class Composition:
    """Who is in a team, as numbers, and the rules of its edition met or not."""

    size: int
    disciplines: int
    women: int
    gender_said: int
    central: int
    deconcentrated: int
    rules: tuple[Rule, ...]

    @property
    def holds(self) -> bool:
        """Whether every rule that bars is met."""
        return all(rule.met for rule in self.rules if rule.bars)

    @property
    def unmet(self) -> list[str]:
        """The rules that keep the team from being confirmed, in words."""
        return [f"{rule.label} ({rule.detail})" for rule in self.rules if rule.bars and not rule.met]


def composition(team: Team) -> Composition:
    """Count the members who are in `team` now, as they are today, and look at the rules of its edition."""
    members = Membership.objects.active().filter(team=team).select_related("person")
    return of_people(team, [membership.person for membership in members])


def of_people(team: Team, people: list[User]) -> Composition:
    """The same for members who have been read already."""
    said = [person for person in people if person.gender in (Gender.WOMAN, Gender.MAN)]
    women = sum(person.gender == Gender.WOMAN for person in said)
    disciplines = len({person.discipline_key for person in people if person.discipline_key})
    levels = [person.service_level for person in people]
    central, deconcentrated = levels.count(ServiceLevel.CENTRAL), levels.count(ServiceLevel.DECONCENTRATED)
    rules = (
        _size(team, len(people)),
        _disciplines(team, disciplines),
        *_women(team, women, len(said)),
        _services(central, deconcentrated),
        _regions(people),
    )
    return Composition(len(people), disciplines, women, len(said), central, deconcentrated, rules)


def below_the_rules(teams: TeamQuerySet) -> dict[int, int]:
    """Of `teams`, those that were confirmed and hold the rules no longer, with their editions; one query.

    Rules are words and counts of what people say of themselves, so they are looked at here and not in SQL.
    """
    members = Membership.objects.active().filter(team__in=teams.confirmed().order_by())
    by_team: dict[int, tuple[Team, list[User]]] = {}
    for membership in members.select_related("person", "team__competition"):
        by_team.setdefault(membership.team_id, (membership.team, []))[1].append(membership.person)
    return {pk: team.competition_id for pk, (team, people) in by_team.items() if not of_people(team, people).holds}


def _size(team: Team, size: int) -> Rule:
    smallest, largest = team.competition.team_size_min, team.competition.team_size_max
    label = _("From %(smallest)d to %(largest)d members") % {"smallest": smallest, "largest": largest}
    if smallest == largest:
        label = ngettext("%(size)d member", "%(size)d members", smallest) % {"size": smallest}
    detail = ngettext("%(size)d member today", "%(size)d members today", size) % {"size": size}
    return Rule(label, smallest <= size <= largest, detail, bars=True)


def _disciplines(team: Team, disciplines: int) -> Rule:
    wanted = team.competition.disciplines_min
    label = ngettext("At least %(wanted)d discipline", "At least %(wanted)d different disciplines", wanted)
    detail = ngettext("%(count)d discipline today", "%(count)d disciplines today", disciplines)
    return Rule(label % {"wanted": wanted}, disciplines >= wanted, detail % {"count": disciplines}, bars=True)


def _women(team: Team, women: int, said: int) -> list[Rule]:
    """The share among those who said it; nothing where the edition has no target."""
    target = team.competition.women_target
    if target is None:
        return []
    is_bar = team.competition.women_target_is_bar
    label = _("At least %(target)d%% women") if is_bar else _("Target: %(target)d%% women (not a condition)")
    detail = _("%(share)d%% today") % {"share": women * 100 // said} if said else _("not known yet")
    return [Rule(label % {"target": target}, said > 0 and women * 100 >= target * said, detail, bars=is_bar)]


def _services(central: int, deconcentrated: int) -> Rule:
    return Rule(
        _("Central administration and deconcentrated services together (welcome, not a condition)"),
        central > 0 and deconcentrated > 0,
        _("%(central)d central, %(deconcentrated)d deconcentrated")
        % {"central": central, "deconcentrated": deconcentrated},
        bars=False,
    )


def _regions(people: list[User]) -> Rule:
    """Where the members serve; only the deconcentrated services are in a region."""
    regions = [str(Region(region).label) for region in Region.values if region in {one.region for one in people}]
    detail = _(", ").join(regions) or _("none yet")
    return Rule(_("Several regions (welcome, not a condition)"), len(regions) > 1, detail, bars=False)
