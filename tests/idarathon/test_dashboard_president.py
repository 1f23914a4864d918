"""What the president of the jury and the deputy see on their page."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from judging.models import Challenge
from teams.models import User
from tests.builders.competitions import NOW, a_competition
from tests.builders.judging import OVER, a_closed_round, a_deliberation, a_juror, a_signature
from tests.builders.teams import a_role, a_team
from tests.idarathon.conftest import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_now")]


def step_of(visit: Visit, person: User) -> Any:
    return visit("/en/me/", person).context["page"].step


def test_a_president_follows_the_jury_then_signs(visit: Visit):
    edition = a_competition(slug="trial")
    president = a_role("president", competition=edition)
    round = a_closed_round(1500, 1200, competition=edition)

    with time_machine.travel(OVER + timedelta(hours=1), tick=False):
        to_sign = step_of(visit, president)
        a_deliberation(round)
        in_session = step_of(visit, president)
        a_signature(round)
        signed = step_of(visit, president)

    assert to_sign.url == f"/en/trial/jury/rounds/{round.pk}/ranking/"
    assert "sign it" in to_sign.sentence
    assert in_session.url == f"/en/trial/jury/rounds/{round.pk}/deliberation/"
    assert signed.sentence.startswith("Everything is signed")


@pytest.mark.parametrize("kind", ["president", "deputy_president"])
def test_a_president_decides_the_challenges_that_wait_but_for_one_of_their_own(visit: Visit, kind: str):
    edition = a_competition(slug="trial")
    president = a_role(kind, competition=edition)
    juror, team = a_juror(edition), a_team(competition=edition)
    made = {"reason": "أخو القائد", "made_by": team.captain, "made_at": NOW}
    waiting = [Challenge.objects.create(team=team, juror=each, **made) for each in (juror, a_juror(edition), president)]

    step = step_of(visit, president)
    [task] = visit("/en/me/", president).context["page"].spaces[0].tasks

    assert (step.sentence, step.url) == (
        "2 challenges of jurors wait for your decision.",
        "/en/trial/jury/challenges/",
    )
    assert (task.url, task.state) == (step.url, "2 to decide")
    decided = {"decided_by": president, "decided_at": NOW, "is_upheld": False, "decision": "لا صلة"}
    Challenge.objects.filter(pk__in=[each.pk for each in waiting[:2]]).update(**decided)
    assert step_of(visit, president).url != step.url
