"""An organiser plans rounds, criteria and levels in the admin."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from judging.models import Criterion, Level, Round, RuleChange
from teams.models import User
from tests.builders.competitions import the_phase
from tests.builders.judging import (
    OPENING,
    a_closed_round,
    a_round,
    an_evaluation,
    an_organiser,
)
from tests.builders.submissions import the_questionnaire
from tests.judging.administration import acts, adding, changing, listing, saves

SignIn = Callable[[User], Client]
At = Callable[..., Any]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]

NO_LEVELS = {"levels-TOTAL_FORMS": 0, "levels-INITIAL_FORMS": 0}


def criterion_form(**fields: Any) -> dict[str, Any]:
    given = {"key": "impact", "name_ar": "الأثر", "weight": "100", "minimum": "0", "maximum": "20", "order": 0}
    return {**given, **NO_LEVELS, **fields}


def round_form(**fields: Any) -> dict[str, Any]:
    """What the page of a round sends, but for its phases."""
    given = {"kind": "written", "name_ar": "الدور الأول", "entry_rule": "all", "decided_by": "official"}
    numbers = {"evaluations_wanted": 3, "evaluations_minimum": 1, "quorum_percent": 50}
    return {**given, **numbers, "pitch_minutes": 7, "questions_minutes": 8, **fields}


def two_levels(first: str, second: str, **more: Any) -> dict[str, Any]:
    """The rows of the levels below a criterion: 8 and 16.5 points in these words."""
    return {
        "levels-TOTAL_FORMS": 2,
        "levels-0-points": "8",
        "levels-0-words_ar": first,
        "levels-1-points": "16,5",
        "levels-1-words_ar": second,
        **more,
    }


def test_a_round_is_planned(signed_in: SignIn) -> None:
    competition = a_round(opened=False).competition
    Round.objects.all().delete()

    saves(
        signed_in(an_organiser(competition)),
        adding("round"),
        phase=the_phase(competition, "judging").pk,
        submission_phase=the_phase(competition, "submission").pk,
        **round_form(evaluations_minimum=2, is_read_by_all="on", kind="pitch", quorum_percent=60),
    )

    planned = Round.objects.get()
    assert (planned.competition, planned.name_ar, planned.evaluations_minimum) == (competition, "الدور الأول", 2)
    assert (planned.is_read_by_all, planned.kind, planned.quorum_percent) == (True, "pitch", 60)
    assert planned.opened_at is None


def test_what_does_not_fit_together_is_said_beside_it(signed_in: SignIn) -> None:
    round = a_round(opened=False)
    client, url = signed_in(an_organiser(round.competition)), changing("round", round.pk)
    phases = {"phase": round.phase.pk, "submission_phase": round.submission_phase.pk}

    few = saves(client, url, **phases, **round_form(evaluations_wanted=2, evaluations_minimum=3))
    none = saves(client, url, **phases, **round_form(entry_rule="first_overall"))

    assert "at least as many evaluations per project" in few
    assert "how many projects of which earlier round" in none


def test_answers_are_hidden_from_the_jury_of_a_blind_round(signed_in: SignIn) -> None:
    round = a_round(opened=False)
    question = the_questionnaire(round.submission_phase)[0]
    phases = {"phase": round.phase.pk, "submission_phase": round.submission_phase.pk}

    form = round_form(is_blind="on", hidden_questions=[question.pk])
    saves(signed_in(an_organiser(round.competition)), changing("round", round.pk), **phases, **form)

    assert [hidden.question for hidden in round.hides.all()] == [question]


def test_once_scored_the_office_asks_for_a_reason_and_publishes_it(signed_in: SignIn) -> None:
    round = an_evaluation(finished=False).assignment.entry.round
    client, url = signed_in(an_organiser(round.competition)), changing("round", round.pk)
    names = {"name_ar": round.name_ar, "name_fr": round.name_fr, "name_en": round.name_en}
    phases = {"phase": round.phase.pk, "submission_phase": round.submission_phase.pk}

    without = saves(client, url, **phases, **round_form(**names, evaluations_minimum=2))
    saves(client, url, **phases, **round_form(**names, evaluations_minimum=2, reason="سبب"))

    assert "this change needs a reason" in without
    assert RuleChange.objects.get(round=round).reason == "سبب"
    assert client.get(listing("rulechange")).status_code == 200


def test_a_criterion_is_added_to_an_open_round_with_weight_that_another_one_gives(signed_in: SignIn) -> None:
    round = a_round()
    client, giver = signed_in(an_organiser(round.competition)), round.criteria.get(key="impact")
    form = criterion_form(round=round.pk, key="new", weight="10")

    refused = saves(client, adding("criterion"), **form)
    saves(client, adding("criterion"), **form, giver=giver.pk)

    assert "Change all of them together" in refused
    assert dict(round.criteria.values_list("key", "weight"))["impact"] == 4000
    assert round.criteria.filter(key="new", weight=1000).exists()


def test_a_criterion_gets_its_weight_in_percent_and_its_levels_in_words(signed_in: SignIn) -> None:
    round = a_round(opened=False)
    round.criteria.all().delete()
    client = signed_in(an_organiser(round.competition))

    saves(client, adding("criterion"), **criterion_form(round=round.pk, weight="99,5", **two_levels("فكرة", "تجربة")))
    criterion = Criterion.objects.get()
    assert (criterion.weight, criterion.minimum, criterion.maximum) == (9950, 0, 2000)
    assert list(Level.objects.values_list("points", "words_ar")) == [(800, "فكرة"), (1650, "تجربة")]

    first, second = (level.pk for level in criterion.levels.all())
    stored = {
        "levels-INITIAL_FORMS": 2,
        "levels-0-id": first,
        "levels-0-criterion": criterion.pk,
        "levels-1-id": second,
        "levels-1-criterion": criterion.pk,
        "levels-1-DELETE": "on",
    }
    changed = two_levels("فكرة موصوفة", "تجربة", **stored)
    saves(client, changing("criterion", criterion.pk), **criterion_form(weight="100", **changed))
    assert list(Level.objects.values_list("points", "words_ar")) == [(800, "فكرة موصوفة")]
    assert [record.weight for record in Criterion.history.filter(id=criterion.pk)] == [10_000, 9950]


def test_a_round_is_opened_and_what_keeps_it_closed_is_said(signed_in: SignIn, at: At) -> None:
    round = a_round(criteria={"impact": 9950}, opened=False)
    client = signed_in(an_organiser(round.competition))

    with at(OPENING):
        question = client.post(listing("round"), {"action": "open_rounds", "_selected_action": [round.pk]})
        assert "Until the first score its rules may change" in question.content.decode()
        assert "99.5 percent instead of 100" in acts(client, "round", "open_rounds", round)
        Criterion.objects.update(weight=10_000)
        assert "Done: 1 of 1." in acts(client, "round", "open_rounds", round)

    round.refresh_from_db()
    assert round.opened_at == OPENING


def test_what_a_verb_refuses_is_said_beside_what_was_typed(signed_in: SignIn) -> None:
    round = a_round(opened=False)
    client = signed_in(an_organiser(round.competition))

    taken = saves(client, adding("criterion"), **criterion_form(round=round.pk, name_ar="اسم مكتوب"))
    wrong = saves(client, adding("criterion"), **criterion_form(round=round.pk, key="new", weight="101", maximum="0"))

    assert "already exists" in taken
    assert "اسم مكتوب" in taken
    assert "at most 100 percent" in wrong
    assert "above the lowest" in wrong
    assert not Criterion.objects.filter(name_ar="اسم مكتوب").exists()


def test_a_level_off_the_scale_is_refused(signed_in: SignIn) -> None:
    round = a_round(opened=False)
    level = {"levels-TOTAL_FORMS": 1, "levels-0-points": "21", "levels-0-words_ar": "فكرة"}

    page = saves(
        signed_in(an_organiser(round.competition)),
        adding("criterion"),
        **criterion_form(round=round.pk, key="new", **level),
    )

    assert "is not on the scale" in page
    assert not Criterion.objects.filter(key="new").exists()


def test_rules_of_a_closed_round_are_only_read(signed_in: SignIn) -> None:
    round = a_closed_round(1200)
    client, criterion = signed_in(an_organiser(round.competition)), round.criteria.first()

    assert client.post(changing("criterion", criterion.pk), criterion_form()).status_code == 404
    assert client.post(changing("round", round.pk), {}).status_code == 404
    assert (
        client.post(reverse("admin:judging_criterion_delete", args=[criterion.pk]), {"post": "yes"}).status_code == 404
    )
    assert client.get(changing("criterion", criterion.pk)).status_code == 200


def test_a_criterion_of_an_unopened_round_is_removed(signed_in: SignIn) -> None:
    round = a_round(opened=False)
    criterion = round.criteria.get(key="training")
    url = reverse("admin:judging_criterion_delete", args=[criterion.pk])

    saves(signed_in(an_organiser(round.competition)), url, post="yes")

    assert set(round.criteria.values_list("key", flat=True)) == {"impact", "feasibility"}
