"""What was typed while the session ended comes back to its writer, and to nobody else."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from competitions.models import Phase
from submissions.models import Answer, Project
from teams.models import User
from tests.builders.teams import a_member, a_person
from tests.submissions.section_form import in_the_form, typed, url

SignIn = Callable[[User], Client]


@pytest.fixture
def signed_out(project: Project, phase: Phase, member: User, signed_in: SignIn) -> Client:
    """The member's browser, whose session ended before it posted a text."""
    client = signed_in(member)
    mark = re.findall(r'name="writer" value="([^"]+)"', client.get(url(project)).text)
    posted = {**typed(phase, change="سطر لم يحفظ بعد"), "writer": mark[0]}
    client.logout()

    answer = client.post(url(project), posted)

    assert answer["Location"].startswith("/ar/accounts/login/")
    return client


def test_what_was_typed_is_back_after_signing_in_and_saved_only_on_request(
    signed_out: Client, project: Project, member: User
) -> None:
    before = list(Answer.objects.values_list("value", "revision"))
    signed_out.force_login(member)

    page = signed_out.get(url(project))

    assert in_the_form(page.text)["q-change"] == "سطر لم يحفظ بعد"
    assert list(Answer.objects.values_list("value", "revision")) == before


def test_it_is_given_back_once(signed_out: Client, project: Project, member: User) -> None:
    signed_out.force_login(member)
    signed_out.get(url(project))

    again = signed_out.get(url(project))

    assert in_the_form(again.text)["q-change"] != "سطر لم يحفظ بعد"


def test_another_person_at_the_same_browser_does_not_see_it(signed_out: Client, project: Project) -> None:
    teammate = a_person()
    a_member(project.team, teammate)
    signed_out.force_login(teammate)

    page = signed_out.get(url(project))

    assert "سطر لم يحفظ بعد" not in page.text


def test_nothing_is_kept_of_a_form_that_no_page_of_ours_made(project: Project, phase: Phase, client: Client) -> None:
    client.post(url(project), {**typed(phase, change="من مجهول"), "writer": "7:forged"})

    assert not client.session.keys()
