"""Policies, and challenges of both sides, in finished values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from competitions import wording
from competitions.folding import fold
from competitions.models import Competition
from judging.domain.policies import number_of_jurors, remaining
from judging.models import Challenge, Conflict, Round
from teams.models import Role, Team, User
from teams.presenters.parts import Cell, Column, Row

PER_PAGE = 25
WANTED = 3  # evaluations a project, where no round says otherwise


@dataclass(frozen=True)
class PolicyPage:
    edition: str
    back_url: str
    words: str
    warning: str
    typed: str
    kept: list[tuple[str, str]]
    columns: list[Column]
    rows: list[list[Cell]]
    page: Page[Any]


@dataclass(frozen=True)
class JurorCard:
    """A juror as the teams see them."""

    name: str
    role: str
    detail: str
    kind: str
    state: str
    challenge_url: str


@dataclass(frozen=True)
class ChallengesPage:
    edition: str
    back_url: str
    columns: list[Column]
    rows: list[list[Cell]]
    page: Page[Any]


def policy_page(
    competition: Competition, effects: Mapping[str, str], *, typed: str, number: str | None, at: datetime
) -> PolicyPage:
    """How many jurors remain for each team under `effects`, the worst off first; a fixed number of queries."""
    teams = list(_teams(competition, typed))
    found = remaining(competition, effects, teams=teams, at=at)
    jurors, wanted = number_of_jurors(competition, at=at), _wanted(competition)
    short = sum(1 for row in found if row.jurors < wanted)
    page = Paginator(found, PER_PAGE).get_page(number)
    kinds = [(kind, str(Conflict.Kind(kind).label)) for kind in Conflict.Kind.values]
    return PolicyPage(
        edition=str(competition.name),
        back_url=reverse("judging:jury", kwargs={"edition": competition.slug}),
        words=ngettext("The edition has %(count)d juror.", "The edition has %(count)d jurors.", jurors)
        % {"count": jurors},
        warning=_short_words(short, wanted) if short else "",
        typed=typed,
        kept=list(effects.items()),
        columns=[
            Column(_("Team")),
            Column(_("Jurors who remain"), amount=True),
            *(Column(_("%(kind)s: barred / disclosed") % {"kind": label}, amount=True) for _kind, label in kinds),
        ],
        rows=[_policy_row(row, kinds, wanted) for row in page.object_list],
        page=page,
    )


def _teams(competition: Competition, typed: str) -> QuerySet[Team]:
    rows = Team.objects.active().filter(competition=competition)
    for word in fold(typed).split():
        rows = rows.filter(Q(name_ar_key__contains=word) | Q(name_latin_key__contains=word))
    return rows


def _wanted(competition: Competition) -> int:
    rounds = Round.objects.of_competition(competition).filter(is_read_by_all=False, closed_at=None).order_by()
    return int(rounds.aggregate(most=Max("evaluations_wanted"))["most"] or WANTED)


def _short_words(number: int, wanted: int) -> str:
    words = ngettext(
        "%(count)d team has fewer jurors than the %(wanted)d evaluations wanted.",
        "%(count)d teams have fewer jurors than the %(wanted)d evaluations wanted.",
        number,
    )
    return words % {"count": number, "wanted": wanted}


def _policy_row(row: Any, kinds: Sequence[tuple[str, str]], wanted: int) -> list[Cell]:
    short = "missing" if row.jurors < wanted else ""
    return [
        Cell(row.team.display_name),
        Cell(str(row.jurors), _("Jurors who remain"), kind=short, amount=True),
        *(Cell("{} / {}".format(*row.by_kind[kind]), label, amount=True) for kind, label in kinds),
    ]


def juror_cards(team: Team, *, may_challenge: bool, at: datetime) -> list[JurorCard]:
    """The jury of the team's edition by name, with what became of the team's challenges; two queries."""
    roles = Role.objects.filter(competition=team.competition_id, kind__in=Role.JURY).active(at=at)
    roles = roles.select_related("person__department", "juror_profile").order_by("person__name_latin_key", "pk")
    seats: dict[int, list[Role]] = {}
    for role in roles:
        seats.setdefault(role.person_id, []).append(role)
    challenges = {each.juror_id: each for each in Challenge.objects.filter(team=team).defer("reason")}
    return [_juror_card(theirs, challenges.get(juror), team, may_challenge) for juror, theirs in seats.items()]


def _juror_card(seats: Sequence[Role], challenge: Challenge | None, team: Team, may_challenge: bool) -> JurorCard:
    person = seats[0].person
    bodies = {profile.organisation for role in seats if (profile := getattr(role, "juror_profile", None))}
    serves = str(person.department.name) if person.department else ""
    roles = " · ".join(str(role.get_kind_display()) for role in seats)
    detail = " · ".join(filter(None, [*sorted(bodies), serves]))
    kind, state = _state(challenge) if challenge else ("", "")
    url = ""
    if may_challenge and challenge is None:
        address = {"edition": team.competition.slug, "juror_id": person.pk}
        url = reverse("judging:challenge", kwargs=address)
    return JurorCard(person.display_name, roles, detail, kind, state, url)


def _state(challenge: Challenge) -> tuple[str, str]:
    if challenge.decided_at is None:
        return "todo", pgettext("challenge", "Waits for the president")
    return ("ok", pgettext("challenge", "Upheld")) if challenge.is_upheld else ("off", pgettext("challenge", "Refused"))


def challenges_page(competition: Competition, reader: User, *, number: str | None) -> ChallengesPage:
    """Every challenge that `reader` may read, those to decide first. Nobody reads one about themselves."""
    may_decide = reader.has_perm("judging.preside", competition)
    page = Paginator(challenges_for(reader, competition), PER_PAGE).get_page(number)
    return ChallengesPage(
        edition=str(competition.name),
        back_url=reverse("judging:jury", kwargs={"edition": competition.slug}),
        columns=[Column(_("Team")), Column(_("Juror")), Column(_("Made")), Column(_("State")), Column(_("Reason"))],
        rows=[_challenge_row(each, competition, may_decide=may_decide) for each in page.object_list],
        page=page,
    )


def challenges_for(reader: User, competition: Competition) -> QuerySet[Challenge]:
    """Those of the edition that `reader`, who may read them, may read: not what is said about themselves."""
    rows = Challenge.objects.filter(team__competition=competition).exclude(juror=reader)
    named = rows.select_related("team__competition", "juror", "made_by", "decided_by")
    return named.order_by(F("decided_at").desc(nulls_first=True), "pk")


def challenge_rows(challenge: Challenge) -> list[Row]:
    """What the president reads before deciding, and what was decided."""
    zone = challenge.team.competition.time_zone
    rows = [
        Row(_("Team"), challenge.team.display_name),
        Row(_("Juror"), challenge.juror.display_name),
        Row(_("Made by"), challenge.made_by.display_name),
        Row(_("Made"), wording.moment(challenge.made_at, zone=zone)),
        Row(_("What the team says"), challenge.reason),
    ]
    if challenge.decided_at and challenge.decided_by:
        rows += [
            Row(_("Decision"), _state(challenge)[1]),
            Row(_("Reason for the decision"), challenge.decision),
            Row(_("Decided by"), challenge.decided_by.display_name),
        ]
    return rows


def _challenge_row(challenge: Challenge, competition: Competition, *, may_decide: bool) -> list[Cell]:
    kind, state = _state(challenge)
    address = {"edition": competition.slug, "challenge_id": challenge.pk}
    url = reverse("judging:decide_challenge", kwargs=address) if may_decide else ""
    return [
        Cell(challenge.team.display_name, url=url),
        Cell(challenge.juror.display_name, _("Juror")),
        Cell(wording.day(challenge.made_at, zone=competition.time_zone), _("Made")),
        Cell(state, _("State"), kind=kind),
        Cell(challenge.reason, _("Reason")),
    ]
