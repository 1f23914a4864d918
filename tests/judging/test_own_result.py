"""A team's own result: there for its members once it is public, by criterion, with comments and no juror's name."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from judging.domain.own_results import own_results
from judging.domain.publication import name_award, schedule
from judging.domain.rounds import exclude_entry
from judging.domain.signing import sign
from judging.models import Appeal, JuryRules
from teams.models import User
from tests.builders.judging import OVER, has_deliberated
from tests.builders.teams import a_person
from tests.judging.sitting import Sitting, a_sitting

SignIn = Callable[[User], Client]
At = Callable[..., Any]
pytestmark = pytest.mark.django_db

PUBLIC = OVER + timedelta(days=1)


def published(*points: Any, **columns: Any) -> Sitting:
    here = a_sitting(*points, opened=False, **columns)
    seal(here)
    return here


def seal(here: Sitting) -> None:
    has_deliberated(here.round)
    sign(round=here.round, by=here.president, at=OVER)
    schedule(competition=here.competition, publish_at=PUBLIC, by=here.organiser, at=OVER)


def result_url(here: Sitting) -> str:
    return f"/en/{here.competition.slug}/team/result/"


def test_it_is_there_for_the_members_of_the_team_once_it_is_public(signed_in: SignIn, at: At) -> None:
    here = published(1500, 1400)
    captain = here.entries[0].team.captain

    with at(PUBLIC - timedelta(seconds=1)):
        assert signed_in(captain).get(result_url(here)).status_code == 404
    with at(PUBLIC):
        assert {signed_in(member).get(result_url(here)).status_code for member in here.entries[0].team.members()} == {
            200
        }
        for person in (*here.jurors, here.president, here.organiser, a_person(), a_person(is_superuser=True)):
            assert signed_in(person).get(result_url(here)).status_code == 404
        assert Client().get(result_url(here)).status_code == 302


def test_it_tells_score_rank_and_comments_and_no_juror(signed_in: SignIn, at: At) -> None:
    here = published({"impact": 1400, "feasibility": 1500, "training": 1600}, 1600)
    with at(PUBLIC):
        page = signed_in(here.entries[0].team.captain).get(result_url(here)).content.decode()

    for words in ("14.70", "2 of 2", "14.00", "15.00", "16.00", "عمل متقن", "mean of 3 evaluations"):
        assert words in page
    main = page.split("<main", 1)[1].split("</main>")[0]
    assert not [juror for juror in here.jurors if juror.name_latin in main or juror.name_ar in main]
    assert here.entries[1].version.title not in main


def test_the_edition_may_keep_the_rank_to_itself_and_tells_a_prize(signed_in: SignIn, at: At) -> None:
    here = a_sitting(1500, 1600, opened=False)
    JuryRules.objects.create(competition=here.competition, tells_rank=False)
    seal(here)
    prize = {"ar": "الجائزة الثانية", "en": "Second prize"}
    name_award(competition=here.competition, entry=here.entries[0], prize=prize, rank=2, by=here.organiser, at=OVER)

    with at(PUBLIC):
        page = signed_in(here.entries[0].team.captain).get(result_url(here)).content.decode()

    assert "2 of 2" not in page
    assert "Second prize" in page


def test_an_excluded_team_reads_why_and_no_score(signed_in: SignIn, at: At) -> None:
    here = a_sitting(1500, 1600, opened=False)
    exclude_entry(entry=here.entries[0], reason="خارج المحور", by=here.organiser, at=OVER)
    seal(here)

    with at(PUBLIC):
        page = signed_in(here.entries[0].team.captain).get(result_url(here)).content.decode()

    assert "خارج المحور" in page
    assert "15.00" not in page


def test_a_team_appeals_once_against_its_result_and_reads_the_answer(signed_in: SignIn, at: At) -> None:
    here = published(1500, 1600)
    entry = here.entries[0]
    url = f"/en/{here.competition.slug}/team/result/{entry.pk}/appeal/"
    captain = signed_in(entry.team.captain)
    member = next(
        person for person in entry.team.members() if person != entry.team.captain and person != entry.team.deputy
    )

    with at(PUBLIC + timedelta(hours=1)):
        assert signed_in(member).get(url).status_code == 404
        assert signed_in(here.entries[1].team.captain).get(url).status_code == 404
        empty = captain.post(url, {"text": ""}).content.decode()
        captain.post(url, {"text": "لم تُقرأ ملاحقنا"})
        captain.post(url, {"text": "مرة أخرى"})
        page = captain.get(result_url(here)).content.decode()

    assert 'href="#id_text"' in empty
    assert Appeal.objects.get().text == "لم تُقرأ ملاحقنا"
    assert Appeal.objects.get().first_decider == here.president
    assert "Waits for an answer" in page
    assert "Appeal against the result" not in page


def test_after_the_days_of_the_edition_it_is_too_late(signed_in: SignIn, at: At) -> None:
    here = published(1500)
    entry = here.entries[0]
    url = f"/en/{here.competition.slug}/team/result/{entry.pk}/appeal/"

    with at(PUBLIC + timedelta(days=20)):
        page = signed_in(entry.team.captain).get(result_url(here)).content.decode()
        late = signed_in(entry.team.captain).post(url, {"text": "متأخر"}).content.decode()

    assert "Your team could appeal until" in page
    assert "Your team could appeal until" in late
    assert "متأخر" in late
    assert not Appeal.objects.exists()


def test_the_page_of_the_team_leads_there(signed_in: SignIn, at: At) -> None:
    here = published(1500)
    team = f"/en/{here.competition.slug}/team/"
    captain = signed_in(here.entries[0].team.captain)

    with at(PUBLIC - timedelta(seconds=1)):
        before = captain.get(team).content.decode()
    with at(PUBLIC):
        after = captain.get(team).content.decode()

    assert result_url(here) not in before
    assert result_url(here) in after


def test_a_team_that_was_not_judged_has_no_result() -> None:
    here = published(1500)
    elsewhere = a_sitting(1500, opened=False)

    assert own_results(elsewhere.entries[0].team, at=PUBLIC) == []
    assert len(own_results(here.entries[0].team, at=PUBLIC)) == 1
