"""A juror's list: how far they are, by when, one page of one round at a time."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from judging.domain.canonical_form import fingerprint
from judging.domain.conflicts import declare
from judging.domain.deliberating.attending import attend
from judging.domain.deliberating.minutes import fingerprint_of, sign_minutes
from judging.domain.deliberating.opening import close_deliberation
from judging.domain.juror_signing import evaluations_text, finished_by, sign_evaluations
from judging.models import Extension, JurorProfile, Round
from teams.models import Role, User
from tests.builders.competitions import NOW, a_competition
from tests.builders.crowded_round import copies_of, given_to
from tests.builders.judging import JUDGING, OVER, a_juror, a_president, a_round, an_assignment, an_evaluation
from tests.harness.clock import days
from tests.harness.queries import Queries
from tests.judging.conftest import Jury
from tests.judging.crowd import Crowd
from tests.judging.sitting import a_sitting

SignIn = Callable[[User], Client]
At = Callable[..., Any]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


@pytest.fixture
def full() -> tuple[Round, User]:
    """A juror with seven projects: one finished, two begun, four to do."""
    round = a_round(entries=7)
    juror = a_juror(round.competition)
    for number, entry in enumerate(round.entries.order_by("pk")):
        assignment = an_assignment(entry=entry, juror=juror)
        if number < 3:
            an_evaluation(assignment, finished=number == 0)
    return round, juror


def visit(signed_in: SignIn, round: Round, juror: User, query: str = "") -> str:
    answer = signed_in(juror).get(f"/en/{round.competition.slug}/jury/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def rows(page: str) -> int:
    return len(re.findall(r'row-link" href="[^"]*/jury/\d+/"', page))


def test_the_list_counts_what_is_done_begun_and_to_do(full: tuple[Round, User], signed_in: SignIn) -> None:
    page = visit(signed_in, *full)

    assert "1 of 7 finished" in page
    for label, count in (("All", 7), ("To do", 4), ("Begun", 2), ("Finished", 1)):
        assert f'{label} <span class="num">({count})</span>' in page
    assert rows(page) == 7
    assert "in 7 days" in page


@pytest.mark.parametrize(("state", "number"), [("to-do", 4), ("begun", 2), ("done", 1), ("nonsense", 7)])
def test_it_is_filtered_by_state(full: tuple[Round, User], signed_in: SignIn, state: str, number: int) -> None:
    assert rows(visit(signed_in, *full, f"?state={state}")) == number


def test_an_empty_state_says_so(signed_in: SignIn) -> None:
    round = a_round()
    juror = a_juror(round.competition)
    an_assignment(entry=round.entries.get(), juror=juror)

    assert "None of your evaluations is in this state." in visit(signed_in, round, juror, "?state=done")


def test_two_hundred_and_fifty_projects_are_five_pages_within_ten_queries(signed_in: SignIn, queries: Queries) -> None:
    round = a_round()
    juror = a_juror(round.competition)
    given_to(juror, copies_of(round.entries.get(), 250))
    client, url = signed_in(juror), f"/en/{round.competition.slug}/jury/"
    client.get(url)

    with queries.at_most(10):
        first = client.get(url).content.decode()
    with queries.at_most(10):
        last = client.get(f"{url}?page=5").content.decode()

    assert "0 of 250 finished" in first
    assert (rows(first), rows(last)) == (50, 50)
    assert "Page 1 of 5" in first


def test_the_later_end_that_a_juror_was_given_is_the_one_on_their_list(
    full: tuple[Round, User], signed_in: SignIn, at: At
) -> None:
    round, juror = full
    end = round.phase.closes_at
    Extension.objects.create(
        round=round, juror=juror, until=end + days(2), reason="مرض",
        granted_by=a_president(round.competition), granted_at=JUDGING,
    )  # fmt: skip

    with at(end + days(1)):
        page = visit(signed_in, round, juror)

    assert "Open the evaluation" in page
    assert "Not finished in time" not in page


def test_who_has_not_accepted_the_charter_or_declared_is_led_there_first(jury: Jury, signed_in: SignIn) -> None:
    juror = a_juror(jury.competition, declared=False)
    assignment = an_assignment(entry=jury.assignment.entry, juror=juror)
    client = signed_in(juror)
    evaluation = jury.url("evaluation", assignment_id=assignment.pk)

    assert client.get(jury.url("jury"))["Location"] == jury.url("charter")
    assert client.get(evaluation)["Location"] == jury.url("charter")

    role = Role.objects.get(person=juror, kind=Role.Kind.JUROR)
    JurorProfile.objects.create(role=role, charter_accepted_at=NOW, confidentiality_accepted_at=NOW)
    assert client.get(jury.url("jury"))["Location"] == jury.url("declare")
    assert client.get(evaluation)["Location"] == jury.url("declare")
    files = jury.url("evaluation_file", assignment_id=assignment.pk, attachment_id=jury.attachment_id)
    assert client.get(files).status_code == 404


def test_a_president_who_also_judges_still_reaches_what_they_lead(signed_in: SignIn) -> None:
    competition = a_competition()
    round = a_round(competition=competition)
    president = a_president(competition)
    a_juror(competition, person=president, declared=False)

    page = visit(signed_in, round, president)

    assert "First round" in page


def test_a_project_from_which_the_juror_is_recused_stays_named_without_a_way_in(jury: Jury, signed_in: SignIn) -> None:
    entry = jury.assignment.entry
    declare(juror=jury.juror, team=entry.team, reason="قرابة", by=jury.juror, at=JUDGING)
    client = signed_in(jury.juror)

    page = client.get(jury.url("jury")).text

    assert "Projects that you do not judge" in page
    assert "Stepped back" in page
    assert f"{entry.round.name} · You have declared a conflict of interest." in page
    assert page.count(entry.version.title) == 1
    evaluation = jury.url("evaluation", assignment_id=jury.assignment.pk)
    assert evaluation not in page
    assert "قرابة" not in page
    assert client.get(evaluation).status_code == 404


def test_one_that_was_barred_says_that_a_conflict_was_recorded(jury: Jury, signed_in: SignIn) -> None:
    entry = jury.assignment.entry
    declare(juror=jury.juror, team=entry.team, reason="قرابة", by=jury.organiser, at=JUDGING)
    client = signed_in(jury.juror)

    page = client.get(jury.url("jury")).text

    assert "A conflict of interest with this team has been recorded." in page
    assert "You have declared" not in page
    assert client.get(jury.url("evaluation", assignment_id=jury.assignment.pk)).status_code == 404


def test_in_a_blind_round_it_is_called_as_it_was_before(jury: Jury, signed_in: SignIn) -> None:
    entry = jury.assignment.entry
    Round.objects.filter(pk=entry.round_id).update(is_blind=True)
    declare(juror=jury.juror, team=entry.team, reason="قرابة", by=jury.juror, at=JUDGING)

    page = signed_in(jury.juror).get(jury.url("jury")).text

    assert "Stepped back" in page
    assert entry.team.display_name not in page


def test_who_is_recused_from_nothing_reads_nothing_of_it_and_a_colleague_neither(jury: Jury, signed_in: SignIn) -> None:
    entry = jury.assignment.entry
    declare(juror=jury.juror, team=entry.team, reason="قرابة", by=jury.juror, at=JUDGING)

    assert "Projects that you do not judge" not in signed_in(jury.colleague).get(jury.url("jury")).text


def test_what_a_juror_is_recused_from_costs_the_same_for_one_and_for_thirty(
    crowd: Crowd, signed_in: SignIn, queries: Queries
) -> None:
    crowd.grow_to(30)
    client = signed_in(crowd.juror)

    def recuse(number: int) -> None:
        for entry in crowd.entries[: number - (number == 30)]:
            declare(juror=crowd.juror, team=entry.team, reason="سبب", by=crowd.juror, at=JUDGING)

    queries.all_same_at(
        grow_to=recuse,
        visits={"the list": lambda: client.get(crowd.url("jury"))},
        at_most={"the list": 10},
    )


def test_whoever_is_no_juror_any_more_has_no_list_of_what_they_were_recused_from(jury: Jury, signed_in: SignIn) -> None:
    declare(juror=jury.juror, team=jury.assignment.entry.team, reason="قرابة", by=jury.juror, at=JUDGING)
    Role.objects.filter(person=jury.juror).update(until=JUDGING)

    assert signed_in(jury.juror).get(jury.url("jury")).status_code == 404


def test_once_all_is_signed_the_deliberation_comes_next_and_then_its_minutes(signed_in: SignIn, at: At) -> None:
    here = a_sitting(1500, 1400)
    juror = here.jurors[0]
    attend(round=here.round, jurors=here.jurors, by=here.president, at=OVER)
    seen = fingerprint(evaluations_text(here.round, juror, finished_by(here.round, juror)))
    sign_evaluations(round=here.round, by=juror, seen=seen, at=OVER)

    with at(OVER):
        assert "The jury deliberates on the round “First round”: take part." in visit(signed_in, here.round, juror)

        close_deliberation(round=here.round, by=here.president, at=OVER)
        page = visit(signed_in, here.round, juror)
        assert "The jury has deliberated on the round “First round”: sign the minutes." in page

        sign_minutes(round=here.round, seen=fingerprint_of(here.round), by=juror, at=OVER)
        assert "You have no evaluation left to finish." in visit(signed_in, here.round, juror)
