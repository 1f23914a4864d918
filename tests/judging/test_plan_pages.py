"""The organiser's pages around a proposal: having it made, reading it, changing it by hand, deciding about it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.domain import jobs
from judging.domain.conflicts import declare
from judging.domain.plans import accept, propose
from judging.domain.plans.proposal import Proposal
from judging.domain.rounds import open_round
from judging.domain.stepping_back import step_back
from judging.models import Assignment, Plan, Round
from teams.models import Mentorship, User
from tests.builders.competitions import a_competition
from tests.builders.judging import JUDGING, OPENING, an_organiser
from tests.builders.teams import a_person, a_role, a_team
from tests.harness.queries import Queries
from tests.judging.administration import changing, listing
from tests.judging.planning_cast import a_collected_round, a_mentor_plan, a_plan, jurors_of, solved, with_profile

SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


def url(plan: Plan, name: str = "plan", **more: Any) -> str:
    return reverse(f"judging:{name}", kwargs={"edition": plan.competition.slug, "plan_id": plan.pk, **more})


def round_url(round: Round, name: str = "assignment") -> str:
    return reverse(f"judging:{name}", kwargs={"edition": round.competition.slug, "round_id": round.pk})


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_an_organiser_has_a_proposal_made_looks_at_it_and_accepts_it(signed_in: SignIn) -> None:
    round = a_collected_round(entries=4, jurors=3, wanted=2)
    client = signed_in(an_organiser(round.competition))

    asked = client.post(round_url(round), {"seed": "41"})
    plan = Plan.objects.get()
    assert asked["Location"] == url(plan)
    assert "The proposal is being computed" in text_of(client, url(plan))
    assert plan.job is not None
    jobs.run(plan.job.pk, clock=lambda: OPENING)

    assert "Everything that is wanted can be given" in text_of(client, url(plan))
    assert "Given anew" in text_of(client, url(plan, "plan_changes"))
    done = client.post(url(plan, "plan_changes"), {"accept": "1"})
    assert done["Location"] == round_url(round)
    assert Assignment.objects.live().count() == 8
    assert "seed 41" in text_of(client, round_url(round))


def test_a_proposal_that_could_not_be_computed_says_so_in_words(signed_in: SignIn) -> None:
    round = a_collected_round()
    plan = propose(round=round, by=an_organiser(round.competition), at=OPENING)
    assert plan.job is not None
    plan.job.failed_at, plan.job.error = OPENING, "MemoryError: "
    plan.job.save()

    page = text_of(signed_in(an_organiser(round.competition)), url(plan))

    assert "It could not be computed" in page
    assert "MemoryError" not in page


def test_why_each_juror_reads_it_is_said_in_words(signed_in: SignIn) -> None:
    round = a_collected_round(entries=1, jurors=1, wanted=1)
    (juror,) = jurors_of(round)
    theme = round.entries.get().version.theme
    with_profile(juror, themes=[theme], languages=["ar"], expertise="الطابور")

    page = text_of(signed_in(an_organiser(round.competition)), url(a_plan(round)))

    assert "judges this theme, reads its language, knows about: \u2068الطابور\u2069" in page


def test_what_lacks_somebody_is_named_with_what_would_help(signed_in: SignIn) -> None:
    round = a_collected_round(entries=3, jurors=2, wanted=2)
    barred, full = jurors_of(round)
    entry = round.entries.order_by("pk")[0]
    declare(juror=barred, team=entry.team, reason="قرابة", by=barred, at=OPENING)
    with_profile(full, maximum_load=2)
    plan = a_plan(round)
    client = signed_in(an_organiser(round.competition))

    page = text_of(client, f"{url(plan)}?show=short")

    assert "lack somebody" in page
    assert f"Raise the maximum of {full.display_name} to 3" in page
    assert "Declared by the juror" in page
    assert "be content with 1" in page


def test_few_projects_per_theme_are_better_read_by_everybody(signed_in: SignIn) -> None:
    round = a_collected_round()

    page = text_of(signed_in(an_organiser(round.competition)), round_url(round))

    assert "let every juror score every project" in page


def test_projects_and_people_are_found_by_name_whatever_the_spelling(signed_in: SignIn) -> None:
    plan = a_plan(a_collected_round(entries=3, jurors=3, wanted=1))
    client = signed_in(an_organiser(plan.competition))
    team = plan.round.entries.order_by("pk")[1].team  # type: ignore[union-attr]
    juror = jurors_of(plan.round)[0]  # type: ignore[arg-type]

    projects = text_of(client, f"{url(plan)}?q={team.name_latin.upper()}")
    people = text_of(client, f"{url(plan, 'plan_people')}?q={juror.name_latin}")

    assert projects.count("Change by hand") == 1
    assert people.count("<tr>") == 2
    assert "Nothing found" in text_of(client, f"{url(plan)}?q=nowhere")
    assert "Nothing found" in text_of(client, f"{url(plan, 'plan_people')}?q=nobody")


def test_a_change_by_hand_shows_what_it_means_before_it_is_made(signed_in: SignIn) -> None:
    plan = a_plan(a_collected_round(entries=2, jurors=3, wanted=1))
    client = signed_in(an_organiser(plan.competition))
    (entry, out), _other = sorted(Proposal.of(plan).pairs)
    into = next(juror for juror in jurors_of(plan.round) if juror.pk != out)  # type: ignore[arg-type]
    address = url(plan, "plan_swap", key=entry)

    shown = text_of(client, f"{address}?out={out}&into={into.pk}")
    done = client.post(address, {"out": out, "into": into.pk, "revision": "0"})

    assert "Make this change" in shown
    assert f"Projects of {into.display_name}" in shown
    assert done["Location"] == address
    plan.refresh_from_db()
    assert (entry, into.pk) in Proposal.of(plan).pairs
    assert "1 change by hand." in text_of(client, url(plan))
    again = client.post(address, {"out": into.pk, "into": out, "revision": "0"})
    assert "Somebody has changed this proposal meanwhile" in again.content.decode()


def test_whoever_is_in_conflict_is_shown_last_and_cannot_be_chosen(signed_in: SignIn) -> None:
    round = a_collected_round(entries=1, jurors=2, wanted=1)
    barred, other = jurors_of(round)
    declare(juror=barred, team=round.entries.get().team, reason="قرابة", by=barred, at=OPENING)
    plan = a_plan(round)
    address = url(plan, "plan_swap", key=round.entries.get().pk)
    client = signed_in(an_organiser(round.competition))

    listed = text_of(client, f"{address}?out={other.pk}")
    chosen = text_of(client, f"{address}?out={other.pk}&into={barred.pk}")

    assert "Conflict of interest: Declared by the juror" in listed
    assert "This is not possible" in chosen
    assert "Make this change" not in chosen


@pytest.mark.parametrize("typed", ["?out=x&into=y", "?out=999999&into=1", "?page=99", "?add=1&q=%00"])
def test_an_address_that_makes_no_sense_shows_the_project(signed_in: SignIn, typed: str) -> None:
    plan = a_plan(a_collected_round(entries=1, jurors=2, wanted=1))
    address = url(plan, "plan_swap", key=plan.inputs["projects"][0]["id"])

    assert "In the proposal" in text_of(signed_in(an_organiser(plan.competition)), address + typed)


def test_put_aside_and_accepted_ones_are_changed_no_more(signed_in: SignIn) -> None:
    plan = a_plan()
    client = signed_in(an_organiser(plan.competition))
    client.post(url(plan, "plan_changes"), {"drop": "1"})

    again = client.post(url(plan, "plan_changes"), {"accept": "1"}, follow=True)
    page = text_of(client, url(plan))

    assert "has been accepted or put aside" in again.content.decode()
    assert "Put aside" in page
    assert "Change by hand" not in page
    assert client.get(url(plan, "plan_swap", key=plan.inputs["projects"][0]["id"]))["Location"] == url(plan)


def test_what_a_juror_left_is_planned_anew_with_one_press(signed_in: SignIn) -> None:
    round = a_collected_round(entries=4, jurors=3, wanted=1)
    by = an_organiser(round.competition)
    accept(plan=a_plan(round), by=by, at=OPENING)
    open_round(round=round, by=by, at=OPENING)
    leaver = jurors_of(round)[0]
    step_back(juror=leaver, competition=round.competition, reason="مرض", by=leaver, at=JUDGING)
    client = signed_in(by)

    assert "Left by jurors who are gone" in text_of(client, round_url(round))
    asked = client.post(round_url(round, "replace_juror"), {"juror": leaver.pk})

    plan = solved(Plan.objects.order_by("pk").last())  # type: ignore[arg-type]
    assert asked["Location"] == url(plan)
    assert plan.inputs["without"] == [leaver.pk]
    assert not Proposal.of(plan).short


def test_the_same_engine_proposes_mentors_and_both_are_told(signed_in: SignIn) -> None:
    competition = a_competition()
    teams = [a_team(competition=competition, confirmed=True) for _each in range(4)]
    mentors = [a_role("mentor", competition=competition, person=a_person()) for _each in range(2)]
    Mentorship.objects.create(team=teams[0], mentor=mentors[0], assigned_by=mentors[0], started_at=OPENING)
    by = an_organiser(competition)
    client = signed_in(by)

    plan = a_mentor_plan(competition)
    page = text_of(client, url(plan))
    client.post(url(plan, "plan_changes"), {"accept": "1"})

    assert "Who accompanies whom" in page
    given = Mentorship.objects.active().values_list("team", "mentor")
    assert len(given) == 4
    assert sorted(mentor for _team, mentor in given) == sorted([mentors[0].pk, mentors[1].pk] * 2)
    assert (
        "Every confirmed team has a mentor"
        in client.post(reverse("judging:mentor_plans", kwargs={"edition": competition.slug})).content.decode()
    )


def test_the_admin_shows_a_plan_and_the_way_to_its_page(signed_in: SignIn) -> None:
    plan = a_plan()
    client = signed_in(an_organiser(plan.competition))

    listed, shown = text_of(client, listing("plan")), text_of(client, changing("plan", plan.pk))

    assert f"Proposal {plan.pk}" in listed
    assert url(plan) in shown
    assert 'name="_save"' not in shown


class Planned:
    """A proposal for as many projects and jurors as are asked for."""

    def __init__(self) -> None:
        self.plan = Plan()

    def grow_to(self, number: int) -> None:
        self.plan = a_plan(a_collected_round(entries=min(number, 18), jurors=max(min(number, 18), 2), wanted=2))


def test_a_proposal_costs_the_same_with_few_and_with_many(signed_in: SignIn, queries: Queries) -> None:
    planned = Planned()
    clients: dict[int, Client] = {}

    def visit() -> None:
        plan = planned.plan
        client = clients.setdefault(plan.pk, signed_in(an_organiser(plan.competition)))
        place = plan.inputs["projects"][0]["id"]
        first = next(iter(Proposal.of(plan).read_by[0]))
        out = plan.inputs["people"][first]["id"]
        for address in (
            url(plan),
            url(plan, "plan_people"),
            url(plan, "plan_changes"),
            f"{url(plan, 'plan_swap', key=place)}?out={out}",
            round_url(plan.round),  # type: ignore[arg-type]
        ):
            with queries.at_most(16):
                client.get(address)

    queries.same_at(grow_to=planned.grow_to, visit=visit)
