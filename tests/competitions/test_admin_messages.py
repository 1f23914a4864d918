"""Reminders, messages, jobs and broadcasts in the admin: seen, previewed, sent again, never a secret."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.domain import jobs, outbox
from competitions.messages import PHASE_MOVED
from competitions.models import Competition, Job, Message, ReminderRule
from tests.builders.competitions import NOW, a_competition, a_message, a_reminder, the_phase
from tests.builders.teams import a_person
from tests.competitions.conftest import Owing
from tests.competitions.desk import address, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_now")]


def test_a_reminder_with_a_variable_that_does_not_exist_is_refused(
    organiser_client: Client, competition: Competition, owing: Owing
) -> None:
    url = address("reminderrule", "add")
    values = {
        "phase": the_phase(competition, "submission").pk,
        "lead_minutes": 4320,
        "audience": "owing",
        "subject_ar": "تذكير",
        "body_ar": "{nom}",
    }

    refused = organiser_client.post(url, typed(organiser_client, url, **values))
    accepted = organiser_client.post(url, typed(organiser_client, url, **{**values, "body_ar": "{name}"}))

    assert list(refused.context["adminform"].form.errors) == ["body_ar"]
    assert "{nom}" in str(refused.context["adminform"].form.errors)
    assert accepted.status_code == 302
    assert ReminderRule.objects.get().since == NOW


def test_the_preview_shows_who_will_get_what(organiser_client: Client, competition: Competition, owing: Owing) -> None:
    phase = the_phase(competition, "submission")
    rule = a_reminder(phase, days=3)
    owing.add(a_person(name_ar="أمل", language="ar"), deadline=phase.closes_at)

    body = organiser_client.get(address("reminderrule", "preview", rule.pk)).content.decode()

    assert "أمل" in body
    assert "الأحد 6 دجنبر 2020، الساعة 10:00" in body
    assert "بعد 3 أيام" in body


def test_the_preview_of_another_edition_is_not_there(organiser_client: Client, owing: Owing) -> None:
    rule = a_reminder(the_phase(a_competition(slug="other"), "submission"), days=3)

    assert organiser_client.get(address("reminderrule", "preview", rule.pk)).status_code == 404


def test_who_got_a_reminder_is_a_list_of_messages(
    organiser_client: Client, competition: Competition, owing: Owing
) -> None:
    phase = the_phase(competition, "submission")
    rule = a_reminder(phase, days=3)
    sent = a_message(competition=competition, dedupe_key=f"reminder:{rule.pk}:1:1607504400")
    a_message(competition=competition, dedupe_key=f"reminder:{rule.pk}9:1:1607504400")

    listed = organiser_client.get(address("message", "changelist"), {"rule": rule.pk}).context["cl"].result_list

    assert list(listed) == [sent]


def test_messages_are_filtered_by_how_they_stand(organiser_client: Client, competition: Competition) -> None:
    facts: dict[str, dict[str, Any]] = {
        "waiting": {},
        "sent": {"sent_at": NOW},
        "skipped": {"skipped_at": NOW},
        "given_up": {"attempts": 8},
    }
    for subject, changes in facts.items():
        message = a_message(competition=competition, subject=subject)
        Message.objects.filter(pk=message.pk).update(**changes)

    found = {
        state: [
            m.subject
            for m in organiser_client.get(address("message", "changelist"), {"state": state}).context["cl"].result_list
        ]
        for state in facts
    }

    assert found == {state: [state] for state in facts}


def test_a_message_is_found_by_address_subject_and_folded_name(
    organiser_client: Client, competition: Competition
) -> None:
    message = a_message(
        to=a_person(name_ar="أَمَل", email="amal@idarathon.example"), competition=competition, subject="Receipt"
    )
    a_message(to=a_person(), competition=competition)

    found = [
        list(organiser_client.get(address("message", "changelist"), {"q": term}).context["cl"].result_list)
        for term in ("amal@", "receipt", "امل")
    ]

    assert found == [[message], [message], [message]]


def test_a_message_is_read_not_changed_and_sent_again_by_an_action(
    organiser_client: Client, competition: Competition
) -> None:
    message = a_message(to=a_person(), competition=competition, subject="Receipt")
    url = address("message", "change", message.pk)

    page = organiser_client.get(url)
    changed = organiser_client.post(url, {"subject": "Other"}).status_code
    organiser_client.post(address("message", "changelist"), {"action": "resend", "_selected_action": [message.pk]})

    assert "Receipt" in page.content.decode()
    assert changed == 404
    assert Message.objects.filter(subject="Receipt").count() == 2


def test_the_admin_never_shows_the_text_of_a_secret(organiser_client: Client, competition: Competition) -> None:
    message = a_message(competition=competition, secret=True, text="https://idarathon.example/secret-link/")

    pages = [
        organiser_client.get(address("message", "change", message.pk)),
        organiser_client.get(address("message", "changelist")),
        organiser_client.post(
            address("message", "changelist"), {"action": "resend", "_selected_action": [message.pk]}, follow=True
        ),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert not [page for page in pages if "secret-link" in page.content.decode()]
    assert Message.objects.count() == 1


def test_a_failed_job_is_started_again_from_the_list(organiser_client: Client, organiser: Any) -> None:
    job = jobs.start("broadcast", arguments={}, by=organiser, at=NOW)
    Job.objects.filter(pk=job.pk).update(failed_at=NOW, error="LookupError")

    organiser_client.post(address("job", "changelist"), {"action": "start_again", "_selected_action": [job.pk]})

    job.refresh_from_db()
    assert (job.failed_at, job.error) == (None, "")


def test_a_broadcast_shows_how_far_it_is(competition: Competition, organiser: Any, organiser_client: Client) -> None:
    phase = the_phase(competition, "submission")
    context = {"competition": competition, "phase": phase, "opens_at": phase.opens_at, "closes_at": phase.closes_at}
    people = [a_person() for _number in range(51)]
    broadcast = outbox.queue_many(PHASE_MOVED, to=people, context=context, by=organiser, at=NOW)
    assert broadcast is not None
    jobs.run(broadcast.job_id, clock=lambda: NOW)

    body = organiser_client.get(address("broadcast", "changelist")).content.decode()

    assert reverse("competitions:job", args=[broadcast.job_id]) in body
    assert ">51<" in body
