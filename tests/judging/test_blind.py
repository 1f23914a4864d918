"""A blind round: whatever a juror opens, no byte of it says whose project it is."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from competitions.models import Message
from judging.domain import blinding, pitching
from judging.domain.rounds import open_round
from judging.models import Assignment, Round
from submissions.models import Attachment
from teams.models import User
from tests.builders.attachable import a_drawn_page, a_picture
from tests.builders.competitions import a_competition, a_department, a_discipline, the_phase
from tests.builders.judging import JUDGING, OPENING, a_juror, a_round, an_assignment, an_organiser
from tests.builders.pitching import make_blind, the_hours
from tests.builders.submissions import a_project, a_question, a_section, a_version, an_attachment, write
from tests.builders.teams import a_member, a_person, a_team, eligible
from tests.harness.kept import kept
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]

TEAM = ("فريق السنابل الذهبية", "Golden Spikes")
MEMBERS = (("ليلى الزعفراني", "Layla Zaafrani"), ("يونس البركاني", "Younes Barkani"))
DEPARTMENT = ("قطاع المنارات", "Département des phares", "Department of lighthouses")
FILES = ("Layla-Zaafrani-CV.pdf", "Younes-Barkani.png")
CAPTION = "صورة ليلى الزعفراني"
NAMES = (*TEAM, *(name for member in MEMBERS for name in member), *DEPARTMENT, *FILES, CAPTION)


@pytest.fixture(autouse=True)
def _at_work(at_work: None) -> None:
    """The jury is at work."""


@kept
def kept_blind_assignment() -> Assignment:
    """In a blind round with a hidden question, of a team whose names stand out, with two files and who does what."""
    competition = a_competition()
    phase = the_phase(competition, "submission")
    ar, fr, en = DEPARTMENT
    department = a_department(enrolled_in=competition, name_ar=ar, name_fr=fr, name_en=en)
    people = [
        eligible(a_person(name_ar=ar, name_latin=latin, department=department, discipline=a_discipline()), competition)
        for ar, latin in MEMBERS
    ]
    asked = a_section(phase, key="work")
    a_question(asked, key="title", kind="short_text", purpose="title")
    a_question(asked, key="roles", kind="roles", options=("lead", "build"))
    a_question(asked, key="secret", kind="long_text")
    a_question(asked, key="proof", kind="file", required=False)
    round = a_round(competition=competition, entries=0, opened=False)
    team = a_team(
        competition=competition, captain=people[0], with_members=0, confirmed=True,
        name_ar=TEAM[0], name_latin=TEAM[1],
    )  # fmt: skip
    a_member(team, people[1], copied=True)
    round = _submitted(round, team, competition)
    juror = a_juror(competition)
    return an_assignment(entry=round.entries.get(), juror=juror)


@pytest.fixture
def assignment(kept_blind_assignment: Assignment) -> Assignment:
    return kept_blind_assignment


def _submitted(round: Round, team: Any, competition: Any) -> Round:
    project = a_project(team)
    write(project)
    an_attachment(project, name=FILES[0], caption=CAPTION)
    proof = round.submission_phase.sections.get().questions.get(key="proof")
    an_attachment(project, name=FILES[1], question=proof, caption=CAPTION, content=a_picture("PNG"))
    a_version(project)
    for attachment in Attachment.objects.filter(project=project):
        a_drawn_page(attachment)
    opened = open_round(round=make_blind(round, hidden=("secret",)), by=an_organiser(competition), at=OPENING)
    the_hours(opened)
    return opened


def pages_of(assignment: Assignment, client: Client, language: str) -> Iterator[tuple[str, bytes]]:
    """Everything that the juror can open around the project: head and body of each answer."""
    round = assignment.entry.round
    edition = {"edition": round.phase.competition.slug}
    own, of_round = {**edition, "assignment_id": assignment.pk}, {**edition, "round_id": round.pk}
    places: list[tuple[str, dict[str, Any]]] = [
        ("jury", edition), ("evaluation", own), ("own_scores", of_round), ("sign_evaluations", of_round),
        ("conflict", edition), ("pitch_now", of_round), ("live_screen", of_round), ("draws", edition),
        ("pitch_ics", edition), ("audience_vote", of_round), ("results", edition),
    ]  # fmt: skip
    for attachment in Attachment.objects.filter(project=assignment.entry.project):
        file = {**own, "attachment_id": attachment.pk}
        places += [("evaluation_file", file), ("evaluation_file_pages", file)]
        places += [("evaluation_file_page", {**file, "number": 1})]
    for name, kwargs in places:
        address = reverse(f"judging:{name}", kwargs=kwargs).replace("/en/", f"/{language}/")
        answer: Any = client.get(address, follow=True)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        yield f"{name} {answer.status_code}", str(dict(answer.headers)).encode() + body


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_no_byte_of_a_jurors_pages_names_member_team_or_department(
    assignment: Assignment, signed_in: SignIn, language: str
) -> None:
    client = signed_in(assignment.juror)
    assignment.entry.round.refresh_from_db()

    told = {
        f"{page}: {name}"
        for page, content in pages_of(assignment, client, language)
        for name in NAMES
        if name.encode() in content or name.encode("utf-16-be") in content
    }

    assert told == set()


def test_the_same_pages_name_them_where_the_round_is_not_blind(assignment: Assignment, signed_in: SignIn) -> None:
    """So that the test above looks where names would be."""
    Round.objects.update(is_blind=False)
    client = signed_in(assignment.juror)

    told = {name for _page, content in pages_of(assignment, client, "ar") for name in NAMES if name.encode() in content}

    assert {TEAM[0], MEMBERS[0][0], MEMBERS[1][0], DEPARTMENT[0], FILES[0], CAPTION} <= told


def test_mails_to_the_jury_name_nobody(assignment: Assignment) -> None:
    pitching.tell(round=assignment.entry.round, by=an_organiser(assignment.entry.round.competition), at=JUDGING)

    texts = [f"{each.subject}\n{each.text}\n{each.html}" for each in Message.objects.filter(recipient=assignment.juror)]

    assert len(texts) == 2  # what was assigned, and the programme of the pitches
    assert not [name for text in texts for name in NAMES if name in text]


def test_recusing_from_a_blind_project_does_not_tell_whose_it_was(assignment: Assignment, signed_in: SignIn) -> None:
    client = signed_in(assignment.juror)
    url = reverse("judging:conflict", kwargs={"edition": assignment.entry.round.competition.slug})

    page = client.post(url, {"assignment": assignment.pk, "reason": "أعرف المشروع"}, follow=True).content.decode()

    assert "has left your list" in page
    assert not [name for name in NAMES if name in page]


def test_of_a_document_only_its_pages_are_shown_and_of_a_picture_the_file_too(
    assignment: Assignment, signed_in: SignIn
) -> None:
    client = signed_in(assignment.juror)
    statuses = {}
    for attachment in Attachment.objects.filter(project=assignment.entry.project):
        place = {
            "edition": assignment.entry.round.competition.slug,
            "assignment_id": assignment.pk,
            "attachment_id": attachment.pk,
        }
        answer: Any = client.get(reverse("judging:evaluation_file", kwargs=place))
        if answer.streaming:
            list(answer.streaming_content)
        statuses[attachment.name] = (answer.status_code, answer.headers.get("Content-Disposition"))

    assert statuses == {
        FILES[0]: (404, None),
        FILES[1]: (200, 'attachment; filename="Attachment 1.png"'),
    }


def test_members_are_numbered_where_the_platform_names_them(assignment: Assignment) -> None:
    dossier = blinding.read_by(assignment, "en")

    answers = {answer.key: answer for section in dossier.sections for answer in section.answers}

    assert sorted(answers) == ["proof", "roles", "title"]  # the hidden one is not there
    assert answers["roles"].grid is not None
    assert sorted(row[0] for row in answers["roles"].grid.rows) == ["Member 1", "Member 2"]
    assert (dossier.team, dossier.people) == ("", ())
    assert [(file.name, file.caption) for file in dossier.files] == [("Attachment 1.png", ""), ("Attachment 2.pdf", "")]


def test_a_round_that_is_not_blind_is_read_as_it_is(assignment: Assignment) -> None:
    Round.objects.update(is_blind=False)
    assignment.entry.round.refresh_from_db()

    dossier = blinding.read_by(assignment, "ar")

    assert dossier.team == TEAM[0]
    assert {person.name for person in dossier.people} == {ar for ar, _latin in MEMBERS}
    assert "secret" in {answer.key for section in dossier.sections for answer in section.answers}


def test_a_title_that_would_tell_is_a_code(assignment: Assignment) -> None:
    entry = assignment.entry

    assert blinding.title_of(entry) == entry.version.title
    entry.version.title = TEAM[1]
    assert blinding.title_of(entry) == f"Project {entry.version.sha256[:5].upper()}"


def test_the_code_stands_for_the_title_where_its_question_is_hidden(assignment: Assignment) -> None:
    make_blind(assignment.entry.round, hidden=("title",))

    assert blinding.title_of(assignment.entry) == blinding.code_of(assignment.entry)
    title = json.loads(assignment.entry.version.content or "{}")["sections"][0]["questions"][0]["answer"]
    assert title not in str(blinding.read_by(assignment, "ar"))


def test_a_page_of_a_blind_round_can_be_drawn_by_number_alone(assignment: Assignment) -> None:
    with time_machine.travel(JUDGING, tick=False):
        found = [
            blinding.file_of(assignment, each.pk)
            for each in Attachment.objects.filter(project=assignment.entry.project).order_by("pk")
        ]

    assert [file.name if file else None for file in found] == ["Attachment 2.pdf", "Attachment 1.png"]


def test_the_page_of_a_blind_evaluation_costs_at_most_twelve_queries(
    assignment: Assignment, signed_in: SignIn, queries: Queries
) -> None:
    client = signed_in(assignment.juror)
    own = {"edition": assignment.entry.round.phase.competition.slug, "assignment_id": assignment.pk}
    url = reverse("judging:evaluation", kwargs=own)

    client.get(url)
    with queries.at_most(12):
        assert client.get(url).status_code == 200
