"""Waiting for a word: since when, until when, and what happens when nobody answers."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils.translation import override

from competitions.models import Competition, Department, Message
from competitions.registries import message_kinds
from teams.domain.eligibility import decide_by_domain, decline, is_eligible, raise_overdue, settle, vouch, waiting_for
from teams.models import EligibilityDecision, Team, User, VouchingRequest
from teams.tasks import raise_overdue_vouching
from tests.builders.competitions import NOW, a_competition, a_department, a_holiday
from tests.builders.teams import a_member, a_participant, a_role
from tests.harness.clock import days

# Asked at NOW, a Monday at ten: three working days end on Thursday at ten.
DUE = NOW + days(3)


def waits_since(person: User, edition: Competition) -> datetime | None:
    return VouchingRequest.objects.filter(person=person, competition=edition).values_list("asked_at", flat=True).first()


def raised() -> list[Message]:
    return list(Message.objects.filter(kind="eligibility_overdue").order_by("pk"))


def test_who_begins_to_wait_keeps_the_place_in_the_queue(edition: Competition, person: User) -> None:
    for day in range(3):
        settle(person=person, competition=edition, at=NOW + days(day))

    assert waits_since(person, edition) == NOW


def test_whose_profile_is_older_than_the_edition_waits_from_the_first_look_on(
    edition: Competition, person: User, organiser: User
) -> None:
    assert raise_overdue(at=NOW) == 0

    assert waits_since(person, edition) == NOW
    assert raise_overdue(at=DUE) == 1


@pytest.mark.parametrize("how", ["vouch", "decline", "domain"])
def test_a_decision_ends_the_waiting(how: str, edition: Competition, person: User, focal_point: User) -> None:
    settle(person=person, competition=edition, at=NOW)
    about: Any = {"person": person, "competition": edition, "at": NOW}
    if how == "domain":
        edition.enrolments.get(department=person.department).domains.create(domain="idarathon.example")
        assert decide_by_domain(**about)
    elif how == "vouch":
        vouch(by=focal_point, **about)
    else:
        decline(by=focal_point, reason="Retired", **about)

    assert waits_since(person, edition) is None


def test_who_changes_department_waits_anew_there_and_no_longer_here(edition: Competition, person: User) -> None:
    settle(person=person, competition=edition, at=NOW)
    person.department = a_department(enrolled_in=edition)
    person.save()

    settle(person=person, competition=edition, at=NOW + days(1))

    [request] = VouchingRequest.objects.filter(person=person)
    assert (request.department, request.asked_at) == (person.department, NOW + days(1))


def test_nobody_waits_in_a_department_that_takes_no_part(edition: Competition, person: User) -> None:
    settle(person=person, competition=edition, at=NOW)
    person.department = a_department()
    person.save()

    settle(person=person, competition=edition, at=NOW)

    assert waits_since(person, edition) is None


def test_after_three_working_days_the_organisers_are_told_once(
    edition: Competition, person: User, organiser: User, focal_point: User
) -> None:
    a_role("organiser", competition=edition, until=NOW)
    settle(person=person, competition=edition, at=NOW)

    before = raise_overdue(at=DUE - timedelta(seconds=1))
    first, second = raise_overdue(at=DUE), raise_overdue(at=DUE + days(1))

    assert (before, first, second) == (0, 1, 0)
    [message] = raised()
    assert message.recipient == organiser
    assert person.name_ar in message.text
    assert str(person.department.name) in message.text  # type: ignore[union-attr]
    assert VouchingRequest.objects.get().raised_at == DUE
    assert not is_eligible(person, edition), "being told is no decision"


def test_public_holidays_and_the_edition_s_own_patience_count(
    edition: Competition, person: User, organiser: User
) -> None:
    a_holiday(date(2020, 11, 25))
    settle(person=person, competition=edition, at=NOW)
    assert raise_overdue(at=DUE) == 0
    assert raise_overdue(at=DUE + days(1)) == 1

    other = a_competition(vouching_days=1)
    a_role("organiser", competition=other)
    settle(person=a_participant(other), competition=other, at=NOW)
    assert raise_overdue(at=NOW + days(1)) == 1


def test_what_is_no_longer_waiting_is_not_raised(edition: Competition, organiser: User, focal_point: User) -> None:
    department = focal_point.roles.get().department  # type: ignore[attr-defined]
    decided, left, juror, withdrawn = (
        a_participant(edition, department=department),
        a_participant(edition, department=department),
        a_participant(edition, department=department),
        a_participant(edition),
    )
    for one in (decided, left, juror, withdrawn):
        settle(person=one, competition=edition, at=NOW)
    vouch(person=decided, competition=edition, by=focal_point, at=NOW)
    User.objects.filter(pk=left.pk).update(is_active=False)
    a_role("juror", competition=edition, person=juror)
    withdrawn.department.enrolments.update(ended_at=NOW + days(1))  # type: ignore[union-attr]

    assert raise_overdue(at=DUE) == 0
    assert raised() == []


def test_an_edition_that_is_over_or_not_published_raises_nobody(person: User, edition: Competition) -> None:
    settle(person=person, competition=edition, at=NOW)
    Competition.objects.filter(pk=edition.pk).update(published_at=None)

    assert raise_overdue(at=DUE) == 0


def test_many_are_told_in_one_message_in_the_reader_s_language(edition: Competition, department: Department) -> None:
    organiser = a_role("organiser", competition=edition)
    User.objects.filter(pk=organiser.pk).update(language="en")
    people = [a_participant(edition, department=department) for _number in range(23)]
    for one in people:
        settle(person=one, competition=edition, at=NOW)

    assert raise_overdue(at=DUE) == 23

    [message] = raised()
    assert message.subject == "23 people wait too long for the word of a focal point"
    assert sum(one.name_latin in message.text for one in people) >= 20
    assert "- and 3 more people" in message.text


def test_the_message_is_dropped_when_the_last_of_them_has_been_decided_about(
    edition: Competition, person: User, organiser: User
) -> None:
    settle(person=person, competition=edition, at=NOW)
    raise_overdue(at=DUE)
    [message] = raised()
    wanted = message_kinds.get("eligibility_overdue").still_wanted
    assert wanted is not None

    before = wanted(message, DUE)
    vouch(person=person, competition=edition, by=organiser, at=DUE)

    assert (before, wanted(message, DUE)) == (True, False)


def test_the_task_looks_at_the_clock(edition: Competition, person: User, organiser: User) -> None:
    settle(person=person, competition=edition, at=NOW)

    with time_machine.travel(DUE, tick=False):
        raise_overdue_vouching()

    assert len(raised()) == 1


def test_somebody_in_a_team_that_is_not_confirmed_comes_first(
    edition: Competition, department: Department, focal_point: User, team: Team
) -> None:
    late, early, blocking = (a_participant(edition, department=department) for _number in range(3))
    settle(person=early, competition=edition, at=NOW - days(2))
    settle(person=late, competition=edition, at=NOW)
    a_member(team, blocking)

    waiting = list(waiting_for(focal_point, edition, at=NOW))

    assert waiting == [blocking, early, late]
    assert [(one.blocks_a_team, one.asked_at) for one in waiting] == [  # type: ignore[attr-defined]
        (True, None),
        (False, NOW - days(2)),
        (False, NOW),
    ]


def test_it_costs_the_same_for_many(
    edition: Competition, department: Department, organiser: User, queries: Any
) -> None:
    def grow_to(size: int) -> None:
        EligibilityDecision.objects.all().delete()
        VouchingRequest.objects.all().delete()
        for one in [a_participant(edition, department=department) for _number in range(size)]:
            VouchingRequest.objects.create(person=one, competition=edition, department=department, asked_at=NOW)

    def visit() -> None:
        VouchingRequest.objects.update(raised_at=None)
        with override("ar"):
            raise_overdue(at=DUE)

    queries.same_at(grow_to=grow_to, visit=visit)
