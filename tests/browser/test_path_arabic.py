"""The whole competition in Arabic, in browsers: from a civil servant's sign-up to the public results."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone, translation

from judging.domain.rounds import close_round
from judging.models import Conflict, Entry
from submissions.models import Version
from teams.models import Team, User
from tests.browser import jury, office, steps
from tests.browser.stage import CLOSING, DOMAIN, JUDGING, OPENING, PUBLISHED, SIGNING, Stage, a_stage
from tests.browser.visitor import Visitor
from tests.builders.competitions import NOW
from tests.builders.judging import has_deliberated
from tests.harness.browser import OpenPage
from tests.harness.clock import minutes
from tests.harness.mailbox import Mailbox

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SALMA, HAMZA = f"salma@{DOMAIN}", f"hamza@{DOMAIN}"
TEAM = "فريق الأفق الواعد"
TITLE = "شباك واحد بلا طابور"
ANSWERS = {
    "title": TITLE,
    "summary": "ينتظر المرتفق اليوم 47 دقيقة أمام الشباك، ونستهدف 12 دقيقة.",
    "plan": "دورة من يومين لأعوان الاستقبال، وشريط قصير للمرتفقين.",
}
FEEDBACK = "47 دقيقة: على كم مرتفق قيست؟ أضيفوا طريقة القياس."
COMMENT = "حل بسيط يمكن تعميمه بسرعة."
PRIZE = "الجائزة الأولى"


@dataclass(frozen=True)
class Walk:
    """Where the path is walked, where its mails arrive, and how one gets another browser."""

    stage: Stage
    mailbox: Mailbox
    folder: Path
    open_page: OpenPage

    def browser(self, person: User | None = None) -> Visitor:
        """Another browser; `person` is signed in there."""
        return Visitor(self.open_page("ar", person=person), "ar")


def register(walk: Walk) -> Visitor:
    """Salma comes from the landing page, makes an account, proves her address and says who she is."""
    salma = walk.browser()
    salma.open("home")
    salma.follow(".hero a.button")
    steps.sign_up(salma, walk.mailbox, SALMA)
    steps.sign_in(salma, SALMA)
    assert salma.path == "/ar/me/profile/"
    steps.fill_profile(
        salma, walk.stage, name_ar="سلمى الإدريسي", name_latin="Salma El Idrissi", discipline=0, payroll_number="123451"
    )
    return salma


def found_a_team(walk: Walk, salma: Visitor) -> None:
    """Her address makes her eligible at once; she founds a team and invites Hamza, who has no account."""
    salma.open("me")
    salma.take_next_step()
    steps.found_team(salma, walk.stage, name_ar=TEAM, name_latin="Promising horizon")
    salma.sees(TEAM, "سلمى الإدريسي")
    steps.invite(salma, walk.stage, HAMZA)
    salma.sees(HAMZA)


def join(walk: Walk) -> Visitor:
    """Hamza opens the link of his mail in a browser of his own, gets an account on the way, and accepts."""
    hamza = walk.browser()
    hamza.visit(walk.mailbox.link(HAMZA, containing="/invitations/"))
    assert hamza.path == "/ar/accounts/login/"
    hamza.follow("main .lead a")
    steps.sign_up(hamza, walk.mailbox, HAMZA)
    steps.sign_in(hamza, HAMZA)
    steps.fill_profile(
        hamza, walk.stage, name_ar="حمزة بنعلي", name_latin="Hamza Benali", discipline=1, payroll_number="123452"
    )
    hamza.sees(TEAM, "سلمى الإدريسي")
    hamza.press("main form button[name=accept]")
    steps.agree(hamza, walk.stage)
    return hamza


def confirm(walk: Walk, salma: Visitor) -> None:
    """Salma agrees too, names Hamza her deputy, and confirms the team now that the rules hold."""
    steps.agree(salma, walk.stage)
    steps.name_deputy(salma, walk.stage, "حمزة بنعلي")
    steps.confirm_team(salma, walk.stage)
    team = Team.objects.get()
    assert (team.captain.email, team.deputy and team.deputy.email) == (SALMA, HAMZA)
    assert team.confirmed_at is not None


def write(walk: Walk, hamza: Visitor) -> None:
    """Any member writes; Hamza fills in the file and attaches a PDF."""
    steps.write_project(hamza, walk.stage, **ANSWERS)
    steps.attach_pdf(hamza, walk.stage, walk.folder, "ملحق.pdf")


def accompany(walk: Walk, salma: Visitor) -> None:
    """The organiser gives the team a mentor, whose feedback Salma reads beside the section and takes into account."""
    office.assign_mentor(walk.browser(walk.stage.organiser), Team.objects.get(), walk.stage.mentor)
    mentor = walk.browser(walk.stage.mentor)
    mentor.open("me")
    mentor.take_next_step()
    mentor.sees(ANSWERS["summary"])
    steps.give_feedback(mentor, "idea", FEEDBACK)
    assert FEEDBACK in str(walk.mailbox.latest(SALMA).body)
    salma.open("submissions:section", edition=walk.stage.slug, key="idea")
    salma.sees(FEEDBACK)
    salma.press(".note form button")


def submit(walk: Walk, salma: Visitor) -> None:
    """Salma checks and submits: a receipt with the fingerprint, and a mail to both."""
    steps.submit(salma, walk.stage)
    version = Version.objects.get()
    salma.sees(TITLE, version.sha256[:8])
    for address in (SALMA, HAMZA):
        assert version.sha256 in str(walk.mailbox.latest(address).body).replace(" ", "").replace("\n", "")


def open_the_round(walk: Walk) -> None:
    """The organiser opens the round and assigns a juror; one from the team's department is refused as a conflict."""
    desk = walk.browser(walk.stage.organiser)
    office.open_round(desk, walk.stage.round)
    entry = Entry.objects.get()
    office.assign_juror(desk, entry, walk.stage.kin_juror)
    with translation.override("ar"):
        desk.sees(str(Conflict.Kind.SAME_DEPARTMENT.label))
    office.assign_juror(desk, entry, walk.stage.juror)
    assert [assignment.juror for assignment in entry.assignments.all()] == [walk.stage.juror]  # type: ignore[attr-defined]


def judge(walk: Walk) -> None:
    """The juror reads, scores with commas or points, saves a draft, and finishes."""
    juror = walk.browser(walk.stage.juror)
    juror.open("me")
    juror.take_next_step()
    juror.follow(".tasks a")
    juror.sees(ANSWERS["summary"], "ملحق.pdf")
    jury.score(juror, impact="14,5", training="16", comment=COMMENT)
    jury.finish(juror)


def rank_and_sign(walk: Walk) -> None:
    """Once the round has closed, the president sees the ranking and signs it."""
    close_round(round=walk.stage.round, at=timezone.now())
    president = walk.browser(walk.stage.president)
    president.open("judging:ranking", edition=walk.stage.slug, round_id=walk.stage.round.pk)
    president.sees(TITLE, "15")
    has_deliberated(walk.stage.round, at=timezone.now())
    president.open("judging:minutes", edition=walk.stage.slug, round_id=walk.stage.round.pk)
    president.press("main form.confirm[action$='/seal/'] button[type=submit]")


def publish(walk: Walk) -> None:
    """The organiser names the winner and the moment; before it nobody outside sees anything."""
    desk = walk.browser(walk.stage.organiser)
    office.name_winner(desk, walk.stage, Entry.objects.get(), prize=PRIZE)
    office.publish_at(desk, walk.stage, PUBLISHED - minutes(10))
    walk.browser().finds_nothing("judging:results", edition=walk.stage.slug)


def read_the_results(walk: Walk) -> None:
    """Whoever comes to the site finds the results."""
    visitor = walk.browser()
    visitor.open("home")
    visitor.follow("header nav a[href$='/results/']")
    visitor.sees(PRIZE, TEAM, TITLE)


def test_from_the_sign_up_to_the_public_results(open_page: OpenPage, mailbox: Mailbox, tmp_path: Path) -> None:
    with time_machine.travel(NOW, tick=True) as clock:
        walk = Walk(a_stage(), mailbox, tmp_path, open_page)

        salma = register(walk)
        found_a_team(walk, salma)
        hamza = join(walk)
        confirm(walk, salma)
        write(walk, hamza)
        accompany(walk, salma)
        submit(walk, salma)
        clock.move_to(OPENING)
        open_the_round(walk)
        clock.move_to(JUDGING)
        judge(walk)
        clock.move_to(CLOSING)
        rank_and_sign(walk)
        clock.move_to(SIGNING)
        publish(walk)
        clock.move_to(PUBLISHED)
        read_the_results(walk)
