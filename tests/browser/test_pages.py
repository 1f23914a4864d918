"""Every page of the path, in every language, in the window of a phone: its direction, its width, and what axe finds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page

from tests.browser.visitor import DIRECTIONS, Visitor
from tests.builders.world import ANONYMOUS, World, a_world
from tests.harness.browser import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.indifferent, pytest.mark.django_db(transaction=True)]


@dataclass(frozen=True)
class Shown:
    """A page as one of the cast sees it; `about` are the parts of its address besides the edition's."""

    role: str
    name: str
    about: dict[str, Any] = field(default_factory=dict)
    in_edition: bool = True

    def address(self, world: World, language: str) -> str:
        kwargs = {name: given(world) if callable(given) else given for name, given in self.about.items()}
        if self.in_edition:
            kwargs["edition"] = world.edition.slug
        with translation.override(language):
            return reverse(self.name, kwargs=kwargs or None)


def everywhere(role: str, *names: str) -> list[Shown]:
    """Pages that belong to no edition."""
    return [Shown(role, name, in_edition=False) for name in names]


def inside(role: str, *names: str, **about: Any) -> list[Shown]:
    """Pages of the current edition."""
    return [Shown(role, name, about) for name in names]


def pk(kind: str, key: Any) -> Any:
    return lambda world: getattr(world.edition, kind)[key].pk


def this_round(world: World) -> int:
    assert world.edition.round is not None
    return world.edition.round.pk


def newest_message(world: World) -> int:
    return int(world.edition.messages_of("captain").latest("pk").pk)


OPEN = [
    *everywhere(ANONYMOUS, "home", "account_login", "account_signup", "account_reset_password"),
    *everywhere(ANONYMOUS, "account_email_verification_sent"),
    *inside(ANONYMOUS, "competitions:edition", "competitions:rules", "calendar"),
    *everywhere("captain", "me", "teams:profile", "competitions:messages", "account_email", "account_change_password"),
    *everywhere("captain", "mfa_index", "account_logout"),
    Shown("captain", "competitions:message", {"message_id": newest_message}, in_edition=False),
    *inside("captain", "teams:team", "teams:edit", "teams:agree", "teams:confirm", "teams:deputy", "teams:hand_over"),
    *inside("captain", "teams:remove", "teams:dissolve", "teams:invite", "teams:leave"),
    *inside("captain", "teams:handle_invitation", invitation_id=pk("invitations", "invited")),
    *inside("captain", "submissions:project", "submissions:files", "submissions:check", "submissions:submit"),
    *inside("captain", "submissions:section", key="presentation"),
    *inside("captain", "submissions:remove_file", pk=pk("attachments", "attachment")),
    *inside("captain", "submissions:version", number=1),
    *everywhere("newcomer", "me"),
    *inside("newcomer", "teams:team", "teams:confirm", "submissions:project", "submissions:submit"),
    *inside("stranger", "teams:team", "teams:new"),
    *inside("stranger", "teams:invitation", token=lambda world: world.edition.token("person")),
    *everywhere("focal_point", "me"),
    *inside("focal_point", "teams:department"),
    *inside("focal_point", "teams:decline", person_id=pk("people", "newcomer")),
    *everywhere("mentor", "me"),
    *inside("mentor", "submissions:mentoring"),
    *inside("mentor", "submissions:mentored", team_id=pk("teams", "team")),
    *everywhere("juror", "me"),
    *inside("juror", "judging:jury", "judging:conflict"),
    *inside("juror", "judging:evaluation", assignment_id=pk("assignments", ("juror", "team"))),
    *inside("juror", "judging:evaluation", assignment_id=pk("assignments", ("juror", "rival_team"))),
    *everywhere("president", "me"),
    *inside("president", "judging:jury"),
    *inside("president", "judging:ranking", round_id=this_round),
    *everywhere("auditor", "me"),
    *inside("auditor", "judging:audit"),
    *everywhere("organiser", "me"),
]
CLOSED = [
    *everywhere("president", "me"),
    *inside("president", "judging:jury"),
    *inside("president", "judging:ranking", round_id=this_round),
    *inside("juror", "judging:jury"),
    *inside("juror", "judging:evaluation", assignment_id=pk("assignments", ("juror", "team"))),
    *everywhere("auditor", "me"),
    *inside("auditor", "judging:audit"),
    *inside("organiser", "judging:results"),
]
PUBLIC = [
    *everywhere(ANONYMOUS, "home"),
    *inside(ANONYMOUS, "judging:results", "competitions:edition"),
    *everywhere("captain", "me"),
]


def overflow(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def faults(shown: Iterable[Shown], world: World, language: str, open_page: OpenPage) -> list[str]:
    """What is wrong with the pages, in words; each role has a browser of its own."""
    visitors: dict[str, Visitor] = {}
    found = []
    for one in shown:
        if one.role not in visitors:
            page = open_page(language, person=world.actor(one.role), phone=True)
            visitors[one.role] = Visitor(page, language)
        visitor = visitors[one.role]
        try:
            visitor.visit(one.address(world, language))
        except AssertionError as fault:
            found.append(f"{one.role}, {one.name}: {str(fault)[:1500]}")
            continue
        if extra := overflow(visitor.page):
            found.append(f"{one.role}, {one.name}: {extra} pixels wider than the window")
        if (headings := visitor.page.locator("h1").count()) != 1:
            found.append(f"{one.role}, {one.name}: {headings} main headings")
    return found


@pytest.mark.parametrize("language", DIRECTIONS)
def test_while_the_jury_works(open_page: OpenPage, language: str) -> None:
    with time_machine.travel((world := a_world()).at, tick=True):
        found = faults(OPEN, world, language, open_page)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", DIRECTIONS)
def test_once_the_ranking_is_signed(open_page: OpenPage, language: str) -> None:
    with time_machine.travel((world := a_world(closed=True)).at, tick=True):
        found = faults(CLOSED, world, language, open_page)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", DIRECTIONS)
def test_once_the_results_are_public(open_page: OpenPage, language: str) -> None:
    with time_machine.travel((world := a_world(closed=True, public=True)).at, tick=True):
        found = faults(PUBLIC, world, language, open_page)

    assert not found, "\n".join(found)
