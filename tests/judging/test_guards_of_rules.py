"""What the database itself refuses of rules, entries, signatures and results, by whatever way it is written."""

from datetime import timedelta

import pytest

from judging.domain.publication import schedule
from judging.models import (
    Award,
    Criterion,
    Entry,
    Level,
    Publication,
    Round,
    RuleChange,
    Signature,
)
from tests.builders.competitions import NOW, a_competition, a_phase, the_phase
from tests.builders.judging import (
    OVER,
    a_closed_round,
    a_round,
    a_signature,
    an_assignment,
    an_evaluation,
    an_organiser,
    the_entry,
)
from tests.builders.submissions import a_project, a_version
from tests.builders.teams import a_person, a_team
from tests.judging.around_the_code import by_every_way, deleted, refused

pytestmark = pytest.mark.django_db


# --- Rules, entries --------------------------------------------------------------------------------------------------


def test_once_scored_the_rules_of_a_round_stand() -> None:
    round = a_round(levels={"impact": (0, 1000)})
    an_evaluation(an_assignment(entry=round.entries.get()), points={"impact": 1000}, finished=False)
    criterion = round.criteria.get(key="impact")
    level = criterion.levels.first()

    by_every_way("criterion_scored_update", criterion, weight=4999)
    by_every_way("criterion_scored_update", criterion, key="other")
    by_every_way("criterion_scored_update", criterion, tie_place=1)
    by_every_way("criterion_scale_of_scores", criterion, maximum=3000)
    refused("level_scored_delete", deleted(level))
    refused("criterion_scored_delete", deleted(round.criteria.get(key="training")))
    refused(
        "criterion_scored_insert",
        lambda: Criterion.objects.create(round=round, key="new", name_ar="جديد", weight=1),
    )
    by_every_way("level_scored_update", level, points=500)
    refused("level_scored_insert", lambda: Level.objects.create(criterion=criterion, points=5, words_ar="كلام"))
    by_every_way("round_rules_scored", round, evaluations_minimum=9)
    by_every_way("round_rules_scored", round, is_blind=True)
    by_every_way("round_decided_as_before", round, decided_by="calibrated")


def test_a_row_of_the_register_lets_a_rule_change_once_and_stands_itself() -> None:
    round = an_evaluation(finished=False).assignment.entry.round
    criterion = round.criteria.get(key="impact")
    change = RuleChange.objects.create(round=round, what="weights", reason="سبب", changed_by=a_person(), changed_at=NOW)

    assert Criterion.objects.filter(pk=criterion.pk).update(weight=4999, rule_change=change) == 1

    by_every_way("criterion_scored_update", criterion, weight=4998, rule_change=change)
    by_every_way("rule_change_stays", change, reason="سبب آخر")
    refused("rule_change_stays_delete", deleted(change))


def test_once_open_a_round_stays_so_over_the_same_phases() -> None:
    round = a_round()
    other = a_phase(competition=round.competition, kind="judging", key="second", opens=28, closes=35)

    by_every_way("round_stays_opened", round, opened_at=None, opened_by=None)
    by_every_way("round_stays_opened", round, phase=other)
    by_every_way("round_stays_collected", round, entry_rule="named")
    refused("round_opened_delete", deleted(round))


def test_until_the_first_score_rules_move_even_in_an_open_round() -> None:
    round = a_round(levels={"impact": (0, 1000)})
    criterion = round.criteria.get(key="impact")

    assert Criterion.objects.filter(pk=criterion.pk).update(weight=4999) == 1
    assert Round.objects.filter(pk=round.pk).update(evaluations_minimum=2) == 1
    assert criterion.levels.all().delete()[0] == 2


def test_the_words_of_a_criterion_may_still_be_corrected() -> None:
    criterion = a_round().criteria.first()

    assert Criterion.objects.filter(pk=criterion.pk).update(name_ar="الأثر على المرتفقين") == 1


def test_levels_and_scales_agree_before_opening_too() -> None:
    criterion = a_round(opened=False, levels={"impact": (0, 1000)}).criteria.get(key="impact")

    by_every_way("criterion_scale_of_levels", criterion, maximum=900)
    by_every_way("level_within_scale_update", criterion.levels.first(), points=2001)
    refused("level_within_scale_insert", lambda: Level.objects.create(criterion=criterion, points=-1, words_ar="كلام"))


def test_a_round_keeps_to_phases_of_its_edition_and_of_the_right_kind() -> None:
    round, other = a_round(opened=False), a_competition()
    competition = round.competition

    by_every_way("round_phases_update", round, submission_phase=the_phase(other, "submission"))
    by_every_way("round_phases_update", round, submission_phase=the_phase(competition, "mentoring"))
    refused(
        "round_phases_insert",
        lambda: Round.objects.create(
            phase=the_phase(other, "submission"), submission_phase=the_phase(other, "submission"), name_ar="دور"
        ),
    )


def test_an_entry_pins_one_version_of_its_project_from_the_rounds_submission_phase() -> None:
    entry = a_round().entries.get()
    later = a_version(entry.project)
    foreign = a_version(a_project(a_team(competition=entry.round.competition, confirmed=True)))
    elsewhere = a_version(a_project())

    by_every_way("entry_pinned", entry, version=later)
    for version in (foreign, elsewhere):
        wrong = Entry(round=entry.round, project=elsewhere.project, version=version, entered_at=NOW)
        refused("entry_version_of_project_insert", wrong.save)
    refused(
        "entry_once_per_round|judging_entry.round_id",
        lambda: Entry.objects.create(round=entry.round, project=entry.project, version=later, entered_at=NOW),
    )
    by_every_way("entry_excluded_with_a_reason", entry, excluded_at=NOW)


# --- Results ---------------------------------------------------------------------------------------------------------


def test_a_signature_is_of_a_closed_round_and_stands_for_ever() -> None:
    signature, open_round = a_signature(), a_round()

    by_every_way("signature_frozen_update", signature, sha256="0" * 64)
    refused("signature_frozen_delete", deleted(signature))
    refused(
        "signature_of_a_closed_round",
        lambda: Signature.objects.create(round=open_round, signed_by=a_person(), signed_at=NOW, table="{}", sha256="0"),
    )
    by_every_way(
        "entry_signed_update",
        the_entry(signature.round),
        excluded_at=OVER,
        excluded_because="سبب",
        excluded_by=a_person(),
    )


def test_no_award_and_no_publication_before_the_signature() -> None:
    round = a_closed_round(1500)
    competition, entry = round.competition, round.entries.get()

    refused(
        "award_of_a_signed_round_insert",
        lambda: Award.objects.create(competition=competition, prize_ar="جائزة", entry=entry),
    )
    refused(
        "publication_signed_insert",
        lambda: Publication.objects.create(competition=competition, publish_at=OVER, decided_at=OVER),
    )


def test_an_award_is_of_an_entry_of_its_edition_and_says_to_whom_or_why_not() -> None:
    competition, entry = a_competition(), the_entry(a_signature().round)

    refused(
        "award_of_a_signed_round_insert",
        lambda: Award.objects.create(competition=competition, prize_ar="جائزة", entry=entry),
    )
    refused("award_says_to_whom_or_why_not", lambda: Award.objects.create(competition=competition, prize_ar="جائزة"))
    refused(
        "award_given_or_not",
        lambda: Award.objects.create(
            competition=entry.round.competition, prize_ar="جائزة", entry=entry, not_awarded_because_ar="سبب"
        ),
    )


def test_what_was_announced_stays_announced() -> None:
    competition = a_signature().round.competition
    publication = schedule(competition=competition, publish_at=OVER, by=an_organiser(competition), at=OVER)
    Publication.objects.filter(pk=publication.pk).update(announced_at=OVER)

    by_every_way("publication_announced", publication, publish_at=OVER + timedelta(days=1))
    by_every_way("publication_announced", publication, announced_at=None)
