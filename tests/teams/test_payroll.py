"""The payroll number: how it may be written, whose it is, who may say that there is none, and where it never shows."""

from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from competitions.folding import DIGITS, INVISIBLE
from competitions.models import Competition, Department
from teams.domain.confirmation import NotReady, confirm, what_blocks
from teams.domain.payroll import (
    MayNotAttest,
    NoPayrollNumber,
    OnlyOwnNumber,
    PayrollNumberIsKnown,
    PayrollNumberTaken,
    attest_no_payroll_number,
    give_payroll_number,
    hash_of,
    masked,
    normalise,
    payroll_settled_among,
)
from teams.models import PayrollRecord, Team, User
from tests.builders.competitions import NOW
from tests.builders.teams import a_member, a_participant, a_person, a_role, eligible
from tests.harness.clock import days
from tests.harness.queries import Queries
from tests.teams.test_races import at_once, refused

NUMBER = "1234567"


@pytest.fixture
def numberless(edition: Competition, department: Department) -> User:
    """Somebody of the enrolled department who has not given a number."""
    return a_participant(edition, department=department, payroll=False)


def give(person: User, number: str = NUMBER, **changes: Any) -> PayrollRecord:
    return give_payroll_number(**{"person": person, "number": number, "by": person, "at": NOW, **changes})


# --- How it is written ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        *("1234567", " 1234567 ", "1 234 567", "1.234.567", "123-45-67", "1234/567", "0001234567", "12 345 67"),
        *("١٢٣٤٥٦٧", "۱۲۳۴۵۶۷", "１２３４５６７", "\u202e1234567\u202c", "\u200f1234567", "1234\u00a0567", "1234–567"),
    ],
)
def test_one_number_however_it_is_written(typed: str) -> None:
    assert normalise(typed) == NUMBER


@pytest.mark.parametrize(
    "typed",
    ["", " ", "PPR", "12345A7", "1234567😀", "-", "0", "000", "12345678901", "1" * 300, "1,5", "Ⅶ", "१२३", "+12"],
)
def test_what_is_no_payroll_number(typed: str) -> None:
    with pytest.raises(NoPayrollNumber):
        normalise(typed)


digits = st.integers(min_value=1, max_value=10**10 - 1).map(str)
noise = st.sampled_from([*" .-/\u00a0\u202f", *INVISIBLE])
scripts = st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])


@given(digits, st.lists(noise, max_size=12), scripts, st.integers(0, 5), st.randoms())
def test_every_spelling_of_a_number_has_one_hash(
    number: str, signs: list[str], script: str, zeros: int, chance: Any
) -> None:
    typed = ["0"] * zeros + [script[int(digit)] for digit in number]
    for sign in signs:
        typed.insert(chance.randrange(len(typed) + 1), sign)

    assert hash_of(normalise("".join(typed))) == hash_of(number)
    assert normalise(normalise("".join(typed))) == number


@given(st.text(max_size=30))
def test_whatever_is_typed_is_digits_or_refused(typed: str) -> None:
    try:
        normal = normalise(typed)
    except NoPayrollNumber:
        return
    assert normal.isascii()
    assert normal.isdigit()
    assert normalise(normal) == normal
    assert set(normal.translate(DIGITS)) <= set("0123456789")


def test_the_hash_needs_our_key(settings: Any) -> None:
    before = hash_of(NUMBER)
    settings.PAYROLL_HASH_KEY = "another"

    assert hash_of(NUMBER) != before
    assert NUMBER not in before


# --- Giving it --------------------------------------------------------------------------------------------------------


def test_the_number_is_kept_sealed_and_shown_by_its_last_digits(numberless: User) -> None:
    record = give(numberless, "0 123.45.67")

    assert (record.number, masked(record), record.given_at) == (NUMBER, "••••567", NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, number_hash FROM teams_payrollrecord WHERE person_id = %s", [numberless.pk])
        [(sealed, hashed)] = cursor.fetchall()
    assert NUMBER not in sealed
    assert hashed == hash_of(NUMBER)


def test_a_short_number_shows_no_more_than_its_end(numberless: User) -> None:
    assert masked(give(numberless, "12")) == "•••12"


def test_giving_it_twice_keeps_the_first_date_and_another_one_corrects_it(numberless: User) -> None:
    give(numberless)

    assert give(numberless, "1.234.567", at=NOW + days(1)).given_at == NOW
    assert give(numberless, "7654321", at=NOW + days(2)).given_at == NOW + days(2)
    assert PayrollRecord.objects.get(person=numberless).number == "7654321"


def test_a_number_is_one_persons(numberless: User, person: User) -> None:
    give(person)

    with pytest.raises(PayrollNumberTaken) as refusal:
        give(numberless, "01234567")

    assert not PayrollRecord.objects.filter(person=numberless).exists()
    for known in (person.email, person.name_ar, person.name_latin):
        assert known not in str(refusal.value)


@pytest.mark.parametrize("typed", ["abc", "12345678901"])
def test_what_is_no_number_is_not_kept(numberless: User, typed: str) -> None:
    with pytest.raises(NoPayrollNumber):
        give(numberless, typed)

    assert not PayrollRecord.objects.filter(person=numberless).exists()


def test_nobody_gives_anothers_number(numberless: User, organiser: User) -> None:
    with pytest.raises(OnlyOwnNumber):
        give(numberless, by=organiser)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_two_accounts_give_one_number_at_once_and_one_has_it(_round: int) -> None:
    people = [a_person(payroll=False) for _number in range(2)]

    outcomes = at_once(*(lambda person=person: give(person) for person in people))

    assert refused(outcomes) == [PayrollNumberTaken]
    assert PayrollRecord.objects.filter(number_hash=hash_of(NUMBER)).count() == 1


# --- That there is none -----------------------------------------------------------------------------------------------


def attest(person: User, edition: Competition, by: User) -> PayrollRecord:
    return attest_no_payroll_number(person=person, competition=edition, by=by, at=NOW)


def test_focal_point_and_organiser_attest_that_there_is_none(
    numberless: User, edition: Competition, focal_point: User, organiser: User
) -> None:
    first = attest(numberless, edition, focal_point)

    assert (first.absence_attested_by, first.absence_attested_at, first.number_hash) == (focal_point, NOW, None)
    assert attest(numberless, edition, organiser) == first, "the first word stays"
    assert payroll_settled_among([numberless]) == {numberless.pk}


def test_nobody_attests_it_of_themselves_or_a_teammate_or_elsewhere(
    team: Team, edition: Competition, department: Department, focal_point: User, rival: User, organiser: User
) -> None:
    member = a_participant(edition, department=department, payroll=False)
    a_member(team, member)
    teammate = a_participant(edition, department=department)
    a_role("focal_point", competition=edition, department=department, person=teammate)
    a_role("focal_point", competition=edition, department=department, person=member)
    a_member(team, teammate)
    elsewhere = a_role("focal_point", competition=edition, department=rival.department)

    for by in (member, teammate, elsewhere, rival):
        with pytest.raises(MayNotAttest):
            attest(member, edition, by)
    assert not PayrollRecord.objects.filter(person=member).exists()
    assert attest(member, edition, focal_point)


def test_who_has_given_a_number_has_one(person: User, edition: Competition, organiser: User) -> None:
    with pytest.raises(PayrollNumberIsKnown):
        attest(person, edition, organiser)


def test_who_is_given_a_number_later_writes_it(numberless: User, edition: Competition, organiser: User) -> None:
    attest(numberless, edition, organiser)

    record = give(numberless)

    assert (record.number, record.absence_attested_by) == (NUMBER, organiser)


# --- What it is needed for --------------------------------------------------------------------------------------------


def test_a_team_waits_for_the_numbers_of_its_members_and_names_them(
    team: Team, captain: User, edition: Competition, organiser: User
) -> None:
    one, other = (
        eligible(a_participant(edition, payroll=False, name_latin=name), edition) for name in ("First One", "Other One")
    )
    for member in (one, other):
        a_member(team, member)

    with override("en"):
        assert what_blocks(team) == ["Payroll number not given yet: \u2068First One\u2069, \u2068Other One\u2069"]
    with pytest.raises(NotReady):
        confirm(team=team, by=captain, received_at=NOW)
    give(one)
    attest(other, edition, organiser)
    assert confirm(team=team, by=captain, received_at=NOW).confirmed_at == NOW


def test_who_is_settled_is_one_question_whatever_the_number_of_people(edition: Competition, queries: Queries) -> None:
    people = [a_person(payroll=number % 2 == 0) for number in range(10)]

    with queries.at_most(1):
        settled = payroll_settled_among(people)

    assert settled == {person.pk for person in people[::2]}


def test_the_team_page_says_who_lacks_it_and_leads_them_to_their_profile(
    team: Team, edition: Competition, signed_in: Any, now: object
) -> None:
    member = eligible(a_participant(edition, payroll=False), edition)
    a_member(team, member)

    theirs = signed_in(member).get("/en/open/team/").content.decode()
    captains = signed_in(team.captain).get("/en/open/team/").content.decode()

    assert "Give your payroll number" in theirs
    assert reverse("teams:profile").partition("/me/")[2] in theirs
    assert "Payroll number not given yet" in captains
