"""A department's teams, how far they are, and its figures against the edition's; no other department is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from competitions.models import Competition, Enrolment
from submissions.models import Version
from teams.domain.composition import of_people
from teams.domain.eligibility import staff_of
from teams.models import EligibilityDecision, Gender, Membership, Team
from teams.presenters.department import Desk
from teams.presenters.parts import Cell, Column, Note

PER_PAGE = 50
# Below this many, a count of women could point at somebody.
FEWEST_SAID = 5


@dataclass(frozen=True)
class DepartmentTeams:
    """Everything that the page places. `figures` are empty for whoever speaks for no department."""

    above: str
    notice: Note | None
    words: str
    figure_columns: Sequence[Column]
    figures: Sequence[Sequence[Cell]]
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    page: Page[Any]


def department_teams(desk: Desk, *, number: str | None) -> DepartmentTeams:
    """Compose the page of the reader's departments; of all that take part, where the reader organises. Four queries."""
    figures = _figures(desk)
    paginator = Paginator(_teams(desk), PER_PAGE)
    paginator.count, _of_the_edition = figures["teams"]  # counted already
    page = paginator.get_page(number)
    return DepartmentTeams(
        above=desk.above,
        notice=desk.notice,
        words=_words(figures, own=bool(desk.departments)),
        figure_columns=_figure_columns(desk),
        figures=_figure_rows(figures, own=bool(desk.departments)),
        columns=[
            Column(_("Team")),
            Column(_("Members")),
            Column(_("State")),
            Column(_("Composition")),
            Column(_("Project")),
        ],
        rows=[_row(team, desk) for team in page.object_list],
        page=page,
    )


def _ours(desk: Desk) -> Q:
    """People of the reader's departments."""
    departments = [department.pk for department in desk.departments]
    if departments:
        return Q(department__in=departments)
    enrolled = Enrolment.objects.filter(competition=desk.competition)
    return Q(department__in=enrolled.values("department"))


def _with_ours(teams: Any, desk: Desk) -> Any:
    """With `ours`: how many members serve in the reader's departments."""
    departments = [department.pk for department in desk.departments]
    theirs = Q(memberships__left_at=None)
    if departments:
        theirs &= Q(memberships__person__department__in=departments)
    return teams.annotate(ours=Count("memberships", filter=theirs))


def _teams(desk: Desk) -> Any:
    """The active teams in which somebody of the reader's departments is, with what their rows show."""
    active = Team.objects.active().filter(competition=desk.competition)
    versions = Version.objects.counting().filter(project__team=OuterRef("pk")).order_by("-received_at", "-number")
    members = Membership.objects.active().select_related("person").order_by("pk")
    return (
        _with_ours(active, desk)
        .filter(ours__gt=0)
        .annotate(submitted_at=Subquery(versions.values("received_at")[:1]), begun_at=F("project__started_at"))
        .prefetch_related(Prefetch("memberships", queryset=members, to_attr="present"))
        .order_by("name_ar_key", "name_latin_key", "pk")
    )


def _row(team: Any, desk: Desk) -> list[Cell]:
    team.competition = desk.competition
    people = [membership.person for membership in team.present]
    unmet = of_people(team, people).unmet
    state, kind = (_("Confirmed"), "ok") if team.confirmed_at else (_("Not confirmed yet"), "warn")
    return [
        Cell(team.display_name),
        Cell(_members(len(people), team.ours, own=bool(desk.departments)), _("Members")),
        Cell(state, _("State"), kind=kind),
        Cell(" · ".join(unmet) or _("As the rules ask"), _("Composition")),
        Cell(_project(team, desk.competition), _("Project")),
    ]


def _members(size: int, ours: int, *, own: bool) -> str:
    words = ngettext("%(size)d member", "%(size)d members", size) % {"size": size}
    if not own:
        return words
    return _("%(members)s, %(ours)d of them yours") % {"members": words, "ours": ours}


def _project(team: Any, competition: Competition) -> str:
    if team.submitted_at:
        return _("Submitted on %(date)s") % {"date": wording.moment(team.submitted_at, zone=competition.time_zone)}
    if team.begun_at:
        return _("Begun on %(date)s") % {"date": wording.date_of(team.begun_at, zone=competition.time_zone)}
    return _("Not begun")


def _figures(desk: Desk) -> dict[str, tuple[int, int]]:
    """By name of the figure: of the reader's departments, of the edition; two queries."""
    enrolled = Enrolment.objects.filter(competition=desk.competition)
    places = Membership.objects.active().filter(person=OuterRef("pk"), competition=desk.competition)
    eligible = EligibilityDecision.objects.filter(competition=desk.competition).standing().eligible()
    people = staff_of(enrolled.values("department"), desk.competition).order_by()
    people = people.annotate(is_eligible=Exists(eligible.filter(person=OuterRef("pk"))), has_place=Exists(places))
    numbers = people.aggregate(
        **_both("registered", Q(), _ours(desk)),
        **_both("women", Q(gender=Gender.WOMAN), _ours(desk)),
        **_both("eligible", Q(is_eligible=True), _ours(desk)),
        **_both("placed", Q(has_place=True), _ours(desk)),
    )
    submitted = Version.objects.filter(project__team=OuterRef("pk"))
    teams = _with_ours(Team.objects.active().filter(competition=desk.competition), desk)
    numbers |= teams.annotate(has_submitted=Exists(submitted)).aggregate(
        **_both("teams", Q(), Q(ours__gt=0)),
        **_both("confirmed", Q(confirmed_at__isnull=False), Q(ours__gt=0)),
        **_both("submitted", Q(has_submitted=True), Q(ours__gt=0)),
    )
    names = ("registered", "women", "eligible", "placed", "teams", "confirmed", "submitted")
    return {name: (numbers[f"{name}_ours"], numbers[f"{name}_all"]) for name in names}


def _both(name: str, counted: Q, ours: Q) -> dict[str, Any]:
    return {f"{name}_ours": Count("pk", filter=counted & ours), f"{name}_all": Count("pk", filter=counted)}


def _figure_columns(desk: Desk) -> list[Column]:
    own = [Column(_("Your department"), amount=True)] if desk.departments else []
    return [Column(_("Figure")), *own, Column(_("The edition"), amount=True)]


def _figure_rows(figures: dict[str, tuple[int, int]], *, own: bool) -> list[list[Cell]]:
    labels = {
        "registered": _("People with a complete profile"),
        "women": _("Women among them"),
        "eligible": _("Recognised as eligible"),
        "placed": _("In a team"),
        "teams": _("Teams"),
        "confirmed": _("Confirmed teams"),
        "submitted": _("Teams that have submitted"),
    }
    rows = []
    for name, label in labels.items():
        department, edition = (_said(name, number) for number in figures[name])
        cells = [Cell(department, _("Your department"), amount=True)] if own else []
        rows.append([Cell(label), *cells, Cell(edition, _("The edition"), amount=True)])
    return rows


def _said(name: str, number: int) -> str:
    if name == "women" and number < FEWEST_SAID:
        return _("fewer than %(number)d") % {"number": FEWEST_SAID}
    return str(number)


def _words(figures: dict[str, tuple[int, int]], *, own: bool) -> str:
    """The most telling of the figures as sentences."""
    if not own:
        return ""
    words = _(
        "People of your department who have registered: %(registered)d, of whom in a team: %(placed)d. "
        "Teams with its staff: %(teams)d, of which confirmed: %(confirmed)d, and submitted: %(submitted)d."
    )
    return words % {name: ours for name, (ours, _all) in figures.items()}
