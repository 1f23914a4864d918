"""What the teams of the demonstration write, attach, tell each other and read from their mentors."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from competitions.models import Competition, Phase
from idarathon.demo import material
from idarathon.demo.calendar import Calendar, Stage
from idarathon.demo.derived import answers_of, note_texts
from idarathon.demo.handing_in import BY_ITSELF, hand_in, submits
from idarathon.demo.pdf import one_page
from idarathon.demo.pictures import first_screen
from idarathon.demo.teams import CAPTAINS, Founded
from submissions.domain.approving import approve, text_digest
from submissions.domain.attachments import attach
from submissions.domain.drafting import project_of, save_answers
from submissions.domain.feedback import give_feedback, mark_addressed
from submissions.domain.notes import resolve_note, write_note
from submissions.domain.reading import read_draft
from submissions.models import Project, Question, Section
from teams.models import User

BETWEEN_NOTES = timedelta(minutes=20)
# The answer of which the history has a first draft, and in which section the team talks about it.
FIRST_DRAFTED, TALKED_OF = "situation", "need"
FEW_WORDS = 18


def write_projects(
    organiser: User,
    competition: Competition,
    founded: Sequence[Founded],
    mentors: Mapping[int, User],
    calendar: Calendar,
) -> None:
    """Every project as far as the stage goes: drafts, talk, notes of mentors, files, versions."""
    phase = Phase.objects.select_related("competition").get(competition=competition, key="submission")
    sections = list(Section.objects.filter(phase=phase).prefetch_related("questions"))
    for section in sections:
        section.phase = phase
    for each in founded:
        project = _write(each, sections, calendar)
        _talk(each, project, sections, calendar)
        _discuss(each, project, sections, mentors, calendar)
        hand_in(each, project, phase, calendar, organiser=organiser)


def _write(each: Founded, sections: Sequence[Section], calendar: Calendar) -> Project:
    """The sections that this team has written so far, by different members on different days."""
    begun = calendar.after("submission", 3, 9 + each.number % 8)
    project = project_of(each.team, at=begun)
    early = calendar.stage is Stage.REGISTRATION
    answers = answers_of(each, calendar)
    written = sections[: _sections_written(each.number, len(sections), calendar.stage)]
    for place, section in enumerate(written):
        author = each.people[place % len(each.people)]
        at = begun + timedelta(hours=place * 5) if early else begun + timedelta(days=2 + place, minutes=13 * place)
        if place == len(written) - 1 and each.number % 8 == 0 and not early:
            # A sign-off that is older than what is written next.
            _approve(project, section.phase, each.people[2], at=at - timedelta(hours=1))
        _save(project, section, answers, author, at=at)
    if not early:
        _attach(each, project, sections, at=begun + timedelta(days=8))
    return project


def _sections_written(number: int, total: int, stage: Stage) -> int:
    if stage is Stage.REGISTRATION:
        return (2, 0, 1, 0)[number % 4]
    if stage is Stage.SUBMISSION and not submits(number, stage) and number != BY_ITSELF:
        return total - (3, 1, 2, 0)[number % 4]
    return total


def _save(project: Project, section: Section, answers: Mapping[str, Any], author: User, *, at: datetime) -> None:
    """What the section asks of the team; one answer was shorter an hour before."""
    keys = [question.key for question in section.questions.all() if question.kind != Question.Kind.FILE]
    values, revisions = {key: answers[key] for key in keys if key in answers}, dict.fromkeys(keys, 0)
    if FIRST_DRAFTED in values:
        first = " ".join(values[FIRST_DRAFTED].split()[:FEW_WORDS]) + "…"
        save_answers(
            project=project,
            section=section,
            values={FIRST_DRAFTED: first},
            revisions=revisions,
            by=author,
            received_at=at - timedelta(hours=1),
        )
        revisions[FIRST_DRAFTED] = 1
    save_answers(project=project, section=section, values=values, revisions=revisions, by=author, received_at=at)


def _approve(project: Project, phase: Phase, person: User, *, at: datetime) -> None:
    text = text_digest(read_draft(project, phase))
    approve(project=project, phase=phase, text_sha256=text, by=person, received_at=at)


def _attach(each: Founded, project: Project, sections: Sequence[Section], *, at: datetime) -> None:
    """An annex of every third team, and of every fourth the picture of its first screen."""
    key, team = each.project["key"], each.project["team"]["latin"]
    if each.number % 3 == 1:
        annex = one_page(team, "Annexe de démonstration")
        upload = SimpleUploadedFile(f"annexe-{key}.pdf", annex, content_type="application/pdf")
        attach(project=project, upload=upload, by=each.captain, received_at=at)
    if each.number % 4 == 0:
        asked = [question for section in sections for question in section.questions.all()]
        question = next(question for question in asked if question.key == "mock-up")
        upload = SimpleUploadedFile(f"maquette-{key}.png", first_screen(each.number), content_type="image/png")
        caption = material.read("derived")[each.project["language"]]["caption"]
        attach(project=project, upload=upload, by=each.people[1], received_at=at, question=question, caption=caption)


def _talk(each: Founded, project: Project, sections: Sequence[Section], calendar: Calendar) -> None:
    """Some teams talk about a number in a section, and settle all but the last of it."""
    if calendar.stage is Stage.REGISTRATION or each.number % 4 not in (0, 1):
        return
    section = next(section for section in sections if section.key == TALKED_OF)
    at = calendar.after("submission", 9, 10 + each.number % 7)
    writers = (each.people[0], each.people[1], each.people[2])
    with override(each.project["language"]):
        texts = note_texts(each, [each.people[1].display_name, "", ""])
    notes = [
        write_note(project=project, section=section, text=text, by=writer, at=at + place * BETWEEN_NOTES)
        for place, (text, writer) in enumerate(zip(texts, writers, strict=True))
    ]
    for note in notes[:-1]:
        resolve_note(note=note, by=each.people[1], at=at + timedelta(hours=2))


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
