"""The organiser sets a round up on its page; the president names projects on theirs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from judging.domain.advice import Size, advice_on
from judging.domain.planning import RoundRules
from judging.domain.scoring import save_evaluation
from judging.domain.weighing import shared_out
from judging.models import Criterion, Entry, Round, RuleChange
from submissions.models import Project
from teams.models import User
from tests.builders.judging import (
    JUDGING,
    OPENING,
    a_juror,
    a_president,
    a_round,
    a_second_round,
    an_assignment,
    an_evaluation,
    an_organiser,
)
from tests.harness.queries import Queries

SignIn = Callable[[User], Client]
At = Callable[..., Any]
pytestmark = pytest.mark.django_db


def url(round: Round, name: str, **more: Any) -> str:
    return reverse(f"judging:{name}", kwargs={"edition": round.competition.slug, "round_id": round.pk, **more})


def test_projects_enter_and_the_round_opens_by_two_buttons(signed_in: SignIn, at: At) -> None:
    round = a_round(entries=2, opened=False)
    office, page = signed_in(an_organiser(round.competition)), url(round, "round_setup")

    with at(OPENING):
        before = office.get(page).text
        office.post(page, {"collect": "1"})
        examine = office.get(page).context["page"].step
        office.post(page, {"open": "1"})

    round.refresh_from_db()
    assert "let the projects enter the round" in before
    assert examine["sentence"] == "Examine 2 projects."
    assert (round.collected_at, round.opened_at) == (OPENING, OPENING)


def test_a_round_that_waits_for_an_earlier_one_asks_nobody_to_let_projects_enter(signed_in: SignIn, at: At) -> None:
    first = a_round(entries=2)
    final = a_second_round(first, entry_rule="first_overall", earlier_round=first, entry_count=1)
    office = signed_in(an_organiser(first.competition))

    with at(OPENING):
        page = office.get(url(final, "round_setup")).context["page"]

    assert page.step == {
        "sentence": "The president has not signed the earlier round yet: its first projects enter this one.",
        "done": True,
    }
    assert not page.collect


def test_what_keeps_a_round_closed_is_said_on_its_page(signed_in: SignIn, at: At) -> None:
    round = a_round(criteria={"impact": 9950}, opened=False)
    office, page = signed_in(an_organiser(round.competition)), url(round, "round_setup")

    with at(OPENING):
        office.post(page, {"collect": "1"})
        said = office.post(page, {"open": "1"}, follow=True).text

    assert "99.5 percent instead of 100" in said
    assert Round.objects.get(pk=round.pk).opened_at is None


@pytest.mark.parametrize(
    ("rules", "size", "words"),
    [
        ({}, Size(40, 0), "has no juror yet"),
        ({}, Size(40, 1), "There is one juror"),
        ({}, Size(40, 2), "needs 3 evaluations, and there are 2 jurors"),
        ({}, Size(40, 9), "Five evaluations per project instead of three"),
        ({}, Size(12, 5), "Let every juror score every project"),
        ({"is_read_by_all": True}, Size(12, 5), "weigh on all projects alike"),
        ({"is_read_by_all": True}, Size(200, 5), "read all 200 projects"),
    ],
)
def test_advice_says_what_numbers_buy_and_what_will_not_work(rules: dict[str, Any], size: Size, words: str) -> None:
    round = a_round(opened=False, rules=RoundRules(**rules))

    assert words in " ".join(each.text for each in advice_on(round, size))


def test_enough_evaluations_of_many_projects_need_no_advice() -> None:
    round = a_round(opened=False, rules=RoundRules(evaluations_wanted=5))

    assert advice_on(round, Size(300, 30)) == []


def test_weights_and_places_are_typed_together(signed_in: SignIn, at: At) -> None:
    round = an_evaluation(finished=False).assignment.entry.round
    office, page = signed_in(an_organiser(round.competition)), url(round, "criteria")
    weights = {"weight_impact": "40", "weight_feasibility": "39,5", "weight_training": "20,5"}

    with at(JUDGING):
        without = office.post(page, {**weights, "place_impact": "1"}).text
        twice = office.post(page, {**weights, "place_impact": "1", "place_training": "1", "reason": "سبب"}).text
        office.post(page, {**weights, "place_impact": "1", "reason": "سبب"})

    assert "this change needs a reason" in without
    assert "Give each place to one criterion only" in twice
    assert dict(round.criteria.values_list("key", "weight")) == {"impact": 4000, "feasibility": 3950, "training": 2050}
    assert {change.what for change in RuleChange.objects.filter(round=round)} == {"weights", "criterion"}


def test_a_criterion_is_removed_and_what_it_weighed_is_shared_out(signed_in: SignIn, at: At) -> None:
    round = a_round(levels={"training": (0, 2000)})
    office = signed_in(an_organiser(round.competition))
    page = url(round, "remove_criterion", criterion_id=round.criteria.get(key="training").pk)

    with at(OPENING):
        listed = office.get(url(round, "criteria")).text
        form = office.get(page).context["form"]
        proposed = {name: form[name].value() for name in form.fields}
        short = office.post(page, {"weight_impact": "60", "weight_feasibility": "30"}).text
        office.post(page, proposed)

    assert page in listed
    assert proposed == {"weight_impact": "62.5", "weight_feasibility": "37.5"}
    assert "these would sum to 90" in short
    assert dict(round.criteria.values_list("key", "weight")) == {"impact": 6250, "feasibility": 3750}


def test_once_a_score_is_given_a_criterion_stays_and_the_page_says_why(signed_in: SignIn, at: At) -> None:
    round = an_evaluation(finished=False).assignment.entry.round
    office = signed_in(an_organiser(round.competition))
    page = url(round, "remove_criterion", criterion_id=round.criteria.get(key="training").pk)

    with at(JUDGING):
        listed = office.get(url(round, "criteria")).text
        alone = office.get(page).text
        office.post(page, {"weight_impact": "70", "weight_feasibility": "30"})

    assert page not in listed
    assert all("are neither added, removed nor" in text for text in (listed, alone))
    assert round.criteria.count() == 3


def test_a_criterion_that_a_juror_has_written_about_stays(signed_in: SignIn, at: At) -> None:
    assignment = an_assignment()
    round, training = assignment.entry.round, assignment.entry.round.criteria.get(key="training")
    save_evaluation(
        assignment=assignment, points={}, comments={"training": "بداية جيدة"}, comment_for_team="", comment_for_jury="",
        revision=0, by=assignment.juror, received_at=JUDGING,
    )  # fmt: skip
    office = signed_in(an_organiser(round.competition))

    with at(JUDGING):
        weights = {"weight_impact": "70", "weight_feasibility": "30"}
        said = office.post(url(round, "remove_criterion", criterion_id=training.pk), weights).text
        impact = round.criteria.get(key="impact")
        weights = {"weight_training": "70", "weight_feasibility": "30"}
        office.post(url(round, "remove_criterion", criterion_id=impact.pk), weights)

    assert "A juror has written about this criterion already" in said
    assert set(round.criteria.values_list("key", flat=True)) == {"training", "feasibility"}


@pytest.mark.parametrize("weights", [(3333, 3333), (1, 1, 1), (5000, 3000, 1), (10_000,), ()])
def test_weights_are_shared_out_to_a_whole(weights: tuple[int, ...]) -> None:
    shared = shared_out([Criterion(key=str(place), weight=weight) for place, weight in enumerate(weights)])

    assert sum(shared.values()) == (10_000 if weights else 0)
    assert sorted(shared, key=lambda key: -shared[key]) == [str(place) for place in range(len(weights))]


def test_the_president_names_and_unnames_projects(signed_in: SignIn, at: At) -> None:
    round = a_round(entries=2, opened=False, rules=RoundRules(entry_rule="named"))
    chair = signed_in(a_president(round.competition))
    first, second = Project.objects.order_by("pk")
    page = {project.pk: url(round, "name_one", project_id=project.pk) for project in (first, second)}

    with at(OPENING):
        free = chair.get(url(round, "naming"), {"q": first.team.name_ar}).context["naming"].rows
        without = chair.post(page[first.pk], {"reason": ""}).text
        chair.post(page[first.pk], {"reason": "الأجدر"})
        chair.post(page[second.pk], {"reason": "سبب"})
        chair.post(page[second.pk], {"back": "1"})
        listed = chair.get(url(round, "naming")).text
        others = [signed_in(each).get(url(round, "naming")).status_code for each in (a_juror(round.competition),)]

    assert page[first.pk] in {row["url"] for row in free}
    assert "This field is required" in without
    assert [(entry.project, entry.named_because) for entry in Entry.objects.filter(round=round)] == [(first, "الأجدر")]
    assert "الأجدر" in listed
    assert others == [404]


def test_the_pages_of_the_organiser_cost_little(signed_in: SignIn, at: At, queries: Queries) -> None:
    round = a_round(entries=3)
    office = signed_in(an_organiser(round.competition))

    with at(JUDGING):
        for page in (reverse("judging:rounds", kwargs={"edition": round.competition.slug}), url(round, "round_setup")):
            office.get(page)
            with queries.at_most(16):
                assert office.get(page).status_code == 200
