"""What the jury's room tells a team on the pages of its own team and project."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from judging.domain import screening
from judging.models import Entry
from teams.models import User
from tests.builders.judging import JUDGING
from tests.builders.teams import a_member, a_person
from tests.judging.conftest import Jury

SignIn = Callable[[User], Client]
PAGES = ("teams:team", "submissions:project")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


def text_of(page: str, jury: Jury, client: Client) -> str:
    return client.get(reverse(page, kwargs={"edition": jury.competition.slug})).text


def exclude(jury: Jury) -> Entry:
    return screening.exclude_entry(entry=jury.assignment.entry, reason="الملف غير كامل", by=jury.organiser, at=JUDGING)


@pytest.mark.parametrize("page", PAGES)
def test_every_member_of_an_excluded_team_reads_why_and_finds_the_way_to_answer(
    jury: Jury, signed_in: SignIn, page: str
) -> None:
    member = a_member(jury.assignment.entry.team, a_person()).person
    before = text_of(page, jury, signed_in(member))

    entry = exclude(jury)

    answer = jury.url("appeal_exclusion", entry_id=entry.pk)
    after = {text_of(page, jury, signed_in(person)) for person in (member, jury.captain)}
    assert all("الملف غير كامل" in text and answer in text for text in after)
    assert answer not in before


def test_a_project_page_with_nothing_to_say_costs_no_query_for_it(jury: Jury, signed_in: SignIn) -> None:
    client = signed_in(jury.captain)
    text_of("submissions:project", jury, client)

    with CaptureQueriesContext(connection) as without:
        text_of("submissions:project", jury, client)
    exclude(jury)
    with CaptureQueriesContext(connection) as with_decision:
        text_of("submissions:project", jury, client)

    assert len(with_decision) == len(without) + 1
    assert sum("judging_entry" in query["sql"] for query in without.captured_queries) == 1  # the team's own row
