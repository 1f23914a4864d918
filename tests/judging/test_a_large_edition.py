"""An edition of 2,000 teams and 60 jurors: every list is searched and paged, and what concerns many is done at once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from competitions.domain import jobs
from judging.domain.declaring import declare_conflicts
from judging.domain.profiles import accept_charter
from judging.models import Assignment, Conflict, Entry, Plan, Round
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.judging import JUDGING, OPENING, OVER, a_juror, a_president, a_round, an_organiser
from tests.builders.large_edition import DOUBTED, TITLES, a_large_edition
from tests.judging.cast import SignIn

pytestmark = pytest.mark.django_db

TEAMS, JURORS, WANTED = 2000, 60, 3
LONGEST = 100_000  # bytes of a page
MOST = 14  # queries of a page, sign-in and rights among them
PICKED, ROW, CARD = 'class="picked"', 'scope="row"', 'class="card"'


class Walk:
    """The edition, and somebody's browser at the page of the jury's that is named."""

    def __init__(self, sign_in: SignIn, at: Callable[[datetime], Any]) -> None:
        self.sign_in, self.at = sign_in, at
        self.competition = a_large_edition(TEAMS)
        self.round = a_round(competition=self.competition, entries=0, opened=False)
        Round.objects.filter(pk=self.round.pk).update(evaluations_wanted=WANTED)
        self.office = sign_in(an_organiser(self.competition))
        self.chair = sign_in(a_president(self.competition))
        self.jurors: list[User] = [a_juror(self.competition, declared=False) for _each in range(JURORS)]

    def url(self, name: str, **kwargs: Any) -> str:
        return reverse(f"judging:{name}", kwargs={"edition": self.competition.slug, **kwargs})

    def of_round(self, name: str, **kwargs: Any) -> str:
        return self.url(name, round_id=self.round.pk, **kwargs)

    def read(self, client: Client, url: str, **query: Any) -> str:
        """The page, after a look at its length and at what it costs."""
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(url, query)
        assert answer.status_code == 200, url
        assert len(answer.content) < LONGEST, (url, query, len(answer.content))
        assert len(captured) <= MOST, (url, query, len(captured))
        return str(answer.text.split("<main")[1].split("</main>")[0])

    def press(self, client: Client, url: str, **sent: Any) -> str:
        """What stands there after a button was pressed."""
        return str(client.post(url, sent, follow=True).text)


def test_an_edition_of_two_thousand_teams_is_screened_declared_assigned_and_followed_without_one_long_list(
    signed_in: SignIn, at: Callable[[datetime], Any]
) -> None:
    walk = Walk(signed_in, at)

    with at(OPENING):
        the_projects_enter(walk)
        the_organiser_finds_what_is_sought(walk)
        the_organiser_decides_about_many(walk)
        the_organiser_sees_how_many_jurors_remain(walk)
        a_juror_declares(walk)
        a_proposal_is_looked_through_and_stands(walk)
    with at(JUDGING):
        how_far_the_jury_is(walk)
        a_juror_at_work(walk)
    with at(OVER):
        what_keeps_the_round_from_closing(walk)


def the_projects_enter(walk: Walk) -> None:
    before = walk.read(walk.office, walk.of_round("round_setup"))
    walk.press(walk.office, walk.of_round("round_setup"), collect="1")

    assert "2,000" in before.replace("\u202f", ",").replace("2000", "2,000")
    assert Entry.objects.filter(round=walk.round).count() == TEAMS


def the_organiser_finds_what_is_sought(walk: Walk) -> None:
    screening = walk.of_round("screening")
    first, last = walk.read(walk.office, screening), walk.read(walk.office, screening, page=40)
    folded = walk.read(walk.office, screening, q="ارشاد المرتفقين 1200")
    by_team = walk.read(walk.office, screening, q="فَريق كبير 1999")
    doubtful = walk.read(walk.office, screening, doubts=1)

    assert [page.count(PICKED) for page in (first, last, folded, by_team)] == [50, 50, 1, 1]
    assert "Page 1 of 40" in first
    assert f"{TITLES[0]} 1200" in folded
    assert "Crowd 1999" in by_team
    assert "Page 1 of 4<" in doubtful
    assert "There is no such project" in walk.read(walk.office, screening, q="xyzzy")


def the_organiser_decides_about_many(walk: Walk) -> None:
    screening, many = walk.of_round("screening"), walk.of_round("screen_many")
    page = walk.office.get(screening, {"doubts": "1", "select": "1"}).context["screening"]
    ticked = [row["id"] for row in page.rows if row["checked"]]
    asked = walk.press(walk.office, many, entry=ticked, exclude="1")
    done = walk.press(walk.office, many, entry=ticked, exclude="1", reason="عضو غير مؤهل")
    found = walk.press(walk.office, many, clear="1", q="crowd 19", show="waiting")
    rest = walk.press(walk.office, many, clear="1", show="waiting")

    entries = Entry.objects.filter(round=walk.round)
    assert "Each team is told the reason" in asked
    assert "50 projects are excluded" in done
    assert "projects are admitted." in found
    assert "projects are admitted." in rest
    assert entries.filter(excluded_because="عضو غير مؤهل").count() == 50
    assert entries.exclude(screened_at=None).filter(excluded_at=None).count() == TEAMS - TEAMS // DOUBTED
    tabs = {"waiting": 50, "admitted": 50, "excluded": 50}
    assert {state: walk.read(walk.office, screening, show=state).count(PICKED) for state in tabs} == tabs


def the_organiser_sees_how_many_jurors_remain(walk: Walk) -> None:
    policies = walk.url("conflict_policies")
    page, found = walk.read(walk.office, policies), walk.read(walk.office, policies, q="كَبير 1777")

    assert [page.count(ROW), found.count(ROW)] == [25, 1]
    assert "Page 1 of 80" in page


def a_juror_declares(walk: Walk) -> None:
    juror, declare = walk.jurors[0], walk.url("declare")
    for each in walk.jurors:
        accept_charter(person=each, competition=walk.competition, at=NOW)
    browser = walk.sign_in(juror)
    listed, found = walk.read(browser, declare), walk.read(browser, declare, q="crowd 177")
    names = [row.id for row in browser.get(declare, {"q": "crowd 177"}).context["declare"].rows]
    walk.press(browser, declare, team=names, show="teams", q="crowd 177")
    waiting = walk.read(browser, declare)
    walk.press(browser, declare, declare="", reason="")
    for each in walk.jurors[1:]:
        declare_conflicts(juror=each, competition=walk.competition, at=NOW)

    assert [listed.count(PICKED), found.count(PICKED)] == [20, 12]
    assert "Page 1 of 100" in listed
    assert "12 conflicts are on your list." in waiting
    assert Conflict.objects.filter(juror=juror).count() == 12


def let_the_jobs_run() -> None:
    for job in jobs.waiting(at=OPENING):
        jobs.run(job, clock=lambda: OPENING)


def a_proposal_is_looked_through_and_stands(walk: Walk) -> None:
    assignment = walk.of_round("assignment")
    walk.press(walk.office, assignment)
    plan = Plan.objects.get(round=walk.round)
    plan_url = {name: walk.url(name, plan_id=plan.pk) for name in ("plan", "plan_people", "plan_changes")}
    let_the_jobs_run()
    pages = {name: walk.read(walk.office, url) for name, url in plan_url.items()}
    weakest, short = (walk.read(walk.office, plan_url["plan"], show=show) for show in ("weakest", "short"))
    found = walk.read(walk.office, plan_url["plan"], q="ارشاد المرتفقين 1204")
    swap = walk.read(walk.office, walk.url("plan_swap", plan_id=plan.pk, key=entry_of(walk, "Crowd 1204").pk))
    walk.press(walk.office, plan_url["plan_changes"], accept="1")
    let_the_jobs_run()

    assert [page.count(CARD) for page in (pages["plan"], weakest, found)] == [20, 20, 1]
    assert [pages[name].count(ROW) for name in ("plan_people", "plan_changes")] == [50, 50]
    assert "Nothing found" in short
    assert swap.count("<li") < TEAMS // 20
    assert Assignment.objects.live().count() == WANTED * (TEAMS - 50)
    assert not Assignment.objects.live().filter(juror=walk.jurors[0], entry__project__team__in=barred(walk)).exists()
    walk.read(walk.office, assignment)
    walk.press(walk.office, walk.of_round("round_setup"), open="1")
    assert Round.objects.get(pk=walk.round.pk).opened_at == OPENING


def how_far_the_jury_is(walk: Walk) -> None:
    progress = walk.of_round("ranking")
    by_project, by_juror = walk.read(walk.office, progress), walk.read(walk.office, progress, by="jurors")
    of_one = walk.read(walk.office, progress, by="jurors", juror=walk.jurors[1].pk)
    found = walk.read(walk.office, progress, q="ارشاد المرتفقين 1204")

    assert [page.count(ROW) for page in (by_project, by_juror, of_one, found)] == [50, 50, 50, 1]
    assert "0 of 5850 evaluations finished" in by_project
    assert "Page 1 of 39" in by_project
    assert "Nothing found" in walk.read(walk.office, progress, q="xyzzy")


def a_juror_at_work(walk: Walk) -> None:
    browser = walk.sign_in(walk.jurors[1])
    own = walk.read(browser, walk.url("jury"))
    conflict = walk.read(browser, walk.url("conflict"))
    captain = walk.sign_in(entry_of(walk, "Crowd 1204").team.captain)

    assert own.count('id="own-') <= 50
    assert "Page 1 of 2" in own
    assert conflict.count("<option") <= WANTED * TEAMS // JURORS + 2
    walk.read(captain, walk.url("team_jury"))
    walk.read(browser, walk.of_round("own_scores"))
    walk.read(walk.chair, walk.url("jury"))
    walk.read(walk.office, walk.of_round("panel_entries"))
    walk.read(walk.office, walk.url("reassign"))


def what_keeps_the_round_from_closing(walk: Walk) -> None:
    short = walk.of_round("short")
    page, last = walk.read(walk.chair, short), walk.read(walk.chair, short, page=98)
    found = walk.read(walk.chair, short, q="crowd 1204")

    assert [each.count(CARD) for each in (page, last, found)] == [20, 10, 1]
    assert "There is no such project." in walk.read(walk.chair, short, q="xyzzy")


def entry_of(walk: Walk, team: str) -> Entry:
    entries = Entry.objects.select_related("project__team__captain")
    return entries.get(round=walk.round, project__team__name_latin=team)


def barred(walk: Walk) -> list[int]:
    return list(Conflict.objects.filter(juror=walk.jurors[0]).values_list("team", flat=True))
