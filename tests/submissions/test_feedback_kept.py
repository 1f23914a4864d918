"""What a mentor has typed is not lost: by an ended session, an ended phase, or the next one that has opened."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from competitions.models import Phase
from submissions.models import Project
from teams.models import User
from tests.builders.competitions import a_phase
from tests.builders.submissions import a_questionnaire

SignIn = Callable[[User], Client]
TYPED = "من يؤطر التكوين، ومتى؟"


@pytest.fixture
def url(project: Project) -> str:
    kwargs = {"edition": project.team.competition.slug, "team_id": project.team.pk}
    return reverse("submissions:mentored", kwargs=kwargs)


def sent_from(page: str) -> dict[str, str]:
    """What the form under the section on training sends, with the text."""
    form = page.split('<section id="training">')[1].split("</form>")[0]
    hidden = {name: form.split(f'name="{name}" value="')[1].split('"')[0] for name in ("writer", "phase", "section")}
    return {**hidden, "training-text": TYPED}


def test_feedback_that_met_an_ended_session_is_back_after_signing_in(
    project: Project, mentor: User, url: str, signed_in: SignIn
) -> None:
    client = signed_in(mentor)
    sent = sent_from(client.get(url).text)
    client.logout()

    client.post(url, sent)
    client.force_login(mentor, backend="django.contrib.auth.backends.ModelBackend")

    assert TYPED in client.get(url).text
    assert TYPED not in client.get(url).text
    assert not project.feedback.exists()


def test_feedback_that_comes_too_late_is_shown_with_the_reason(
    project: Project, phase: Phase, mentor: User, url: str, signed_in: SignIn, time_machine: TimeMachineFixture
) -> None:
    sent = sent_from(signed_in(mentor).get(url).text)
    time_machine.move_to(phase.closes_at, tick=False)

    page = signed_in(mentor).post(url, sent)

    assert page.status_code == 200
    assert TYPED in page.text
    assert page.context["form"].errors
    assert not project.feedback.exists()


@pytest.mark.parametrize("asks_the_same", [True, False])
def test_feedback_on_one_phase_is_not_taken_for_one_on_the_next(
    project: Project,
    phase: Phase,
    mentor: User,
    url: str,
    signed_in: SignIn,
    time_machine: TimeMachineFixture,
    *,
    asks_the_same: bool,
) -> None:
    following = a_phase(competition=phase.competition, kind="submission", key="final", opens=1, closes=60)
    if asks_the_same:
        a_questionnaire(following)
    sent = sent_from(signed_in(mentor).get(url).text)
    time_machine.move_to(phase.closes_at, tick=False)

    page = signed_in(mentor).post(url, sent)

    assert page.status_code == 200
    assert TYPED in page.text
    assert not project.feedback.exists()
