"""The notice about personal data: versions that never change once people can agree to them."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from competitions.domain.notices import NoticeIsPublished, NoticeIsUnfinished, publish_notice, save_notice
from competitions.domain.recording import InvalidValue, MayNotOrganise
from competitions.models import PrivacyNotice
from tests.builders.competitions import NOW, a_competition, a_notice
from tests.builders.teams import a_person, a_role
from tests.competitions.desk import address, as_, typed
from tests.harness.clock import days, seconds

TEXTS = {"text_ar": "## معطياتكم", "text_fr": "## Vos données", "text_en": "## Your data"}


@pytest.fixture
def organiser(db: None) -> Any:
    return a_role("organiser", competition=a_competition())


def test_versions_count_up_by_themselves(organiser: Any) -> None:
    versions = [save_notice(PrivacyNotice(), values=TEXTS, by=organiser, at=NOW).version for _number in range(3)]

    assert versions == [1, 2, 3]


def test_a_draft_may_change_and_who_changed_it_is_remembered(organiser: Any) -> None:
    draft = save_notice(PrivacyNotice(), values=TEXTS, by=organiser, at=NOW)

    save_notice(draft, values={"text_fr": "## Autre"}, by=organiser, at=NOW)

    draft.refresh_from_db()
    assert (draft.text_fr, draft.version) == ("## Autre", 1)
    assert [record.history_user for record in draft.history.all()] == [organiser, organiser]


def test_a_notice_needs_its_arabic_text(organiser: Any) -> None:
    with pytest.raises(InvalidValue) as refused:
        save_notice(PrivacyNotice(), values={**TEXTS, "text_ar": ""}, by=organiser, at=NOW)

    assert refused.value.field == "text_ar"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_comes_into_force_only_in_three_languages(language: str, organiser: Any) -> None:
    draft = save_notice(PrivacyNotice(), values={**TEXTS, f"text_{language}": ""}, by=organiser, at=NOW)

    with pytest.raises(NoticeIsUnfinished):
        publish_notice(draft, by=organiser, at=NOW)

    assert PrivacyNotice.objects.in_force(at=NOW) is None


def test_the_one_published_last_is_in_force_from_its_instant_on(organiser: Any) -> None:
    first = publish_notice(a_notice(published_at=None), by=organiser, at=NOW)
    second = publish_notice(a_notice(published_at=None), by=organiser, at=NOW + days(1))

    assert PrivacyNotice.objects.in_force(at=NOW - seconds(1)) is None
    assert PrivacyNotice.objects.in_force(at=NOW + days(1) - seconds(1)) == first
    assert PrivacyNotice.objects.in_force(at=NOW + days(1)) == second


def test_publishing_twice_keeps_the_first_date(organiser: Any) -> None:
    notice = publish_notice(a_notice(published_at=None), by=organiser, at=NOW)

    assert publish_notice(notice, by=organiser, at=NOW + days(1)).published_at == NOW


def test_a_published_one_never_changes(organiser: Any) -> None:
    published = a_notice()

    with pytest.raises(NoticeIsPublished):
        save_notice(published, values=TEXTS, by=organiser, at=NOW)


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(text_ar="## آخر"),
        lambda rows: rows.update(published_at=None),
        lambda rows: rows.update(version=9),
        lambda rows: rows.delete(),
    ],
)
def test_the_database_keeps_it_against_every_writer(change: Any, db: None) -> None:
    a_notice()

    with pytest.raises(IntegrityError, match="privacy_notice_"), transaction.atomic():
        change(PrivacyNotice.objects.all())


def test_a_draft_may_be_thrown_away_in_the_database(db: None) -> None:
    a_notice(published_at=None)

    PrivacyNotice.objects.all().delete()

    assert not PrivacyNotice.objects.exists()


def test_only_organisers_write_and_publish(db: None) -> None:
    draft, stranger = a_notice(published_at=None), a_person()

    with pytest.raises(MayNotOrganise):
        save_notice(draft, values=TEXTS, by=stranger, at=NOW)
    with pytest.raises(MayNotOrganise):
        publish_notice(draft, by=stranger, at=NOW)


# --- The pages --------------------------------------------------------------------------------------------------------


def test_everybody_reads_the_version_in_force_and_earlier_ones(client: Client, db: None) -> None:
    a_notice(published_at=NOW - days(2), text_fr="## Premières\n\n<script>alert(1)</script>")
    a_notice(published_at=NOW - days(1), text_fr="## Secondes")
    a_notice(published_at=None, text_fr="## Brouillon")

    current = client.get("/fr/me/notice/").content.decode()
    earlier = client.get("/fr/me/notice/1/").content.decode()

    assert "Version 2, en vigueur depuis le 22 novembre 2020" in current
    assert "<h2>Secondes</h2>" in current
    assert "<h2>Premières</h2>" in earlier
    assert "<script>alert" not in earlier
    assert client.get("/fr/me/notice/3/").status_code == 404, "a draft"
    assert client.get("/fr/me/notice/9/").status_code == 404


def test_before_there_is_one_the_page_says_so(client: Client, db: None) -> None:
    assert "not published yet" in client.get("/en/me/notice/").content.decode()


def test_an_organiser_writes_reads_and_publishes_it(organiser: Any) -> None:
    desk = as_(organiser)
    add = address("privacynotice", "add")

    desk.post(add, typed(desk, add, **TEXTS))
    draft = PrivacyNotice.objects.get()
    change = address("privacynotice", "change", draft.pk)
    assert "<h3>Vos données</h3>" in desk.get(change).content.decode()
    asked = {"action": "publish", "_selected_action": [draft.pk]}
    listing = address("privacynotice", "changelist")
    assert PrivacyNotice.objects.in_force(at=NOW + days(9999)) is None
    desk.post(listing, asked)
    desk.post(listing, {**asked, "meant": "1"})

    draft.refresh_from_db()
    assert draft.published_at is not None
    assert "<textarea" not in desk.get(change).content.decode(), "a published one is read only"
