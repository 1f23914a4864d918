"""The page of the profile: finished at once or piece by piece, and nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client

from competitions.models import Competition, Department
from teams.domain.payroll import give_payroll_number
from teams.models import Membership, PayrollRecord, Team, User
from tests.builders.competitions import NOW, a_discipline
from tests.builders.teams import PASSWORD, a_member, a_participant, a_payroll_record, a_person, eligible
from tests.harness.queries import Queries
from tests.teams.test_accounts import profile_data

pytestmark = pytest.mark.usefixtures("now")
PROFILE = "/en/me/profile/"


@pytest.fixture
def newcomer(edition: Competition, department: Department) -> User:
    return a_person(complete=False)


@pytest.fixture
def browser(newcomer: User, signed_in: Any) -> Client:
    client: Client = signed_in(newcomer)
    return client


def reread(person: User) -> User:
    return User.objects.get(pk=person.pk)


# --- Piece by piece ---------------------------------------------------------------------------------------------------


def test_what_is_right_is_kept_and_the_rest_may_wait(browser: Client, newcomer: User) -> None:
    response = browser.post(PROFILE, {"name_latin": "Souad Ben Ali", "language": "fr", "later": "1"}, follow=True)

    person = reread(newcomer)
    assert (person.name_latin, person.language, person.profile_is_complete) == ("Souad Ben Ali", "fr", False)
    assert response.redirect_chain == [("/en/me/", 302)]
    assert "What you have given is kept" in response.content.decode()
    assert 'value="Souad Ben Ali"' in browser.get(PROFILE).content.decode()


def test_only_what_is_wrong_is_an_error_and_the_right_parts_are_kept_beside_it(
    browser: Client, newcomer: User, department: Department
) -> None:
    typed = {"name_ar": "Souad", "entity": "Budget", "phone": "12", "department": department.pk, "later": "1"}

    page = browser.post(PROFILE, typed).content.decode()

    person = reread(newcomer)
    assert (person.name_ar, person.entity, person.department, person.phone) == ("", "Budget", department, "")
    assert page.count('class="error"') == 2
    assert 'value="Souad"' in page
    assert "This field is required" not in page


def test_a_service_without_its_region_waits_for_it(browser: Client, newcomer: User) -> None:
    browser.post(PROFILE, {"service_level": "deconcentrated", "later": "1"})
    assert reread(newcomer).service_level == ""

    browser.post(PROFILE, {"service_level": "deconcentrated", "region": "oriental", "later": "1"})
    assert (reread(newcomer).service_level, reread(newcomer).region) == ("deconcentrated", "oriental")


def test_a_blank_takes_nothing_back_but_what_nobody_has_to_say(browser: Client, newcomer: User) -> None:
    browser.post(PROFILE, {"name_ar": "سعاد", "gender": "woman", "phone": "0612345678", "later": "1"})

    browser.post(PROFILE, {"name_ar": "", "later": "1"})

    person = reread(newcomer)
    assert (person.name_ar, person.gender, person.phone) == ("سعاد", "woman", "")


def test_every_sign_in_leads_back_until_nothing_is_missing(newcomer: User, department: Department) -> None:
    client = Client()
    credentials = {"login": newcomer.email, "password": PASSWORD}
    client.post(PROFILE.replace("me/profile", "accounts/login"), credentials)
    client.post(PROFILE, {"name_ar": "سعاد", "later": "1"})
    client.post("/en/accounts/logout/")

    again = client.post("/en/accounts/login/", credentials)
    client.post(PROFILE, profile_data(department))
    client.post("/en/accounts/logout/")
    after = client.post("/en/accounts/login/", credentials)

    assert (again.headers["Location"], after.headers["Location"]) == (PROFILE, "/en/me/")


def test_who_has_said_everything_is_not_offered_to_wait(person: User, signed_in: Any) -> None:
    assert "finish later" not in signed_in(person).get(PROFILE).content.decode()


def test_another_department_kept_for_later_counts_as_a_change(
    person: User, edition: Competition, team: Team, signed_in: Any
) -> None:
    elsewhere = a_participant(edition).department
    assert elsewhere is not None
    member = eligible(person, edition)
    a_member(team, member)

    signed_in(member).post(PROFILE, {"department": elsewhere.pk, "later": "1"})

    assert reread(member).department == elsewhere
    page = signed_in(member).get("/en/open/team/").content.decode()
    assert "has still to confirm that you serve there" in page


# --- The parts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        *(("0612345678", "+212612345678"), ("06 12-34.56 78", "+212612345678"), ("٠٦١٢٣٤٥٦٧٨", "+212612345678")),
        *(("+212 612 345 678", "+212612345678"), ("+33 1 42 68 53 00", "+33142685300"), ("", "")),
        ("\u202a+212612345678\u202c", "+212612345678"),
    ],
)
def test_a_telephone_is_kept_in_one_shape(
    typed: str, kept: str, browser: Client, newcomer: User, department: Department
) -> None:
    browser.post(PROFILE, profile_data(department, phone=typed))

    assert reread(newcomer).phone == kept


@pytest.mark.parametrize("typed", ["12", "abc", "06123456789012", "0612345678 ext 5", "+999 123", "😀"])
def test_what_is_no_telephone_is_refused_beside_the_field(typed: str, browser: Client, department: Department) -> None:
    page = browser.post(PROFILE, profile_data(department, phone=typed)).content.decode()

    assert "This is no telephone number" in page
    assert "<details" in page
    assert " open>" in page, "what has to be corrected is not folded away"


def test_a_kept_telephone_is_shown_as_people_here_write_it(person: User, signed_in: Any) -> None:
    User.objects.filter(pk=person.pk).update(phone="+212612345678")

    assert 'value="06 12 34 56 78"' in signed_in(person).get(PROFILE).content.decode()


@pytest.mark.parametrize("field", ["entity", "service_role", "discipline_other", "accessibility_needs"])
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Direction n° 3 (Rabat)", "Direction n° 3 (Rabat)"),
        (" مديرية\u00a0 \u202eالميزانية\u202c ", "مديرية الميزانية"),
        ("Bureau\u2068 12\u2069", "Bureau 12"),
    ],
)
def test_words_are_tidied(field: str, typed: str, kept: str, browser: Client, newcomer: User) -> None:
    browser.post(PROFILE, {field: typed, "later": "1"})

    assert getattr(reread(newcomer), field) == kept


@pytest.mark.parametrize("field", ["entity", "service_role", "discipline_other", "accessibility_needs"])
@pytest.mark.parametrize("typed", ["Bureau 😀", "12345", "---", "1️⃣ Bureau", "\ue000\ue001 Bureau", "Bureau\x07"])
def test_what_are_no_words_is_refused(field: str, typed: str, browser: Client, newcomer: User) -> None:
    page = browser.post(PROFILE, {field: typed, "later": "1"}).content.decode()

    assert page.count('class="error"') == 1
    assert getattr(reread(newcomer), field) == ""


@pytest.mark.parametrize("field", ["name_ar", "name_latin", "entity", "service_role"])
def test_three_hundred_characters_are_too_many_and_stay_in_sight(field: str, browser: Client, newcomer: User) -> None:
    typed = ("ع" if field == "name_ar" else "a") * 300

    page = browser.post(PROFILE, {field: typed, "later": "1"}).content.decode()

    assert page.count('class="error"') == 1
    assert typed in page
    assert getattr(reread(newcomer), field) == ""


def test_a_discipline_in_own_words_completes_the_profile_and_counts_as_one(
    browser: Client, newcomer: User, department: Department, team: Team
) -> None:
    browser.post(PROFILE, profile_data(department, discipline="other", discipline_other="Archivistique"))

    person = reread(newcomer)
    assert (person.discipline, person.discipline_label, person.profile_is_complete) == (None, "Archivistique", True)
    page = browser.get(PROFILE).content.decode()
    assert '<option value="other" selected>' in page
    assert 'value="Archivistique"' in page


def test_own_words_alone_are_enough_and_a_listed_discipline_wins(
    browser: Client, newcomer: User, department: Department
) -> None:
    browser.post(PROFILE, profile_data(department, discipline="", discipline_other="Archivistique"))
    assert reread(newcomer).discipline_label == "Archivistique"

    listed = a_discipline()
    browser.post(PROFILE, profile_data(department, discipline=listed.pk, discipline_other="Archivistique"))
    assert (reread(newcomer).discipline, reread(newcomer).discipline_other) == (listed, "")


def test_another_discipline_without_its_name_is_asked_for(browser: Client, department: Department) -> None:
    page = browser.post(PROFILE, profile_data(department, discipline="other")).content.decode()

    assert "Write the name of your discipline" in page


def test_own_words_are_kept_at_confirmation_and_shown_on_the_team_page(
    edition: Competition, team: Team, captain: User, signed_in: Any
) -> None:
    member = eligible(a_participant(edition, discipline_other="Archivistique"), edition)
    a_member(team, member)

    client = signed_in(captain)
    shown = client.get("/en/open/team/").content.decode()
    client.post("/en/open/team/confirm/")

    assert "Archivistique" in shown
    assert Membership.objects.get(person=member).discipline_label == "Archivistique"


# --- The payroll number on the page -----------------------------------------------------------------------------------


def test_the_number_may_wait_and_is_said_to_be_needed(browser: Client, newcomer: User, department: Department) -> None:
    browser.post(PROFILE, profile_data(department))

    assert reread(newcomer).profile_is_complete
    assert "Your payroll number is not known yet" in browser.get(PROFILE).content.decode()


def test_the_number_is_shown_back_by_its_last_digits_and_a_blank_keeps_it(
    browser: Client, newcomer: User, department: Department
) -> None:
    browser.post(PROFILE, profile_data(department, payroll_number="1.234.567"))
    page = browser.get(PROFILE).content.decode()
    browser.post(PROFILE, profile_data(department, payroll_number=""))

    assert "••••567" in page
    assert "1234567" not in page
    assert PayrollRecord.objects.get(person=newcomer).number == "1234567"


def test_a_number_of_another_account_offers_the_merge_and_names_nobody(
    browser: Client, newcomer: User, person: User, department: Department
) -> None:
    PayrollRecord.objects.filter(person=person).delete()
    give_payroll_number(person=person, number="1234567", by=person, at=NOW)

    page = browser.post(PROFILE, profile_data(department, payroll_number="1234567")).content.decode()

    assert "/en/me/profile/merge/" in page
    assert 'value="1234567"' in page, "what was typed stays"
    for known in (person.email, person.name_ar, person.name_latin):
        assert known not in page
    assert reread(newcomer).profile_is_complete, "the rest is saved"


def test_nobody_tries_one_number_after_another(
    browser: Client, newcomer: User, department: Department, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"payroll_number": "2/h/user"}

    pages = [
        browser.post(PROFILE, profile_data(department, payroll_number=str(number))).content.decode()
        for number in (1234561, 1234562, 1234563)
    ]

    assert ["Too many numbers" in page for page in pages] == [False, False, True]
    assert PayrollRecord.objects.get(person=newcomer).number == "1234562"
    assert browser.post(PROFILE, profile_data(department)).status_code == 302, "without a number it goes on"


@pytest.mark.parametrize("typed", ["abc", "1234567😀", "12345678901"])
def test_what_is_no_number_is_refused_beside_the_field(typed: str, browser: Client, department: Department) -> None:
    page = browser.post(PROFILE, profile_data(department, payroll_number=typed)).content.decode()

    assert "in digits only" in page
    assert not PayrollRecord.objects.exists()


def test_who_is_attested_to_have_none_reads_it(newcomer: User, organiser: User, browser: Client) -> None:
    PayrollRecord.objects.create(person=newcomer, absence_attested_by=organiser, absence_attested_at=NOW)

    assert "It is attested that you have none" in browser.get(PROFILE).content.decode()


def test_the_page_costs_few_queries(newcomer: User, browser: Client, queries: Queries) -> None:
    a_payroll_record(newcomer)
    browser.get(PROFILE)

    with queries.at_most(12):
        browser.get(PROFILE)
