"""Two teammates at two browsers: check, sign off, submit with a reason, correct, submit again, withdraw, submit."""

from collections.abc import Iterator

import pytest
import time_machine

from submissions.models import AutomaticSubmission, Project, Version
from teams.models import User
from tests.browser.visitor import Visitor
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.submissions import WHY_NOT_ALL, a_project
from tests.builders.teams import a_team
from tests.harness.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIGN = "#sign-offs button:not(.quiet)"
ASK = "#sign-offs button.quiet"
SUBMIT = "main form.confirm button[type=submit]"


@pytest.fixture
def project() -> Iterator[Project]:
    """Everything answered, by a confirmed team of three."""
    with time_machine.travel(NOW, tick=True):
        yield a_project(a_team(competition=a_competition(), confirmed=True))


def at_browser(open_page: OpenPage, person: User, language: str, *, javascript: bool) -> Visitor:
    page = open_page(language, person=person, javascript=javascript)
    return Visitor(page, language, javascript=javascript)


def counting(project: Project) -> list[int]:
    return [version.number for version in Version.objects.of(project).counting()]


@pytest.mark.parametrize(("language", "javascript"), [("ar", True), ("fr", False)])
def test_from_the_check_to_the_version_that_counts(
    language: str, javascript: bool, project: Project, open_page: OpenPage
) -> None:
    edition = project.team.competition.slug
    other = project.team.members().exclude(pk=project.team.captain_id)[0]
    captain = at_browser(open_page, project.team.captain, language, javascript=javascript)
    member = at_browser(open_page, other, language, javascript=javascript)

    # The captain asks, the member reads and signs off.
    captain.open("submissions:check", edition=edition)
    captain.press(ASK)
    member.open("submissions:project", edition=edition)
    member.take_next_step()
    member.press(SIGN)

    # The third member has not: no submission without a word about it, and what was ticked stays.
    captain.open("submissions:submit", edition=edition)
    third = project.team.members()[2]
    captain.sees(third.name_ar if language == "ar" else third.name_latin)
    captain.page.locator("[name=declared]").check()
    captain.press(SUBMIT)
    assert captain.page.locator("[name=declared]").is_checked()
    assert counting(project) == []
    captain.fill(reason=WHY_NOT_ALL)
    captain.press(SUBMIT)
    captain.sees(WHY_NOT_ALL)
    assert counting(project) == [1]

    # The member corrects: both sign-offs are older than the text now.
    section = the_phase(project.team.competition, "submission").sections.get(key="training")
    member.open("submissions:section", edition=edition, key=section.key)
    member.fill(**{"q-staff": "تكوين جديد من يومين لكل الموظفات والموظفين في شبابيك الاستقبال."})
    member.press("#section-form button[type=submit]")
    member.open("submissions:check", edition=edition)
    assert member.page.locator("#sign-offs.warn a").count() == 1
    member.press(SIGN)

    captain.open("submissions:submit", edition=edition)
    captain.fill(reason=WHY_NOT_ALL, declared="on")
    captain.press(SUBMIT)
    assert counting(project) == [2]
    _withdraws_and_submits_again(captain, member, project)


@pytest.mark.parametrize(("language", "javascript"), [("ar", True), ("fr", False)])
def test_left_to_the_deadline_and_taken_back(
    language: str, javascript: bool, project: Project, open_page: OpenPage
) -> None:
    captain = at_browser(open_page, project.team.captain, language, javascript=javascript)
    captain.open("submissions:automatic", edition=project.team.competition.slug)

    captain.press(SUBMIT)
    assert AutomaticSubmission.objects.filter(project=project, settled_at=None).exists()

    captain.follow("a[href$='/project/automatic/']")
    captain.press("main form.confirm button[name=off]")
    assert not AutomaticSubmission.objects.exists()


def _withdraws_and_submits_again(captain: Visitor, member: Visitor, project: Project) -> None:
    """Withdrawn, nothing counts; submitted again, the third version does."""
    edition = project.team.competition.slug
    captain.open("submissions:project", edition=edition)
    captain.follow("a[href$='/project/withdraw/']")
    captain.fill(reason="خطأ في الميزانية", sure="on")
    captain.press(SUBMIT)
    assert counting(project) == []
    member.open("submissions:version", edition=edition, number=2)
    assert member.page.locator("main .note.warn").count() >= 1

    captain.open("submissions:submit", edition=edition)
    captain.fill(reason=WHY_NOT_ALL, declared="on")
    captain.press(SUBMIT)
    assert counting(project) == [3]
