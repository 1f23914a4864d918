"""Setting up the demonstration's edition as its organiser would: texts, phases, departments, questions, criteria."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from competitions.domain.departments import admit_domain, enrol, save_department, save_discipline
from competitions.domain.editions import create_edition, create_phase, create_theme, publish_edition, save_detail
from competitions.domain.holidays import save_holiday
from competitions.domain.notices import publish_notice, save_notice
from competitions.domain.reminder_rules import create_rule
from competitions.models import (
    Competition,
    Department,
    Discipline,
    EnrolmentDomain,
    Holiday,
    KeyFigure,
    Partner,
    Phase,
    PrivacyNotice,
)
from idarathon.demo import material, prizes
from idarathon.demo.calendar import WINDOWS, Calendar
from idarathon.demo.material import columns
from idarathon.demo.people import Cast
from judging.domain.planning import CriterionPlan, RoundRules, add_criterion, plan_round, save_level
from judging.models import Level, Round
from submissions.domain.default_questionnaire import seed_questionnaire
from submissions.models import Question
from teams.domain.roles import appoint
from teams.models import User

SLUG = "demo"
LONG = timedelta(days=365)
EVALUATIONS_MINIMUM = 2
FINALISTS = 5  # and whoever is equal to the last of them
KINDS = {"pitch": Phase.Kind.JUDGING}  # of the phases whose key is not their kind


def departments(*, by: User, at: datetime) -> list[Department]:
    """The imaginary departments, made if need be."""
    rows = []
    for written in material.read("departments"):
        known = Department.objects.filter(code=written["code"]).first()
        values = {"code": written["code"], **columns("name", written["name"])}
        rows.append(known or save_department(Department(), values=values, by=by, at=at))
    return rows


def disciplines(*, by: User, at: datetime) -> list[Discipline]:
    """What people have learned, made if need be."""
    rows = []
    for order, written in enumerate(material.read("disciplines")):
        known = Discipline.objects.filter(key=written["key"]).first()
        values = {"key": written["key"], "order": order, **columns("name", written["name"])}
        rows.append(known or save_discipline(Discipline(), values=values, by=by, at=at))
    return rows


def notice(*, by: User, at: datetime) -> PrivacyNotice:
    """The notice about personal data, put in force long before `at` if there is none."""
    in_force = PrivacyNotice.objects.in_force(at=at)
    if in_force is not None:
        return in_force
    written = save_notice(PrivacyNotice(), values=columns("text", material.read("notice")), by=by, at=at)
    # Before the story of any stage begins, so that going from one to another leaves one notice in force.
    return publish_notice(written, by=by, at=at - LONG)


def holidays(*, by: User, around: datetime, at: datetime) -> None:
    """The holidays of fixed date in the year of the demonstration and those beside it, made if need be."""
    known = set(Holiday.objects.values_list("day", flat=True))
    for year in (around.year - 1, around.year, around.year + 1):
        for written in material.read("holidays"):
            day = date.fromisoformat(f"{year}-{written['day']}")
            if day not in known:
                save_holiday(Holiday(), values={"day": day, **columns("name", written["name"])}, by=by, at=at)


def set_up(cast: Cast, calendar: Calendar, *, at: datetime) -> Competition:
    """Create the edition, publish it, and appoint its organiser, who sets up the rest."""
    written = material.read("edition")
    texts = ("name", "tagline", "about", "rules_text", "organiser_name")
    values = {"slug": SLUG, "women_target": 40, "captain_absence_days": 4}
    for field in texts:
        values |= columns(field, written[field])
    competition = create_edition(values=values, by=cast.founder, at=at)
    appoint(person=cast["organiser"], competition=competition, kind="organiser", by=cast.founder, at=at)
    phases = _phases(competition, calendar, by=cast["organiser"], at=at)
    _details(competition, by=cast["organiser"], at=at)
    _enrol(competition, cast.departments, by=cast["organiser"], at=at)
    seed_questionnaire(phase=phases["submission"], sections=material.read("questionnaire"), by=cast["organiser"], at=at)
    written = _plan_jury(phases, by=cast["organiser"], at=at)
    _plan_pitches(phases, written, calendar, by=cast["organiser"], at=at)
    prizes.promise(competition, by=cast["organiser"], at=at)
    _remind(phases, by=cast["organiser"], at=at)
    return publish_edition(competition, by=cast["organiser"], at=at)


def _phases(competition: Competition, calendar: Calendar, *, by: User, at: datetime) -> dict[str, Phase]:
    names = material.read("edition")["phases"]
    phases = {}
    for kind in WINDOWS[calendar.stage]:
        opens_at, closes_at = calendar.window(kind)
        values = {"key": kind, "kind": KINDS.get(kind, kind), "grace_seconds": 60, **columns("name", names[kind])}
        phases[kind] = create_phase(competition, values=values, opens_at=opens_at, closes_at=closes_at, by=by, at=at)
    return phases


def _details(competition: Competition, *, by: User, at: datetime) -> None:
    written = material.read("edition")
    for order, theme in enumerate(written["themes"]):
        values = {"key": theme["key"], "order": order, **columns("name", theme["name"])}
        create_theme(competition, values=values | columns("description", theme["description"]), by=by, at=at)
    for order, partner in enumerate(written["partners"]):
        values = {"order": order, **columns("name", partner)}
        save_detail(Partner(competition=competition), values=values, by=by, at=at)
    for order, figure in enumerate(written["figures"]):
        values = {"order": order, "value": figure["value"], **columns("label", figure["label"])}
        save_detail(KeyFigure(competition=competition), values=values, by=by, at=at)


def _enrol(competition: Competition, departments: Sequence[Department], *, by: User, at: datetime) -> None:
    for written, department in zip(material.read("departments"), departments, strict=True):
        enrolment = enrol(competition, department=department, started_at=at, by=by, at=at)
        admit_domain(EnrolmentDomain(enrolment=enrolment), values={"domain": written["domain"]}, by=by, at=at)


def _plan_jury(phases: dict[str, Phase], *, by: User, at: datetime) -> Round:
    written = material.read("edition")
    round = plan_round(
        phase=phases["judging"],
        submission_phase=phases["submission"],
        name=written["round"],
        evaluations_minimum=EVALUATIONS_MINIMUM,
        by=by,
        at=at,
    )
    asked = {question.key: question for question in Question.objects.of_phase(phases["submission"])}
    for order, each in enumerate(written["criteria"]):
        feeds = [asked[key] for key in each["feeds"]]
        plan = CriterionPlan(
            each["key"], each["name"], each["weight"], each["description"], order=order, questions=feeds
        )
        criterion = add_criterion(round=round, plan=plan, by=by, at=at)
        for points, words in each["levels"]:
            save_level(Level(criterion=criterion), points=points, words=words, by=by, at=at)
    return round


def _plan_pitches(phases: dict[str, Phase], written: Round, calendar: Calendar, *, by: User, at: datetime) -> None:
    """The best of the written round speak before the whole jury, and civil servants vote for one of them."""
    texts = material.read("edition")["pitch"]
    rules = RoundRules(
        kind=Round.Kind.PITCH,
        entry_rule=Round.EntryRule.FIRST_OVERALL,
        earlier_round=written,
        entry_count=FINALISTS,
        is_read_by_all=True,
        evaluations_minimum=EVALUATIONS_MINIMUM,
        audience_opens_at=calendar.after("pitch", 0, 9),
        audience_closes_at=calendar.after("pitch", 3, 18),
    )
    round = plan_round(
        phase=phases["pitch"],
        submission_phase=phases["submission"],
        name=texts["round"],
        rules=rules,
        by=by,
        at=at,
    )
    for order, each in enumerate(texts["criteria"]):
        plan = CriterionPlan(each["key"], each["name"], each["weight"], each["description"], order=order)
        add_criterion(round=round, plan=plan, by=by, at=at)


def _remind(phases: dict[str, Phase], *, by: User, at: datetime) -> None:
    for written in material.read("edition")["reminders"]:
        values: dict[str, Any] = {name: written[name] for name in ("audience", "lead_minutes")}
        values |= {"edge": "closes", "active": True}
        values |= columns("subject", written["subject"]) | columns("body", written["body"])
        create_rule(phases[written["phase"]], values=values, by=by, at=at)
