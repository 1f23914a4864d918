"""What the teams of the demonstration write, attach, read from their mentors and submit."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from competitions.models import Competition, Phase
from idarathon.demo import material
from idarathon.demo.calendar import Calendar, Stage
from idarathon.demo.pdf import one_page
from idarathon.demo.teams import CAPTAINS, UNCONFIRMED, Founded
from submissions.domain.attachments import attach
from submissions.domain.drafting import project_of, save_answers
from submissions.domain.feedback import give_feedback, mark_addressed
from submissions.domain.submitting import submit
from submissions.models import Project, Section, Version
from teams.domain.late_access import grant_late_access
from teams.models import User

LATE = 3  # the team that was given more time
TWICE = (1, 6, 13)  # teams that submitted once, improved, and submitted again
BETWEEN_NOTES = timedelta(minutes=20)
LATE_BECAUSE = "عطب في الربط بالأنترنت بالمصلحة يوم آخر أجل، مثبت بتقرير تقني."


def write_projects(
    organiser: User,
    competition: Competition,
    founded: Sequence[Founded],
    mentors: Mapping[int, User],
    calendar: Calendar,
) -> list[Version]:
    """Every project as far as the stage goes: drafts, notes of mentors, files, versions."""
    phase = Phase.objects.select_related("competition").get(competition=competition, key="submission")
    sections = list(Section.objects.filter(phase=phase).prefetch_related("questions"))
    versions = []
    for each in founded:
        project = _write(each, sections, calendar)
        _discuss(each, project, sections, mentors, calendar)
        if each.number == LATE and calendar.stage is not Stage.REGISTRATION:
            _give_more_time(each, phase, calendar, by=organiser)
        if _submits(each.number, calendar.stage):
            versions.append(_submit(each, project, phase, calendar))
    return versions


def _write(each: Founded, sections: Sequence[Section], calendar: Calendar) -> Project:
    """The sections that this team has written so far, by different members on different days."""
    begun = calendar.after("submission", 3, 9 + each.number % 8)
    project = project_of(each.team, at=begun)
    for place, section in enumerate(sections[: _sections_written(each.number, len(sections), calendar.stage)]):
        author = each.people[place % len(each.people)]
        early = calendar.stage is Stage.REGISTRATION
        at = begun + timedelta(hours=place * 5) if early else begun + timedelta(days=2 + place, minutes=13 * place)
        _save(each, project, section, author, at=at)
    if each.number % 3 == 1 and calendar.stage is not Stage.REGISTRATION:
        _attach(each, project, at=begun + timedelta(days=8))
    return project


def _sections_written(number: int, total: int, stage: Stage) -> int:
    if stage is Stage.REGISTRATION:
        return (2, 0, 1, 0)[number % 4]
    if stage is Stage.SUBMISSION and not _submits(number, stage):
        return total - (3, 1, 2, 0)[number % 4]
    return total


def _save(each: Founded, project: Project, section: Section, author: User, *, at: datetime) -> None:
    keys = [question.key for question in section.questions.all()]
    values = {key: each.project["answers"][key] for key in keys}
    revisions = dict.fromkeys(keys, 0)
    save_answers(project=project, section=section, values=values, revisions=revisions, by=author, received_at=at)


def _attach(each: Founded, project: Project, *, at: datetime) -> None:
    name = each.project["team"]["latin"]
    upload = SimpleUploadedFile(
        f"annexe-{each.project['key']}.pdf",
        one_page(name, "Annexe de démonstration"),
        content_type="application/pdf",
    )
    attach(project=project, upload=upload, by=each.captain, received_at=at)


def _discuss(
    each: Founded, project: Project, sections: Sequence[Section], mentors: Mapping[int, User], calendar: Calendar
) -> None:
    """One or two notes of the mentor; most teams have taken them into account, the captain's has not yet."""
    mentor = mentors.get(each.number)
    if mentor is None or not _has_notes(each.number, calendar.stage):
        return
    texts = material.read("comments")["mentor"]
    early = calendar.stage is Stage.REGISTRATION
    at = calendar.yesterday(9) if early else calendar.after("submission", 12, 9 + each.number % 9)
    for place in range(1 if early else 2):
        section = sections[0 if early else (place + 1 + each.number % 2) % len(sections)]
        choices = texts[section.key][each.project["language"]]
        text = choices[(each.number // 2) % len(choices)]
        note = give_feedback(project=project, section=section, mentor=mentor, text=text, at=at + place * BETWEEN_NOTES)
        if _takes_into_account(each.number, place, calendar.stage):
            mark_addressed(feedback=note, by=each.people[-1], at=at + timedelta(days=1))


def _has_notes(number: int, stage: Stage) -> bool:
    if stage is Stage.REGISTRATION:
        return number in (2, 6)
    return number != 4 and number // 8 % 3 != 1


def _takes_into_account(number: int, place: int, stage: Stage) -> bool:
    if stage is Stage.REGISTRATION or (stage is Stage.SUBMISSION and number == CAPTAINS):
        return False
    return number % 4 != 2 or place == 0


def _submits(number: int, stage: Stage) -> bool:
    if stage is Stage.REGISTRATION or number in UNCONFIRMED:
        return False
    # While submitting is open, the captain's team and most others are still writing.
    return stage is not Stage.SUBMISSION or number % 3 == 1


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


def _submit(each: Founded, project: Project, phase: Phase, calendar: Calendar) -> Version:
    """The version that counts; some teams submitted an earlier one."""
    at = _moment(each.number, phase, calendar)
    if each.number in TWICE:
        _press(each, project, phase, at=at - timedelta(days=1, hours=2))
    return _press(each, project, phase, at=at)


def _moment(number: int, phase: Phase, calendar: Calendar) -> datetime:
    if not calendar.is_over("submission"):
        return calendar.yesterday(9 + number % 9)
    if number == LATE:
        return phase.closes_at + timedelta(hours=7, minutes=12)
    if number == 7:
        return phase.closes_at - timedelta(minutes=4)
    return calendar.before_end("submission", number % 4, 10 + number % 12, number % 60)


def _press(each: Founded, project: Project, phase: Phase, *, at: datetime) -> Version:
    """The captain submits, for every fifth team the deputy."""
    by = each.people[-1] if each.number % 5 == 4 else each.captain
    intent = uuid5(NAMESPACE_URL, f"{project.pk}/{at.isoformat()}")
    return submit(project=project, phase=phase, by=by, received_at=at, intent=intent)
