"""What goes wrong on an ordinary day: sessions that end, buttons pressed twice, two windows, a clock that runs out."""

from collections.abc import Iterator

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.utils import translation
from playwright.sync_api import expect

from competitions.kept_forms import TYPED_TEXT_IS_BACK
from judging.models import Evaluation
from submissions.models import Answer, Version
from teams.models import Team, User
from tests.browser import steps
from tests.browser.visitor import Visitor
from tests.builders.competitions import NOW
from tests.builders.submissions import WHY_NOT_ALL
from tests.builders.world import World, a_world
from tests.harness.browser import OpenPage
from tests.harness.clock import days

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TYPED = "نص طويل كتب طوال الصباح"
OTHER = "نص آخر كتب في نافذة ثانية"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=True) as clock:
        yield clock


@pytest.fixture
def world(clock: time_machine.Traveller) -> World:
    return a_world()


def in_browser(open_page: OpenPage, person: User) -> Visitor:
    return Visitor(open_page("ar", person=person), "ar")


def section(world: World) -> dict[str, str]:
    return {"edition": world.edition.slug, "key": "presentation"}


def summary_of(world: World) -> str:
    """The summary as it is saved."""
    answers = Answer.objects.filter(project=world.edition.projects["project"], question__key="summary")
    return str(answers.get(question__section__phase=world.edition.phases["submission"]).value)


def test_what_was_typed_is_back_after_signing_in_again(open_page: OpenPage, world: World) -> None:
    member = world.edition.people["member"]
    visitor = in_browser(open_page, member)
    visitor.open("submissions:section", **section(world))
    visitor.fill(**{"q-summary": TYPED})
    Session.objects.all().delete()

    visitor.press("#section-form button[type=submit]")
    steps.sign_in(visitor, member.email)

    assert visitor.page.locator("[name=q-summary]").input_value() == TYPED
    with translation.override("ar"):
        visitor.sees(str(TYPED_TEXT_IS_BACK))
    visitor.press("#section-form button[type=submit]")
    assert summary_of(world) == TYPED


def test_somebody_else_at_the_same_browser_does_not_see_what_was_typed(open_page: OpenPage, world: World) -> None:
    visitor = in_browser(open_page, world.edition.people["member"])
    visitor.open("submissions:section", **section(world))
    visitor.fill(**{"q-summary": TYPED})
    Session.objects.all().delete()
    visitor.press("#section-form button[type=submit]")

    steps.sign_in(visitor, world.edition.people["deputy"].email)

    assert TYPED not in visitor.page.content()


def test_an_evaluation_is_not_lost_with_its_session(open_page: OpenPage, world: World) -> None:
    juror = world.edition.people["juror"]
    visitor = in_browser(open_page, juror)
    assignment = world.edition.assignments["juror", "rival_team"]
    visitor.open("judging:evaluation", edition=world.edition.slug, assignment_id=assignment.pk)
    visitor.fill(points_impact="17,5", comment_for_team=TYPED)
    Session.objects.all().delete()

    visitor.press("#evaluation button[value=stay]")
    steps.sign_in(visitor, juror.email)

    assert visitor.page.locator("[name=comment_for_team]").input_value() == TYPED
    assert visitor.page.locator("[name=points_impact]").input_value() == "17,5"


def test_a_button_pressed_after_the_session_has_ended_leads_back_to_its_page(open_page: OpenPage, world: World) -> None:
    captain = world.edition.people["captain"]
    visitor = in_browser(open_page, captain)
    visitor.open("teams:invite", edition=world.edition.slug)
    visitor.fill(addresses="somebody@mail.example")
    Session.objects.all().delete()

    visitor.press()
    steps.sign_in(visitor, captain.email)

    assert visitor.path == f"/ar/{world.edition.slug}/team/invite/"


def test_a_single_button_pressed_after_the_session_has_ended_leads_back_to_where_it_is(
    open_page: OpenPage, world: World
) -> None:
    focal_point = world.edition.people["focal_point"]
    visitor = in_browser(open_page, focal_point)
    visitor.open("teams:department", edition=world.edition.slug)
    Session.objects.all().delete()

    visitor.press("main .picks button")
    steps.sign_in(visitor, focal_point.email)

    assert visitor.path == f"/ar/{world.edition.slug}/department/"


def test_a_double_click_submits_once(open_page: OpenPage, world: World) -> None:
    visitor = in_browser(open_page, world.edition.people["captain"])
    before = Version.objects.filter(project=world.edition.projects["project"]).count()
    visitor.open("submissions:submit", edition=world.edition.slug)
    visitor.fill(reason=WHY_NOT_ALL)
    visitor.page.locator("[name=declared]").check()

    visitor.page.locator("main form.confirm button[type=submit]").dblclick()
    visitor.page.wait_for_url("**/versions/*/")

    assert Version.objects.filter(project=world.edition.projects["project"]).count() == before + 1


def test_a_double_click_founds_one_team(open_page: OpenPage, world: World) -> None:
    stranger = world.stranger
    visitor = in_browser(open_page, stranger)
    visitor.open("teams:new", edition=world.edition.slug)
    theme = world.edition.competition.themes.all()[0]
    visitor.fill(name_ar="فريق الضغطتين", theme=str(theme.pk))

    visitor.page.locator("main form button[type=submit]").dblclick()
    visitor.page.wait_for_url("**/team/")

    assert Team.objects.filter(captain=stranger).count() == 1


def test_the_second_of_two_windows_overwrites_nothing(open_page: OpenPage, world: World) -> None:
    visitor = in_browser(open_page, world.edition.people["captain"])
    visitor.open("submissions:section", **section(world))
    second = Visitor(visitor.page.context.new_page(), "ar")
    second.open("submissions:section", **section(world))
    second.fill(**{"q-summary": OTHER})
    second.press("#section-form button[type=submit]")

    visitor.fill(**{"q-summary": TYPED})
    visitor.press("#section-form button[type=submit]")

    visitor.sees(OTHER)
    assert visitor.page.locator("[name=q-summary]").input_value() == TYPED
    assert summary_of(world) == OTHER


def test_the_second_of_two_windows_keeps_what_the_first_scored(open_page: OpenPage, world: World) -> None:
    assignment = world.edition.assignments["juror", "rival_team"]
    where = {"edition": world.edition.slug, "assignment_id": assignment.pk}
    visitor = in_browser(open_page, world.edition.people["juror"])
    visitor.open("judging:evaluation", **where)
    second = Visitor(visitor.page.context.new_page(), "ar")
    second.open("judging:evaluation", **where)
    second.fill(comment_for_team=OTHER)
    second.press("#evaluation button[value=stay]")

    visitor.fill(comment_for_team=TYPED)
    # The page may have found out by itself before the click arrives: then it stays, and asks.
    visitor.page.locator("#evaluation button[value=stay]").click()

    # Told by what differs, word for word.
    expect(visitor.page.locator("main")).to_contain_text("في نافذة ثانية")
    assert visitor.page.locator("[name=comment_for_team]").input_value() == TYPED
    assert Evaluation.objects.get(assignment=assignment).comment_for_team == OTHER


def test_what_is_typed_past_the_deadline_can_still_be_copied(
    open_page: OpenPage, world: World, clock: time_machine.Traveller
) -> None:
    member = world.edition.people["member"]
    visitor = in_browser(open_page, member)
    visitor.open("submissions:section", **section(world))
    visitor.fill(**{"q-summary": TYPED})
    clock.move_to(NOW + days(16))
    before = summary_of(world)
    # The session of sixteen days ago is over; a new one begins in another window of the same browser.
    visitor.page.context.add_cookies(open_page("ar", person=member).context.cookies())  # type: ignore[arg-type]

    visitor.press("#section-form button[type=submit]")

    assert visitor.page.locator("main textarea").input_value() == TYPED
    assert summary_of(world) == before
