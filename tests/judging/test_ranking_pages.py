"""The ranking of a closed round, and what explains it: for whom, in which state, in which words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from judging.domain.rounds import close_round
from judging.models import Entry, Round
from tests.builders.analyses import an_analysis, neighbours_to_talk_about
from tests.builders.competitions import a_competition
from tests.builders.judging import (
    JUDGING,
    OVER,
    a_juror,
    a_president,
    a_round,
    a_signature,
    an_assignment,
    an_evaluation,
    the_entry,
)
from tests.builders.teams import a_role
from tests.harness.kept import kept
from tests.judging.cast import OVERSEERS, SignIn, only, statuses
from tests.judging.conftest import Jury

pytestmark = pytest.mark.django_db

PARTS = ("certainty", "disagreements", "reliability")
POINTS = ((1800, 1200), (1500, 1500), (1450, 1500), (900, 1000), (700, 800))


@kept
def kept_closed() -> Round:
    """Five projects, two jurors who scored all of them."""
    competition = a_competition()
    round = a_round(competition=competition, entries=len(POINTS))
    jurors = [a_juror(competition), a_juror(competition)]
    for place, given in enumerate(POINTS):
        for juror, points in zip(jurors, given, strict=True):
            an_evaluation(an_assignment(entry=the_entry(round, place), juror=juror), points=points)
    return close_round(round=round, at=OVER)


@pytest.fixture
def closed(kept_closed: Round) -> Round:
    return kept_closed


@pytest.fixture
def read(closed: Round, signed_in: SignIn, at: Callable[..., Any]) -> Callable[..., str]:
    """What the president reads on a page of the closed round."""
    client = signed_in(a_president(closed.competition))

    def page(name: str, query: str = "", **kwargs: Any) -> str:
        with at(OVER):
            return client.get(url_of(closed, name, **kwargs) + query).content.decode()

    return page


def url_of(round: Round, name: str, **kwargs: Any) -> str:
    address = {"edition": round.phase.competition.slug, "round_id": round.pk, **kwargs}
    return reverse(f"judging:{name}", kwargs=address)


def test_before_closing_there_is_no_part_of_the_ranking_for_anybody(
    jury: Jury, signed_in: SignIn, at: Callable[..., Any]
) -> None:
    mine = jury.assignment.entry_id
    with at(JUDGING):
        an_evaluation(jury.assignment)
        for name in (*PARTS, "jurors_figures", "table_xlsx"):
            assert statuses(jury, signed_in, jury.url(name, round_id=jury.round.pk)) == only(set())
        why = jury.url("why", round_id=jury.round.pk, first=mine, second=mine)
        assert statuses(jury, signed_in, why) == only(set())


def test_once_closed_each_part_is_for_those_who_follow_and_jurors_figures_for_the_president_and_the_deputy(
    jury: Jury, signed_in: SignIn, at: Callable[..., Any]
) -> None:
    an_evaluation(jury.assignment)
    with at(OVER):
        an_analysis(close_round(round=jury.round, at=OVER))
        for name in PARTS:
            assert statuses(jury, signed_in, jury.url(name, round_id=jury.round.pk)) == only(OVERSEERS)
        figures = jury.url("jurors_figures", round_id=jury.round.pk)
        assert statuses(jury, signed_in, figures) == only({"president", "deputy"})


def test_severities_are_on_no_page_of_anybody_else(closed: Round, signed_in: SignIn, at: Callable[..., Any]) -> None:
    an_analysis(closed)
    auditor = signed_in(a_role("auditor", competition=closed.competition))
    with at(OVER):
        pages = [auditor.get(url_of(closed, name)).content.decode() for name in ("ranking", *PARTS)]
        pages += [
            auditor.get(url_of(closed, "ranking").partition("rounds/")[0] + "audit/?part=analyses").content.decode()
        ]

    assert not any("0.37" in page or "ranking/jurors/" in page for page in pages)


def test_the_president_reads_each_jurors_severity_spread_and_consistency(closed: Round, read: Any) -> None:
    an_analysis(closed)

    page = read("jurors_figures")

    assert ["+0.37" in page, "−0.37" in page, "2.10" in page, "0.64" in page] == [True] * 4
    assert page.count('<svg class="plot') == 2


SENTENCES = {
    "no_severity": "The jurors were about equally strict",
    "little_learnt": "share too few projects with colleagues",
    "too_few": "A correction would be guesswork",
    "one_score_each": "Each project was read by one juror only",
    "one_juror": "One juror scored all projects",
    "all_equal": "All evaluations gave the same total",
    "cancels": "removing it can change no rank",
}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_each_refusal_is_said_in_a_sentence_and_no_second_ranking_is_shown(closed: Round, read: Any, code: Any) -> None:
    an_analysis(closed, refused=(code,))

    for name in ("ranking", *PARTS[::2], "jurors_figures"):
        page = read(name)
        assert SENTENCES[code] in page
        assert "Calibrated score" not in page
    assert "the official score decides" in read("ranking")


def test_beside_the_official_score_stands_the_calibrated_one_its_places_and_its_band(closed: Round, read: Any) -> None:
    an_analysis(closed)

    page = read("ranking")

    assert ["15.00" in page, "15.20" in page, "1 to 3" in page, "Among the first 3" in page] == [True] * 4
    assert "the official score decides" in page
    assert page.count("<details") >= 5


def test_several_groups_are_corrected_inside_each_and_nothing_common_is_claimed(closed: Round, read: Any) -> None:
    an_analysis(closed, components=2)

    page = read("ranking")

    assert "2 groups that share no project" in page
    assert "no common calibrated ranking is claimed" in page
    assert ["group 1" in page, "group 2" in page, "rank 1<" in page] == [True, True, False]


def test_while_the_statistics_are_computed_the_official_ranking_stands_and_the_page_says_so(read: Any) -> None:
    page = read("ranking")

    assert "The statistics are being computed" in page
    assert "Look again" in page
    assert "15.00" in page
    assert [read(name).count("being computed") for name in (*PARTS, "jurors_figures")] == [1] * 4


def test_neighbours_that_hang_on_one_juror_and_statistical_ties_are_proposed_for_deliberation(
    closed: Round, read: Any
) -> None:
    an_analysis(closed, neighbours_to_talk_about)

    for name in ("ranking", "certainty"):
        page = read(name)
        assert "Ranks 1 and 3 change places if one juror is left out" in page
        assert "Ranks 1 and 3 are a statistical tie" in page
    assert "(A)" in read("certainty")


def test_where_nothing_is_to_talk_about_that_is_said(closed: Round, read: Any) -> None:
    an_analysis(closed, refused=("no_severity",))

    assert "No two neighbours are a statistical tie" in read("certainty")
    assert "To deliberate first" not in read("ranking")


def test_reliability_criteria_and_gaps_are_said_in_plain_words(closed: Round, read: Any) -> None:
    an_analysis(closed, refused=("cancels",))

    page = read("reliability")

    assert "0.82 (0.71 to 0.90)" in page
    assert "Good: another jury would rank much alike." in page
    assert "The jurors agree little." in page
    assert "0.70" in page
    assert "hardly apart" in page
    assert "criterion impact" in page
    assert "more than chance makes likely" in page
    assert "By theme" not in page
    assert "By the language of the juror" not in page


def test_figures_that_cannot_be_said_leave_no_empty_card(closed: Round, read: Any) -> None:
    def silent(result: Any) -> None:
        nothing = {"value": None, "low": None, "high": None}
        result["reliability"] = {"icc": nothing, "icc_single": nothing, "alpha": nothing, "concordance": None}
        result["criteria"], result["gaps"] = [], []

    an_analysis(closed, silent, refused=("all_equal",))

    page = read("reliability")

    assert "card" not in page.split("<main")[1].split("</main>")[0]
    assert "How the scores are spread" in page


def test_the_widest_disagreement_comes_first_with_what_the_highest_and_the_lowest_wrote(
    closed: Round, read: Any
) -> None:
    an_analysis(closed)

    page = read("disagreements")

    assert "A 18.00</bdi>" in page
    assert "B 12.00</bdi>" in page
    assert page.index("Rank 1 ·") < page.index("Rank 3 ·")
    assert page.count("عمل متقن") == 2 * len(POINTS)


def test_two_neighbours_are_explained_criterion_by_criterion_and_juror_by_juror(closed: Round, read: Any) -> None:
    an_analysis(closed, neighbours_to_talk_about)
    second, third = (Entry.objects.filter(round=closed).order_by("pk")[place] for place in (1, 2))

    page = read("why", first=third.pk, second=second.pk)

    assert "Both have the same score" not in page
    assert "has 0.25 points more than" in page
    assert ["+0.12" in page or "+0.13" in page, "+0.25" in page, "50 %" in page] == [True] * 3
    assert "Juror A" in page
    assert "overlap" in page
    assert "Ranks 1 and 3 change places if one juror is left out (A)" in page


def test_the_way_to_the_deliberation_stands_above_the_ranking_and_below_until_it_is_signed(
    closed: Round, read: Any
) -> None:
    way = f'href="{url_of(closed, "deliberation")}"'

    before, table, after = read("ranking").partition('class="table ranking"')
    a_signature(closed)
    signed = read("ranking")

    assert [part.count(way) for part in (before, after)] == [1, 1]
    assert (bool(table), way in signed) == (True, False)


def test_less_than_two_points_are_one_point_in_french(closed: Round, signed_in: SignIn, at: Callable[..., Any]) -> None:
    second, third = (Entry.objects.filter(round=closed).order_by("pk")[place] for place in (1, 2))
    url = url_of(closed, "why", first=third.pk, second=second.pk).replace("/en/", "/fr/", 1)

    with at(OVER):
        page = signed_in(a_president(closed.competition)).get(url).text

    assert "a 0,25 point de plus" in page


def test_equals_are_explained_by_the_rule_that_parts_them_or_none(closed: Round, read: Any) -> None:
    first, second = (Entry.objects.filter(round=closed).order_by("pk")[place] for place in (0, 1))

    page = read("why", first=first.pk, second=second.pk)

    assert "Both have the same score, exactly." in page
    assert "nothing in the rules parts them" in page


def test_equals_are_no_statistical_tie_and_say_that_nothing_has_parted_them(closed: Round, read: Any) -> None:
    first, second = (Entry.objects.filter(round=closed).order_by("pk")[place] for place in (0, 1))
    tie = {"first": first.pk, "second": second.pk, "probability": 0.5}
    an_analysis(closed, lambda result: result["ties"].append(tie))

    page = read("ranking")

    assert "Equal score, and nothing has parted it: ex æquo" in page
    assert "statistical tie" not in page


def test_what_is_no_pair_of_ranked_entries_is_not_found(closed: Round, signed_in: SignIn) -> None:
    client: Client = signed_in(a_president(closed.competition))
    first = Entry.objects.filter(round=closed).order_by("pk")[0].pk
    foreign = a_round().entries.get().pk

    for second in (first, foreign, 0):
        assert client.get(url_of(closed, "why", first=first, second=second)).status_code == 404
