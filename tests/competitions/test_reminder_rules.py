"""An organiser's reminder is refused when it could not be sent rightly."""

from typing import Any

import pytest

from competitions.domain import reminder_rules
from competitions.domain.recording import InvalidValue
from competitions.models import Competition, ReminderRule
from tests.builders.competitions import NOW, a_reminder, the_phase
from tests.competitions.conftest import Owing
from tests.harness.clock import days, minutes

pytestmark = pytest.mark.django_db


def a_rules_values(**changes: Any) -> dict[str, Any]:
    texts = {"subject_ar": "تذكير {phase}", "body_ar": "{todo} {left} {link}"}
    return {"edge": "closes", "lead_minutes": 4320, "audience": "owing", "active": True, **texts, **changes}


def test_a_new_reminder_counts_from_now(competition: Competition, organiser: Any, owing: Owing) -> None:
    phase = the_phase(competition, "submission")

    rule = reminder_rules.create_rule(phase, values=a_rules_values(), by=organiser, at=NOW)
    reworded = reminder_rules.edit_rule(rule, values={"subject_ar": "آخر"}, by=organiser, at=NOW + days(1))
    since = [rule.since, reworded.since]
    retimed = reminder_rules.edit_rule(rule, values={"lead_minutes": 60}, by=organiser, at=NOW + days(2))

    assert [*since, retimed.since] == [NOW, NOW, NOW + days(2)]
    assert rule.history.first().history_user == organiser


@pytest.mark.parametrize(
    ("change", "refusal", "field"),
    [
        ({"body_ar": "{nom}"}, reminder_rules.UnknownVariable, "body_ar"),
        ({"subject_fr": "{name.password}"}, reminder_rules.UnknownVariable, "subject_fr"),
        ({"body_en": "{name"}, reminder_rules.LoneBrace, "body_en"),
        ({"audience": "nobody"}, reminder_rules.AudienceOwesNothing, "audience"),
        ({"lead_minutes": 0}, InvalidValue, "lead_minutes"),
    ],
)
def test_a_reminder_that_could_not_be_sent_rightly_is_refused(
    competition: Competition,
    organiser: Any,
    owing: Owing,
    change: dict[str, Any],
    refusal: type[Any],
    field: str,
) -> None:
    phase = the_phase(competition, "submission")

    with pytest.raises(refusal) as refused:
        reminder_rules.create_rule(phase, values=a_rules_values(**change), by=organiser, at=NOW)

    assert refused.value.field == field


def test_one_group_has_one_reminder_of_a_moment(competition: Competition, organiser: Any, owing: Owing) -> None:
    a_reminder(the_phase(competition, "submission"), days=3)

    with pytest.raises(InvalidValue):
        reminder_rules.create_rule(
            the_phase(competition, "submission"), values=a_rules_values(), by=organiser, at=NOW + minutes(1)
        )

    assert ReminderRule.objects.count() == 1
