"""A juror compares what they gave, and signs all of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from judging.domain.rounds import close_round
from judging.models import JurorSignature, Round
from teams.models import User
from tests.builders.crowded_round import copies_of, given_to
from tests.builders.judging import OVER, a_juror, a_round, an_assignment, an_evaluation
from tests.harness.queries import Queries
from tests.judging.cast import only, statuses
from tests.judging.conftest import Jury

SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


@pytest.fixture
def scored() -> tuple[Round, User]:
    """Three projects of one juror: 16 and 16 on impact, and one that lacks scores; a colleague gave 19.37."""
    round = a_round(entries=3)
    juror, colleague = a_juror(round.competition), a_juror(round.competition)
    given: list[Any] = [{"impact": 1600, "feasibility": 1000, "training": 1000}, 1600, {"impact": 800}]
    for entry, points in zip(round.entries.order_by("pk"), given, strict=True):
        an_evaluation(an_assignment(entry=entry, juror=juror), points=points, finished=False)
        an_evaluation(an_assignment(entry=entry, juror=colleague), points=1937)
    return round, juror


def compared(signed_in: SignIn, round: Round, juror: User, query: str = "") -> str:
    answer = signed_in(juror).get(f"/en/{round.competition.slug}/jury/rounds/{round.pk}/mine/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_own_totals_are_exact_and_only_there_where_every_criterion_has_a_score(
    scored: tuple[Round, User], signed_in: SignIn
) -> None:
    page = compared(signed_in, *scored)

    assert "16.00" in page
    assert "13.00" in page
    assert "19.37" not in page
    titles = [entry.version.title for entry in scored[0].entries.order_by("pk")]
    assert page.index(titles[1]) < page.index(titles[0]) < page.index(titles[2])


def test_their_sixteens_stand_together(scored: tuple[Round, User], signed_in: SignIn) -> None:
    page = compared(signed_in, *scored)

    sixteens = page.split("The same score for which projects?")[1].split("8 <span")[0]
    for entry in scored[0].entries.order_by("pk")[:2]:
        assert entry.version.title in sixteens
    assert "2 projects" in sixteens


def test_it_is_ordered_by_a_criterion(scored: tuple[Round, User], signed_in: SignIn) -> None:
    page = compared(signed_in, *scored, "?sort=feasibility")

    titles = [entry.version.title for entry in scored[0].entries.order_by("pk")]
    assert page.index(titles[1]) < page.index(titles[0]) < page.index(titles[2])
    assert 'aria-current="page">criterion feasibility' in page


def test_it_costs_the_same_for_one_project_and_for_thirty(signed_in: SignIn, queries: Queries) -> None:
    round = a_round()
    juror = a_juror(round.competition)
    an_evaluation(an_assignment(entry=round.entries.get(), juror=juror))
    entries = copies_of(round.entries.get(), 30)
    given = 1
    client = signed_in(juror)

    def grow_to(number: int) -> None:
        nonlocal given
        if number > given:
            for assignment in given_to(juror, entries[given:number]):
                an_evaluation(assignment)
            given = number

    urls = [f"/en/{round.competition.slug}/jury/rounds/{round.pk}/{page}/" for page in ("mine", "signature")]

    def visit() -> None:
        for url in urls:
            with queries.at_most(12):
                client.get(url)

    queries.same_at(grow_to=grow_to, visit=visit)


def test_both_pages_are_for_jurors_with_something_in_that_round(jury: Jury, signed_in: SignIn) -> None:
    for name in ("own_scores", "sign_evaluations"):
        assert statuses(jury, signed_in, jury.url(name, round_id=jury.round.pk)) == only({"juror", "colleague"})


def test_what_is_finished_is_shown_once_more_and_signed(jury: Jury, signed_in: SignIn) -> None:
    an_evaluation(jury.assignment, points=1450, comment="قيسوا العينة")
    client, url = signed_in(jury.juror), jury.url("sign_evaluations", round_id=jury.round.pk)
    before = client.get(jury.url("jury")).content.decode()
    assert before.count("Sign my evaluations") == 1
    assert "You have nothing to do" not in before

    page = client.get(url).content.decode()
    assert "14.5" in page
    assert "قيسوا العينة" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    signed = client.post(url, {"seen": seen}, follow=True).content.decode()

    assert "You signed on" in signed
    assert JurorSignature.objects.get().sha256 == seen
    after = client.get(jury.url("jury")).content.decode()
    assert "You have signed your evaluations" in after
    assert "You have no evaluation left to finish." in after


def test_what_is_said_of_reopening_and_finishing_is_said_only_while_one_may(
    jury: Jury, signed_in: SignIn, at: Callable[..., Any]
) -> None:
    an_evaluation(jury.assignment)
    an_evaluation(jury.others_assignment)
    urls = [
        jury.url("own_scores", round_id=jury.round.pk),
        jury.url("sign_evaluations", round_id=jury.round.pk),
        jury.url("jury"),
    ]

    def said() -> list[bool]:
        pages = [signed_in(jury.colleague).get(url).text for url in urls[:2]] + [
            signed_in(jury.juror).get(urls[2]).text
        ]
        words = ("before you finish", "Reopening one of them", "Reopening one withdraws")
        return [sentence in page for sentence, page in zip(words, pages, strict=True)]

    signed = signed_in(jury.juror)
    seen = signed.get(urls[1]).text.split('name="seen" value="')[1].split('"')[0]
    signed.post(urls[1], {"seen": seen})
    working = said()
    with at(OVER):
        over = said()
        close_round(round=jury.round, at=OVER)
        closed = said()
        still = signed_in(jury.colleague).get(urls[1]).text, signed.get(urls[2]).text

    assert [working, over, closed] == [[True] * 3, [False] * 3, [False] * 3]
    assert "By signing you say that these scores" in still[0]
    assert "You have signed your evaluations of this round." in still[1]


def test_a_page_that_is_out_of_date_signs_nothing(jury: Jury, signed_in: SignIn) -> None:
    an_evaluation(jury.assignment)
    url = jury.url("sign_evaluations", round_id=jury.round.pk)

    page = signed_in(jury.juror).post(url, {"seen": "0" * 64}, follow=True).content.decode()

    assert "has changed since you opened this page" in page
    assert not JurorSignature.objects.exists()


def test_before_everything_is_finished_it_says_how_much_is_left(jury: Jury, signed_in: SignIn) -> None:
    an_evaluation(jury.assignment, finished=False)

    page = signed_in(jury.juror).get(jury.url("sign_evaluations", round_id=jury.round.pk)).content.decode()

    assert "1 evaluation is left" in page
    assert 'name="seen"' not in page
