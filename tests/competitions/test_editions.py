"""An edition is set up by verbs: who may, what is refused, what is remembered."""

from typing import Any

import pytest

from competitions.domain import departments, editions, reminder_rules
from competitions.domain.recording import InvalidValue, MayNotOrganise
from competitions.models import (
    Competition,
    Message,
    Partner,
    Phase,
)
from tests.builders.competitions import NOW, a_competition, a_department, a_phase, the_phase
from tests.builders.teams import a_person
from tests.competitions.conftest import Owing
from tests.harness.clock import days

pytestmark = pytest.mark.django_db

NAMES = {"name_ar": "اسم", "name_fr": "Nom", "name_en": "Name"}


@pytest.fixture
def superuser() -> Any:
    return a_person(is_superuser=True, is_staff=True)


def test_a_new_edition_is_seen_by_nobody_yet(superuser: Any) -> None:
    edition = editions.create_edition(values={"slug": "2030", **NAMES}, by=superuser, at=NOW)

    assert edition.published_at is None
    assert edition.history.get().history_user == superuser


def test_organisers_create_no_editions(organiser: Any) -> None:
    with pytest.raises(editions.OnlySuperusersCreateEditions):
        editions.create_edition(values={"slug": "2030", **NAMES}, by=organiser, at=NOW)


def test_a_change_is_remembered_with_who_made_it(competition: Competition, organiser: Any) -> None:
    editions.edit_edition(competition, values={"team_size_max": 8}, by=organiser, at=NOW)

    record = competition.history.first()
    assert (record.team_size_max, record.history_user) == (8, organiser)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"slug": "other"}, editions.AddressIsPublic),
        ({"women_target_is_bar": True}, editions.TargetIsMissing),
        ({"team_size_max": 1}, InvalidValue),
        ({"name_ar": ""}, InvalidValue),
        ({"women_target": 101}, InvalidValue),
    ],
)
def test_an_edition_keeps_sound_rules(
    competition: Competition, organiser: Any, values: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        editions.edit_edition(competition, values=values, by=organiser, at=NOW)


def test_a_reserved_word_is_no_address(superuser: Any) -> None:
    with pytest.raises(InvalidValue) as refused:
        editions.create_edition(values={"slug": "accounts", **NAMES}, by=superuser, at=NOW)

    assert refused.value.field == "slug"


def test_a_field_without_a_verb_is_not_set(competition: Competition, organiser: Any) -> None:
    with pytest.raises(ValueError, match="published_at"):
        editions.edit_edition(competition, values={"published_at": NOW}, by=organiser, at=NOW)


def test_an_edition_is_published_once_it_has_phases(superuser: Any) -> None:
    edition = editions.create_edition(values={"slug": "2030", **NAMES}, by=superuser, at=NOW)
    with pytest.raises(editions.NotReadyToPublish):
        editions.publish_edition(edition, by=superuser, at=NOW)
    a_phase(competition=edition, kind="registration", opens=1, closes=9)

    editions.publish_edition(edition, by=superuser, at=NOW)
    again = editions.publish_edition(edition, by=superuser, at=NOW + days(1))

    assert again.published_at == NOW


def test_nobody_changes_another_edition(organiser: Any) -> None:
    other = a_competition()
    phase = the_phase(other, "submission")
    by_and_at = {"by": organiser, "at": NOW}
    verbs = [
        lambda: editions.edit_edition(other, values={}, **by_and_at),
        lambda: editions.publish_edition(other, **by_and_at),
        lambda: editions.create_theme(other, values={"key": "k", **NAMES}, **by_and_at),
        lambda: editions.edit_theme(other.themes.first(), values={}, **by_and_at),  # type: ignore[arg-type]
        lambda: editions.create_phase(
            other, values={"key": "k", **NAMES}, opens_at=NOW, closes_at=NOW + days(1), **by_and_at
        ),
        lambda: editions.edit_phase(phase, values={}, **by_and_at),
        lambda: editions.move_phase(phase, opens_at=phase.opens_at, closes_at=NOW + days(90), **by_and_at),
        lambda: editions.save_detail(Partner(competition=other), values=NAMES, **by_and_at),
        lambda: editions.remove_detail(Partner(competition=other), **by_and_at),
        lambda: departments.enrol(other, department=a_department(), started_at=NOW, **by_and_at),
        lambda: reminder_rules.create_rule(phase, values={}, **by_and_at),
    ]

    for verb in verbs:
        with pytest.raises(MayNotOrganise):
            verb()


def test_a_phase_is_created_in_the_past_or_to_come(competition: Competition, organiser: Any) -> None:
    phase = editions.create_phase(
        competition,
        values={"key": "pitch", "kind": "judging", **NAMES},
        opens_at=NOW - days(9),
        closes_at=NOW - days(8),
        by=organiser,
        at=NOW,
    )

    assert phase.closes_at == NOW - days(8)


def test_a_phase_that_ends_before_it_begins_is_refused(competition: Competition, organiser: Any) -> None:
    with pytest.raises(InvalidValue):
        editions.create_phase(
            competition,
            values={"key": "pitch", "kind": "judging", **NAMES},
            opens_at=NOW,
            closes_at=NOW,
            by=organiser,
            at=NOW,
        )


def test_what_people_rely_on_is_fixed_once_a_phase_has_opened(competition: Competition, organiser: Any) -> None:
    phase = the_phase(competition, "submission")
    coming = the_phase(competition, "judging")

    with pytest.raises(editions.GraceIsFixed):
        editions.edit_phase(phase, values={"grace_seconds": 60}, by=organiser, at=NOW)
    with pytest.raises(editions.PhaseHasOpened):
        editions.edit_phase(phase, values={"kind": "judging"}, by=organiser, at=NOW)
    with pytest.raises(editions.PhaseHasOpened):
        editions.move_phase(phase, opens_at=NOW, closes_at=phase.closes_at, by=organiser, at=NOW)
    changed = editions.edit_phase(coming, values={"grace_seconds": 60}, by=organiser, at=NOW)

    assert changed.grace_seconds == 60


def test_a_phase_is_not_moved_to_an_end_that_has_passed(competition: Competition, organiser: Any) -> None:
    phase = the_phase(competition, "submission")

    with pytest.raises(editions.EndIsPast):
        editions.move_phase(phase, opens_at=phase.opens_at, closes_at=NOW, by=organiser, at=NOW)


def test_a_phase_whose_end_has_had_its_effects_is_not_moved(competition: Competition, organiser: Any) -> None:
    phase = the_phase(competition, "submission")
    Phase.objects.filter(pk=phase.pk).update(closed_at=NOW)

    with pytest.raises(editions.PhaseIsSettled):
        editions.move_phase(phase, opens_at=phase.opens_at, closes_at=NOW + days(99), by=organiser, at=NOW)


def test_an_extension_is_told_once_to_everybody_who_still_owes_something(
    competition: Competition, organiser: Any, owing: Owing, also_owing: Owing
) -> None:
    phase = the_phase(competition, "submission")
    person = a_person(language="fr")
    owing.add(person, deadline=phase.closes_at)
    also_owing.add(person, deadline=phase.closes_at)

    editions.move_phase(phase, opens_at=phase.opens_at, closes_at=phase.closes_at + days(7), by=organiser, at=NOW)

    message = Message.objects.get()
    assert (message.recipient, message.kind) == (person, "phase_moved")
    assert "mercredi 16 décembre 2020 à 09:59" in message.text


def test_moving_a_phase_to_where_it_is_tells_nobody(competition: Competition, organiser: Any, owing: Owing) -> None:
    phase = the_phase(competition, "submission")
    owing.add(a_person(), deadline=phase.closes_at)

    editions.move_phase(phase, opens_at=phase.opens_at, closes_at=phase.closes_at, by=organiser, at=NOW)

    assert not Message.objects.exists()


def test_partners_come_and_go(competition: Competition, organiser: Any) -> None:
    partner = Partner(competition=competition)

    editions.save_detail(partner, values=NAMES, by=organiser, at=NOW)
    saved = list(competition.partners.values_list("name_ar", flat=True))
    editions.remove_detail(partner, by=organiser, at=NOW)

    assert saved == ["اسم"]
    assert not competition.partners.exists()


def test_the_current_edition_is_the_one_that_opened_last_else_the_next() -> None:
    calendars = {"old": (-400, -380), "running": (-5, 20), "coming": (40, 60)}
    for slug, window in calendars.items():
        a_competition(slug=slug, calendar={"registration": window})
    a_competition(slug="hidden", published=False, calendar={"registration": (-1, 5)})

    found = [Competition.objects.current(at=NOW + days(offset)) for offset in (-500, 0, 39, 40)]

    assert [edition.slug for edition in found if edition] == ["old", "running", "running", "coming"]
