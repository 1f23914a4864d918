"""Everybody is reminded once, by their own deadline, in their language, of what they still have to do."""

import logging
from typing import Any

import pytest
from django.utils.translation import gettext_lazy

from competitions.domain import delivery, reminders
from competitions.models import Message, Phase
from competitions.registries import audiences
from competitions.reminder_text import fill, unknown_variables
from tests.builders.competitions import NOW, a_competition, a_reminder, the_phase
from tests.builders.teams import a_person
from tests.competitions.conftest import Owing
from tests.harness.clock import days, minutes

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase() -> Phase:
    """It ends sixteen days from NOW: on 9 December 2020 at 10:00 in Rabat."""
    return the_phase(a_competition(), "submission")


def written() -> list[tuple[str, str]]:
    return [(message.address, message.subject) for message in Message.objects.order_by("pk")]


def test_a_reminder_is_sent_once(phase: Phase, owing: Owing) -> None:
    a_reminder(phase, days=3)
    owing.add(a_person(), deadline=phase.closes_at)

    early = reminders.send_due(at=phase.closes_at - days(3) - minutes(1))
    due = [reminders.send_due(at=phase.closes_at - days(3) + minutes(number)) for number in range(3)]

    assert early == 0
    assert due == [1, 0, 0]


def test_a_reminder_says_in_the_persons_language_what_by_when_and_where(phase: Phase, owing: Owing) -> None:
    a_reminder(phase, days=3)
    arab, french = a_person(language="ar", name_ar="أمل"), a_person(language="fr", name_latin="Amal")
    for person in (arab, french):
        owing.add(person, deadline=phase.closes_at, todo=gettext_lazy("Sign in"))

    reminders.send_due(at=phase.closes_at - days(3))

    texts = {message.recipient_id: message.text for message in Message.objects.all()}
    assert "أمل" in texts[arab.pk]
    assert "الأربعاء 9 دجنبر 2020، الساعة 09:59 (بعد 3 أيام)" in texts[arab.pk]
    assert "/ar/me/messages/" in texts[arab.pk]
    assert "Amal" in texts[french.pk]
    assert "avant le mercredi 9 décembre 2020 à 09:59 (dans 3 jours)" in texts[french.pk]
    assert "Se connecter" in texts[french.pk]
    assert "/fr/me/messages/" in texts[french.pk]


def test_a_rule_without_words_in_a_language_speaks_arabic(phase: Phase, owing: Owing) -> None:
    a_reminder(phase, days=3, subject_fr="", body_fr="")
    owing.add(a_person(language="fr"), deadline=phase.closes_at)

    reminders.send_due(at=phase.closes_at - days(3))

    message = Message.objects.get()
    assert (message.language, message.subject[:5]) == ("ar", "تذكير")
    assert "دجنبر" in message.text


def test_nobody_is_looked_up_while_no_reminder_can_be_due(
    phase: Phase, owing: Owing, django_assert_num_queries: Any
) -> None:
    a_reminder(phase, days=3)

    with django_assert_num_queries(1):
        reminders.send_due(at=phase.closes_at - days(4))

    assert owing.asked == 0


def test_a_deadline_before_the_end_of_the_phase_is_reminded_of_in_time(phase: Phase, earlier: Owing) -> None:
    a_reminder(phase, days=3, audience="earlier")
    earlier.add(a_person(), deadline=phase.closes_at - days(5))

    assert reminders.send_due(at=phase.closes_at - days(8)) == 1


def test_late_access_moves_the_reminder_of_that_person_only(phase: Phase, owing: Owing) -> None:
    a_reminder(phase, days=3)
    punctual, late = a_person(), a_person()
    owing.add(punctual, deadline=phase.closes_at)
    owing.add(late, deadline=phase.closes_at + days(2))

    reminders.send_due(at=phase.closes_at - days(3))
    first = [address for address, _subject in written()]
    reminders.send_due(at=phase.closes_at - days(1))

    assert first == [punctual.email]
    assert [address for address, _subject in written()] == [punctual.email, late.email]
    assert "الجمعة 11 دجنبر 2020" in Message.objects.order_by("-pk").first().text  # type: ignore[union-attr]


def test_late_access_is_reminded_of_even_after_the_phase_has_closed_for_the_others(phase: Phase, owing: Owing) -> None:
    a_reminder(phase, hours=24)
    owing.add(a_person(), deadline=phase.closes_at + days(5))

    assert reminders.send_due(at=phase.closes_at + days(4)) == 1


def test_a_deadline_that_moves_is_reminded_of_anew(phase: Phase, owing: Owing) -> None:
    a_reminder(phase, days=3)
    person = a_person()
    owing.add(person, deadline=phase.closes_at)
    reminders.send_due(at=phase.closes_at - days(3))
    owing.forget(person)
    owing.add(person, deadline=phase.closes_at + days(7))

    again = [reminders.send_due(at=phase.closes_at + days(number)) for number in (1, 4, 5)]

    assert again == [0, 1, 0]


def test_after_an_outage_only_the_latest_goes_and_the_rest_is_logged(
    phase: Phase, owing: Owing, caplog: pytest.LogCaptureFixture
) -> None:
    for lead in ({"days": 7}, {"days": 3}, {"hours": 24}):
        a_reminder(phase, **lead)  # type: ignore[arg-type]
    owing.add(a_person(), deadline=phase.closes_at)

    with caplog.at_level(logging.WARNING):
        sent = [reminders.send_due(at=phase.closes_at - days(2) + minutes(number)) for number in range(2)]

    overtaken = [record for record in caplog.records if "overtaken" in record.getMessage()]
    assert sent == [1, 0]
    assert len(overtaken) == 1
    assert reminders.send_due(at=phase.closes_at - days(1)) == 1


def test_after_an_outage_a_deadline_that_has_passed_is_not_reminded_of(phase: Phase, owing: Owing) -> None:
    a_reminder(phase, days=3)
    owing.add(a_person(), deadline=phase.closes_at)

    assert reminders.send_due(at=phase.closes_at) == 0


def test_two_reminders_of_one_moment_both_go(phase: Phase, owing: Owing, also_owing: Owing) -> None:
    a_reminder(phase, days=3)
    a_reminder(phase, days=3, audience="also_owing")
    person = a_person()
    owing.add(person, deadline=phase.closes_at)
    also_owing.add(person, deadline=phase.closes_at)

    assert reminders.send_due(at=phase.closes_at - days(3)) == 2


def test_who_came_to_owe_it_later_is_not_reminded_of_what_was_due_before(phase: Phase, owing: Owing) -> None:
    a_reminder(phase, days=3)
    owing.add(a_person(), deadline=phase.closes_at, since=phase.closes_at - days(2))

    assert reminders.send_due(at=phase.closes_at - days(1)) == 0


def test_a_rule_made_today_does_not_catch_up_on_last_week(phase: Phase, owing: Owing) -> None:
    a_reminder(phase, days=7, since=phase.closes_at - days(5))
    owing.add(a_person(), deadline=phase.closes_at)

    assert reminders.send_due(at=phase.closes_at - days(5)) == 0


def test_a_rule_of_the_opening_reminds_of_the_opening(owing: Owing) -> None:
    phase = the_phase(a_competition(), "judging")
    a_reminder(phase, days=3, edge="opens")
    owing.add(a_person(language="en"), deadline=phase.closes_at)

    early = reminders.send_due(at=phase.opens_at - days(4))
    due = reminders.send_due(at=phase.opens_at - days(3))
    late = reminders.send_due(at=phase.opens_at + days(1))

    assert (early, due, late) == (0, 1, 0)
    assert "by Thursday 10 December 2020, 10:00 (in 3 days)" in Message.objects.get().text


@pytest.mark.parametrize("change", [{"active": False}, {"phase__competition__published_at": None}])
def test_a_rule_at_rest_or_of_an_unpublished_edition_reminds_nobody(
    phase: Phase, owing: Owing, change: dict[str, Any]
) -> None:
    rule = a_reminder(phase, days=3)
    owing.add(a_person(), deadline=phase.closes_at)
    if "active" in change:
        type(rule).objects.filter(pk=rule.pk).update(**change)
    else:
        type(phase.competition).objects.filter(pk=phase.competition_id).update(published_at=None)

    assert reminders.send_due(at=phase.closes_at - days(3)) == 0


def test_who_has_done_it_meanwhile_gets_no_mail(phase: Phase, owing: Owing, mailoutbox: list[Any]) -> None:
    a_reminder(phase, days=3)
    done, still_owing = a_person(), a_person()
    for person in (done, still_owing):
        owing.add(person, deadline=phase.closes_at)
    at = phase.closes_at - days(3)
    reminders.send_due(at=at)

    owing.forget(done)
    delivery.deliver_due(worker="w", at=at)

    assert [mail.to for mail in mailoutbox] == [[still_owing.email]]
    assert Message.objects.get(recipient=done).skipped_at == at


def test_a_reminder_of_a_deadline_that_has_moved_is_not_sent(phase: Phase, owing: Owing, mailoutbox: list[Any]) -> None:
    a_reminder(phase, days=3)
    person = a_person()
    owing.add(person, deadline=phase.closes_at)
    at = phase.closes_at - days(3)
    reminders.send_due(at=at)

    owing.forget(person)
    owing.add(person, deadline=phase.closes_at + days(7))
    delivery.deliver_due(worker="w", at=at)

    assert mailoutbox == []


def test_the_preview_says_who_will_get_what_and_who_has_got_it(phase: Phase, owing: Owing) -> None:
    rule = a_reminder(phase, days=3)
    first, second = a_person(language="en"), a_person(language="en")
    owing.add(second, deadline=phase.closes_at + days(1))
    owing.add(first, deadline=phase.closes_at)

    before = reminders.preview(rule, at=NOW)
    reminders.send_due(at=phase.closes_at - days(3))
    after = reminders.preview(rule, at=phase.closes_at - days(3))

    assert [(one.person, one.due_at, one.written) for one in before] == [
        (first, phase.closes_at - days(3), False),
        (second, phase.closes_at - days(2), False),
    ]
    assert "in 3 days" in before[0].letter.text
    assert [one.written for one in after] == [True, False]


def test_many_reminders_cost_few_queries_when_nothing_is_left_to_send(
    phase: Phase, owing: Owing, django_assert_max_num_queries: Any
) -> None:
    a_reminder(phase, days=3)
    for _number in range(60):
        owing.add(a_person(), deadline=phase.closes_at)
    at = phase.closes_at - days(3)
    reminders.send_due(at=at)

    with django_assert_max_num_queries(8):
        assert reminders.send_due(at=at + minutes(1)) == 0


def test_only_the_variables_that_exist_are_known() -> None:
    assert unknown_variables("{name} {left} {nom} {}") == ["", "nom"]
    assert fill("{name}: {nom}", {"name": "Amal"}) == "Amal: {nom}"
    with pytest.raises(ValueError, match="expected"):
        unknown_variables("{name")


def test_a_rule_for_a_group_that_no_room_knows_is_reported_and_stops_no_other(
    phase: Phase, owing: Owing, caplog: pytest.LogCaptureFixture
) -> None:
    a_reminder(phase, days=3)
    rule = a_reminder(phase, days=3, audience="gone")
    owing.add(a_person(), deadline=phase.closes_at)

    sent = reminders.send_due(at=phase.closes_at - days(3))

    assert (sent, reminders.preview(rule, at=NOW)) == (1, [])
    assert "no room knows" in caplog.text


def test_every_audience_is_called_something() -> None:
    assert all(label for _key, label in audiences.choices())
