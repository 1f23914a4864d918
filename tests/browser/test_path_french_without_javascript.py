"""The path in French, in browsers that run no script: nothing on it may need one."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from judging.domain.assignment import assign
from judging.domain.publication import name_award, schedule
from judging.domain.rounds import close_round, open_round
from judging.models import Entry, Evaluation
from submissions.models import Version
from teams.domain.accompaniment import assign_mentor
from teams.models import Team, User
from tests.browser import jury, steps
from tests.browser.stage import CLOSING, DOMAIN, JUDGING, OPENING, PUBLISHED, SIGNING, Stage, a_stage
from tests.browser.visitor import Visitor
from tests.builders.competitions import NOW
from tests.builders.judging import has_deliberated
from tests.harness.browser import OpenPage
from tests.harness.clock import minutes
from tests.harness.mailbox import Mailbox

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAWAL, YOUSSEF = f"nawal@{DOMAIN}", f"youssef@{DOMAIN}"
TEAM = "Équipe de l’aube"
TITLE = "Un guichet sans file d’attente"
ANSWERS = {
    "title": TITLE,
    "summary": "L’usager attend 47 minutes devant le guichet ; nous visons 12 minutes.",
    "plan": "Deux jours de formation pour les agents d’accueil, une courte vidéo pour les usagers.",
}
FEEDBACK = "47 minutes : mesurées sur combien d’usagers ?"
COMMENT = "Une solution simple, facile à généraliser."
PRIZE = "Premier prix"


@dataclass(frozen=True)
class Walk:
    """Where the path is walked, where its mails arrive, and how one gets another browser."""

    stage: Stage
    mailbox: Mailbox
    folder: Path
    open_page: OpenPage

    def browser(self, person: User | None = None) -> Visitor:
        """Another browser, in which scripts are off; `person` is signed in there."""
        return Visitor(self.open_page("fr", person=person, javascript=False), "fr", javascript=False)


def register_and_found(walk: Walk) -> Visitor:
    nawal = walk.browser()
    nawal.open("account_signup")
    steps.sign_up(nawal, walk.mailbox, NAWAL)
    steps.sign_in(nawal, NAWAL)
    steps.fill_profile(
        nawal, walk.stage, name_ar="نوال الشرقاوي", name_latin="Nawal Cherkaoui", discipline=0, payroll_number="123451"
    )
    steps.found_team(nawal, walk.stage, name_ar="", name_latin=TEAM)
    nawal.sees(TEAM)
    steps.invite(nawal, walk.stage, YOUSSEF)
    return nawal


def join(walk: Walk) -> Visitor:
    youssef = walk.browser()
    youssef.visit(walk.mailbox.link(YOUSSEF, containing="/invitations/"))
    youssef.follow("main .lead a")
    steps.sign_up(youssef, walk.mailbox, YOUSSEF)
    steps.sign_in(youssef, YOUSSEF)
    steps.fill_profile(
        youssef, walk.stage, name_ar="يوسف أمين", name_latin="Youssef Amine", discipline=1, payroll_number="123452"
    )
    youssef.press("main form button[name=accept]")
    steps.agree(youssef, walk.stage)
    return youssef


def confirm_write_and_submit(walk: Walk, nawal: Visitor, youssef: Visitor) -> None:
    """The team is confirmed where it is submitted, in one click; the deputy presses the button."""
    steps.agree(nawal, walk.stage)
    steps.name_deputy(nawal, walk.stage, "Youssef Amine")
    steps.write_project(nawal, walk.stage, **ANSWERS)
    steps.attach_pdf(nawal, walk.stage, walk.folder, "annexe.pdf")
    accompany(walk, nawal)
    youssef.open("submissions:submit", edition=walk.stage.slug)
    youssef.press("main form.confirm button[type=submit]")
    steps.submit(youssef, walk.stage)
    youssef.sees(TITLE, Version.objects.get().sha256[:8])


def accompany(walk: Walk, nawal: Visitor) -> None:
    assign_mentor(team=Team.objects.get(), mentor=walk.stage.mentor, by=walk.stage.organiser, at=timezone.now())
    mentor = walk.browser(walk.stage.mentor)
    mentor.open("submissions:mentoring", edition=walk.stage.slug)
    mentor.follow("main table a")
    steps.give_feedback(mentor, "idea", FEEDBACK)
    nawal.open("submissions:section", edition=walk.stage.slug, key="idea")
    nawal.sees(FEEDBACK)
    nawal.press(".note form button")


def judge(walk: Walk) -> None:
    juror = walk.browser(walk.stage.juror)
    juror.open("judging:jury", edition=walk.stage.slug)
    juror.follow(".tasks a")
    jury.score(juror, impact="14,5", training="16", comment=COMMENT)
    jury.finish(juror)
    assert Evaluation.objects.get().finished_at is not None


def sign_and_publish(walk: Walk) -> None:
    has_deliberated(walk.stage.round, at=timezone.now())
    president = walk.browser(walk.stage.president)
    president.open("judging:minutes", edition=walk.stage.slug, round_id=walk.stage.round.pk)
    president.press("main form.confirm[action$='/seal/'] button[type=submit]")
    organiser, at, prize = walk.stage.organiser, timezone.now(), {"ar": "الجائزة الأولى", "fr": PRIZE}
    competition = walk.stage.competition
    name_award(competition=competition, entry=Entry.objects.get(), prize=prize, rank=1, by=organiser, at=at)
    schedule(competition=competition, publish_at=PUBLISHED - minutes(10), by=organiser, at=at)
    walk.browser().finds_nothing("judging:results", edition=walk.stage.slug)


def test_nothing_on_the_path_needs_a_script(open_page: OpenPage, mailbox: Mailbox, tmp_path: Path) -> None:
    with time_machine.travel(NOW, tick=True) as clock:
        walk = Walk(a_stage(), mailbox, tmp_path, open_page)
        organiser = walk.stage.organiser

        nawal = register_and_found(walk)
        youssef = join(walk)
        confirm_write_and_submit(walk, nawal, youssef)
        clock.move_to(OPENING)
        open_round(round=walk.stage.round, by=organiser, at=OPENING)
        assign(entry=Entry.objects.get(), juror=walk.stage.juror, by=organiser, at=OPENING)
        clock.move_to(JUDGING)
        judge(walk)
        clock.move_to(CLOSING)
        close_round(round=walk.stage.round, at=CLOSING)
        clock.move_to(SIGNING)
        sign_and_publish(walk)
        clock.move_to(PUBLISHED)
        visitor = walk.browser()
        visitor.open("judging:results", edition=walk.stage.slug)

        visitor.sees(PRIZE, TEAM, TITLE)
