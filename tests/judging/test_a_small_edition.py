"""An edition of six teams and five jurors, from screening to a team's own result, and every page has something to say.

Every juror scores every project, as is right for a dozen teams: severities cancel, and there is one ranking.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.domain import jobs
from judging.domain.deliberating.prizes import add_prize
from judging.domain.planning import RoundRules
from judging.domain.rounds import close_due
from judging.models import Assignment, Entry, Plan, Prize, Round, Signature
from teams.models import User
from tests.builders.competitions import a_competition
from tests.builders.judging import JUDGING, OPENING, OVER, a_juror, a_president, a_round, an_organiser
from tests.builders.teams import a_role
from tests.judging.cast import SignIn
from tests.judging.soundness import what_is_amiss

pytestmark = pytest.mark.django_db

At = Callable[[datetime], Any]
TEAMS, JURORS = 6, 5
PUBLIC = OVER + timedelta(days=1)
PARTS = ("ranking", "certainty", "disagreements", "reliability", "jurors_figures")
CANCELS = "removing it can change no rank"


class Walk:
    """The edition, and everybody of it before a browser of their own."""

    def __init__(self, sign_in: SignIn) -> None:
        self.competition = a_competition(team_size_min=1)
        rules = RoundRules(is_read_by_all=True, evaluations_minimum=JURORS - 1)
        self.round = a_round(competition=self.competition, entries=TEAMS, opened=False, rules=rules)
        self.people: list[User] = [a_juror(self.competition, declared=False) for _each in range(JURORS)]
        self.jurors = [sign_in(person) for person in self.people]
        self.office, self.chair = sign_in(an_organiser(self.competition)), sign_in(a_president(self.competition))
        self.auditor = sign_in(a_role("auditor", competition=self.competition))
        self.sign_in = sign_in
        self.amiss: list[tuple[str, dict[str, Any], list[str]]] = []

    @property
    def entries(self) -> list[Entry]:
        return list(Entry.objects.filter(round=self.round).order_by("pk"))

    def url(self, name: str, **kwargs: Any) -> str:
        return reverse(f"judging:{name}", kwargs={"edition": self.competition.slug, **kwargs})

    def of_round(self, name: str, **kwargs: Any) -> str:
        return self.url(name, round_id=self.round.pk, **kwargs)

    def read(self, client: Client, url: str, **query: Any) -> str:
        """The page, after a look at whether it is sound."""
        return self._looked_at(client.get(url, query, follow=True), url, query)

    def press(self, client: Client, url: str, **sent: Any) -> str:
        """What stands there after a button was pressed."""
        return self._looked_at(client.post(url, sent, follow=True), url, sent)

    def around(self) -> None:
        """What everybody meets besides the pages of the jury: their first page, the edition, the team, the figures."""
        captain = self.sign_in(self.entries[0].team.captain)
        edition = {"edition": self.competition.slug}
        for reader in (captain, self.jurors[0], self.office, self.chair, self.auditor):
            self.read(reader, reverse("me"))
            self.read(reader, reverse("competitions:edition", kwargs=edition))
        self.read(captain, reverse("teams:team", kwargs=edition))
        self.read(captain, self.url("team_jury"))
        self.read(self.office, reverse("department_teams", kwargs=edition))

    def _looked_at(self, answer: Any, url: str, sent: dict[str, Any]) -> str:
        assert answer.status_code == 200, url
        if found := what_is_amiss(answer.text):
            self.amiss.append((url, sent, found))
        return str(answer.text.split("<main")[1].split("</main>")[0])


def work(at: datetime) -> None:
    """The worker does whatever waits."""
    for job in jobs.waiting(at=at):
        jobs.run(job, clock=lambda: at)


def test_an_edition_of_six_teams_and_five_jurors_has_something_to_say_on_every_page(signed_in: SignIn, at: At) -> None:
    walk = Walk(signed_in)

    with at(OPENING):
        before_anything(walk)
        the_projects_enter_and_are_screened(walk)
        the_jurors_declare(walk)
        everybody_is_given_every_project(walk)
    with at(JUDGING):
        the_jurors_score(walk)
        walk.around()
    with at(OVER):
        the_round_closes(walk)
        the_ranking_says_what_it_can_and_what_it_cannot(walk)
        walk.around()
        the_jury_deliberates(walk)
        it_is_signed_and_awarded(walk)
    with at(PUBLIC):
        everybody_reads_the_results(walk)
        walk.around()

    assert walk.amiss == []


def before_anything(walk: Walk) -> None:
    advice = walk.read(walk.office, walk.of_round("round_setup"))
    for name in ("rounds", "conflict_policies", "appeals", "reassign", "jury", "draws", "rule_changes"):
        walk.read(walk.office, walk.url(name))
    walk.read(walk.auditor, walk.url("audit"))
    for name in ("criteria", "assignment", "ranking", "panels"):
        walk.read(walk.office, walk.of_round(name))

    assert "Every juror scores every project" in advice


def the_projects_enter_and_are_screened(walk: Walk) -> None:
    screening = walk.of_round("screening")
    walk.press(walk.office, walk.of_round("round_setup"), collect="1")
    for state in ("waiting", "admitted", "excluded", "reserve"):
        walk.read(walk.office, screening, show=state)
    examined = walk.read(walk.office, walk.of_round("screen", entry_id=walk.entries[0].pk))
    walk.press(walk.office, walk.of_round("screen_many"), clear="1", show="waiting")
    nobody_waits = walk.read(walk.office, screening)

    assert "Not examined yet" in examined
    assert "There is no such project" in nobody_waits
    assert Entry.objects.filter(round=walk.round).exclude(screened_at=None).count() == TEAMS


def the_jurors_declare(walk: Walk) -> None:
    for juror in walk.jurors:
        first = walk.read(juror, walk.url("jury"))
        walk.press(juror, walk.url("charter"), charter="on", confidentiality="on")
        teams = walk.read(juror, walk.url("declare"))
        walk.read(juror, walk.url("declare"), show="departments")
        walk.press(juror, walk.url("declare"), declare="", reason="")
        walk.read(juror, walk.url("juror_profile"))
        assert "charter" in first.lower()
        assert teams.count('class="picked"') == TEAMS
    remain = walk.read(walk.office, walk.url("conflict_policies"))
    assert remain.count('scope="row"') == TEAMS


def everybody_is_given_every_project(walk: Walk) -> None:
    walk.press(walk.office, walk.of_round("assignment"))
    plan = Plan.objects.get(round=walk.round)
    work(OPENING)
    pages = {name: walk.read(walk.office, walk.url(name, plan_id=plan.pk)) for name in ("plan", "plan_people")}
    for show in ("weakest", "short"):
        walk.read(walk.office, walk.url("plan", plan_id=plan.pk), show=show)
    walk.read(walk.office, walk.url("plan_swap", plan_id=plan.pk, key=walk.entries[0].pk))
    walk.read(walk.office, walk.url("plan_changes", plan_id=plan.pk))
    walk.press(walk.office, walk.url("plan_changes", plan_id=plan.pk), accept="1")
    walk.press(walk.office, walk.of_round("round_setup"), open="1")

    assert pages["plan_people"].count('scope="row"') == JURORS
    assert Assignment.objects.live().count() == TEAMS * JURORS
    assert Round.objects.get(pk=walk.round.pk).opened_at == OPENING


def the_jurors_score(walk: Walk) -> None:
    grid = walk.read(walk.office, walk.of_round("ranking"))
    for place, (person, juror) in enumerate(zip(walk.people, walk.jurors, strict=True)):
        walk.read(juror, walk.url("jury"))
        walk.read(juror, walk.of_round("own_scores"))
        walk.read(juror, walk.of_round("sign_evaluations"))
        for rank, assignment in enumerate(Assignment.objects.live().of(person).order_by("entry")):
            room = walk.url("evaluation", assignment_id=assignment.pk)
            if rank == 0:
                walk.read(juror, room)
            walk.press(juror, room, **scores(rank, place), revision="0", then="finish")
        walk.read(juror, walk.of_round("own_scores"))
        seen = juror.get(walk.of_round("sign_evaluations")).context["page"].seen
        signed = walk.press(juror, walk.of_round("sign_evaluations"), seen=seen)
        assert "You signed on" in signed
    done = walk.read(walk.chair, walk.of_round("ranking"))

    assert "0 of 30 evaluations finished" in grid
    assert "30 of 30 evaluations finished" in done


def scores(rank: int, severity: int) -> dict[str, str]:
    """Better projects first, with the whims of a jury; some jurors are stricter than others."""
    whim = (rank * 7 + severity * 5) % 4
    points = {"impact": 17 - 2 * rank + whim, "feasibility": 16 - rank, "training": 15 - rank + whim}
    given = {f"points_{key}": str(max(0, value - severity)) for key, value in points.items()}
    return {**given, "comment_for_team": "عمل متقن", "comment_for_jury": ""}


def the_round_closes(walk: Walk) -> None:
    walk.read(walk.chair, walk.of_round("short"))
    assert close_due(at=OVER) == 1
    for name in PARTS:
        walk.read(walk.chair, walk.of_round(name))
    work(OVER)


def the_ranking_says_what_it_can_and_what_it_cannot(walk: Walk) -> None:
    pages = {name: walk.read(walk.chair, walk.of_round(name)) for name in PARTS}
    first, second = (each["entry"] for each in walk.round.analyses.latest("pk").result["projects"][:2])
    pages["why"] = walk.read(walk.chair, walk.of_round("why", first=first, second=second))

    for name in ("ranking", "certainty", "reliability", "jurors_figures"):
        assert CANCELS in pages[name], name
    assert not [name for name, page in pages.items() if "Calibrated score" in page]
    assert pages["ranking"].count('scope="row"') == TEAMS
    assert pages["jurors_figures"].count('class="plot mirrors"') == JURORS
    for name in PARTS[:-1]:
        walk.read(walk.auditor, walk.of_round(name))
        assert walk.auditor.get(walk.of_round("jurors_figures")).status_code == 404


def the_jury_deliberates(walk: Walk) -> None:
    for level in (Prize.Level.FIRST, Prize.Level.SPECIAL):
        named = {"ar": f"جائزة {level}", "en": f"Prize {level}"}
        add_prize(competition=walk.competition, name=named, level=level, by=an_organiser(walk.competition), at=OVER)
    work(OVER)
    walk.read(walk.chair, walk.of_round("deliberation"))
    walk.press(walk.chair, walk.of_round("deliberation_open"))
    for name in ("deliberation", "attendance", "deliberation_projects", "ties", "prizes", "minutes"):
        for reader in (walk.chair, walk.jurors[0], walk.auditor):
            walk.read(reader, walk.of_round(name))
    walk.press(walk.chair, walk.of_round("attendance"), juror=[person.pk for person in walk.people])
    special = Prize.objects.get(level=Prize.Level.SPECIAL)
    walk.read(walk.chair, walk.of_round("prize_vote", prize_id=special.pk))
    withhold = {f"because_{special.pk}_ar": "لم يبلغ أي مشروع العتبة"}
    walk.press(walk.chair, walk.of_round("prize_withhold", prize_id=special.pk), **withhold)
    walk.read(walk.chair, walk.of_round("deliberation_close"))
    walk.press(walk.chair, walk.of_round("deliberation_close"))


def it_is_signed_and_awarded(walk: Walk) -> None:
    minutes = walk.of_round("minutes")
    for juror in walk.jurors:
        sha256 = str(juror.get(minutes).context["page"].sha256)
        walk.press(juror, minutes, seen=sha256)
    walk.press(walk.chair, walk.of_round("seal"))
    walk.read(walk.chair, walk.of_round("winners"))
    walk.press(walk.chair, walk.of_round("winners"))
    walk.read(walk.chair, walk.of_round("publication"))
    local = PUBLIC - timedelta(hours=12)
    walk.press(walk.chair, walk.of_round("publication"), day=local.date().isoformat(), hour="09:00")

    assert Signature.objects.filter(round=walk.round).exists()
    for name in ("deliberation", "minutes", "ranking"):
        walk.read(walk.chair, walk.of_round(name))
    walk.read(walk.office, walk.url("results"))
    for part in audited(walk):
        walk.read(walk.auditor, walk.url("audit"), part=part)


def audited(walk: Walk) -> list[str]:
    parts = walk.auditor.get(walk.url("audit")).context["audit"].parts
    return [each["url"].rpartition("part=")[2] for each in parts]


def everybody_reads_the_results(walk: Walk) -> None:
    public = walk.read(Client(), walk.url("results"))
    assert "Prize first" in public
    assert "لم يبلغ أي مشروع العتبة" in public
    for entry in walk.entries:
        captain = walk.sign_in(entry.team.captain)
        own = walk.read(captain, walk.url("team_result"))
        assert "of 6" in own
        assert own.count("عمل متقن") == JURORS
        walk.read(captain, walk.url("result_appeal", entry_id=entry.pk))
