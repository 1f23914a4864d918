"""Each edition says what a kind of conflict does, and sees at once how many jurors that leaves each team."""

import pytest
from django.db import IntegrityError, transaction

from judging.domain.assignment import ConflictOfInterest, assign
from judging.domain.conflicts import Counted, counts, declare, in_full, record_automatic
from judging.domain.policies import effects_of, remaining, set_policies
from judging.domain.rounds import close_round
from judging.domain.rule_changes import RuleReasonMissing
from judging.models import Assignment, Conflict, ConflictPolicy, RuleChange
from teams.domain.authority import OnlyOrganiser
from teams.models import Team
from tests.builders.competitions import NOW, a_competition
from tests.builders.judging import (
    JUDGING,
    OVER,
    a_juror,
    a_round,
    a_signature,
    an_assignment,
    an_evaluation,
    an_organiser,
)
from tests.builders.teams import a_person, a_team
from tests.harness.queries import Queries
from tests.judging.cast import only, statuses

pytestmark = pytest.mark.django_db

DISCLOSED = {"same_department": "disclose"}


@pytest.fixture
def colleagues(db):
    """A round, and a juror of the department of the captain of its one team."""
    round = a_round(opened=True)
    team = round.entries.get().team
    juror = a_juror(round.competition, person=a_person(department=team.captain.department))
    record_automatic(round, at=JUDGING)
    return round, team, juror


def decided(round, effects, *, reason="", at=JUDGING):
    return set_policies(
        competition=round.competition, effects=effects, reason=reason, by=an_organiser(round.competition), at=at
    )


def test_whatever_is_not_said_bars(colleagues) -> None:
    round, team, juror = colleagues

    assert set(effects_of(round.competition).values()) == {"bar"}
    assert Conflict.objects.barring().between(juror, team).exists()


def test_a_kind_that_is_disclosed_lets_its_jurors_judge_and_stays_on_record(colleagues) -> None:
    round, team, juror = colleagues
    with pytest.raises(ConflictOfInterest):
        assign(entry=round.entries.get(), juror=juror, by=an_organiser(round.competition), at=JUDGING)

    decided(round, DISCLOSED)

    assert not Conflict.objects.barring().exists()
    assert Conflict.objects.live().between(juror, team).exists()
    assert assign(entry=round.entries.get(), juror=juror, by=an_organiser(round.competition), at=JUDGING).pk


def test_a_kind_that_bars_again_takes_the_projects_of_its_jurors_at_once(colleagues) -> None:
    round, _team, juror = colleagues
    decided(round, DISCLOSED)
    assignment = an_assignment(entry=round.entries.get(), juror=juror, at=JUDGING)

    decided(round, {"same_department": "bar"})

    assignment.refresh_from_db()
    assert assignment.closed_because == "conflict"
    assert Conflict.objects.barring().exists()
    with pytest.raises(IntegrityError, match="assignment_conflict_update"), transaction.atomic():
        Assignment.objects.update(closed_at=None, closed_because="")


def test_conflicts_found_later_follow_what_the_edition_has_said(colleagues) -> None:
    round, team, _juror = colleagues
    decided(round, DISCLOSED)
    another = a_juror(round.competition, person=a_person(department=team.captain.department))

    record_automatic(round, at=JUDGING)

    assert not Conflict.objects.get(juror=another).bars


def test_whoever_recuses_themselves_stops_reading_even_where_that_is_only_disclosed() -> None:
    assignment = an_assignment()
    decided(assignment.entry.round, {"declared": "disclose"})

    conflict = declare(
        juror=assignment.juror, team=assignment.entry.team, reason="جار", by=assignment.juror, at=JUDGING
    )

    assignment.refresh_from_db()
    assert assignment.closed_because == "conflict"
    assert not conflict.bars


def test_another_edition_is_not_touched(colleagues) -> None:
    round, _team, _juror = colleagues
    other = a_round()
    there = a_juror(other.competition, person=a_person(department=other.entries.get().team.captain.department))
    record_automatic(other, at=JUDGING)

    decided(round, DISCLOSED)

    assert Conflict.objects.get(juror=there).bars


def test_after_the_first_score_it_needs_a_reason_which_everybody_reads(colleagues) -> None:
    round, _team, _juror = colleagues
    an_evaluation(an_assignment(entry=round.entries.get(), at=JUDGING))
    with pytest.raises(RuleReasonMissing):
        decided(round, DISCLOSED)
    assert not ConflictPolicy.objects.exists()

    decided(round, DISCLOSED, reason="قلة عدد الأعضاء")
    decided(round, DISCLOSED)  # nothing changes any more, so no reason is asked

    change = RuleChange.objects.get()
    assert (change.what, change.reason) == ("conflicts", "قلة عدد الأعضاء")
    assert (change.old["en"], change.new["en"]) == ("Bars from judging", "Is disclosed")
    assert change.subject["fr"] != change.subject["ar"]


def test_every_kind_that_changes_is_a_row_of_the_register_which_everybody_reads_and_no_other_is(
    colleagues, signed_in
) -> None:
    round, team, _juror = colleagues
    an_evaluation(an_assignment(entry=round.entries.get(), at=JUDGING))

    decided(round, {"mentor": "disclose", "declared": "disclose", "member": "bar"}, reason="قلة عدد الأعضاء")

    changes = RuleChange.objects.filter(round=round)
    assert {change.subject["en"] for change in changes} == {"Mentor of the team", "Declared by the juror"}
    page = signed_in(team.captain).get(f"/ar/{round.competition.slug}/rules/changes/").content.decode()
    assert "قلة عدد الأعضاء" in page


def test_a_change_without_its_reason_changes_nothing_at_all(colleagues) -> None:
    round, _team, _juror = colleagues
    an_evaluation(an_assignment(entry=round.entries.get(), at=JUDGING))
    before = set(Conflict.objects.barring().values_list("juror", "team", "kind"))

    with pytest.raises(RuleReasonMissing):
        decided(round, {"same_department": "disclose", "mentor": "disclose"}, reason="  ")

    assert set(Conflict.objects.barring().values_list("juror", "team", "kind")) == before
    assert not ConflictPolicy.objects.exists()
    assert not RuleChange.objects.exists()


def test_once_the_ranking_is_signed_nothing_of_its_round_is_registered_any_more(colleagues) -> None:
    round, _team, _juror = colleagues
    an_evaluation(an_assignment(entry=round.entries.get(), at=JUDGING))
    a_signature(close_round(round=round, at=OVER))

    decided(round, DISCLOSED)

    assert not RuleChange.objects.exists()


def test_only_an_organiser_decides(colleagues) -> None:
    round, _team, juror = colleagues

    with pytest.raises(OnlyOrganiser):
        set_policies(competition=round.competition, effects=DISCLOSED, by=juror, at=JUDGING)


def test_how_many_remain_is_counted_for_each_kind_the_worst_off_team_first() -> None:
    competition = a_competition()
    first, second = (a_team(competition=competition, confirmed=True) for _each in (1, 2))
    jurors = [a_juror(competition) for _each in range(4)]
    for juror, team, kind in (
        (jurors[0], second, "same_department"),
        (jurors[1], second, "same_department"),
        (jurors[1], second, "declared"),
        (jurors[2], first, "mentor"),
    ):
        Conflict.objects.create(juror=juror, team=team, kind=kind, source="automatic", declared_at=NOW)

    found = remaining(
        competition, {"mentor": "disclose"}, teams=Team.objects.filter(competition=competition), at=JUDGING
    )

    assert [(row.team, row.jurors) for row in found] == [(second, 2), (first, 4)]
    assert found[0].by_kind["same_department"] == (2, 3)
    assert found[0].by_kind["declared"] == (2, 2)
    assert found[1].by_kind["mentor"] == (3, 4)


def test_the_minutes_get_counts_and_the_auditor_all_of_it(colleagues, queries: Queries) -> None:
    round, team, juror = colleagues
    Conflict.objects.create(
        juror=a_juror(round.competition),
        team=team,
        kind="declared",
        source="juror",
        declared_at=NOW,
        lifted_at=JUDGING,
        lifted_by=an_organiser(round.competition),
        lifted_because="خطأ",
    )

    found = counts(round.competition)

    assert found["same_department"] == Counted(1, 0)
    assert found["declared"] == Counted(0, 1)
    assert found["mentor"] == Counted(0, 0)
    with queries.at_most(1):
        assert {row.juror.display_name for row in in_full(round.competition)} >= {juror.display_name}


@pytest.mark.usefixtures("at_work")
def test_the_page_shows_what_a_choice_would_mean_and_then_decides(colleagues, signed_in) -> None:
    round, team, _juror = colleagues
    for _each in range(2):
        a_juror(round.competition)
    client = signed_in(an_organiser(round.competition))
    url = f"/en/{round.competition.slug}/jury/conflicts/"

    stands = client.get(url).content.decode()
    looked = client.get(url, {"same_department": "disclose"}).content.decode()
    client.post(url, {**dict.fromkeys(Conflict.Kind.values, "bar"), "same_department": "disclose"})

    assert "1 team has fewer jurors than the 3 evaluations wanted." in stands
    assert "fewer jurors than" not in looked
    assert team.name_latin in stands
    assert not Conflict.objects.barring().exists()


@pytest.mark.usefixtures("at_work")
def test_the_page_asks_for_the_reason_once_somebody_has_scored(jury, signed_in) -> None:
    an_evaluation(jury.assignment)
    client = signed_in(jury.organiser)
    posted = {**dict.fromkeys(Conflict.Kind.values, "bar"), "mentor": "disclose"}

    refused = client.post(jury.url("conflict_policies"), posted).content.decode()
    client.post(jury.url("conflict_policies"), {**posted, "reason": "اتفاق اللجنة"})

    assert "needs a reason" in refused
    assert RuleChange.objects.get().reason == "اتفاق اللجنة"


@pytest.mark.usefixtures("at_work")
def test_the_page_is_the_organisers(jury, signed_in) -> None:
    assert statuses(jury, signed_in, jury.url("conflict_policies")) == only({"organiser", "superuser"})


@pytest.mark.usefixtures("at_work")
def test_the_page_costs_the_same_with_one_team_and_with_thirty(jury, signed_in, queries: Queries) -> None:
    client = signed_in(jury.organiser)

    def grow_to(number: int) -> None:
        while jury.competition.teams.count() < number + 1:
            team = a_team(competition=jury.competition, confirmed=True)
            Conflict.objects.create(juror=jury.juror, team=team, kind="declared", source="juror", declared_at=NOW)

    queries.same_at(grow_to=grow_to, visit=lambda: client.get(jury.url("conflict_policies")))
    page = client.get(jury.url("conflict_policies")).content.decode()
    assert "Page 1 of 2" in page
