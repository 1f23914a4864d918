"""Organisers change their editions in the admin, through the verbs."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions import wording
from competitions.models import Competition, Department, Discipline, Enrolment, Phase, Theme
from tests.builders.competitions import NOW, a_competition, a_department, the_phase
from tests.builders.teams import a_person
from tests.competitions.desk import address, as_, typed
from tests.harness.clock import days

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_now")]


def test_an_organiser_changes_their_edition_with_history(
    organiser_client: Client, competition: Competition, organiser: Any
) -> None:
    url = address("competition", "change", competition.pk)

    answer = organiser_client.post(url, typed(organiser_client, url, team_size_max=8, name_fr="Concours"))

    competition.refresh_from_db()
    assert answer.status_code == 302
    assert (competition.team_size_max, competition.name_fr) == (8, "Concours")
    assert competition.history.first().history_user == organiser


def test_a_text_is_typed_in_the_direction_of_its_language(organiser_client: Client, competition: Competition) -> None:
    form = organiser_client.get(address("competition", "change", competition.pk)).context["adminform"].form

    found = {name: form.fields[name].widget.attrs["dir"] for name in ("name_ar", "name_fr", "about_en")}

    assert found == {"name_ar": "rtl", "name_fr": "ltr", "about_en": "ltr"}


def test_what_a_verb_refuses_stands_beside_what_was_typed(organiser_client: Client, competition: Competition) -> None:
    url = address("competition", "change", competition.pk)

    answer = organiser_client.post(url, typed(organiser_client, url, slug="elsewhere", name_fr="Typed"))

    competition.refresh_from_db()
    form = answer.context["adminform"].form
    assert (answer.status_code, competition.slug) == (200, "own")
    assert list(form.errors) == ["slug"]
    assert form["name_fr"].value() == "Typed"


def test_partners_are_added_changed_and_removed_below_the_edition(
    organiser_client: Client, competition: Competition
) -> None:
    url = address("competition", "change", competition.pk)
    row = {"partners-0-name_ar": "شريك", "partners-0-order": 1, "partners-0-id": "", "partners-0-competition": ""}
    organiser_client.post(url, typed(organiser_client, url, **{"partners-TOTAL_FORMS": 1}, **row))
    added = list(competition.partners.values_list("name_ar", flat=True))

    organiser_client.post(url, typed(organiser_client, url, **{"partners-0-name_ar": "آخر"}))
    changed = list(competition.partners.values_list("name_ar", flat=True))
    organiser_client.post(url, typed(organiser_client, url, **{"partners-0-DELETE": "on"}))

    assert (added, changed) == (["شريك"], ["آخر"])
    assert not competition.partners.exists()


def test_only_a_superuser_creates_an_edition(organiser_client: Client) -> None:
    superuser = as_(a_person(is_superuser=True, is_staff=True))
    url = address("competition", "add")
    names = {"slug": "2030", "name_ar": "دورة"}

    by_organiser = organiser_client.get(url).status_code
    by_superuser = superuser.post(url, typed(superuser, url, **names)).status_code

    assert (by_organiser, by_superuser) == (404, 302)
    assert Competition.objects.get(slug="2030").published_at is None


def test_editions_are_published_from_the_list(organiser_client: Client, competition: Competition) -> None:
    Competition.objects.filter(pk=competition.pk).update(published_at=None)

    organiser_client.post(
        address("competition", "changelist"), {"action": "publish", "_selected_action": [competition.pk]}
    )

    competition.refresh_from_db()
    assert competition.published_at == NOW


def test_the_end_of_a_phase_is_typed_as_its_last_minute(organiser_client: Client, competition: Competition) -> None:
    phase = the_phase(competition, "submission")
    url = address("phase", "change", phase.pk)
    shown = typed(organiser_client, url)

    organiser_client.post(url, typed(organiser_client, url, closes_at_0="2020-12-31", closes_at_1="23:59:00"))

    phase.refresh_from_db()
    assert str(shown["closes_at_1"]) == "09:59:00"
    assert phase.closes_at.isoformat() == "2020-12-31T23:00:00+00:00"


def test_a_phase_that_is_saved_as_it_stands_keeps_its_end(organiser_client: Client, competition: Competition) -> None:
    phase = the_phase(competition, "submission")
    url = address("phase", "change", phase.pk)

    organiser_client.post(url, typed(organiser_client, url, name_en="Sending in"))

    before, phase = phase.closes_at, Phase.objects.get(pk=phase.pk)
    assert (phase.closes_at, phase.name_en) == (before, "Sending in")


def test_the_history_of_a_phase_tells_its_last_minute_and_no_change_of_nothing(
    organiser_client: Client, competition: Competition
) -> None:
    phase = the_phase(competition, "submission")
    url = address("phase", "change", phase.pk)
    before = phase.history.count()

    organiser_client.post(url, typed(organiser_client, url, closes_at_0="2020-12-31", closes_at_1="23:59:00"))

    history = organiser_client.get(address("phase", "history", phase.pk)).content.decode()
    assert phase.history.count() == before + 1
    assert (wording.last_minute(phase.closes_at) in history, "31 دجنبر 2020، الساعة 23:59" in history) == (True, True)


def test_a_phase_that_ends_before_it_begins_is_refused_in_words(
    organiser_client: Client, competition: Competition
) -> None:
    phase = the_phase(competition, "judging")
    url = address("phase", "change", phase.pk)

    answer = organiser_client.post(url, typed(organiser_client, url, closes_at_0="2020-11-24"))

    assert "phase_closes_after_it_opens" not in answer.content.decode()
    assert answer.context["adminform"].form.errors


def test_an_organiser_adds_phases_and_themes_to_their_own_edition_only(
    organiser_client: Client, competition: Competition
) -> None:
    other = a_competition(slug="other")
    url = address("theme", "add")
    values = {"key": "new", "name_ar": "محور جديد", "order": 9}

    refused = organiser_client.post(url, typed(organiser_client, url, competition=other.pk, **values)).status_code
    accepted = organiser_client.post(
        url, typed(organiser_client, url, competition=competition.pk, **values)
    ).status_code

    assert (refused, accepted) == (200, 302)
    assert set(Theme.objects.filter(key="new").values_list("competition", flat=True)) == {competition.pk}


def test_an_enrolments_domains_are_admitted_below_it(organiser_client: Client, competition: Competition) -> None:
    a_department(enrolled_in=competition)
    enrolment = competition.enrolments.get()
    url = address("enrolment", "change", enrolment.pk)
    row = {"domains-0-domain": "finances.example", "domains-0-id": "", "domains-0-enrolment": ""}

    organiser_client.post(url, typed(organiser_client, url, **{"domains-TOTAL_FORMS": 1}, **row))

    assert [domain.domain for domain in enrolment.domains.all()] == ["finances.example"]


def test_departments_and_disciplines_are_added_and_changed(organiser_client: Client) -> None:
    for model, key in ((Department, "code"), (Discipline, "key")):
        name = model._meta.model_name or ""
        add = address(name, "add")
        organiser_client.post(add, typed(organiser_client, add, **{key: "law", "name_ar": "قانون"}))
        change = address(name, "change", model._default_manager.get(**{key: "law"}).pk)
        organiser_client.post(change, typed(organiser_client, change, name_fr="Droit"))

        row = model._default_manager.get(**{key: "law"})
        assert (row.name_ar, row.name_fr) == ("قانون", "Droit")


def test_an_old_state_is_looked_at_and_never_brought_back(organiser_client: Client, competition: Competition) -> None:
    url = address("competition", "change", competition.pk)
    organiser_client.post(url, typed(organiser_client, url, team_size_max=8))
    history = organiser_client.get(address("competition", "history", competition.pk))
    record = competition.history.first()
    old = reverse("admin:competitions_competition_simple_history", args=[competition.pk, record.pk])

    looked_at = organiser_client.get(old).status_code
    brought_back = organiser_client.post(old, {}).status_code

    assert history.status_code == 200
    assert "style=" not in history.content.decode().split('id="content"')[1]
    assert (looked_at, brought_back) == (200, 405)


def test_the_window_of_an_enrolment_is_changed(organiser_client: Client, competition: Competition) -> None:
    a_department(enrolled_in=competition)
    enrolment = competition.enrolments.get()
    url = address("enrolment", "change", enrolment.pk)

    organiser_client.post(url, typed(organiser_client, url, ended_at_0="2020-12-01", ended_at_1="00:00:00"))

    assert Enrolment.objects.get().ended_at == NOW.replace(hour=23, minute=0) + days(7)
