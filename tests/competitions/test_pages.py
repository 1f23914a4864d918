"""The room's pages: who sees what, in which language."""

from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from competitions.domain import jobs, outbox
from competitions.models import Job, Message
from competitions.models.competition import RESERVED_SLUGS
from competitions.registries import panels
from tests.builders.competitions import NOW, a_competition, a_message
from tests.builders.teams import a_person, a_role
from tests.competitions.desk import as_
from tests.harness.clock import days

pytestmark = pytest.mark.django_db

ABOUT = "# العنوان\n\nنص **مهم** و[رابط](https://idarathon.example/).\n\n<script>alert(1)</script>\n\n![x](https://evil.example/x.png)"


@pytest.mark.usefixtures("_at_now")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", ["المحاور", "9 دجنبر 2020", "بعد 10 أيام"]),
        ("fr", ["Thèmes", "9 décembre 2020", "dans 10 jours"]),
        ("en", ["Themes", "9 December 2020", "in 10 days"]),
    ],
)
def test_the_page_of_an_edition_says_what_it_is_in_each_language(language: str, words: list[str]) -> None:
    a_competition(slug="2020", about_ar=ABOUT)

    body = Client().get(f"/{language}/2020/").content.decode()

    assert f'<html lang="{language}"' in body
    for word in words:
        assert word in body


@pytest.mark.usefixtures("_at_now")
def test_an_organisers_text_can_do_no_harm() -> None:
    a_competition(slug="2020", about_ar=ABOUT, rules_text_ar=ABOUT)

    for address, heading in {"/ar/2020/": "h3", "/ar/2020/rules/": "h2"}.items():
        body = Client().get(address).content.decode()
        assert f"<{heading}>العنوان</{heading}>" in body
        assert "<strong>مهم</strong>" in body
        assert "<script>" not in body.split("<main", 1)[1]
        assert "evil.example/x.png" not in body


@pytest.mark.usefixtures("_at_now")
def test_the_rules_page_says_when_there_are_none_yet() -> None:
    a_competition(slug="2020")

    assert "not published yet" in Client().get("/en/2020/rules/").content.decode()


@pytest.mark.usefixtures("_at_now")
def test_the_page_offers_what_can_be_done_in_the_phase() -> None:
    a_competition(slug="open")
    a_competition(slug="writing", calendar={"submission": (-5, 5)})
    a_competition(slug="over", calendar={"submission": (-50, -5)})
    with translation.override("ar"):
        signup, login, me = reverse("account_signup"), reverse("account_login"), reverse("me")

    hero = {
        slug: Client().get(f"/ar/{slug}/").content.decode().split('class="hero"')[1] for slug in ("open", "writing")
    }
    over = Client().get("/ar/over/").content.decode().split('class="hero"')[1]
    signed_in = as_(a_person()).get("/ar/open/").content.decode().split('class="hero"')[1]

    assert f'class="button" href="{signup}"' in hero["open"]
    assert f'class="button" href="{login}"' in hero["writing"]
    assert 'class="button" href' not in over.split("</div>")[0]
    assert f'class="button" href="{me}"' in signed_in


@pytest.mark.usefixtures("_at_now")
def test_an_unpublished_edition_exists_for_its_organisers_only() -> None:
    hidden = a_competition(slug="hidden", published=False)
    other = a_competition(slug="other")
    people = {
        "organiser": a_role("organiser", competition=hidden),
        "superuser": a_person(is_superuser=True),
        "organiser of another": a_role("organiser", competition=other),
        "person": a_person(),
    }

    seen = {name: as_(person).get("/ar/hidden/").status_code for name, person in people.items()}
    visitor = [Client().get(f"/ar/{slug}/").status_code for slug in ("hidden", "never-was")]

    assert seen == {"organiser": 200, "superuser": 200, "organiser of another": 404, "person": 404}
    assert visitor == [404, 404]


@pytest.mark.usefixtures("_at_now")
def test_a_higher_room_adds_its_card_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    a_competition(slug="2020")
    monkeypatch.setattr(panels, "_cards", {})
    panels.register("edition", lambda request, edition: f"<p>card of {edition.slug}</p>")

    assert "card of 2020" in Client().get("/ar/2020/").content.decode()


@pytest.mark.usefixtures("_at_now")
def test_the_page_of_an_edition_costs_few_queries(queries: Any) -> None:
    a_competition(slug="2020")
    Client().get("/ar/2020/")

    with queries.at_most(8):
        Client().get("/ar/2020/")


@pytest.mark.parametrize("name", ["messages", "message", "job"])
def test_whoever_is_not_signed_in_is_sent_to_sign_in_alike(name: str) -> None:
    message = a_message(to=a_person())
    job = jobs.start("broadcast", arguments={}, by=a_person(), at=NOW)
    there = {"messages": [], "message": [message.pk], "job": [job.pk]}[name]
    not_there = {"messages": [], "message": [999999], "job": [999999]}[name]

    answers = [Client().get(reverse(f"competitions:{name}", args=args)) for args in (there, not_there)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert all(reverse("account_login") in answer.headers["Location"] for answer in answers)


def test_a_person_reads_their_own_messages_and_no_others() -> None:
    person, other = a_person(language="en"), a_person()
    own, foreign = a_message(to=person, subject="Own"), a_message(to=other, subject="Foreign")

    listed = as_(person).get("/en/me/messages/").content.decode()
    answers = [as_(person).get(f"/en/me/messages/{message.pk}/").status_code for message in (own, foreign)]

    assert "Own" in listed
    assert "Foreign" not in listed
    assert answers == [200, 404]


def test_what_proved_needless_is_not_among_the_messages() -> None:
    person = a_person()
    message = a_message(to=person, subject="Needless")
    Message.objects.filter(pk=message.pk).update(skipped_at=NOW)

    assert "Needless" not in as_(person).get("/ar/me/messages/").content.decode()
    assert as_(person).get(f"/ar/me/messages/{message.pk}/").status_code == 404


def test_a_message_is_new_until_it_is_read() -> None:
    person = a_person()
    message = a_message(to=person, text="Hello.\n\n- one\n\n[Open] https://idarathon.example/en/me/")
    client = as_(person)
    before = client.get("/en/me/messages/").content.decode()

    body = client.get(f"/en/me/messages/{message.pk}/").content.decode()

    after = client.get("/en/me/messages/").content.decode()
    assert ("New" in before, "New" in after.split("<main", 1)[1]) == (True, False)
    assert '<a class="button" href="https://idarathon.example/en/me/">' in body
    assert "<li><bdi>one</bdi></li>" in body


def test_the_page_of_a_secret_says_that_its_link_is_only_in_the_mail() -> None:
    person = a_person()
    message = a_message(to=person, secret=True, text="https://idarathon.example/secret-link/")

    body = as_(person).get(f"/en/me/messages/{message.pk}/").content.decode()

    assert "only in the mail" in body
    assert "secret-link" not in body


def test_the_list_of_messages_costs_the_same_with_one_and_with_thirty(queries: Any) -> None:
    person = a_person()
    client = as_(person)

    def grow_to(size: int) -> None:
        while Message.objects.of(person).count() < size:
            a_message(to=person)

    queries.same_at(grow_to=grow_to, visit=lambda: client.get("/ar/me/messages/"))


def test_a_job_is_followed_by_who_asked_for_it() -> None:
    asker, superuser, other = a_person(), a_person(is_superuser=True), a_person()
    job = jobs.start("broadcast", arguments={}, by=asker, at=NOW, total=40)
    Job.objects.filter(pk=job.pk).update(done=10, started_at=NOW)

    answers = [as_(person).get(f"/en/me/jobs/{job.pk}/") for person in (asker, superuser, other)]

    body = answers[0].content.decode()
    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert '<progress id="progress" value="10" max="40">' in body
    assert "10 of 40" in body


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Waiting"),
        ({"started_at": NOW}, "Under way"),
        ({"started_at": NOW, "finished_at": NOW}, "Everything is done"),
        ({"started_at": NOW, "failed_at": NOW, "error": "secret trace"}, "could not be finished"),
    ],
)
def test_a_job_says_how_it_stands_and_never_its_trace(facts: dict[str, Any], words: str) -> None:
    asker = a_person()
    job = jobs.start("broadcast", arguments={}, by=asker, at=NOW, total=40)
    Job.objects.filter(pk=job.pk).update(**facts)

    body = as_(asker).get(f"/en/me/jobs/{job.pk}/").content.decode()

    assert words in body
    assert "secret trace" not in body


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_a_reserved_word_is_never_taken_for_an_edition(slug: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("competitions:rules", kwargs={"edition": slug})


def test_reading_a_message_later_keeps_the_first_time() -> None:
    message = a_message(to=a_person())

    outbox.mark_read(message, at=NOW)
    outbox.mark_read(message, at=NOW + days(1))

    assert Message.objects.get(pk=message.pk).read_at == NOW
