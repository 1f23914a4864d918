"""How people come together, on a phone, in Arabic: three found a team, one alone finds one, forty get a word."""

from dataclasses import dataclass

import pytest
import time_machine

from teams.models import Consent, EligibilityDecision, Membership, Team, User
from tests.browser import steps
from tests.browser.stage import DOMAIN, Stage, a_stage
from tests.browser.visitor import Visitor
from tests.builders.competitions import NOW
from tests.builders.teams import a_person, a_role, a_team, eligible
from tests.harness.browser import OpenPage
from tests.harness.mailbox import Mailbox

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SALMA, HAMZA, NADIA = (f"{name}@{DOMAIN}" for name in ("salma", "hamza", "nadia"))
TEAM = "فريق الضفة الجديدة"
WORD = "أشتغل في الاستقبال منذ عشر سنوات وأود تبسيط المواعيد."


@dataclass(frozen=True)
class Phones:
    """Where everybody is, and how one gets another telephone."""

    stage: Stage
    mailbox: Mailbox
    open_page: OpenPage

    def of(self, person: User | None = None) -> Visitor:
        return Visitor(self.open_page("ar", person=person, phone=True), "ar")


@pytest.fixture
def phones(open_page: OpenPage, mailbox: Mailbox) -> Phones:
    return Phones(a_stage(), mailbox, open_page)


def found_and_invite(phones: Phones) -> Visitor:
    """Salma makes her account, says who she is, founds a team and pastes addresses as a mail has them."""
    salma = phones.of()
    salma.open("account_signup")
    steps.sign_up(salma, phones.mailbox, SALMA)
    steps.sign_in(salma, SALMA)
    steps.fill_profile(
        salma, phones.stage, name_ar="سلمى الإدريسي", name_latin="Salma El Idrissi", discipline=0, payroll_number="701"
    )
    steps.found_team(salma, phones.stage, name_ar=TEAM, name_latin="")
    steps.invite(salma, phones.stage, f"Hamza Benali <{HAMZA.upper()}>؛ {NADIA} ,")
    salma.sees(HAMZA, NADIA)
    return salma


def join(phones: Phones, address: str, *, name_ar: str, name_latin: str, discipline: int, payroll_number: str) -> None:
    """A colleague comes by the mail, gets an account on the way, accepts and agrees."""
    colleague = phones.of()
    colleague.visit(phones.mailbox.link(address, containing="/invitations/"))
    colleague.follow("main .lead a")
    steps.sign_up(colleague, phones.mailbox, address)
    steps.sign_in(colleague, address)
    steps.fill_profile(
        colleague,
        phones.stage,
        name_ar=name_ar,
        name_latin=name_latin,
        discipline=discipline,
        payroll_number=payroll_number,
    )
    colleague.press("main form button[name=accept]")
    steps.agree(colleague, phones.stage)


def test_three_people_make_a_team_and_confirm_it(phones: Phones) -> None:
    with time_machine.travel(NOW, tick=True):
        salma = found_and_invite(phones)
        join(phones, HAMZA, name_ar="حمزة بنعلي", name_latin="Hamza Benali", discipline=1, payroll_number="٧٠٢")
        join(phones, NADIA, name_ar="نادية أمزيان", name_latin="Nadia Amzian", discipline=2, payroll_number="0703")
        steps.agree(salma, phones.stage)
        steps.confirm_team(salma, phones.stage)

    team = Team.objects.get()
    assert team.confirmed_at is not None
    assert set(team.members().values_list("email", flat=True)) == {SALMA, HAMZA, NADIA}


def test_somebody_alone_asks_an_open_team_and_is_taken(phones: Phones) -> None:
    captain, alone = _staff(phones.stage, "captain"), _staff(phones.stage, "alone")
    team = a_team(competition=phones.stage.competition, captain=captain, with_members=1)

    with time_machine.travel(NOW, tick=True):
        leading, seeking = phones.of(captain), phones.of(alone)
        leading.open("teams:open_team", edition=phones.stage.slug)
        leading.press("main form button[name=open]")
        seeking.open("teams:team", edition=phones.stage.slug)
        seeking.follow("main a[href$='/teams/']")
        seeking.follow(f"main a[href$='/teams/{team.pk}/ask/']")
        seeking.fill(word=WORD)
        seeking.press()
        leading.open("teams:team", edition=phones.stage.slug)
        leading.follow("main a[href*='/team/requests/']")
        leading.sees(WORD)
        leading.press("main form button[name=accept]")

    assert Membership.objects.active().of(alone).get().team == team
    assert alone.email not in leading.text()


def test_somebody_alone_shows_a_card_and_is_invited_by_it(phones: Phones) -> None:
    captain, alone = _staff(phones.stage, "captain"), _staff(phones.stage, "alone")
    team = a_team(competition=phones.stage.competition, captain=captain, with_members=1)

    with time_machine.travel(NOW, tick=True):
        leading, seeking = phones.of(captain), phones.of(alone)
        seeking.open("teams:card", edition=phones.stage.slug)
        seeking.fill(brings=WORD)
        seeking.press("main form.form button.button:not([name])")
        leading.open("teams:seekers", edition=phones.stage.slug)
        leading.sees(WORD)
        assert alone.email not in leading.page.content()
        leading.follow("main a[href*='/teams/people/']")
        leading.press()
        assert alone.email not in leading.page.content()
        seeking.open("teams:team", edition=phones.stage.slug)
        seeking.follow("main a[href*='/invitations/mine/']")
        seeking.press("main form button[name=accept]")

    assert Membership.objects.active().of(alone).get().team == team


def test_forty_people_are_vouched_for_page_by_page(phones: Phones) -> None:
    stage = phones.stage
    contact = a_role("focal_point", competition=stage.competition, department=stage.department)
    for number in range(40):
        a_person(department=stage.department, discipline=stage.disciplines[0], email=f"s{number}@elsewhere.example")

    with time_machine.travel(NOW, tick=True):
        desk = phones.of(contact)
        desk.open("teams:department", edition=stage.slug)
        desk.follow("main a[href*='select=']")
        desk.press("button[form=people]:not([name])")

    assert EligibilityDecision.objects.filter(decided_by=contact, outcome="eligible").count() == 40


def _staff(stage: Stage, name: str) -> User:
    """Somebody of the department who may take part."""
    person = a_person(department=stage.department, discipline=stage.disciplines[0], email=f"{name}@{DOMAIN}")
    Consent.objects.create(person=person, notice=stage.notice, given_at=NOW)
    return eligible(person, stage.competition)
