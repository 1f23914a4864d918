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
    Signature,
)
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.judging import (
    OVER,
    a_closed_round,
    a_round,
    a_signature,
    an_organiser,
    the_entry,
)
from tests.builders.submissions import a_project, a_version
from tests.builders.teams import a_person, a_team
from tests.judging.around_the_code import by_every_way, deleted, refused

pytestmark = pytest.mark.django_db


# --- Rules, entries --------------------------------------------------------------------------------------------------


def test_once_open_the_rules_of_a_round_stand() -> None:
    round = a_round(levels={"impact": (0, 1000)})
    criterion = round.criteria.get(key="impact")
    level = criterion.levels.first()

    by_every_way("criterion_opened_update", criterion, weight=4999)
    by_every_way("criterion_opened_update", criterion, key="other")
    refused("level_opened_delete", deleted(level))
    refused("criterion_opened_delete", deleted(round.criteria.get(key="training")))
    refused(
        "criterion_opened_insert",
        lambda: Criterion.objects.create(round=round, key="new", name_ar="جديد", weight=1),
    )
    by_every_way("level_opened_update", level, points=500)
    refused("level_opened_insert", lambda: Level.objects.create(criterion=criterion, points=5, words_ar="كلام"))
    by_every_way("round_stays_opened", round, evaluations_minimum=9)
    by_every_way("round_stays_opened", round, opened_at=None, opened_by=None)
    refused("round_opened_delete", deleted(round))


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
