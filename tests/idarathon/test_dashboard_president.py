"""What the president of the jury and the deputy see on their page."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from judging.domain.extensions import extend
from judging.models import Challenge
from teams.models import User
from tests.builders.competitions import NOW, a_competition
from tests.builders.judging import (
    JUDGING,
    OVER,
    a_closed_round,
    a_deliberation,
    a_juror,
    a_round,
    a_signature,
    an_assignment,
    an_evaluation,
    the_entry,
)
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


def test_between_the_end_and_the_closing_a_president_reads_when_the_round_closes_by_itself(visit: Visit):
    edition = a_competition(slug="trial")
    president = a_role("president", competition=edition)
    round = a_round(competition=edition, entries=1)
    first, second = (an_assignment(entry=the_entry(round), juror=a_juror(edition)) for _juror in range(2))
    an_evaluation(first)
    end = round.phase.closes_at

    said = {}
    for name, at in {"before": end - timedelta(hours=1), "after": end, "late": end + timedelta(minutes=7)}.items():
        with time_machine.travel(at, tick=False):
            said[name] = step_of(visit, president).sentence
    extend(round=round, juror=second.juror, until=end + timedelta(days=2), reason="مرض", by=president, at=end)
    with time_machine.travel(end + timedelta(hours=1), tick=False):
        longer = step_of(visit, president)

    assert said == {
        "before": "The jury has finished 1 of 2 evaluations: see who still has some to do.",
        "after": f"Everything is in: the round “{round.name_en}” closes by itself at about 10:03.",
        "late": f"Everything is in: the round “{round.name_en}” closes by itself at about 10:07.",
    }
    assert (longer.sentence, longer.ends_at) == (said["before"], end + timedelta(days=2))


def test_a_president_reads_before_the_end_that_nobody_has_anything_left_to_do(visit: Visit):
    edition = a_competition(slug="trial")
    president = a_role("president", competition=edition)
    round = a_round(competition=edition, entries=1)
    an_evaluation(an_assignment(entry=the_entry(round), juror=a_juror(edition)))

    with time_machine.travel(JUDGING, tick=False):
        step = step_of(visit, president)

    assert step.sentence == "The jury has finished 1 of 1 evaluations: the round closes by itself after its end."


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
