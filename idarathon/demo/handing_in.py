"""How the projects of the demonstration are signed off, submitted, withdrawn, submitted again, or by themselves."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from competitions.models import Phase
from idarathon.demo import material
from idarathon.demo.calendar import Calendar, Stage
from idarathon.demo.teams import UNCONFIRMED, Founded
from submissions.domain.approving import approve, text_digest
from submissions.domain.automatic import ask_for_it, settle
from submissions.domain.reading import read_draft
from submissions.domain.submitting import submit
from submissions.domain.withdrawing import withdraw
from submissions.models import Project
from teams.domain.late_access import grant_late_access
from teams.models import User

LATE = 3  # the team that was given more time
TWICE = (1, 13)  # teams that submitted once, improved, and submitted again
# Withdrawn to mend the budget: one is back at once, the other while submitting is still open is not.
AGAIN, TAKEN_BACK = 4, 7
BY_ITSELF = 6  # whose captain nobody reaches: the deputy asks that the draft be submitted at the deadline
NOT_ALL_BECAUSE = "أحد الأعضاء في مهمة ميدانية دون ربط بالأنترنت، وقد اطلع على الصيغة السابقة ووافق عليها."
LATE_BECAUSE = "عطب في الربط بالأنترنت بالمصلحة يوم آخر أجل، مثبت بتقرير تقني."


def hand_in(each: Founded, project: Project, phase: Phase, calendar: Calendar, *, organiser: User) -> None:
    """Submit the project as often as its story says, or not at all."""
    if calendar.stage is Stage.REGISTRATION:
        return
    if each.number == LATE:
        _give_more_time(each, phase, calendar, by=organiser)
    if each.number == BY_ITSELF:
        _by_itself(each, project, phase, calendar)
    elif submits(each.number, calendar.stage):
        _by_hand(each, project, phase, calendar)


def submits(number: int, stage: Stage) -> bool:
    """Whether the team has submitted; while submitting is open, the captain's team and most others still write."""
    if stage is Stage.REGISTRATION or number in UNCONFIRMED:
        return False
    return stage is not Stage.SUBMISSION or number % 3 == 1


def _by_hand(each: Founded, project: Project, phase: Phase, calendar: Calendar) -> None:
    at = _moment(each.number, phase, calendar)
    if each.number in TWICE:
        _press(each, project, phase, at=at - timedelta(days=1, hours=2))
    if each.number in (AGAIN, TAKEN_BACK):
        _press(each, project, phase, at=at - timedelta(hours=5))
        _withdraw(each, project, phase, at=at - timedelta(hours=3))
    if each.number != TAKEN_BACK or calendar.is_over("submission"):
        _press(each, project, phase, at=at)


def _by_itself(each: Founded, project: Project, phase: Phase, calendar: Calendar) -> None:
    deputy = each.people[-1]
    ask_for_it(project=project, phase=phase, by=deputy, received_at=calendar.after("submission", 13, 17))
    if calendar.is_over("submission"):
        settle(project=project.pk, phase=phase.pk, at=phase.closes_at + timedelta(minutes=5))


def _give_more_time(each: Founded, phase: Phase, calendar: Calendar, *, by: User) -> None:
    closed = calendar.is_over("submission")
    grant_late_access(
        team=each.team,
        phase=phase,
        until=phase.closes_at + timedelta(hours=12),
        reason_kind="outage",
        reason=LATE_BECAUSE,
        by=by,
        at=phase.closes_at + timedelta(hours=1) if closed else calendar.yesterday(11),
    )


def _moment(number: int, phase: Phase, calendar: Calendar) -> datetime:
    if not calendar.is_over("submission"):
        return calendar.yesterday(9 + number % 9)
    if number == LATE:
        return phase.closes_at + timedelta(hours=7, minutes=12)
    if number == TAKEN_BACK:
        return phase.closes_at - timedelta(minutes=4)
    return calendar.before_end("submission", number % 4, 10 + number % 12, number % 60)


def _press(each: Founded, project: Project, phase: Phase, *, at: datetime) -> None:
    """The captain submits, for every fifth team the deputy."""
    by = _answers_for(each)
    reason = _sign_off(each, project, phase, by, at=at)
    submit(project=project, phase=phase, by=by, received_at=at, intent=_intent(project, at), reason=reason)


def _withdraw(each: Founded, project: Project, phase: Phase, *, at: datetime) -> None:
    reason = material.read("derived")[each.project["language"]]["withdrawn"]
    by, intent = _answers_for(each), _intent(project, at)
    withdraw(project=project, phase=phase, reason=reason, by=by, received_at=at, intent=intent)


def _sign_off(each: Founded, project: Project, phase: Phase, submitter: User, *, at: datetime) -> str:
    """The others sign off on the text, in every sixth team but one of them; why it is submitted all the same."""
    text = text_digest(read_draft(project, phase))
    others = [person for person in project.team.members() if person != submitter]
    signing = others[:-1] if each.number % 6 == 1 else others
    for place, person in enumerate(signing):
        moment = at - timedelta(minutes=40 - 7 * place)
        approve(project=project, phase=phase, text_sha256=text, by=person, received_at=moment)
    return NOT_ALL_BECAUSE if len(signing) < len(others) else ""


def _answers_for(each: Founded) -> User:
    return each.people[-1] if each.number % 5 == 4 else each.captain


def _intent(project: Project, at: datetime) -> UUID:
    return uuid5(NAMESPACE_URL, f"{project.pk}/{at.isoformat()}")
