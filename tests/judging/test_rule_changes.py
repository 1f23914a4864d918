"""From the first score on, rules change for a reason and in a register that everybody reads."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.domain.editions import move_phase, why_a_reason
from judging.domain import planning, weighing
from judging.domain.planning import RoundRules
from judging.domain.rule_changes import RuleReasonMissing
from judging.models import Criterion, Round, RuleChange
from teams.domain.roles import appoint, dismiss
from teams.models import Role, User
from tests.builders.judging import JUDGING, a_juror, a_round, an_assignment, an_evaluation, an_organiser
from tests.builders.teams import a_person

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
NARROW = "\N{NARROW NO-BREAK SPACE}"
BECAUSE = "خطأ في الطباعة"


@pytest.fixture
def scored() -> Round:
    """An open round in which somebody has given points."""
    return an_evaluation(finished=False).assignment.entry.round


def about(round: Round, **more: Any) -> dict[str, Any]:
    return {"by": an_organiser(round.competition), "at": JUDGING, **more}


def row(round: Round) -> RuleChange:
    """The one row of the register."""
    return RuleChange.objects.get(round=round)


def test_weights_change_together_for_a_reason_and_the_register_says_them_before_and_after(scored: Round) -> None:
    weights = {"impact": 4000, "feasibility": 4000, "training": 2000}

    with pytest.raises(RuleReasonMissing):
        weighing.change_weights(round=scored, weights=weights, **about(scored))
    weighing.change_weights(round=scored, weights=weights, **about(scored, reason=BECAUSE))

    change = row(scored)
    assert dict(scored.criteria.values_list("key", "weight")) == weights
    assert (change.what, change.reason, change.changed_at) == ("weights", BECAUSE, JUDGING)
    assert change.old["en"] == "criterion impact 50 %, criterion feasibility 30 %, criterion training 20 %"
    percents = {"impact": 40, "feasibility": 40, "training": 20}
    assert change.new["fr"] == ", ".join(f"critère {key} {each}{NARROW}%" for key, each in percents.items())
    assert "معيار impact" in change.new["ar"]


def test_weights_that_stay_as_they_are_need_no_reason(scored: Round) -> None:
    weights = dict(scored.criteria.values_list("key", "weight"))

    weighing.change_weights(round=scored, weights=weights, **about(scored))

    assert not RuleChange.objects.exists()


def test_places_that_part_ties_are_exchanged_in_mid_round_and_each_criterion_has_its_row(scored: Round) -> None:
    weighing.order_ties(round=scored, keys=["impact", "training"], **about(scored, reason=BECAUSE))
    weighing.order_ties(round=scored, keys=["training", "impact"], **about(scored, reason=BECAUSE))

    assert dict(scored.criteria.values_list("key", "tie_place")) == {"impact": 2, "training": 1, "feasibility": None}
    newest = RuleChange.objects.filter(round=scored).order_by("-pk")[:2]
    assert {(change.subject["en"], change.old["en"], change.new["en"]) for change in newest} == {
        ("criterion impact", "Parts equal scores in place 1", "Parts equal scores in place 2"),
        ("criterion training", "Parts equal scores in place 2", "Parts equal scores in place 1"),
    }


def test_words_are_corrected_for_a_reason(scored: Round) -> None:
    criterion = scored.criteria.get(key="impact")
    plan = planning.CriterionPlan("impact", {"ar": "الأثر على المرتفقين", "fr": "Effet", "en": "Effect"}, 5000)

    with pytest.raises(RuleReasonMissing):
        planning.change_criterion(criterion, plan=plan, **about(scored))
    planning.change_criterion(criterion, plan=plan, **about(scored, reason=BECAUSE))
    planning.change_criterion(Criterion.objects.get(pk=criterion.pk), plan=plan, **about(scored))

    assert (row(scored).what, row(scored).old["en"], row(scored).new["en"]) == (
        "criterion",
        "criterion impact",
        "Effect",
    )


def test_a_level_says_something_else_for_a_reason() -> None:
    round = a_round(levels={"impact": (0, 1400, 2000)})
    an_evaluation(an_assignment(entry=round.entries.get()), finished=False)
    level = round.criteria.get(key="impact").levels.get(points=1400)
    words = {"ar": "نموذج مجرب", "fr": "Prototype essayé", "en": "A prototype, tried"}

    with pytest.raises(RuleReasonMissing):
        planning.save_level(level, points=1400, words=words, **about(round))
    planning.save_level(level, points=1400, words=words, **about(round, reason=BECAUSE))

    assert (row(round).subject["en"], row(round).old["en"], row(round).new["en"]) == (
        "criterion impact, 14",
        "Level 1400",
        "A prototype, tried",
    )


def test_other_rules_of_the_round_change_for_a_reason_one_row_each(scored: Round) -> None:
    given: dict[str, Any] = {
        "phase": scored.phase,
        "submission_phase": scored.submission_phase,
        "name": {"ar": "الدور الأول", "fr": "Premier tour", "en": "First round"},
        "rules": RoundRules(evaluations_minimum=2, president_counts_double=True),
    }

    with pytest.raises(RuleReasonMissing):
        planning.change_round(scored, **given, **about(scored))
    planning.change_round(scored, **given, **about(scored, reason=BECAUSE))

    rows = RuleChange.objects.filter(round=scored)
    assert {(change.subject["en"], change.old["en"], change.new["en"]) for change in rows} == {
        ("Evaluations a project needs to be ranked", "1", "2"),
        ("The president’s voice counts double in a vote", "No", "Yes"),
    }


def test_the_end_of_the_jurys_time_moves_for_a_reason(scored: Round) -> None:
    phase = scored.phase
    dates: dict[str, Any] = {"opens_at": phase.opens_at, "closes_at": phase.closes_at + timedelta(days=2)}

    with pytest.raises(RuleReasonMissing):
        move_phase(phase, **dates, **about(scored))
    move_phase(phase, **dates, **about(scored, reason=BECAUSE))

    phase.refresh_from_db()
    assert phase.closes_at == dates["closes_at"]
    assert row(scored).what == "dates"
    assert "From " in row(scored).old["en"]


def test_dates_move_as_before_while_nobody_has_scored() -> None:
    round = a_round()
    phase = round.phase

    move_phase(phase, opens_at=phase.opens_at, closes_at=phase.closes_at + timedelta(days=2), **about(round))

    assert why_a_reason(phase) == ""
    assert not RuleChange.objects.exists()


def test_a_juror_joins_and_leaves_for_a_reason_and_the_register_counts_heads(scored: Round) -> None:
    competition, newcomer = scored.competition, a_person()

    with pytest.raises(RuleReasonMissing):
        appoint(person=newcomer, competition=competition, kind=Role.Kind.JUROR, **about(scored))
    role = appoint(person=newcomer, competition=competition, kind=Role.Kind.JUROR, **about(scored, reason=BECAUSE))
    with pytest.raises(RuleReasonMissing):
        dismiss(role, **about(scored))
    dismiss(role, **about(scored, reason=BECAUSE))

    rows = RuleChange.objects.filter(round=scored).order_by("pk")
    assert [(change.what, change.subject["en"], change.old["en"], change.new["en"]) for change in rows] == [
        ("jury", "Juror", "1", "2"),
        ("jury", "Juror", "2", "1"),
    ]


def test_other_roles_and_other_editions_need_no_reason(scored: Round) -> None:
    elsewhere = a_round()

    appoint(person=a_person(), competition=scored.competition, kind=Role.Kind.MENTOR, **about(scored))
    appoint(person=a_person(), competition=elsewhere.competition, kind=Role.Kind.JUROR, **about(elsewhere))

    assert not RuleChange.objects.exists()


def test_what_a_dismissed_juror_has_finished_stands(scored: Round) -> None:
    juror = a_juror(scored.competition)
    finished = an_evaluation(an_assignment(entry=scored.entries.get(), juror=juror))

    dismiss(Role.objects.get(person=juror, kind="juror"), **about(scored, reason=BECAUSE))

    finished.assignment.refresh_from_db()
    assert finished.assignment.closed_at is None


def test_everybody_reads_the_register_in_their_language(scored: Round, client: Client) -> None:
    address = {"edition": scored.competition.slug}
    rules = reverse("competitions:rules", kwargs=address)
    assert "register of changed rules" not in client.get(rules).text

    weights = {"impact": 4000, "feasibility": 4000, "training": 2000}
    weighing.change_weights(round=scored, weights=weights, **about(scored, reason=BECAUSE))

    register = reverse("judging:rule_changes", kwargs=address)
    assert f'href="{register}"' in client.get(rules).text
    page = client.get(register).text
    assert "criterion impact 50 %" in page
    assert BECAUSE in page
    assert f"critère impact 40{NARROW}%" in client.get(register.replace("/en/", "/fr/")).text


def test_in_the_administration_a_scored_phase_asks_for_the_reason(scored: Round, signed_in: SignIn) -> None:
    office = signed_in(an_organiser(scored.competition))
    url = reverse("admin:competitions_phase_change", args=[scored.phase.pk])
    other = reverse("admin:competitions_phase_change", args=[scored.submission_phase.pk])

    assert "Other dates need a reason" in office.get(url).text
    assert "reason for other dates" not in office.get(other).text
