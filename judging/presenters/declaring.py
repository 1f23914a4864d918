"""The page on which a juror says where they are in conflict: searched and paged, whatever the size of the edition."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from competitions.folding import fold
from competitions.models import Competition, Department
from judging.models import Conflict, ConflictDeclaration
from teams.models import Membership, Team, User
from teams.presenters.parts import Note, Tab

PER_PAGE = 20
TEAMS, DEPARTMENTS = "teams", "departments"


@dataclass(frozen=True)
class PickRow:
    """A team or a department that may be ticked; with a `hindrance` it may not."""

    id: int
    name: str
    detail: str = ""
    hindrance: str = ""
    checked: bool = False


@dataclass(frozen=True)
class Chosen:
    """What is on the juror's list, and how it is taken off."""

    key: str
    name: str


@dataclass(frozen=True)
class DeclarePage:
    edition: str
    back_url: str
    note: Note | None
    known: str
    tabs: list[Tab]
    show: str
    typed: str
    rows: list[PickRow]
    page: Page[Any]
    chosen: list[Chosen]
    chosen_words: str
    action: str


def declare_page(
    competition: Competition,
    juror: User,
    *,
    show: str,
    typed: str,
    number: str | None,
    teams: Collection[int],
    departments: Collection[int],
) -> DeclarePage:
    """Compose it; `teams` and `departments` are those on the juror's list. A fixed number of queries."""
    show = show if show in (TEAMS, DEPARTMENTS) else TEAMS
    rows = _teams(competition, typed) if show == TEAMS else _departments(competition, typed)
    page = Paginator(rows, PER_PAGE).get_page(number)
    conflicts = Conflict.objects.live().filter(juror=juror, team__competition=competition)
    recorded = set(conflicts.order_by().values_list("team", flat=True))
    listed = teams if show == TEAMS else departments
    row_of: Any = _team_row if show == TEAMS else _department_row
    chosen = _chosen(competition, teams, departments)
    return DeclarePage(
        edition=str(competition.name),
        back_url=reverse("judging:jury", kwargs={"edition": competition.slug}),
        note=_declared_before(juror, competition),
        known=_known_words(len(recorded)),
        tabs=_tabs(competition, show),
        show=show,
        typed=typed,
        rows=[row_of(each, listed, recorded) for each in page.object_list],
        page=page,
        chosen=chosen,
        chosen_words=_chosen_words(len(chosen)),
        action=_("Declare these conflicts") if chosen else _("Declare that I have no conflict"),
    )


def _teams(competition: Competition, typed: str) -> QuerySet[Team]:
    rows = Team.objects.active().filter(competition=competition)
    for word in fold(typed).split():
        rows = rows.filter(Q(name_ar_key__contains=word) | Q(name_latin_key__contains=word))
    members = Membership.objects.active().select_related("department", "person__department").order_by("pk")
    rows = rows.select_related("theme").prefetch_related(Prefetch("memberships", queryset=members, to_attr="present"))
    return rows.order_by("name_ar_key", "name_latin_key", "pk")


def _departments(competition: Competition, typed: str) -> list[Department]:
    """Those from which somebody is in a team of the edition; a few hundred at most, so they are searched here."""
    members = Membership.objects.filter(competition=competition, team__dissolved_at=None)
    rows = Department.objects.filter(
        Q(pk__in=members.values("department")) | Q(pk__in=members.values("person__department"))
    )
    words = fold(typed).split()
    found = [each for each in rows if all(word in fold(_every_name(each)) for word in words)]
    return sorted(found, key=lambda each: fold(str(each.name)))


def _every_name(department: Department) -> str:
    return " ".join(filter(None, (department.code, department.name_ar, department.name_fr, department.name_en)))


def _team_row(team: Any, listed: Collection[int], recorded: Collection[int]) -> PickRow:
    serve = {membership.department or membership.person.department for membership in team.present}
    names = sorted(str(department.name) for department in serve if department is not None)
    hindrance = ""
    if team.pk in recorded:
        hindrance = _("Recorded already")
    elif team.pk in listed:
        hindrance = _("On your list")
    return PickRow(team.pk, team.display_name, " · ".join([str(team.theme.name), *names]), hindrance)


def _department_row(department: Department, listed: Collection[int], _recorded: Collection[int]) -> PickRow:
    hindrance = _("On your list") if department.pk in listed else ""
    return PickRow(department.pk, str(department.name), hindrance=hindrance)


def _chosen(competition: Competition, teams: Collection[int], departments: Collection[int]) -> list[Chosen]:
    theirs = Team.objects.filter(competition=competition, pk__in=teams).order_by("name_ar_key", "pk")
    staff = Department.objects.filter(pk__in=departments).order_by("pk")
    return [
        *(Chosen(f"team-{team.pk}", team.display_name) for team in theirs),
        *(
            Chosen(f"department-{each.pk}", _("Every team with staff of %(department)s") % {"department": each.name})
            for each in staff
        ),
    ]


def _tabs(competition: Competition, show: str) -> list[Tab]:
    url = reverse("judging:declare", kwargs={"edition": competition.slug})
    labels = {TEAMS: _("Teams"), DEPARTMENTS: _("Departments")}
    return [Tab(label, f"{url}?show={name}", current=name == show) for name, label in labels.items()]


def _declared_before(juror: User, competition: Competition) -> Note | None:
    last = ConflictDeclaration.objects.filter(juror=juror, competition=competition).first()
    if last is None:
        return None
    moment = wording.moment(last.declared_at, zone=competition.time_zone)
    return Note(
        kind="ok",
        title=_("You have declared"),
        text=_("Last on %(moment)s. You can declare more at any time.") % {"moment": moment},
    )


def _known_words(number: int) -> str:
    """What needs no declaration because it is recorded."""
    if not number:
        return ""
    return ngettext(
        "%(count)d team is recorded already, such as one with staff of your department.",
        "%(count)d teams are recorded already, such as those with staff of your department.",
        number,
    ) % {"count": number}


def _chosen_words(number: int) -> str:
    if not number:
        return _("There is nothing on your list.")
    return ngettext("%(count)d conflict is on your list.", "%(count)d conflicts are on your list.", number) % {
        "count": number
    }
