"""Two accounts of one person: asked by the second, answered by the first alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from competitions.models import Competition, Message
from competitions.refusals import Refusal
from competitions.registries import personal_data
from judging.domain.departures import AccountHasJudged, JudgesTheOther
from judging.models import Assignment
from teams.domain.merging import (
    LIFETIME,
    MergeIsOver,
    NotFirstAccount,
    answer_merge,
    ask_to_merge,
    request_with,
)
from teams.domain.moving import AccountIsClosed, BothInATeam, RolesOfBothExclude
from teams.domain.payroll import NoPayrollNumber
from teams.models import (
    Membership,
    MergeRequest,
    User,
)
from tests.builders.competitions import NOW, a_competition
from tests.builders.judging import an_assignment
from tests.builders.teams import PASSWORD, a_participant, a_role, a_team
from tests.teams.two_accounts import NUMBER, asked

pytestmark = pytest.mark.django_db


def test_the_owner_of_the_number_is_written_to_and_nobody_else(first: User, second: User) -> None:
    request, token = asked(second)

    mail = Message.objects.get(kind="merge_asked")
    assert (mail.recipient, mail.secret, mail.expires_at) == (first, True, NOW + LIFETIME)
    assert second.email in str(mail.sealed_text)
    assert request_with(token, first=first) == request
    assert request_with(token, first=second) is None


def test_a_number_that_nobody_has_is_answered_alike(first: User, second: User) -> None:
    ask_to_merge(second=second, number="7777777", at=NOW)
    ask_to_merge(second=first, number=NUMBER, at=NOW)

    assert not MergeRequest.objects.exists()
    assert not Message.objects.exists()


def test_what_is_no_number_is_said_to_be_none(second: User) -> None:
    with pytest.raises(NoPayrollNumber):
        ask_to_merge(second=second, number="abc", at=NOW)


def test_asking_again_at_once_sends_nothing_and_later_a_new_link(first: User, second: User) -> None:
    old, _token = asked(second)
    ask_to_merge(second=second, number=NUMBER, at=NOW + timedelta(minutes=5))
    once = Message.objects.count()

    new, _token = asked(second, at=NOW + timedelta(minutes=20))

    old.refresh_from_db()
    assert (once, Message.objects.count()) == (1, 2)
    assert (old.accepted, new.answered_at) == (False, None)
    with pytest.raises(MergeIsOver):
        answer_merge(request=old, accept=True, by=first, at=NOW + timedelta(minutes=21))


def test_only_the_first_account_answers_once_and_in_time(first: User, second: User) -> None:
    request, _token = asked(second)

    with pytest.raises(NotFirstAccount):
        answer_merge(request=request, accept=True, by=second, at=NOW)
    with pytest.raises(MergeIsOver):
        answer_merge(request=request, accept=True, by=first, at=NOW + LIFETIME)
    answer_merge(request=request, accept=False, by=first, at=NOW)
    with pytest.raises(MergeIsOver):
        answer_merge(request=request, accept=True, by=first, at=NOW)


def test_a_no_changes_nothing_and_tells_nobody(first: User, second: User) -> None:
    request, _token = asked(second)

    answer_merge(request=request, accept=False, by=first, at=NOW)

    second.refresh_from_db()
    assert (second.is_active, second.merged_into) == (True, None)
    assert not Message.objects.filter(recipient=second).exists()


def test_what_the_second_takes_home_says_no_more_after_a_no_than_before(first: User, second: User) -> None:
    request, _token = asked(second)
    before = personal_data.export(second)["teams.mergerequest"]

    answer_merge(request=request, accept=False, by=first, at=NOW)

    assert personal_data.export(second)["teams.mergerequest"] == before


def in_both_teams(first: User, second: User, edition: Competition) -> None:
    for person in (first, second):
        a_team(competition=edition, captain=person)


def juror_and_member(first: User, second: User, edition: Competition) -> None:
    a_role("organiser", competition=edition, person=first)
    a_team(competition=edition, captain=second)


def excluding_roles(first: User, second: User, edition: Competition) -> None:
    a_role("auditor", competition=edition, person=first)
    a_role("mentor", competition=edition, person=second)


def second_has_judged(first: User, second: User, edition: Competition) -> None:
    assigned = an_assignment()
    Assignment.objects.filter(pk=assigned.pk).update(juror=second)


def first_judges_the_others_former_team(first: User, second: User, edition: Competition) -> None:
    team = a_team(competition=edition)
    Membership.objects.create(team=team, competition=edition, person=second, joined_at=NOW, left_at=NOW)
    a_role("juror", competition=edition, person=first)


def second_is_closed(first: User, second: User, edition: Competition) -> None:
    User.objects.filter(pk=second.pk).update(is_active=False)


@pytest.mark.parametrize(
    ("situation", "refusal"),
    [
        (in_both_teams, BothInATeam),
        (juror_and_member, RolesOfBothExclude),
        (excluding_roles, RolesOfBothExclude),
        (second_has_judged, AccountHasJudged),
        (first_judges_the_others_former_team, JudgesTheOther),
        (second_is_closed, AccountIsClosed),
    ],
    ids=lambda each: each.__name__,
)
def test_what_keeps_two_accounts_apart(first: User, second: User, situation: Any, refusal: type[Refusal]) -> None:
    request, _token = asked(second)
    situation(first, second, a_competition())

    with pytest.raises(refusal) as refused:
        answer_merge(request=request, accept=True, by=first, at=NOW)

    second.refresh_from_db()
    assert (second.merged_into, bool(str(refused.value))) == (None, True)


def test_the_pages_lead_from_the_number_to_one_account(first: User, second: User, signed_in: Any) -> None:
    page = signed_in(second).post("/fr/me/profile/merge/", {"number": " 1 234-567 "})
    unknown = signed_in(a_participant(a_competition())).post("/fr/me/profile/merge/", {"number": "7654321"})
    mail = Message.objects.get(kind="merge_asked")
    token = str(mail.sealed_text).partition("/merge/")[2].partition("/")[0]
    client = signed_in(first)

    wrong = client.post(f"/fr/me/profile/merge/{token}/", {"password": "wrong"})
    right = client.post(f"/fr/me/profile/merge/{token}/", {"password": PASSWORD})

    second.refresh_from_db()
    assert (page.status_code, unknown.status_code, wrong.status_code, right.status_code) == (200, 200, 200, 302)
    assert "teams/merge_asked.html" in {each.name for each in page.templates}
    assert page.content.count(b"<p") == unknown.content.count(b"<p")
    assert second.merged_into == first
    assert client.get(f"/fr/me/profile/merge/{token}/").status_code == 200


def test_a_link_of_somebody_else_is_not_there(first: User, second: User, signed_in: Any) -> None:
    _request, token = asked(second)

    assert signed_in(second).get(f"/ar/me/profile/merge/{token}/").status_code == 404
    assert signed_in(first).get("/ar/me/profile/merge/made-up/").status_code == 404
    assert Client().get(f"/ar/me/profile/merge/{token}/").status_code == 302


def test_a_no_needs_no_password(first: User, second: User, signed_in: Any) -> None:
    request, token = asked(second)

    signed_in(first).post(f"/ar/me/profile/merge/{token}/", {"decline": ""})

    request.refresh_from_db()
    assert request.accepted is False


def test_somebody_without_a_password_signs_in_afresh(first: User, second: User, signed_in: Any) -> None:
    _request, token = asked(second)
    first.set_unusable_password()
    first.save()

    page = signed_in(first).post(f"/ar/me/profile/merge/{token}/", {})

    second.refresh_from_db()
    assert (page.templates[0].name, second.merged_into) == ("teams/reason.html", None)
