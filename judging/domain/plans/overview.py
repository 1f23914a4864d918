"""What a proposal would be made of, in numbers, before one is asked for."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef

from competitions.models import Competition
from judging.domain.advice import A_DOZEN
from judging.domain.stepping_back import Vacancy, vacancies
from judging.models import Assignment, ConflictDeclaration, Entry, Round
from teams.models import Mentorship, Role, Team


@dataclass(frozen=True)
class RoundState:
    projects: int
    jurors: int
    assigned: int
    undeclared: int
    suits_reading_by_all: bool
    gaps: list[Vacancy]


@dataclass(frozen=True)
class MentorsState:
    teams: int
    alone: int
    mentors: int


def round_state(round: Round, *, at: datetime) -> RoundState:
    """A handful of queries, whatever the numbers."""
    themes = Entry.objects.admitted().filter(round=round).order_by().values_list("version__theme")
    by_theme = [number for _theme, number in themes.annotate(number=Count("pk"))]
    roles = Role.objects.filter(competition=round.competition, kind=Role.Kind.JUROR).active(at=at)
    declared = ConflictDeclaration.objects.filter(juror=OuterRef("person"), competition=OuterRef("competition"))
    standing = list(roles.values_list(Exists(declared), flat=True))
    few = bool(by_theme) and max(by_theme) < A_DOZEN
    return RoundState(
        projects=sum(by_theme),
        jurors=len(standing),
        assigned=Assignment.objects.live().filter(entry__round=round).count(),
        undeclared=standing.count(False),
        suits_reading_by_all=few and not round.is_read_by_all,
        gaps=[gap for gap in vacancies(round.competition) if gap.round.pk == round.pk],
    )


def mentors_state(competition: Competition, *, at: datetime) -> MentorsState:
    teams = Team.objects.confirmed().filter(competition=competition)
    accompanied = Mentorship.objects.active().filter(team=OuterRef("pk"))
    mentors = Role.objects.filter(competition=competition, kind=Role.Kind.MENTOR).active(at=at)
    return MentorsState(teams.count(), teams.filter(~Exists(accompanied)).count(), mentors.count())
