"""People, their roles and their teams."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress

from competitions.models import Competition, Department, Enrolment, Theme
from teams.domain.payroll import hash_of
from teams.models import EligibilityDecision, Membership, PayrollRecord, Role, Team, User
from tests.builders.competitions import NOW, a_competition, a_department, a_discipline

PASSWORD = "correct-horse-battery"
_number = count(1)


def a_person(*, complete: bool = True, verified: bool = True, payroll: bool = True, **fields: Any) -> User:
    """Somebody with an account; with a complete profile and a payroll number unless told otherwise."""
    number = next(_number)
    # Seen just now: a first visit is one query more.
    defaults: dict[str, Any] = {"email": f"person{number}@idarathon.example", "language": "ar", "seen_at": NOW}
    if complete:
        defaults |= {
            "name_ar": f"شخص {number}",
            "name_latin": f"Person {number}",
            "service_level": "central",
            "gender": "woman" if number % 2 else "man",
            "entity": "مديرية الموارد البشرية",
            "service_role": "متصرفة",
        }
        if "department" not in fields:
            defaults["department"] = a_department()
        if not {"discipline", "discipline_other"} & set(fields):
            defaults["discipline"] = a_discipline()
    person = User.objects.create_user(password=PASSWORD, **{**defaults, **fields})
    EmailAddress.objects.create(user=person, email=person.email, verified=verified, primary=True)
    if complete and payroll:
        a_payroll_record(person)
    return person


def a_payroll_record(person: User, *, number: str = "") -> PayrollRecord:
    """The payroll number of `person`, one of their own unless it is given."""
    number = number or str(1_000_000 + next(_number))
    return PayrollRecord.objects.create(person=person, number=number, number_hash=hash_of(number), given_at=NOW)


def the_theme(competition: Competition) -> Theme:
    """The first theme of the edition."""
    theme: Theme = competition.themes.get(key="reception")
    return theme


def a_role(kind: str, *, competition: Competition, person: User | None = None, **fields: Any) -> User:
    """A person who holds that role in that edition."""
    person = person or a_person(is_staff=kind == "organiser")
    Role.objects.create(person=person, competition=competition, kind=kind, since=NOW - timedelta(days=20), **fields)
    return person


def eligible(person: User, competition: Competition, *, at: datetime = NOW) -> User:
    """Record that `person` may take part, as the automatic decision would."""
    assert person.department is not None
    EligibilityDecision.objects.create(
        person=person,
        competition=competition,
        department=person.department,
        outcome="eligible",
        basis="domain",
        decided_at=at,
    )
    return person


def a_participant(competition: Competition, *, department: Department | None = None, **fields: Any) -> User:
    """Somebody of an enrolled department with a complete profile, about whose eligibility nobody has decided yet."""
    return a_person(department=department or a_department(enrolled_in=competition), **fields)


def enrol_department_of(person: User, competition: Competition) -> None:
    """Let the department of `person` take part in `competition`."""
    assert person.department is not None
    Enrolment.objects.create(competition=competition, department=person.department, started_at=NOW - timedelta(days=30))


def a_team(
    *,
    competition: Competition | None = None,
    captain: User | None = None,
    with_members: int = 2,
    confirmed: bool = False,
    **fields: Any,
) -> Team:
    """An active team: its captain and `with_members` others, all eligible and agreed, each of another discipline."""
    competition = competition or a_competition()
    captain = captain or eligible(a_person(), competition)
    number = next(_number)
    names = {"name_ar": f"فريق {number}", "name_latin": f"Team {number}"}
    theme = fields.pop("theme", None) or the_theme(competition)
    team = Team.objects.create(
        competition=competition, captain=captain, theme=theme, founded_at=NOW - timedelta(days=5), **{**names, **fields}
    )
    for person in (captain, *(eligible(a_person(), competition) for _ in range(with_members))):
        a_member(team, person, copied=confirmed)
    if confirmed:
        team.confirmed_at, team.confirmed_by = NOW - timedelta(days=4), captain
        team.save()
    return team


def a_member(team: Team, person: User, *, copied: bool = False) -> Membership:
    """`person` in `team`, agreed to take part; `copied` as at confirmation."""
    as_they_are = {
        "department": person.department,
        "service_level": person.service_level,
        "region": person.region,
        "discipline": person.discipline,
        "discipline_other": person.discipline_other,
        "gender": person.gender,
    }
    return Membership.objects.create(
        team=team,
        competition=team.competition,
        person=person,
        joined_at=NOW - timedelta(days=5),
        agreed_at=NOW - timedelta(days=5),
        **(as_they_are if copied else {}),
    )
