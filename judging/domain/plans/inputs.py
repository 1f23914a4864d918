"""What the solver is given for a round, taken from the database at one moment and kept with the plan.

Projects, people, conflicts and what stands, as JSON; everything in the order of its keys, so that the same state is the
same text.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q

from judging.domain.file_language import language_of
from judging.domain.plans.fit import OF_JURORS
from judging.domain.plans.vocabulary import marks, text_of
from judging.models import Assignment, Conflict, Entry, PanelMember, Round
from teams.models import Membership, Role

FORM = "idarathon-plan/1"
LANGUAGES = {code: number for number, (code, _name) in enumerate(settings.LANGUAGES)}


def inputs_of(round: Round, *, keep: bool, without: Collection[int], at: datetime) -> dict[str, Any]:
    """The state of `round` for the solver; `without` are jurors who take nothing more and give back what is unfinished.

    What somebody has begun stands, and so does what an organiser gave by hand; with `keep` the rest stays if it can.
    """
    entries = list(
        Entry.objects.admitted()
        .filter(round=round)
        .order_by("pk")
        .values_list("pk", "project__team", "panel", "version__theme", "version__title", "version__content")
    )
    texts = {entry: text_of(title, content) for entry, _team, _panel, _theme, title, content in entries}
    standing = _standing(round, without=without)
    people = _people(round, {juror for _entry, juror, _stays in standing}, without=without, at=at)
    words, known, used = marks({person["id"]: person.pop("words") for person in people}, texts.items())
    disciplines = disciplines_of([team for _entry, team, *_more in entries])
    projects = [
        {
            "id": entry,
            "team": team,
            "group": panel or 0,
            "theme": [theme],
            "language": language_marks([language_of(texts[entry])]),
            "expertise": used.get(entry, []),
            "discipline": disciplines[team],
        }
        for entry, team, panel, theme, _title, _content in entries
    ]
    for person in people:
        person["expertise"] = known[person["id"]]
    places = {project["id"]: place for place, project in enumerate(projects)}
    seats = {person["id"]: place for place, person in enumerate(people)}
    pairs = [(places[entry], seats[juror], stays) for entry, juror, stays in standing if entry in places]
    return {
        "form": FORM,
        "purpose": "jurors",
        "wanted": round.evaluations_wanted,
        "by_all": round.is_read_by_all,
        "linked": True,
        "without": sorted(without),
        "parts": [dict(part) for part in OF_JURORS],
        "words": words,
        "projects": projects,
        "people": people,
        "conflicts": _conflicts(projects, seats),
        "fixed": [[place, seat] for place, seat, stays in pairs if stays],
        "kept": [[place, seat] for place, seat, stays in pairs if keep and not stays],
    }


def disciplines_of(teams: Iterable[int]) -> dict[int, list[int]]:
    """The disciplines in each team today, as they were copied at confirmation or as the people have them."""
    found: dict[int, set[int]] = defaultdict(set)
    members = Membership.objects.filter(team__in=list(teams), left_at=None)
    for team, copied, own in members.values_list("team", "discipline", "person__discipline"):
        if copied or own:
            found[team].add(copied or own)
    return defaultdict(list, {team: sorted(disciplines) for team, disciplines in found.items()})


def language_marks(codes: Iterable[str]) -> list[int]:
    return sorted(LANGUAGES[code] for code in codes if code in LANGUAGES)


def _people(round: Round, reading: set[int], *, without: Collection[int], at: datetime) -> list[dict[str, Any]]:
    """The jurors who may be given something, and those who have something that stands."""
    active = Q(pk__in=Role.objects.active(at=at).filter(kind=Role.Kind.JUROR).values("pk"), person__is_active=True)
    roles = (
        Role.objects.filter(kind=Role.Kind.JUROR, competition=round.competition)
        .filter(active | Q(person__in=reading))
        .select_related("person", "juror_profile")
        .prefetch_related("juror_profile__themes", "juror_profile__disciplines")
        .order_by("person", "pk")
    )
    panels = dict(PanelMember.objects.filter(round=round).values_list("juror", "panel"))
    elsewhere = _loads_elsewhere(round)
    # Of somebody who was appointed twice, the role that stands counts.
    newest = {role.person_id: role for role in roles}
    return [
        _person(role, round, panels.get(person, 0), elsewhere[person], without=without, at=at)
        for person, role in sorted(newest.items())
    ]


def _person(
    role: Role, round: Round, panel: int, elsewhere: int, *, without: Collection[int], at: datetime
) -> dict[str, Any]:
    profile: Any = getattr(role, "juror_profile", None)
    disciplines = {role.person.discipline_id} - {None}
    free = role.person_id not in without and _is_there(role, profile, round, at=at)
    most = None if profile is None or profile.maximum_load is None else max(profile.maximum_load - elsewhere, 0)
    return {
        "id": role.person_id,
        "group": panel,
        "most": most if free else 0,
        "free": free,
        "theme": sorted(theme.pk for theme in profile.themes.all()) if profile else [],
        "language": language_marks(profile.languages) if profile else [],
        "discipline": sorted(disciplines | {each.pk for each in profile.disciplines.all()} if profile else disciplines),
        "words": profile.expertise if profile else "",
    }


def _is_there(role: Role, profile: Any, round: Round, *, at: datetime) -> bool:
    """Whether the juror still is one, and is there on some day of the round that is left."""
    if not role.person.is_active or (role.until is not None and role.until <= at):
        return False
    if profile is None:
        return True
    first, last = max(at, round.phase.opens_at).date(), round.phase.closes_at.date()
    too_late = profile.available_from is not None and profile.available_from > last
    too_early = profile.available_until is not None and profile.available_until < first
    return profile.stepped_back_at is None and not too_late and not too_early


def _standing(round: Round, *, without: Collection[int]) -> list[tuple[int, int, bool]]:
    """(entry, juror, whether it stands whatever happens) of every live assignment, but what is given back."""
    live = Assignment.objects.live().filter(entry__round=round).order_by("entry", "juror")
    rows = live.values_list("entry", "juror", "plan", "evaluation", "evaluation__finished_at")
    return [
        (entry, juror, plan is None or evaluation is not None)
        for entry, juror, plan, evaluation, finished_at in rows
        if juror not in without or finished_at is not None
    ]


def _loads_elsewhere(round: Round) -> Counter[int]:
    """What jurors have to read in other rounds of the edition that have not closed: a maximum is of all together."""
    live = Assignment.objects.live().of_competition(round.competition).filter(entry__round__closed_at=None)
    return Counter(live.exclude(entry__round=round).values_list("juror", flat=True))


def _conflicts(projects: list[dict[str, Any]], seats: dict[int, int]) -> list[list[Any]]:
    """[place of the project, seat of the person, kinds] of the conflicts that bar."""
    places = {project["team"]: place for place, project in enumerate(projects)}
    barring = Conflict.objects.barring().filter(team__in=places, juror__in=seats)
    kinds: dict[tuple[int, int], set[str]] = defaultdict(set)
    for team, juror, kind in barring.values_list("team", "juror", "kind"):
        kinds[places[team], seats[juror]].add(kind)
    return [[place, seat, sorted(found)] for (place, seat), found in sorted(kinds.items())]
