"""Votes: who has a voice, that it is given once and secret, and that what they part is in the ranking."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from judging.domain.authority import OnlyPresident
from judging.domain.conflicts import declare
from judging.domain.deliberating import opening, revising, sitting, voting
from judging.domain.deliberating.prizes import add_prize
from judging.domain.rounds import exclude_entry
from judging.models import Attendance, Ballot, Conflict, Prize, Vote
from teams.models import Role, User
from tests.builders.judging import OVER, a_closed_round, a_juror, a_president, the_entry
from tests.builders.teams import a_member, a_person, a_role
from tests.judging.sitting import Sitting, a_sitting

pytestmark = pytest.mark.django_db

LATER = OVER + timedelta(minutes=5)


def open_tie(here: Sitting, *entries: int) -> Vote:
    chosen = [here.entries[place] for place in entries]
    return voting.open_tie_vote(round=here.round, entries=chosen, by=here.president, at=OVER)


def a_prize(here: Sitting, level: str = "special") -> Prize:
    name = {"ar": "جائزة خاصة", "fr": "Prix spécial"}
    return add_prize(competition=here.competition, name=name, level=level, by=here.organiser, at=OVER)


def test_equal_scores_are_parted_by_the_ordered_criteria_before_any_vote() -> None:
    equal = (
        {"impact": 1200, "feasibility": 1400, "training": 1400},
        {"impact": 1400, "feasibility": 1200, "training": 1200},
    )
    here = a_sitting(*equal, 900, ties=("feasibility", "impact"))

    assert here.ranks() == {0: (1, "criterion"), 1: (2, "criterion"), 2: (3, "")}
    with pytest.raises(voting.NoTie):
        open_tie(here, 0, 1)


def test_what_no_criterion_parts_is_ex_aequo_until_the_jury_has_voted() -> None:
    here = a_sitting(1500, 1500, 900, ties=("impact",))
    assert here.ranks() == {0: (1, "ex_aequo"), 1: (1, "ex_aequo"), 2: (3, "")}

    vote = open_tie(here, 0, 1)
    voting.cast(vote=vote, entry=here.entries[1], by=here.jurors[0], at=OVER)
    voting.cast(vote=vote, entry=here.entries[1], by=here.jurors[1], at=OVER)
    assert here.ranks() == {0: (1, "ex_aequo"), 1: (1, "ex_aequo"), 2: (3, "")}
    voting.close_vote(vote=vote, by=here.president, at=OVER)

    assert here.ranks() == {0: (2, "vote"), 1: (1, "vote"), 2: (3, "")}


def test_still_equal_after_the_vote_is_ex_aequo_and_there_is_no_second_vote() -> None:
    here = a_sitting(1500, 1500)
    here.elect(open_tie(here, 0, 1), {0: 0, 1: 1, 2: None})

    assert here.ranks() == {0: (1, "ex_aequo"), 1: (1, "ex_aequo")}
    with pytest.raises(voting.VoteHeld):
        open_tie(here, 0, 1)


def test_a_vote_is_about_all_of_a_tie_and_nobody_besides() -> None:
    here = a_sitting(1500, 1500, 1500, 900)
    foreign = the_entry(a_closed_round(1500))

    for entries in ((0, 1), (0, 1, 2, 3), (3,), ()):
        with pytest.raises(voting.NoTie):
            open_tie(here, *entries)
    with pytest.raises(voting.NoTie):
        voting.open_tie_vote(round=here.round, entries=[*here.entries[:2], foreign], by=here.president, at=OVER)
    open_tie(here, 0, 1, 2)
    with pytest.raises(voting.VoteHeld):
        open_tie(here, 0, 1, 2)


def test_a_vote_still_parts_those_who_are_left_when_one_of_them_goes() -> None:
    here = a_sitting(1500, 1500, 1500)
    here.elect(open_tie(here, 0, 1, 2), {0: 0, 1: 0, 2: 1})
    assert here.ranks() == {0: (1, "vote"), 1: (2, "vote"), 2: (3, "vote")}

    exclude_entry(entry=here.entries[0], reason="منقول", by=here.organiser, at=OVER)

    assert here.ranks() == {1: (1, "vote"), 2: (2, "vote")}


def test_a_vote_lapses_when_a_changed_score_makes_another_tie() -> None:
    here = a_sitting(1500, 1500, 1400)
    here.elect(open_tie(here, 0, 1), {0: 0, 1: 0, 2: 0})
    for juror in range(3):
        for criterion in ("impact", "feasibility", "training"):
            revising.change_score(
                score=here.score(juror, 2, criterion), points=1500, reason="سبب", by=here.jurors[juror], at=OVER
            )

    assert set(here.ranks().values()) == {(1, "ex_aequo")}
    assert open_tie(here, 0, 1, 2).kind == Vote.Kind.TIE


def test_only_the_president_opens_and_closes_and_only_with_the_quorum() -> None:
    here = a_sitting(1500, 1500, opened=False)
    with pytest.raises(sitting.NotDeliberating):
        open_tie(here, 0, 1)
    opening.open_deliberation(round=here.round, by=here.president, at=OVER)
    with pytest.raises(sitting.QuorumLacking):
        open_tie(here, 0, 1)
    with pytest.raises(OnlyPresident):
        voting.open_tie_vote(round=here.round, entries=here.entries, by=here.organiser, at=OVER)


def test_a_ballot_is_cast_once_by_a_juror_for_a_candidate() -> None:
    here = a_sitting(1500, 1500, 900)
    vote = open_tie(here, 0, 1)
    voting.cast(vote=vote, entry=here.entries[0], by=here.jurors[0], at=OVER)

    with pytest.raises(voting.AlreadyVoted):
        voting.cast(vote=vote, entry=here.entries[1], by=here.jurors[0], at=OVER)
    with pytest.raises(voting.NotACandidate):
        voting.cast(vote=vote, entry=here.entries[2], by=here.jurors[1], at=OVER)
    for person in (
        here.organiser,
        a_juror(here.competition),
        a_person(is_superuser=True),
        a_role("auditor", competition=here.competition),
    ):
        with pytest.raises(sitting.NotOfThisJury):
            voting.cast(vote=vote, entry=here.entries[0], by=person, at=OVER)
    assert Ballot.objects.count() == 1


def test_who_is_in_conflict_with_a_candidate_has_no_voice() -> None:
    here = a_sitting(1500, 1500)
    declare(juror=here.jurors[0], team=here.entries[1].team, reason="قرابة", by=here.jurors[0], at=OVER)
    vote = open_tie(here, 0, 1)

    with pytest.raises(sitting.InConflict):
        voting.cast(vote=vote, entry=here.entries[0], by=here.jurors[0], at=OVER)
    with pytest.raises(IntegrityError, match="ballot_conflict"):
        Ballot.objects.create(vote=vote, juror=here.jurors[0], entry=here.entries[0], cast_at=OVER)


def test_a_conflict_that_is_only_disclosed_leaves_the_voice() -> None:
    here = a_sitting(1500, 1500)
    declare(juror=here.jurors[0], team=here.entries[1].team, reason="قرابة", by=here.jurors[0], at=OVER)
    Conflict.objects.update(bars=False)

    ballot = voting.cast(vote=open_tie(here, 0, 1), entry=here.entries[0], by=here.jurors[0], at=OVER)

    assert ballot.weight == 1


def test_where_everybody_is_in_conflict_there_is_no_vote() -> None:
    here = a_sitting(1500, 1500)
    a_member(here.entries[0].team, here.president)
    for juror in here.jurors:
        declare(juror=juror, team=here.entries[0].team, reason="قرابة", by=juror, at=OVER)

    with pytest.raises(voting.NobodyMayVote):
        open_tie(here, 0, 1)


@pytest.mark.parametrize(("doubles", "weight"), [(True, 2), (False, 1)])
def test_the_presidents_voice_counts_double_only_by_the_rules(doubles: bool, weight: int) -> None:
    here = a_sitting(1500, 1500, president_counts_double=doubles)
    vote = open_tie(here, 0, 1)

    presidents = voting.cast(vote=vote, entry=here.entries[1], by=here.president, at=OVER)
    jurors = voting.cast(vote=vote, entry=here.entries[0], by=here.jurors[0], at=OVER)
    voting.cast(vote=vote, entry=None, by=here.jurors[1], at=OVER)
    voting.close_vote(vote=vote, by=here.president, at=OVER)

    assert (presidents.weight, jurors.weight) == (weight, 1)
    assert here.ranks()[1][0] == 1
    assert here.ranks()[0] == ((2, "vote") if doubles else (1, "ex_aequo"))


def test_a_president_who_is_close_to_a_team_has_no_voice() -> None:
    here = a_sitting(1500, 1500, president_counts_double=True)
    kin = here.entries[0].team.captain.department
    User.objects.filter(pk=here.president.pk).update(department=kin)
    vote = open_tie(here, 0, 1)

    with pytest.raises(sitting.InConflict):
        voting.cast(vote=vote, entry=here.entries[1], by=a_president(here.competition), at=OVER)


def test_a_deputy_votes_as_a_juror_or_not_at_all() -> None:
    here = a_sitting(1500, 1500, president_counts_double=True)
    a_role("deputy_president", competition=here.competition, person=here.jurors[0])
    other = Role.objects.filter(competition=here.competition, kind="deputy_president").get().person
    vote = open_tie(here, 0, 1)

    assert voting.cast(vote=vote, entry=None, by=other, at=OVER).weight == 1


def test_a_vote_is_closed_once_enough_have_voted_and_then_takes_no_ballot() -> None:
    here = a_sitting(1500, 1500, jurors=4)
    vote = open_tie(here, 0, 1)
    voting.cast(vote=vote, entry=here.entries[0], by=here.jurors[0], at=OVER)
    # Half of five: four jurors and the president.
    with pytest.raises(sitting.QuorumLacking, match="3 ballots are needed to close the vote, and 1 have been cast"):
        voting.close_vote(vote=vote, by=here.president, at=OVER)
    with pytest.raises(OnlyPresident):
        voting.close_vote(vote=vote, by=here.jurors[0], at=OVER)
    here.elect(vote, {1: 0, 2: None})

    closed = voting.close_vote(vote=vote, by=here.president, at=LATER)

    assert closed.closed_at == OVER
    with pytest.raises(voting.VoteIsClosed):
        voting.cast(vote=vote, entry=here.entries[0], by=here.jurors[3], at=LATER)


def test_whoever_votes_takes_part() -> None:
    here = a_sitting(1500, 1500)
    late = here.jurors[2]
    vote = open_tie(here, 0, 1)
    assert Attendance.objects.count() == 3

    voting.cast(vote=vote, entry=None, by=late, at=OVER)

    assert Attendance.objects.filter(juror=late).count() == 1


def test_neither_a_vote_nor_a_ballot_is_changed_by_anybody() -> None:
    here = a_sitting(1500, 1500, 900)
    vote = open_tie(here, 0, 1)
    ballot = voting.cast(vote=vote, entry=here.entries[0], by=here.jurors[0], at=OVER)

    for change, guard in (
        (lambda: Ballot.objects.filter(pk=ballot.pk).update(entry=here.entries[1]), "ballot_stays"),
        (lambda: Ballot.objects.filter(pk=ballot.pk).delete(), "ballot_stays_delete"),
        (lambda: Vote.objects.filter(pk=vote.pk).update(president_counts_double=True), "vote_stays"),
        (lambda: vote.candidates.remove(here.entries[0]), "vote_candidate_stays_delete"),
        (lambda: vote.candidates.add(here.entries[2]), "vote_candidate_voted"),
    ):
        with pytest.raises(IntegrityError, match=guard), transaction.atomic():
            change()


def test_no_verb_hands_out_a_ballot_before_the_vote_is_closed() -> None:
    here = a_sitting(1500, 1500)
    vote = open_tie(here, 0, 1)
    voting.cast(vote=vote, entry=here.entries[0], by=here.jurors[0], at=OVER)
    assert list(voting.visible_ballots()) == []

    here.elect(vote, {1: 0})

    assert voting.visible_ballots().count() == 2


def test_the_jury_votes_on_a_special_prize_among_projects_of_the_round() -> None:
    here = a_sitting(1500, 1400, 1300)
    prize = a_prize(here)

    def open_prize(prize: Prize, *entries: int) -> Vote:
        chosen = [here.entries[place] for place in entries]
        return voting.open_prize_vote(round=here.round, prize=prize, entries=chosen, by=here.president, at=OVER)

    with pytest.raises(voting.NoCandidates):
        open_prize(prize)
    with pytest.raises(voting.NotAPrizeToVote):
        open_prize(a_prize(here, "first"), 0)
    with pytest.raises(voting.NotAPrizeToVote):
        open_prize(a_prize(here, "audience"), 0)
    with pytest.raises(voting.NotAPrizeToVote):
        open_prize(a_prize(a_sitting(1500)), 0)
    foreign = the_entry(a_closed_round(1500))
    with pytest.raises(voting.NoCandidates):
        voting.open_prize_vote(round=here.round, prize=prize, entries=[foreign], by=here.president, at=OVER)
    vote = open_prize(prize, 1, 2)
    with pytest.raises(voting.VoteHeld):
        open_prize(prize, 0)

    here.elect(vote, {0: 2, 1: 2, 2: 1})
    assert here.ranks() == {0: (1, ""), 1: (2, ""), 2: (3, "")}
