"""What a juror says of themselves, and what they accept."""

from datetime import date
from typing import Any

import pytest

from judging.domain.authority import NotYourEvaluation
from judging.domain.profiles import (
    LoadTooSmall,
    NotAcceptedWhole,
    NotInTheJury,
    NotOffered,
    Said,
    WrongPeriod,
    accept_charter,
    profiles_of,
    save_profile,
)
from judging.models import Conflict, JurorProfile, JuryRules
from teams.domain.roles import appoint
from tests.builders.competitions import NOW, a_competition, a_department
from tests.builders.judging import JUDGING, a_juror, an_organiser
from tests.builders.teams import a_person, a_team
from tests.judging.cast import only, statuses

pytestmark = pytest.mark.django_db

FROM_ABROAD = Said(
    organisation="Université de Liège",
    country="BE",
    expertise="Design de services publics",
    languages=("en", "fr"),
    maximum_load=5,
    available_from=date(2020, 12, 1),
    available_until=date(2020, 12, 20),
    name_latin="Anne Dupont",
)


def said(juror, competition, what=FROM_ABROAD, *, by=None):
    return save_profile(person=juror, competition=competition, said=what, by=by or juror, at=JUDGING)


def test_a_juror_from_abroad_needs_no_department_and_no_payroll_number() -> None:
    competition = a_competition()
    juror = a_juror(competition, complete=False)

    [profile] = said(juror, competition)

    juror.refresh_from_db()
    profile.refresh_from_db()
    assert (profile.organisation, profile.country, profile.maximum_load) == ("Université de Liège", "BE", 5)
    assert profile.languages == ["fr", "en"]
    assert (juror.department, juror.name_latin) == (None, "Anne Dupont")


def test_saying_where_one_serves_finds_the_conflicts_that_follow() -> None:
    competition, department = a_competition(), a_department()
    team = a_team(competition=competition, captain=a_person(department=department), confirmed=True)
    juror = a_juror(competition, complete=False)

    said(juror, competition, Said(department=department))

    assert Conflict.objects.get().kind == "same_department"
    assert Conflict.objects.between(juror, team).exists()


def test_one_profile_stands_for_every_seat_and_a_second_seat_needs_no_second_charter() -> None:
    competition = a_competition()
    juror = a_juror(competition)
    said(juror, competition)

    about: dict[str, Any] = {"competition": competition, "by": an_organiser(competition), "at": JUDGING}
    appoint(person=juror, kind="president", **about)

    profiles = profiles_of(juror, competition, at=JUDGING)
    assert [profile.role.kind for profile in profiles] == ["juror", "president"]
    assert {profile.organisation for profile in profiles} == {"Université de Liège"}
    assert all(profile.charter_accepted_at for profile in profiles)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"available_from": date(2020, 12, 2), "available_until": date(2020, 12, 1)}, WrongPeriod),
        ({"maximum_load": 0}, LoadTooSmall),
        ({"country": "ZZ"}, NotOffered),
        ({"languages": ("ru",)}, NotOffered),
    ],
)
def test_what_cannot_be_is_refused(wrong, refusal) -> None:
    competition = a_competition()

    with pytest.raises(refusal):
        said(a_juror(competition), competition, Said(**wrong))


def test_a_theme_of_another_edition_is_not_offered() -> None:
    competition = a_competition()
    foreign = a_competition().themes.first()

    with pytest.raises(NotOffered):
        said(a_juror(competition), competition, Said(themes=[foreign]))


def test_the_organiser_may_say_it_for_them_and_nobody_else() -> None:
    competition = a_competition()
    juror = a_juror(competition)

    said(juror, competition, by=an_organiser(competition))
    with pytest.raises(NotYourEvaluation):
        said(juror, competition, by=a_juror(competition))
    with pytest.raises(NotInTheJury):
        said(a_person(), competition, by=an_organiser(competition))


def test_the_charter_is_accepted_whole_and_the_first_date_stays() -> None:
    competition = a_competition()
    juror = a_juror(competition, declared=False)
    about: dict[str, Any] = {"person": juror, "competition": competition}

    with pytest.raises(NotAcceptedWhole):
        accept_charter(**about, confidentiality=False, at=NOW)
    accept_charter(**about, at=NOW)
    accept_charter(**about, at=JUDGING)

    profile = JurorProfile.objects.get()
    assert (profile.charter_accepted_at, profile.confidentiality_accepted_at) == (NOW, NOW)


@pytest.mark.usefixtures("at_work")
def test_the_pages_are_for_those_who_sit_in_the_jury(jury, signed_in) -> None:
    sits = {"juror", "colleague", "bystander", "president", "deputy"}
    _everybody = (jury.president, jury.deputy)

    assert statuses(jury, signed_in, jury.url("juror_profile")) == only(sits)
    assert statuses(jury, signed_in, jury.url("charter")) == only(sits)
    assert statuses(jury, signed_in, jury.url("step_back")) == only({"juror", "colleague", "bystander"})
    assert statuses(jury, signed_in, jury.url("reassign")) == only({"organiser", "superuser"})


@pytest.mark.usefixtures("at_work")
def test_the_organisers_text_is_read_and_accepted_on_the_page(signed_in) -> None:
    competition = a_competition()
    juror = a_juror(competition, declared=False)
    JuryRules.objects.create(competition=competition, charter_en="**Fair** to all", confidentiality_en="Say nothing.")
    client, url = signed_in(juror), f"/en/{competition.slug}/jury/charter/"

    page = client.get(url).content.decode()
    refused = client.post(url, {"charter": "on"}).content.decode()
    accepted = client.post(url, {"charter": "on", "confidentiality": "on"})

    assert "<strong>Fair</strong> to all" in page
    assert "Accept both the charter and the confidentiality" in refused
    assert accepted["Location"].endswith("/jury/declare/")
    assert JurorProfile.objects.get().charter_accepted_at == JUDGING
    assert "You have accepted both" in client.get(url).content.decode()


@pytest.mark.usefixtures("at_work")
def test_the_profile_is_typed_on_a_page(signed_in) -> None:
    competition = a_competition()
    juror = a_juror(competition, complete=False)
    client, url = signed_in(juror), f"/en/{competition.slug}/jury/profile/"
    theme = competition.themes.first()

    wrong = client.post(url, {"available_from": "2020-12-20", "available_until": "2020-12-01"}).content.decode()
    client.post(
        url,
        {
            "name_latin": "Anne Dupont",
            "organisation": "OCDE",
            "country": "FR",
            "languages": ["fr"],
            "themes": [theme.pk],
            "maximum_load": "3",
        },
    )

    profile = JurorProfile.objects.get()
    assert "The last day cannot be before the first." in wrong
    assert (profile.organisation, profile.country, profile.languages) == ("OCDE", "FR", ["fr"])
    assert list(profile.themes.all()) == [theme]
    assert 'value="OCDE"' in client.get(url).content.decode()
