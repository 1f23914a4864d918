"""What stands at each stage of the demonstration, built once a stage."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from competitions.models import Competition, Department, Holiday, Message
from idarathon.demo.building import FEWEST_TEAMS, build
from idarathon.demo.calendar import Stage, live_stage
from idarathon.demo.people import ACCOUNTS, DOMAIN, PASSWORD
from judging.domain.audience import count, leading
from judging.domain.deliberating import awarding
from judging.domain.deliberating.ties import final_ranking
from judging.domain.deliberating.voting import cast, close_vote, open_prize_vote
from judging.domain.drawing import replayed
from judging.domain.signing import is_intact
from judging.models import Assignment, Award, Conflict, Draw, Entry, Evaluation, PitchSlot, Plan, Prize, Round
from submissions.models import Answer, Feedback, Version
from teams.domain.eligibility import came_in_by_address, waiting_in
from teams.models import EligibilityDecision, LateAccess, Membership, Role, Team, User, VouchingRequest
from tests.idarathon.conftest import Visit

pytestmark = pytest.mark.django_db

FEW = FEWEST_TEAMS
AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="module", params=list(Stage), ids=lambda stage: stage.value)
def stage(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Stage]:
    """The demonstration at this stage, for every test of it; each test's own changes are undone, in the end all."""
    folder = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(AT, tick=False), override_settings(MEDIA_ROOT=folder):
            build(stage=request.param, at=AT, number_of_teams=FEW)
        yield request.param
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _at_that_moment() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def competition(stage: Stage) -> Competition:
    found: Competition = Competition.objects.get(slug="demo")
    return found


def only(wanted: Stage) -> Any:
    """The tests below look at one stage."""
    return pytest.mark.parametrize("stage", [pytest.param(wanted, id=wanted.value)], indirect=True)


def test_every_account_signs_in_and_finds_something_to_do(stage: Stage, visit: Visit, client: Any):
    signed_in = client.login(email=f"captain@{DOMAIN}", password=PASSWORD)
    steps = {name: _step(visit, name) for name in ACCOUNTS}

    assert signed_in
    assert {name: (step.done, answer.status_code) for name, (step, answer) in steps.items()} == dict.fromkeys(
        ACCOUNTS, (False, 200)
    )


def _step(visit: Visit, name: str) -> tuple[Any, Any]:
    """The next step of an account, and the page it leads to."""
    person = User.objects.get(email=f"{name}@{DOMAIN}")
    step = visit("/ar/me/", person).context["page"].step
    return step, visit(step.url, person)


def test_the_stage_is_live_today_and_the_edition_is_the_current_one(stage: Stage, competition: Competition):
    assert live_stage(competition, at=AT) == stage
    assert Competition.objects.current(at=AT) == competition


def test_building_it_again_changes_nothing(stage: Stage):
    before = _everything()

    again = build(stage=stage, at=AT + timedelta(hours=3), number_of_teams=FEW)

    assert not again.is_new
    assert _everything() == before


def _everything() -> dict[str, int]:
    models = (Competition, User, Role, Team, Membership, Answer, Version, Feedback, Entry, Assignment, Award, Message)
    return {model.__name__: model._default_manager.count() for model in models}


def test_nobody_is_mailed_and_no_secret_is_kept(stage: Stage):
    assert Message.objects.count() > 100
    assert not Message.objects.waiting().exists()
    assert not Message.objects.sealed().exists()


def test_only_the_eight_accounts_can_be_signed_in_to(stage: Stage):
    able = {person.email for person in User.objects.all() if person.has_usable_password()}

    assert able == {f"{name}@{DOMAIN}" for name in ACCOUNTS}
    assert all(address.endswith(DOMAIN) for address in User.objects.values_list("email", flat=True))


@only(Stage.SUBMISSION)
def test_another_stage_takes_the_place_of_the_one_before_even_late_in_the_evening(
    competition: Competition, visit: Visit
):
    people, late = User.objects.count(), AT.replace(hour=23, minute=1)

    with time_machine.travel(late, tick=False):
        second = build(stage=Stage.JUDGING, at=late, number_of_teams=FEW).competition
        organiser = User.objects.get(email=f"organiser@{DOMAIN}")
        spaces = [space.edition for space in visit("/en/me/", organiser).context["page"].spaces]
    competition.refresh_from_db()

    assert (competition.slug, competition.published_at) == (f"demo-{competition.pk}", None)
    assert (second.slug, Competition.objects.current(at=late)) == ("demo", second)
    assert live_stage(second, at=late) == Stage.JUDGING
    assert User.objects.count() == people
    assert spaces == [second.name_en]


@only(Stage.REGISTRATION)
def test_a_demonstration_that_has_run_out_is_built_anew(competition: Competition):
    later = AT + timedelta(days=60)

    with time_machine.travel(later, tick=False):
        second = build(stage=Stage.REGISTRATION, at=later, number_of_teams=FEW).competition

    assert second != competition
    assert live_stage(second, at=later) == Stage.REGISTRATION


@only(Stage.REGISTRATION)
def test_while_people_register_the_focal_point_s_desk_is_full(competition: Competition, visit: Visit):
    focal_point = User.objects.get(email=f"focalpoint@{DOMAIN}")
    [raised] = VouchingRequest.objects.raised(at=AT).filter(competition=competition)
    by_domain = came_in_by_address(focal_point, competition)

    page = visit("/ar/demo/department/", focal_point)

    assert len(page.context["rows"]) >= 12
    assert [row.id for row in page.context["rows"] if row.tags and row.tags[0]["kind"] == "warn"] != []
    assert raised.department == focal_point.roles.get(competition=competition).department
    assert by_domain.count() > 1
    assert EligibilityDecision.objects.filter(competition=competition, outcome="declined").count() == 1
    assert Holiday.objects.filter(day__year=AT.year).count() == 10


@only(Stage.SUBMISSION)
def test_while_projects_are_written_every_state_is_there(competition: Competition):
    teams = Team.objects.filter(competition=competition)

    assert teams.filter(confirmed_at=None).count() == 2
    assert EligibilityDecision.objects.filter(outcome="declined").count() == 1
    assert waiting_in(Department.objects.values("pk"), competition).count() > 1
    assert LateAccess.objects.filter(team__competition=competition).exists()
    assert Feedback.objects.unaddressed().filter(project__team__captain__email=f"captain@{DOMAIN}").count() == 2
    assert Version.objects.filter(phase__competition=competition).exists()
    assert teams.filter(project__versions=None).exists()


@only(Stage.JUDGING)
def test_while_the_jury_works_somebody_is_late_and_somebody_has_stepped_back(competition: Competition):
    round = Round.objects.get(phase__competition=competition, kind="written")
    live = Assignment.objects.live().filter(entry__round=round)
    jurors = set(live.values_list("juror", flat=True))
    begun = set(live.filter(evaluation__isnull=False).values_list("juror", flat=True))

    assert round.opened_at is not None
    assert round.closed_at is None
    assert len(jurors - begun) == 1
    assert Conflict.objects.filter(kind="declared").count() == 1
    assert Conflict.objects.filter(kind="same_department").exists()
    assert live.filter(evaluation__finished_at__isnull=False).exists()
    assert live.filter(evaluation__isnull=False, evaluation__finished_at=None).exists()


@only(Stage.JUDGING)
def test_every_juror_has_their_projects_by_a_plan_that_says_why(competition: Competition, visit: Visit):
    organiser = User.objects.get(email=f"organiser@{DOMAIN}")
    plan = Plan.objects.get(round__phase__competition=competition)
    lacking = Entry.objects.filter(round=plan.round, assignments=None)

    page = visit(f"/en/demo/jury/plans/{plan.pk}/", organiser)

    assert plan.accepted_at is not None
    assert set(plan.assignments.values_list("entry", flat=True)) == {
        *Entry.objects.filter(round=plan.round).exclude(pk__in=lacking).values_list("pk", flat=True)
    }
    assert lacking.count() == 1
    assert page.status_code == 200


@only(Stage.PITCH)
def test_while_the_best_pitch_some_have_been_heard_and_the_audience_votes(competition: Competition, visit: Visit):
    written, pitches = Round.objects.of_competition(competition).order_by("phase__opens_at")
    slots = PitchSlot.objects.filter(round=pitches)
    draw = Draw.objects.get(round=pitches)
    heard = Entry.objects.filter(slot__ended_at__isnull=False)
    scored = Evaluation.objects.filter(finished_at__isnull=False, assignment__entry__round=pitches)

    assert written.signature.sha256
    assert [slot.entry_id for slot in slots] == draw.result["order"] == replayed(draw)["order"]
    assert {slot.link for slot in slots} == {f"https://meet.{DOMAIN}/pitches"}
    assert 0 < heard.count() < slots.count()
    assert set(scored.values_list("assignment__entry", flat=True)) == set(heard.values_list("pk", flat=True))
    assert pitches.audience_opens_at < AT < pitches.audience_closes_at
    assert pitches.audience_votes.count() > 5
    assert count(pitches, at=AT) is None
    assert visit("/ar/demo/", User.objects.get(email=f"captain@{DOMAIN}")).status_code == 200


def test_every_prize_is_promised_in_three_languages_from_the_beginning(competition: Competition):
    names = Prize.objects.filter(competition=competition).values_list("name_ar", "name_fr", "name_en")

    assert list(Prize.objects.filter(competition=competition).values_list("level", flat=True)) == Prize.Level.values
    assert all(len({*texts} - {"", None}) == 3 for texts in names)


@only(Stage.DELIBERATION)
def test_while_the_jury_deliberates_the_president_votes_last_and_decides_on_every_other_prize(
    competition: Competition, visit: Visit
):
    president = User.objects.get(email=f"president@{DOMAIN}")
    pitches = Round.objects.get(phase__competition=competition, kind="pitch")
    special, encouragement = Prize.objects.filter(level__in=("special", "encouragement")).order_by("-level")
    by_level = {each.prize.level: each for each in awarding.proposal(pitches, final_ranking(pitches), at=AT)}
    excellence = by_level["excellence"].vote

    cast(vote=excellence, entry=excellence.candidates.all()[0], by=president, at=AT)
    close_vote(vote=excellence, by=president, at=AT)
    open_prize_vote(round=pitches, prize=special, entries=pitches.entries.all()[:2], by=president, at=AT)
    awarding.withhold_prize(round=pitches, prize=encouragement, because={"ar": "سبب"}, by=president, at=AT)
    page = visit(f"/ar/demo/jury/rounds/{pitches.pk}/deliberation/prizes/", president)

    assert {level for level, each in by_level.items() if each.winners} == {"first", "second", "third", "audience"}
    assert not any(each.award for each in by_level.values())
    assert page.status_code == 200
    assert not hasattr(pitches, "signature")


@only(Stage.RESULTS)
def test_with_the_results_the_jury_has_voted_on_prizes_withheld_one_and_given_nobody_two(
    competition: Competition, visit: Visit
):
    pitches = Round.objects.get(phase__competition=competition, kind="pitch")
    awards = {award.level: award for award in Award.objects.filter(competition=competition)}
    by_the_jury = [award.entry_id for level, award in awards.items() if level not in ("encouragement", "audience")]
    document = json.loads(pitches.signature.table)
    winner = awards["excellence"].entry.project.team.captain
    president = User.objects.get(email=f"president@{DOMAIN}")

    assert set(awards) == set(Prize.Level.values)
    assert all(award.for_prize_id for award in awards.values())
    assert len(set(by_the_jury)) == 5
    assert [vote["kind"] for vote in document["votes"]] == ["prize", "prize"]
    assert [each["prize"] for each in document["withheld"]] == [awards["encouragement"].prize_ar]
    for page, person in (("results/", None), (f"jury/rounds/{pitches.pk}/deliberation/minutes/", president)):
        assert awards["encouragement"].not_awarded_because_fr in visit(f"/fr/demo/{page}", person).text
    assert awards["excellence"].prize_en in visit("/en/demo/team/result/", winner).text


@only(Stage.RESULTS)
def test_with_the_results_both_rounds_are_signed_and_the_audience_has_its_prize(competition: Competition):
    rounds = Round.objects.of_competition(competition)
    applauded = leading(count(rounds.get(kind="pitch"), at=AT) or [])
    given = Award.objects.filter(competition=competition, level="audience")

    assert all(is_intact(round.signature) for round in rounds)
    assert {award.entry for award in given} == set(applauded) != set()
