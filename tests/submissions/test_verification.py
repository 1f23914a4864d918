"""The page that says whether a receipt is genuine, and nothing else."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from idarathon.account_settings import ACCOUNT_RATE_LIMITS
from submissions.domain.receipts import code_in
from submissions.models import Project, Version
from teams.models import User
from tests.builders.submissions import a_version, an_attachment

SignIn = Callable[[User], Client]
UNKNOWN = "a" * 24


def address(code: str, language: str = "ar") -> str:
    with translation.override(language):
        return reverse("submissions:verify", kwargs={"code": code})


def told(page: Any) -> str:
    """What the page says, without the frame that every page has and without the form."""
    main = re.search(r"<main.*?</main>", page.text, re.DOTALL)
    assert main is not None
    return main[0].split("<form")[0]


@pytest.fixture
def version(project: Project) -> Version:
    an_attachment(project, name="خطة سرية.pdf")
    return a_version(project)


def test_it_says_team_version_and_time_to_anybody(version: Version, client: Client) -> None:
    page = client.get(address(version.code))

    assert page.status_code == 200
    shown = told(page)
    for said in (version.project.team.name_ar, "23 نونبر 2020", "10:00:00"):
        assert said in shown
    assert "هذا الوصل صحيح" in shown


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_nothing_else_is_told(language: str, version: Version, client: Client) -> None:
    page = client.get(address(version.code, language)).text

    people = [person for member in version.people.all() for person in (member.name_ar, member.name_latin)]
    answers = [str(answer.value) for answer in version.project.answers.all() if len(str(answer.value)) > 3]
    secrets = [version.title, version.sha256, version.sha256[:8], "خطة سرية", *people, *answers]
    secrets += [version.phase.competition.slug, str(version.theme.name), str(version.phase.name)]
    assert [secret for secret in secrets if secret in page.split("<main")[1].split("</main>")[0]] == []


def test_whether_it_counts_or_was_withdrawn_is_not_told(version: Version, client: Client) -> None:
    first = told(client.get(address(version.code)))

    a_version(version.project)

    assert told(client.get(address(version.code))) == first


def test_an_unknown_code_is_answered_alike(version: Version, client: Client) -> None:
    with CaptureQueriesContext(connection) as known:
        genuine = client.get(address(version.code))
    with CaptureQueriesContext(connection) as unknown:
        other = client.get(address(UNKNOWN))

    assert other.status_code == genuine.status_code == 200
    assert "هذا الوصل ليس من عندنا" in told(other)
    assert "<dl" not in told(other)
    assert len(known) == len(unknown)
    assert set(genuine.headers) == set(other.headers)


def test_search_engines_leave_it_alone(version: Version, client: Client) -> None:
    for code in (version.code, UNKNOWN):
        assert "noindex" in client.get(address(code)).text
    assert "noindex" in client.get(reverse("submissions:ask_verification")).text


def test_it_is_the_same_for_members_and_for_strangers(version: Version, client: Client, signed_in: SignIn) -> None:
    member = signed_in(version.project.team.captain)

    assert told(member.get(address(version.code))) == told(client.get(address(version.code)))


def test_it_stays_genuine_when_the_retention_has_ended(version: Version, client: Client) -> None:
    before = told(client.get(address(version.code)))
    Version.objects.update(content=None)

    assert told(client.get(address(version.code))) == before


def test_a_team_that_has_another_name_today_is_called_as_it_was(version: Version, client: Client) -> None:
    name = version.project.team.name_ar
    team = version.project.team
    team.name_ar = "اسم جديد تماما"
    team.save()

    shown = told(client.get(address(version.code)))

    assert name in shown
    assert "اسم جديد تماما" not in shown


def test_a_code_is_found_however_it_was_typed(version: Version, client: Client) -> None:
    code = version.code
    grouped = " ".join(code[place : place + 6] for place in range(0, 24, 6))
    for typed in (code, grouped, f"  {code} ", f"https://idarathon.example{address(code)}"):
        answer = client.get(reverse("submissions:ask_verification"), {"code": typed}, follow=True)
        assert "هذا الوصل صحيح" in told(answer), typed


@pytest.mark.parametrize("typed", ["", "   ", "لا شيء", "<script>alert(1)</script>", "a" * 500, "a\x00b", "../../x y%"])
def test_what_can_be_no_code_is_refused_and_kept(typed: str, client: Client, db: None) -> None:
    page = client.get(reverse("submissions:ask_verification"), {"code": typed})

    assert page.status_code == 200
    assert "هذا الوصل ليس من عندنا" in told(page)
    assert "<script>alert" not in page.text


def test_codes_are_not_tried_without_end(version: Version, client: Client, settings: LazySettings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**ACCOUNT_RATE_LIMITS, "verify_receipt": "2/m/ip"}
    cache.clear()
    answers = [client.get(address(UNKNOWN)).status_code for _attempt in range(3)]

    assert answers == [200, 200, 429]


def test_only_the_last_part_of_an_address_is_the_code() -> None:
    assert code_in("https://x.example/ar/verify/aB-_9/") == "aB-_9"
    assert code_in("/") == ""
