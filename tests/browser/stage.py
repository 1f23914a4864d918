"""The edition in which the whole path is walked, and those who run it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from competitions.models import Competition, Department, Discipline, Phase, PrivacyNotice
from judging.domain.planning import CriterionPlan, add_criterion, plan_round
from judging.models import Round
from teams.domain.roles import appoint
from teams.models import User
from tests.builders.competitions import NOW, a_competition, a_department, a_discipline, a_notice, the_phase
from tests.builders.judging import has_declared
from tests.builders.submissions import a_question, a_section
from tests.builders.teams import a_person

# Moments of the path: within the calendar of the builders, whose submission phase ends on day 16.
OPENING = NOW + timedelta(days=17, hours=1)
JUDGING = NOW + timedelta(days=19)
CLOSING = NOW + timedelta(days=27, hours=1)
SIGNING = NOW + timedelta(days=28)
PUBLISHED = NOW + timedelta(days=31)
# People start twenty days ago, when the edition is set up.
BEFORE = NOW - timedelta(days=20)

ABOUT: dict[str, Any] = {
    "name_ar": "إدارثون 2020",
    "name_fr": "Idarathon 2020",
    "name_en": "Idarathon 2020",
    "tagline_ar": "مسابقة الابتكار الإداري للموظفات والموظفين",
    "tagline_fr": "Le concours d’innovation des agents publics",
    "tagline_en": "The innovation competition of civil servants",
}
DOMAIN = "finances.example"


@dataclass(frozen=True)
class Stage:
    competition: Competition
    round: Round
    department: Department
    other_department: Department
    disciplines: tuple[Discipline, Discipline, Discipline]
    notice: PrivacyNotice
    organiser: User
    mentor: User
    juror: User
    kin_juror: User
    president: User

    @property
    def slug(self) -> str:
        return self.competition.slug

    def phase(self, kind: str) -> Phase:
        return the_phase(self.competition, kind)


def a_stage() -> Stage:
    """An edition at NOW, open to register and to submit; two members make a team; its round is planned, not opened."""
    competition = a_competition(slug="2020", team_size_min=2, **ABOUT)
    department = a_department(enrolled_in=competition, domains=(DOMAIN,))
    other = a_department()
    superuser = a_person(is_staff=True, is_superuser=True)
    people = {}
    for kind in ("organiser", "mentor", "president", "juror"):
        people[kind] = _appointed(kind, competition, a_person(department=other, email=_address(kind)), superuser)
    kin = a_person(department=department, email=_address("kin-juror"))
    people["kin_juror"] = _appointed("juror", competition, kin, superuser)
    for juror in (people["juror"], people["kin_juror"]):
        has_declared(juror, competition)
    _ask(competition, people["organiser"])
    return Stage(
        competition=competition,
        round=_a_planned_round(competition, people["organiser"]),
        department=department,
        other_department=other,
        disciplines=(a_discipline(), a_discipline(), a_discipline()),
        notice=a_notice(published_at=BEFORE),
        **people,
    )


def _address(name: str) -> str:
    return f"{name}@idarathon.example"


def _appointed(kind: str, competition: Competition, person: User, by: User) -> User:
    appoint(person=person, competition=competition, kind=kind, by=by, at=BEFORE)
    person.refresh_from_db()
    return person


def _ask(competition: Competition, organiser: User) -> None:
    """Two sections: who they are and what it is; and the training plan."""
    phase = the_phase(competition, "submission")
    idea = a_section(phase, key="idea", order=0, by=organiser)
    a_question(idea, key="title", kind="short_text", purpose="title", order=0, by=organiser)
    a_question(idea, key="summary", kind="long_text", purpose="summary", order=1, by=organiser)
    training = a_section(phase, key="training", order=1, by=organiser)
    a_question(training, key="plan", kind="long_text", order=0, by=organiser)


def _a_planned_round(competition: Competition, organiser: User) -> Round:
    names = {"ar": "دور التحكيم", "fr": "Tour du jury", "en": "Jury round"}
    planned = plan_round(
        phase=the_phase(competition, "judging"),
        submission_phase=the_phase(competition, "submission"),
        name=names,
        by=organiser,
        at=BEFORE,
    )
    for key, weight in (("impact", 6000), ("training", 4000)):
        words = {"ar": "معيار الأثر", "fr": "Critère de l’effet", "en": "Criterion of effect"}
        add_criterion(round=planned, plan=CriterionPlan(key=key, name=words, weight=weight), by=organiser, at=BEFORE)
    return planned
